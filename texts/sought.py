"""What somebody looks for, and where a text has it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from texts.stems import forms, stem, words_of

BEGUN = 3
"""Letters from which on the last word may be the beginning of another one."""
BEFORE, LENGTH = 80, 260
"""Signs of a snippet: before its first found word, and in all."""
_WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True)
class Run:
    """Signs in a row that belong to one found word, or to none."""

    text: str
    found: bool


@dataclass(frozen=True)
class Sought:
    """Words that a text must all have. `stems` are those before the last one.

    A text has the last word when it has its stem `last`, or a word that starts with `begun`, the last word as it was
    typed. Without words, nothing is sought: it is false.
    """

    stems: tuple[str, ...] = ()
    last: str = ""
    begun: str = ""

    @classmethod
    def of(cls, text: str) -> "Sought":
        """Reads what was typed. Signs and little words are passed over."""
        words = words_of(text)
        if not words:
            return cls()
        before = dict.fromkeys(stem(word) for word in words[:-1])
        begun = words[-1] if len(words[-1]) >= BEGUN else ""
        return cls(tuple(before), stem(words[-1]), begun)

    def __bool__(self) -> bool:
        return bool(self.last)

    @property
    def tsquery(self) -> str:
        """For PostgreSQL. Folded words hold no quote and no backslash, so that nothing in them is an operator."""
        last = f"'{self.last}'"
        if self.begun:
            last = f"({last} | '{self.begun}':*)"
        return " & ".join([*(f"'{each}'" for each in self.stems), last])

    @property
    def match(self) -> str:
        """For FTS5 of SQLite."""
        last = f'"{self.last}"'
        if self.begun:
            last = f'({last} OR "{self.begun}"*)'
        return " AND ".join([*(f'"{each}"' for each in self.stems), last])

    def finds(self, word: str) -> bool:
        """Whether this word of a text is one of those that are sought."""
        return any(
            form == self.last or form in self.stems or (self.begun and form.startswith(self.begun))
            for form in forms(word)
        )


def marked(text: str, sought: Sought) -> list[Run]:
    """The whole text in runs: those of found words, and those between them."""
    runs: list[Run] = []
    end = 0
    for word in _found(text, sought):
        runs += [Run(text[end : word.start()], found=False), Run(word[0], found=True)]
        end = word.end()
    runs.append(Run(text[end:], found=False))
    return [run for run in runs if run.text]


def snippet(text: str, sought: Sought) -> list[Run]:
    """Some words around the first found one, or the first words of a text that has none, in runs."""
    first = next(_found(text, sought), None)
    at = first.end() if first else 0
    start = text.rfind(" ", 0, max(first.start() - BEFORE, 0)) + 1 if first else 0
    end = len(text)
    if start + LENGTH < end:
        # After a whole word; a text without a space is cut where it must be.
        end = max(text.rfind(" ", start, start + LENGTH), at)
        end = len(text[:end].rstrip(" ·")) if end > start else start + LENGTH
    return [
        *([Run("… ", found=False)] if start else []),
        *marked(text[start:end], sought),
        *([Run(" …", found=False)] if end < len(text) else []),
    ]


def _found(text: str, sought: Sought) -> Iterator[re.Match[str]]:
    if not sought:
        return iter(())
    return (word for word in _WORD.finditer(text) if sought.finds(word[0]))
