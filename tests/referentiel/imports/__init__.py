"""Reading a référentiel of others from files, and what an import makes of each line."""
