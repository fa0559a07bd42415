"""The vote as an audience may see it: no number before it is revealed (invariant I10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Q

from referentiel.models import Territory
from sessions.models import AtelierSession, Ballot, Participant, Poll, Proposal
from sessions.queries.agenda import opened_by
from sessions.voting import UNKNOWN, Method
from sessions.voting.method import CastBallot, given


@dataclass(frozen=True)
class Round:
    """A revealed round before the latest one: what was asked, and what came of it."""

    number: int
    course: Mapping[str, Any]
    results: Sequence[Any]


@dataclass(frozen=True)
class PollView:
    """`state` is none, open, closed or revealed; `results` are there once revealed."""

    id: int = 0
    state: str = "none"
    method: Method = UNKNOWN
    settings: Mapping[str, Any] = field(default_factory=dict)
    allows: frozenset[str] = frozenset()
    """What the current step allows to be done with a vote."""
    opened_by: Mapping[str, str] = field(default_factory=dict)
    """By action: the name of the step that allows it."""
    proposals: Sequence[Proposal] = ()
    territories: Sequence[Territory] = ()
    results: Sequence[Any] = ()
    """Rows that the method made for its own template."""
    voters: int = 0
    course: Mapping[str, Any] = field(default_factory=dict)
    """How the vote went so far, as its method shows it."""
    earlier: Sequence[Round] = ()
    """The rounds before this one, the first one first."""


@dataclass(frozen=True)
class Turnout:
    """How many have voted, of how many people: those in the room, and those who voted and left."""

    voters: int = 0
    participants: int = 0


@dataclass(frozen=True)
class CountedPoll:
    """A poll with its tally, of the type that its method counts. For exports and revealed results only."""

    poll: Poll
    proposals: Sequence[Proposal]
    tally: Any
    ballots: Sequence[Ballot] = field(repr=False)

    def results(self, territories: Sequence[Territory]) -> Sequence[Any]:
        """The rows of the result, in the order in which to show them."""
        return self.poll.method.results(self.tally, options=self.proposals, territories=territories)


def latest_poll(session: AtelierSession) -> Poll | None:
    """The vote that the room is concerned with: the last one opened."""
    return session.polls.order_by("pk").last()


def poll_view(session: AtelierSession) -> PollView:
    """The latest vote, with its results if, and only if, they are revealed."""
    steps = list(session.steps.all())
    step = next((step for step in steps if step.pk == session.current_step_id), None)
    here = PollView(allows=step.kind.allows if step else frozenset(), opened_by=opened_by(steps))
    poll = latest_poll(session)
    if poll is None:
        return here
    territories = list(session.territories.all())
    proposals = list(poll.proposals.filter(hidden_at__isnull=True))
    revealed = count_poll(poll) if poll.state == Poll.State.REVEALED else None
    return replace(
        here,
        id=poll.pk,
        state=poll.state,
        method=poll.method,
        settings=poll.rules,
        proposals=proposals,
        territories=territories,
        results=revealed.results(territories) if revealed else (),
        voters=len(revealed.ballots) if revealed else 0,
        course=poll.method.shows(poll.course),
        earlier=_rounds_before(poll, territories),
    )


def rounds_before(poll: Poll) -> list[Poll]:
    """The rounds before this one, the first one first (a query for each)."""
    found: list[Poll] = []
    while poll.before is not None:
        poll = poll.before
        found.append(poll)
    return found[::-1]


def _rounds_before(poll: Poll, territories: Sequence[Territory]) -> list[Round]:
    return [
        Round(number, each.method.shows(each.course), count_poll(each).results(territories))
        for number, each in enumerate(rounds_before(poll), start=1)
    ]


def turnout(session: AtelierSession) -> Turnout:
    """The number of ballots of the latest vote, and of people who have a seat now, or had one when they voted.

    Without names nobody knows which of the voters left: then there are at least as many people as voters.
    """
    left = Count("pk", filter=Q(participant__removed_at__isnull=False))
    ballots = Ballot.objects.filter(poll=latest_poll(session))
    cast = ballots.aggregate(voters=Count("pk"), left=left)
    seated = Participant.objects.filter(session=session, removed_at=None).count()
    return Turnout(voters=cast["voters"], participants=max(seated + cast["left"], cast["voters"]))


def count_poll(poll: Poll) -> CountedPoll:
    """Counts a poll. The caller decides who may see it."""
    proposals = list(poll.proposals.filter(hidden_at__isnull=True))
    ballots = list(poll.ballots.select_related("participant").order_by("pk"))
    tally = poll.method.count(
        [_cast(ballot, poll) for ballot in ballots],
        options=[proposal.pk for proposal in proposals],
        confidential=poll.session.is_anonymous,
    )
    return CountedPoll(poll, proposals, tally, ballots)


def _cast(ballot: Ballot, poll: Poll) -> CastBallot:
    key = ballot.pk.hex
    return CastBallot(
        ballot.territory_id,
        given(ballot.choices),
        key=key,
        name=ballot.participant.name if ballot.participant else "",
        fate=poll.course.get("fates", {}).get(key, ""),
    )
