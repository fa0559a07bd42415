"""What exports know of votes: their facts, how they are read, their tables. Each method adds what differs by method."""
