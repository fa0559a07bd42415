"""What a card is, before any séance: its kinds."""
