"""A séance while it happens: cards, readings, balises, votes, and the live room. App label: ateliers."""
