"""What a vote may be opened with: the balises, and what the step chose for it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sessions.models import Proposal, Step
from sessions.voting import METHODS, method_of


@dataclass(frozen=True)
class Opening:
    """What a facilitator chose for a vote: its balises, its method, and the settings that its form took."""

    proposals: Sequence[int]
    method: str
    settings: Mapping[str, Any]


def method_of_step(step: Step | None) -> str:
    """The key of the method that a step chose; the first method in a step that chooses none."""
    return str((step and step.setting("method")) or next(iter(METHODS)))


def settings_of_step(step: Step | None, method: str) -> dict[str, Any]:
    """Every setting of a method, as the step sets it, otherwise its default."""
    known = method_of(method)
    chosen = {name: step.setting(name) for name in known.read_settings({})} if step else {}
    return known.read_settings(chosen)


def mark_of_options(proposals: Iterable[Proposal]) -> str:
    """A short mark of the balises that a form offers: one more, one less or another wording is another mark."""
    drawn = sorted((proposal.pk, proposal.version) for proposal in proposals)
    return hashlib.blake2b(repr(drawn).encode(), digest_size=8).hexdigest()
