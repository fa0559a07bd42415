"""What a facilitator leaves with: one reading of the séance (`outcome.py`), one file per format.

To add a format: one file and one line in `formats/`.
"""
