"""Texts as people's keyboards, word processors and enemies make them."""

from hypothesis import strategies as st

INVISIBLE = [
    *("\u00ad", "\u200b", "\u2060", "\ufeff", "\u034f", "\u202e", "\u2066", "\u200e", "\u061c"),
    *(
        "\x01",
        "\x1b",
        "\x7f",
        "\x9f",
        "\ufffa",
        "\u3164",
        "\ufe01",
        "\U000e0001",
        "\ud800",
        "\uffff",
    ),
]
"""Signs that nobody sees, wherever they stand."""
JOINERS = ["\u200c", "\u200d", "\ufe0e", "\ufe0f", "\U000e0067", "\U000e007f"]
"""Signs of no width that an emoji or a script may need."""
HYPHENS = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\ufe63", "\uff0d"]
APOSTROPHES = ["'", "’", "‘", "ʼ", "´", "`", "′", "＇", "‛"]
BLANKS = [" ", "\u00a0", "\u202f", "\u2009", "\u3000", "\u2800", "\t", "\n", "\u2028", "  "]
OTHERS = [
    "🔥",
    "❤",
    "👩",
    "🏴",
    "🏽",
    "1",
    "\u20e3",
    "ب",
    "क",
    "्",
    "é",
    "e",
    "\u0301",
    "\u0338",
    "ß",
    "ı",
    "ﷺ",
    "•",
    "«",
    "»",
]

ODD = st.lists(
    st.sampled_from([*INVISIBLE, *JOINERS, *HYPHENS, *APOSTROPHES, *BLANKS, *OTHERS]), max_size=14
).map("".join)
ANY = st.one_of(st.text(max_size=200), ODD)
ANY_SIGN = st.characters(exclude_categories=[])
WILD = st.one_of(ANY, st.text(ANY_SIGN, max_size=60))
"""Anything at all, halves of signs and control signs too."""
