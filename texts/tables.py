"""One flat table of a file to download."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Table:
    """A file of the zip: its name without extension, its header, its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
