"""How long these tests take, and what chance decides in them: both from the environment, set by `script/faults`."""

import os
import secrets
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("FAULTS") == "long"
"""Whether everything is to be run as the invariants say it; otherwise a short form of it."""
SEED = int(os.environ.get("FAULTS_SEED") or secrets.randbelow(1_000_000))
"""Where all chance comes from. The same seed asks the same things in the same order."""


def by_length(*, short: T, long: T) -> T:
    """The value for this run."""
    return long if LONG else short
