"""The colour and the sign of a stake. Both follow from its key, so copies by value look the same for good.

The four stakes of the source have drawings and colours of their own. Any other stake has one of the tones of
tokens.css, and its sign is a mark of a letter, with a number where the letter is taken.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from string import ascii_lowercase
from zlib import crc32

from django.utils.text import slugify

DRAWN = frozenset({"engagement", "cooperation", "integration", "value"})
TONES = 8
"""How many tones tokens.css has."""

LONGEST_BASE, MOST_RANKS = 26, 20
_RANK = re.compile(r"-(\d{1,2})[a-z]?$")


@lru_cache(maxsize=1024)
def tone_of(key: str) -> int:
    """Returns the tone of a stake, from 1 on; 0 for the four that have a colour of their own."""
    return 0 if key in DRAWN else crc32(key.encode()) % TONES + 1


@lru_cache(maxsize=1024)
def mark_of(key: str) -> str:
    """Returns the mark of a stake: « S », « S2 »; empty for the four, whose signs are drawn."""
    if key in DRAWN:
        return ""
    rank = _RANK.search(key)
    return key[:1].upper() + (rank.group(1) if rank else "")


def free_key(name: str, taken: Collection[str], beside: Collection[str]) -> str:
    """Finds a key for a new stake of this name: none of `taken`, and with another mark than the stakes `beside`.

    It has another tone too, as long as there are tones left. « soin », « soin-b » have the mark S and tones of their
    own; « soin-2 », « soin-2b » have the mark S2.
    """
    base = slugify(name.replace("’", " "))[:LONGEST_BASE].strip("-") or "enjeu"
    ranks = ["", *map(str, range(2, MOST_RANKS + 1))]
    ends = (f"{rank}{letter}" for rank in ranks for letter in ["", *ascii_lowercase[1:]])
    keys = (f"{base}-{end}".rstrip("-") for end in ends)
    free = [key for key in keys if key not in taken]
    marks, tones = {mark_of(key) for key in beside}, {tone_of(key) for key in beside}
    apart = [key for key in free if mark_of(key) not in marks] or free
    return next((key for key in apart if tone_of(key) not in tones), apart[0])
