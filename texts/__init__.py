"""Texts that people type: one cleaning at the door, one folding to compare and to search them."""
