"""The lines of a file, as values: what each says under the names of our own columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Line:
    """Holds what one line says. `number` is its number in the file, from 1; in our JSON, the rank of the balise.

    `stakes` are words: a référentiel of others has its own stakes.
    """

    number: int
    texts: Mapping[str, str] = field(default_factory=dict)
    stakes: tuple[str, ...] = ()

    @property
    def statement(self) -> str:
        """Returns the infinitive, or an empty text."""
        return self.texts.get("statement", "")

    @property
    def is_empty(self) -> bool:
        """Tells whether it says nothing at all."""
        return not self.stakes and not any(self.texts.values())

    def as_json(self) -> dict[str, Any]:
        """Returns the line for the column of a draft."""
        return {"number": self.number, "texts": dict(self.texts), "stakes": list(self.stakes)}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> "Line":
        """Reads what `as_json` has made."""
        return cls(said["number"], said["texts"], tuple(said["stakes"]))


@dataclass(frozen=True)
class Reading:
    """Holds what was found: the lines in their order, and the titles of columns that say nothing to us.

    `title` is that of an edition; a table has none.
    """

    lines: Sequence[Line]
    passed_over: Sequence[str] = ()
    title: str = ""
