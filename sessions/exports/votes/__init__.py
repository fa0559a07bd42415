"""What exports know of votes: their facts, how they are read, their tables. Only here do exports name dots."""
