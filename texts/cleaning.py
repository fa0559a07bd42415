"""Cleans every text when it enters the site: invisible signs are removed, what people wrote stays.

What is kept and why: docs/decisions/0020-text-is-unicode.md.
"""

import re
import unicodedata

PLAIN = re.compile("[\n !-_a-~\u00a0-\u00ac\u00ae-\u00b3\u00b5-\u00ffŒœ’“”–—…€\u202f]*")
"""A text of these signs alone hides nothing. Most French texts are such, so this is tried first for each card."""
NUL = "\0"
LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
BLANKS = re.compile("[\t\x1f\u2800]")
"""Signs that look blank and are no space. The no-break spaces of French stay."""

CONTROLS = "\x00-\x09\x0b-\x1f\x7f-\x9f"
UNWRITTEN = "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffc" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Halves of a sign, signs that Unicode promises never to use, and marks of word processors."""
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e001f\U000e0080-\U000e0fff"
)
"""Signs of no width, and signs that change the direction of what follows."""
HIDDEN = re.compile(f"[{CONTROLS}{UNWRITTEN}{UNSEEN}]")

PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
PICTURED = f"{PICTURE}[\ufe0e\ufe0f]?[\U0001f3fb-\U0001f3ff]?"
JOINING = "[\u0600-\u1cff]"
"""Arabic, the scripts of India and their neighbours: there a joiner changes the letters that are drawn."""
JOINERS = re.compile(
    "(?P<kept>\U0001f3f4[\U000e0020-\U000e007e]{1,6}\U000e007f"
    f"|{PICTURED}(?:\u200d{PICTURED})*"
    "|[0-9#*]\ufe0f?\u20e3"
    f"|(?<={JOINING})[\u200c\u200d](?={JOINING}))"
    "|[\u200c\u200d\ufe0e\ufe0f\U000e0020-\U000e007f]"
)
"""Signs of no width that belong to the drawing of an emoji or of a word, and the same ones elsewhere."""

HYPHENS = re.compile("[\u2010\u2011]")
APOSTROPHES = re.compile(
    "['\u2018\u201b\u02bc\u00b4\u0060\u2032\uff07](?<=[^\\W\\d_].)(?=[^\\W\\d_])"
)
"""Between two letters each of these is an apostrophe; elsewhere it may be a quote, minutes or feet."""

BULLET = re.compile(
    "(?:[•‣⁃◦▪▫●○■□◆◇►▶▸➢➤➔→✓✔✗✦❖·∙\uf000-\uf0ff][\ufe0e\ufe0f]?\\s*"
    "|[-–—*]+\\s*|[§o]\\s+|\\d{1,2}[.)]\\s+)"
)
"""What a list of a word processor leaves in front of each of its lines."""
QUOTES = ("«»", "‹›", "“”", "„“", "‘’", '""', "''")


def clean_text(text: str) -> str:
    """A text of several lines, composed (NFC), without signs that nobody sees."""
    if PLAIN.fullmatch(text):
        return APOSTROPHES.sub("’", text).strip()
    text = BLANKS.sub(" ", LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", HIDDEN.sub("", text))
    # Twice: an accent may have stood behind a sign that is now removed.
    text = unicodedata.normalize("NFC", JOINERS.sub(lambda sign: sign["kept"] or "", text))
    return APOSTROPHES.sub("’", HYPHENS.sub("-", text)).strip()


def clean_words(text: str) -> str:
    """One line: runs of white space become one space."""
    return " ".join(clean_text(text).split())


def clean_name(text: str) -> str:
    """One line without what a list or a quotation put around it: « • Mettre… » is « Mettre… ».

    Used for texts that are neither an item nor a quotation: the name of a territory, the wording of a balise.
    """
    words, before = clean_words(text), None
    while words != before:
        before = words
        words = _without_quotes(BULLET.sub("", words, count=1) if BULLET.match(words) else words)
    return words


def _without_quotes(words: str) -> str:
    for pair in QUOTES:
        first, last = pair[0], pair[1]
        inside = words[1:-1]
        around = len(words) > 1 and words[0] == first and words[-1] == last
        # « Dire » et « faire »: the first and the last sign are not of one pair.
        if around and first not in inside and last not in inside:
            return inside.strip()
    return words
