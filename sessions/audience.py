"""Whom a page is rendered for: a role, in a room, in a language. Never a person."""

from dataclasses import dataclass
from enum import StrEnum


class AudienceRole(StrEnum):
    """Who looks at a live page. The value is the word that the page sends: `audience=participants`."""

    PARTICIPANTS = "participants"
    FACILITATORS = "facilitators"
    PROJECTOR = "projector"


@dataclass(frozen=True)
class Audience:
    """All the people who see the same. An audience is the key of each rendering, board and frame.

    `room` is where they sit; empty for the plenary.
    """

    role: AudienceRole
    room: str = ""
    language: str = "fr"

    def __str__(self) -> str:
        return self.role

    @property
    def is_participant(self) -> bool:
        return self.role is AudienceRole.PARTICIPANTS

    @property
    def is_facilitator(self) -> bool:
        return self.role is AudienceRole.FACILITATORS

    @property
    def is_projector(self) -> bool:
        return self.role is AudienceRole.PROJECTOR

    @property
    def sees_hidden(self) -> bool:
        """Whether this audience sees what the facilitator has hidden, with a mark."""
        return self.is_facilitator


PARTICIPANTS = Audience(AudienceRole.PARTICIPANTS)
FACILITATORS = Audience(AudienceRole.FACILITATORS)
PROJECTOR = Audience(AudienceRole.PROJECTOR)
AUDIENCES = (PARTICIPANTS, FACILITATORS, PROJECTOR)
"""Those of the plenary."""


def read_audience(said: str | None) -> Audience | None:
    """The audience that a page names: participants when it names none, None when no audience has this name."""
    if said is None:
        return PARTICIPANTS
    return Audience(AudienceRole(said)) if said in set(AudienceRole) else None
