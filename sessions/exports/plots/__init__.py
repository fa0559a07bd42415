"""The plots of the compte rendu, drawn once for all formats: in SVG (`svg.py`), from the geometry of each kind.

Geometry is in whole units, because a French template would write a decimal with a comma. Colours are attributes
of the shapes: a drawing copied out of the page keeps them, and needs no inline style (CSP).
"""

WIDTH = 720
"""Units: a quarter of a millimetre on an A4 sheet, so that a text of 13 prints at 9 points."""

CHARACTER = 7
"""The average width of a sign in a text of 13, in units: a drawing cannot measure its fonts."""


def shorten(text: str, longest: int) -> str:
    """The text, cut between two words where possible. The table beside the plot has the whole text."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    before, _, last = cut.rpartition(" ")
    return f"{before if before and len(last) < 12 else cut}…"
