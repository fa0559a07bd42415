"""Texts that people type: one function cleans them on entry, one folds them for comparison and search."""
