"""What a facilitator leaves with: one reading of the séance (`outcome.py`), one file a format.

To add a format: one file, one line in `formats.py`.
"""
