"""Finds the code of a séance in what people type or paste: « Code : abcd-2345 », or the whole link."""

import re
import unicodedata

from texts.cleaning import clean_words

IN_A_LINK = re.compile(r"(?:^|/)S/([^/?#\s]+)")
CODE = re.compile(r"(?<![^\W_])([A-HJ-KM-NP-Z2-9]{4})[\s._–-]?([A-HJ-KM-NP-Z2-9]{4})(?![^\W_])")
"""Eight signs of the alphabet of codes, together or by four, that no other letter touches."""
LONGEST = 32


def code_in(text: str) -> str:
    """The code in a text; otherwise its letters and figures. Case, blanks and dashes do not matter."""
    typed = unicodedata.normalize("NFKC", clean_words(text[:1000])).upper()
    if link := IN_A_LINK.search(typed):
        typed = link[1]
    alone = "".join(sign for sign in typed if sign.isalnum())
    # The last one: « SÉANCE PLÉNIÈRE : ABCD2345 » may have a word of eight letters in front.
    found = CODE.findall(typed)
    return "".join(found[-1]) if found and len(alone) > len("ABCD2345") else alone[:LONGEST]
