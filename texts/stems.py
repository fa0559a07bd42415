"""French words as a search compares them: folded, without the little ones, and reduced to their stems.

Words are folded first and reduced then, so that « coopération », « COOPERATION » and « cooperations » have one stem.
"""

import re
from functools import lru_cache

from snowballstemmer import stemmer

from texts.folding import search_form

LONGEST = 40
"""Signs of a word that count. PostgreSQL refuses a lexeme of more than 2,046 bytes."""
LITTLE = frozenset({
    "au", "aux", "ce", "ces", "dans", "de", "des", "du", "en", "et", "la", "le", "les", "leur", "leurs", "ou", "par",
    "pour", "qu", "que", "qui", "sa", "se", "ses", "sur", "un", "une",
})  # fmt: skip
"""Words that stand everywhere, folded. « l », « d » and other lone letters count as such too."""
ENDINGS = ((re.compile("ees?$"), "e"), (re.compile("ieres?$"), "ier"))
"""« menées » and « première » without their accents, for which the rules of French would not see a feminine."""


def words_of(text: str) -> list[str]:
    """The folded words of a text in their order, without little words."""
    return [word[:LONGEST] for word in search_form(text).split() if not _is_little(word)]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: « territoires » and « territoire » have one."""
    for ending, plain in ENDINGS:
        word = ending.sub(plain, word)
    # A stemmer holds the word that it works on: each call has its own, since threads call this.
    return str(stemmer("french").stemWord(word)) or word


@lru_cache(maxsize=50_000)
def forms(word: str) -> frozenset[str]:
    """By what a search finds a word as somebody typed it: its folded form and its stem; none for a little word."""
    return frozenset(form for folded in words_of(word) for form in (folded, stem(folded)))


def indexed(*texts: str) -> str:
    """The forms of all words of these texts, each once, with a space before, between and behind them."""
    found = {form for text in texts for word in words_of(text) for form in (word, stem(word))}
    return f" {' '.join(sorted(found))} " if found else ""


def _is_little(word: str) -> bool:
    return word in LITTLE or (len(word) == 1 and word.isascii() and word.isalpha())
