"""Two référentiels side by side: which entries are alike, and what is still to be decided. Nothing here writes."""
