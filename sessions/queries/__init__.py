"""What pages and exports show, read in a constant number of queries. No request, no person: an audience."""
