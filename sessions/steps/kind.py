"""What a kind of step is made of."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise


class Action(StrEnum):
    """Everything that somebody may try to do in a séance."""

    JOIN = "join"
    POST_CARD = "post_card"
    EDIT_CARD = "edit_card"
    DELETE_CARD = "delete_card"
    HIDE_CARD = "hide_card"
    READ_CARD = "read_card"
    PROPOSE = "propose"
    EDIT_PROPOSAL = "edit_proposal"
    HIDE_PROPOSAL = "hide_proposal"
    SUPPORT = "support"
    VOTE = "vote"
    OPEN_STEP = "open_step"
    OPEN_POLL = "open_poll"
    CLOSE_POLL = "close_poll"
    REOPEN_POLL = "reopen_poll"
    REVEAL_POLL = "reveal_poll"
    MOVE_PARTICIPANT = "move_participant"
    REMOVE_PARTICIPANT = "remove_participant"
    ERASE_PARTICIPANT = "erase_participant"
    EDIT_SESSION = "edit_session"
    OPEN_SESSION = "open_session"
    CLOSE_SESSION = "close_session"
    CARRY_SEAT = "carry_seat"
    EXPORT = "export"
    WATCH_ROOM = "watch_room"
    WATCH_COCKPIT = "watch_cockpit"
    WATCH_SCREEN = "watch_screen"


@dataclass(frozen=True)
class StepKind:
    """One part of an agenda: its words, its usual length in minutes, and what it allows."""

    key: str
    name: str | Promise
    instruction: str | Promise
    minutes: int
    allows: frozenset[Action] = frozenset()
    """Of the actions that depend on the step (`rights.RULES`): those that fit this one, whoever does them."""
