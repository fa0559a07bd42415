"""Prints on terminals that lack some of our signs, such as one in ISO-8859-15."""

import codecs
import io
import sys

PLAIN = {
    "’": "'", "‘": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-", "\u2011": "-",
    "\u202f": " ", "\u00a0": " ", "œ": "oe", "Œ": "OE", "«": '"', "»": '"', "→": "->", "·": "-",
}  # fmt: skip


def _plain(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    unknown = error.object[error.start : error.end]
    return "".join(PLAIN.get(sign, "?") for sign in unknown), error.end


def speak_plainly() -> None:
    """Replaces a sign that the terminal lacks by a plain one. A missing sign is never an error."""
    codecs.register_error("plain", _plain)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="plain")
