"""Folds texts: texts that read the same become equal, and a search finds what looks alike."""

import re
import unicodedata

from texts.cleaning import clean_name, clean_words

PLAIN = re.compile("[ !#-_a-~À-ÖØ-Þà-öø-ÿ’]*")
"""For a text of these signs alone, small letters are enough to fold it. This is tried first, for each name."""
UNSEEN = re.compile("[\u200c\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]")
ONE_SIGN = str.maketrans(
    {
        **dict.fromkeys("'`´‘’‛ʹʻʼʽ′＇ꞌ", "'"),
        **dict.fromkeys("-‐‑‒–—―⁃−﹘﹣－", "-"),
        **dict.fromkeys('"“”„‟«»″＂', '"'),
    }
)
"""Apostrophes, dashes and quotes, each written with one sign."""
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
"""Letters that Unicode does not take apart, as people without that key type them."""
NOT_SEARCHED = re.compile(r"[\W_]+")
LONGEST_KEY = 240
"""Twice the longest name. A few signs unfold into eighteen; an index of PostgreSQL has a limit."""


def equal_form(text: str) -> str:
    """Two texts with the same form are one: case, composition, kind of apostrophe or dash do not count.

    Accents count: « Mené » is not « Mene ».
    """
    words = clean_words(text)
    if PLAIN.fullmatch(words):
        return words.lower().replace("’", "'")
    folded, before = words, None
    # A few signs fold into signs that must be folded again.
    while folded != before:
        before, folded = folded, _folded(folded)
    return folded


def _folded(words: str) -> str:
    # First: « ´ » would be taken apart into a blank and an accent.
    words = unicodedata.normalize("NFKD", words.translate(ONE_SIGN))
    # Taken apart, so that accents wait behind their letter; capitals before small
    # letters, where alone « ß » and « SS », « ı » and « I » meet.
    words = UNSEEN.sub("", unicodedata.normalize("NFKC", words.upper().casefold()))
    return clean_words(words).translate(ONE_SIGN)


def name_key(name: str) -> str:
    """The form by which the names of territories and organisations are compared, short enough for an index."""
    return equal_form(clean_name(name))[:LONGEST_KEY]


def search_form(text: str) -> str:
    """What a search looks at: letters and figures without accents, one space between words."""
    apart = unicodedata.normalize("NFKD", equal_form(text).translate(LETTERS))
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return NOT_SEARCHED.sub(" ", letters).strip()
