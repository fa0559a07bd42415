"""Passwords compare as they are typed, whatever the keyboard sends for an accent or a space (RFC 8265)."""

import re
import unicodedata

OTHER_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def one_spelling(password: str) -> str:
    """The spelling that is kept: « é » as one sign (NFC), each kind of space as a space. Case counts."""
    return unicodedata.normalize("NFC", OTHER_SPACES.sub(" ", password))


def spellings(password: str) -> list[str]:
    """The spellings to try, the usual one first. One alone, unless there is an accent or an odd space.

    An older password may have been stored as typed, or decomposed (NFD): at that time, spellings were not unified.
    """
    return list(
        dict.fromkeys((one_spelling(password), password, unicodedata.normalize("NFD", password)))
    )
