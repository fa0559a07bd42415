"""What exports know of votes: their facts, how they are read, their tables. What differs by method, the method says."""
