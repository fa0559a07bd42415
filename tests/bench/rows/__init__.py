"""The rows of the table, by the name that `--only` takes."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.bench.table import Row


@dataclass(frozen=True)
class Bench:
    """How the rows are measured in this run. `stack` ends the servers, at the end of each row."""

    quick: bool
    server: str
    random: Random
    stack: ExitStack
    frame: Path
    say: Callable[[str], None]
    beside: Path | None = None
    """A checkout of another commit, with the same environment."""

    @property
    def screens(self) -> int:
        """A hall; half of one when time is short would not be the hall that was promised."""
        return 300

    def long(self, full: float, quick: float) -> float:
        """One figure for the full run, a smaller one for the quick one."""
        return quick if self.quick else full


RowMaker = Callable[[Bench], "list[Row]"]
