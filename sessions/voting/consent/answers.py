"""Consent as a rule: what somebody may answer, what becomes of an objection, and whether the group consents.

The rule is in docs/domain.md, « Consent ». Everything here is pure: it knows neither rows nor requests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a seat answers to « Voyez-vous une objection ? »."""

    CONSENT = "consent"
    RESERVE = "reserve"
    OBJECTION = "objection"
    ABSTENTION = "abstention"


WITH_TEXT = frozenset({Kind.RESERVE, Kind.OBJECTION})
"""The answers that say why. Without a text they are refused."""


class Moment(StrEnum):
    """The moments of a consent, in their order. Answers are taken at the last one."""

    PRESENTED = "presented"
    CLARIFIED = "clarified"
    FELT = "felt"
    QUESTION = "question"

    @property
    def following(self) -> "Moment | None":
        """The moment after this one; None after the question."""
        order = list(Moment)
        return next(iter(order[order.index(self) + 1 :]), None)


class Fate(StrEnum):
    """What became of an objection."""

    WAITING = ""
    KEPT = "kept"
    NOT_KEPT = "not_kept"
    """The group does not keep it; its author has not said yet what becomes of the text."""
    RESERVE = "as_reserve"
    WITHDRAWN = "withdrawn"


SETTLED = frozenset({Fate.RESERVE, Fate.WITHDRAWN})
"""What its author makes of an objection that was not kept: it blocks no more."""


class Outcome(StrEnum):
    """What a revealed round says."""

    CONSENTED = "consented"
    OBJECTED = "objected"
    """An objection is kept: the proposal is amended, and the question asked again."""
    TESTING = "testing"
    """An objection waits for the group to say whether it keeps it."""
    AWAITING = "awaiting"
    """An objection was not kept, and waits for its author."""
    ABSTAINED = "abstained"
    UNANSWERED = "unanswered"


PENDING = frozenset({Outcome.TESTING, Outcome.AWAITING})
"""The round is not over."""


@dataclass(frozen=True)
class Answer:
    """One answer, and what became of it if it is an objection. `key` is its ballot's."""

    kind: Kind
    text: str = ""
    territory: int = 0
    key: str = ""
    name: str = ""
    fate: Fate = Fate.WAITING

    @property
    def is_reserve(self) -> bool:
        """Whether its text stays attached to the balise: a reserve, or an objection that became one."""
        return self.kind is Kind.RESERVE or self.fate is Fate.RESERVE


def outcome_of(answers: Sequence[Answer]) -> Outcome:
    """What the group decided so far. One kept objection is enough to say no; only consent says yes."""
    fates = {each.fate for each in answers if each.kind is Kind.OBJECTION}
    if Fate.KEPT in fates:
        return Outcome.OBJECTED
    if Fate.NOT_KEPT in fates:
        return Outcome.AWAITING
    if Fate.WAITING in fates:
        return Outcome.TESTING
    if not answers:
        return Outcome.UNANSWERED
    if all(each.kind is Kind.ABSTENTION for each in answers):
        return Outcome.ABSTAINED
    return Outcome.CONSENTED


def in_discussion(answers: Iterable[Answer]) -> Answer | None:
    """The one objection that is dealt with now: objections come one at a time, in an order that tells no time.

    One that was not kept stays until its author has spoken. Once one is kept, the others wait for the next round: they
    are asked again, of the amended text.
    """
    objections = [each for each in in_order(answers) if each.kind is Kind.OBJECTION]
    if any(each.fate is Fate.KEPT for each in objections):
        return None
    return next((each for each in objections if each.fate not in SETTLED), None)


def in_order(answers: Iterable[Answer]) -> list[Answer]:
    """Answers by the random key of their ballot: nobody can read from it who answered first."""
    return sorted(answers, key=lambda each: (each.key, each.kind, each.text))
