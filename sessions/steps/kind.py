"""What a kind of step is made of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.forms import Form
from django.utils.functional import Promise

from sessions.audience import AudienceRole


class Action(StrEnum):
    """Everything that somebody may try to do in a séance."""

    JOIN = "join"
    POST_CARD = "post_card"
    EDIT_CARD = "edit_card"
    DELETE_CARD = "delete_card"
    HIDE_CARD = "hide_card"
    READ_CARD = "read_card"
    OPEN_DISCUSSION = "open_discussion"
    SETTLE_DISCUSSION = "settle_discussion"
    PROPOSE = "propose"
    AMEND = "amend"
    EDIT_PROPOSAL = "edit_proposal"
    MERGE_PROPOSALS = "merge_proposals"
    HIDE_PROPOSAL = "hide_proposal"
    REMEMBER_PROPOSAL = "remember_proposal"
    SUPPORT = "support"
    VOTE = "vote"
    CHOOSE_TRIALS = "choose_trials"
    ANSWER_TRIAL = "answer_trial"
    REMEMBER_TRIALS = "remember_trials"
    PUBLISH_TRAJECTORY = "publish_trajectory"
    OPEN_STEP = "open_step"
    LEAD_CLOCK = "lead_clock"
    OPEN_POLL = "open_poll"
    CLOSE_POLL = "close_poll"
    REOPEN_POLL = "reopen_poll"
    REVEAL_POLL = "reveal_poll"
    INTRODUCE = "introduce"
    SHOW_VOICES = "show_voices"
    LEAD_CONSENT = "lead_consent"
    SETTLE_OBJECTION = "settle_objection"
    ENTER_TABLE = "enter_table"
    MOVE_PARTICIPANT = "move_participant"
    REMOVE_PARTICIPANT = "remove_participant"
    ERASE_PARTICIPANT = "erase_participant"
    EDIT_SESSION = "edit_session"
    OPEN_SESSION = "open_session"
    CLOSE_SESSION = "close_session"
    CHANGE_SCREEN_KEY = "change_screen_key"
    CARRY_SEAT = "carry_seat"
    EXPORT = "export"
    WATCH_ROOM = "watch_room"
    WATCH_COCKPIT = "watch_cockpit"
    WATCH_SCREEN = "watch_screen"


class WrongSettings(ValueError):
    """A kind of step does not take these settings."""


@dataclass(frozen=True)
class Panels:
    """The panels that a step shows to each audience, by their keys, in their order (`sessions/panels.py`)."""

    participants: Sequence[str] = ("trajectories", "balises", "vote")
    """The views of a phone, which shows one at a time."""
    facilitators: Sequence[str] = ("counts", "voices", "trajectories", "balises", "heatmap")
    projector: Sequence[str] = ("counts", "voices", "trajectories")

    def of(self, role: AudienceRole) -> Sequence[str]:
        """Those of one audience."""
        return {
            AudienceRole.PARTICIPANTS: self.participants,
            AudienceRole.FACILITATORS: self.facilitators,
            AudienceRole.PROJECTOR: self.projector,
        }[role]


@dataclass(frozen=True)
class StepKind:
    """One kind of step: its words, its usual length in minutes, what it allows and what it shows."""

    key: str
    name: str | Promise
    instruction: str | Promise
    minutes: int
    allows: frozenset[Action] = frozenset()
    """The actions that this step allows, among those that depend on the step (`rights.RULES`), for all roles."""
    panels: Panels = Panels()
    front: str = "trajectories"
    """The view that phones turn to when the step opens."""
    settings: type[Form] | None = None
    """Three fields at most, each with a default that nobody needs to touch."""
    state: Mapping[str, Any] = field(default_factory=dict)
    """What a row of this kind holds beside its settings when the séance is prepared: a spotlight."""
    folder: Path | None = None
    """Where its templates and static files are. Filled in by the list of kinds."""

    def read_settings(self, stored: Mapping[str, Any]) -> dict[str, Any]:
        """Every setting: the stored value where the kind accepts it, otherwise the default. Never raises an error."""
        if self.settings is None:
            return {}
        defaults = self._defaults(self.settings)
        form = self.settings({**defaults, **stored})
        form.is_valid()
        return {**defaults, **form.cleaned_data}

    def check_settings(self, chosen: Mapping[str, Any]) -> None:
        """Raises WrongSettings unless the kind takes all of them."""
        if self.settings is None:
            if chosen:
                raise WrongSettings(f"{self.key} has no settings")
            return
        form = self.settings({**self._defaults(self.settings), **chosen})
        if set(chosen) - set(form.fields) or not form.is_valid():
            raise WrongSettings(f"{self.key} does not take {dict(chosen)}")

    @staticmethod
    def _defaults(form: type[Form]) -> dict[str, Any]:
        return {name: known.initial for name, known in form().fields.items()}
