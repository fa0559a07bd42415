"""The plots of the compte rendu, drawn once for all formats: in SVG (`svg.py`), from the geometry of each kind.

Geometry is in whole units, because a French template would write a decimal with a comma. Colours are attributes
of the shapes: a drawing copied out of the page keeps them, and needs no inline style (CSP).
"""

WIDTH = 720
"""Units: a quarter of a millimetre on an A4 sheet, so that a text of 13 prints at 9 points."""

CHARACTER = 7
"""Units that a sign takes, on average, in a text of 13: a drawing cannot measure its fonts."""


def shorten(text: str, longest: int) -> str:
    """The text, cut at a word where it can be; the table beside the plot has it whole."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    before, _, last = cut.rpartition(" ")
    return f"{before if before and len(last) < 12 else cut}…"
