"""What two référentiels side by side have in common."""
