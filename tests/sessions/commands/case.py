"""One command of a room: who gives it, where, with what, and what the journal says of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sessions.commands.base import Answer
from tests.sessions.world import (
    World,
)


def nothing(world: World) -> None:
    """No preparation."""


@dataclass(frozen=True)
class Case:
    """`about` is what the first argument is the id of; `fragments` are written with `{about}` or `{new}`.

    `refused_at` is a step, or `closed` for a séance that is closed.
    """

    perform: Callable[..., Answer]
    who: str
    step: str
    refused_at: str
    entry: str
    fragments: str
    about: str = ""
    words: Callable[[World], Mapping[str, Any]] = lambda world: {}
    other_words: Mapping[str, Any] = field(default_factory=dict)
    before: Callable[[World], None] = nothing
    name: str = ""

    def prepare(self, world: World) -> None:
        """Brings the room to where the command is allowed."""
        world.room.go_to(self.step)
        self.before(world)

    def send(self, world: World, operation: UUID, who: str = "", **changes: Any) -> Answer:
        """Gives the command; `about=<id>` replaces its first argument, other changes its words."""
        about = changes.pop("about", None) or (world.id_of(self.about) if self.about else None)
        ids = [about] if about else []
        words = {**self.words(world), **changes}
        return self.perform(world.actor(who or self.who), operation, *ids, **words)

    def expected_fragments(self, world: World, answer: Answer) -> list[str]:
        """The ids of the fragments, in the order of the journal."""
        ids = {
            "about": world.id_of(self.about) if self.about else 0,
            "new": answer.subject,
            "balise": world.proposal.pk,
            "read": world.card.pk,
            "told": world.chloes_card.pk,
            "trial": world.id_of("trial"),
            "kept": world.id_of("kept"),
        }
        return sorted(self.fragments.format(**ids).split())
