"""The exports of a séance: `outcome.py` reads it once, and each format writes one file.

To add a format: one file and one line in `formats/`.
"""
