"""The vote as an audience may see it: no number before it is revealed (invariant I10)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from referentiel.models import Territory
from sessions.models import AtelierSession, Ballot, Participant, Poll, Proposal, TableTally
from sessions.queries.agenda import opened_by
from sessions.queries.attendance import Attendance, attendance_of
from sessions.voting import UNKNOWN, Method
from sessions.voting.method import CastBallot, given
from sessions.voting.small_groups import too_few_to_show
from sessions.voting.weighing import Verdict

VOTED = Q(hidden_at__isnull=True, heir__isnull=True) | Q(
    heir__hidden_at__isnull=True, heir__isnull=False
)
"""Options that people see: not those that were hidden, nor those that were merged into one that is hidden."""


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
    verdict: Verdict | None = None
    """What is said before the rows."""
    attendance: Attendance | None = None
    rank: int = 0
    """Which vote of the séance it is, from 1, where that is said."""
    course: Mapping[str, Any] = field(default_factory=dict)
    """How the vote went so far, as its method shows it."""
    waits: bool = False
    """Whether it is open and takes no ballot yet."""

    @property
    def attended(self) -> list[tuple[Territory, int, int]]:
        """Each territory with how many of its people could vote and did; empty where only totals are kept."""
        told = (self.attendance and self.attendance.by_territory) or {}
        return [(each, *told.get(each.pk, (0, 0))) for each in self.territories if told]


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
    tables: Sequence[TableTally] = field(repr=False, default=())

    @property
    def turnout(self) -> int:
        """How many people voted, those at tables on paper included."""
        return len(self.ballots) + sum(table.seats for table in self.tables)

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
    shown = _view(poll, list(session.territories.all()))
    return replace(shown, allows=here.allows, opened_by=here.opened_by)


def earlier_polls(session: AtelierSession) -> list[PollView]:
    """The votes before the latest one, the last one first: all are revealed, since a vote opens only then.

    At most 5 queries, however many they are.
    """
    earlier = list(_with_rows(session.polls.order_by("-pk"))[1:])
    territories = list(session.territories.all()) if earlier else []
    return [
        replace(_view(poll, territories), rank=len(earlier) - place)
        for place, poll in enumerate(earlier)
    ]


def _view(poll: Poll, territories: Sequence[Territory]) -> PollView:
    proposals = _visible(poll)
    shown = PollView(
        id=poll.pk,
        state=poll.state,
        method=poll.method,
        settings=poll.rules,
        proposals=proposals,
        territories=territories,
        attendance=attendance_of(poll),
        course=poll.method.shows(poll.course),
        waits=poll.state == Poll.State.OPEN and bool(poll.method.waits(poll.course)),
    )
    if poll.state != Poll.State.REVEALED:
        return shown
    results = count_poll(poll).results(territories)
    return replace(shown, results=results, verdict=poll.method.verdict(results, poll.rules))


def turnout(session: AtelierSession) -> Turnout:
    """How many voted in the latest vote, of how many: those with a seat now, or when they voted, and on paper.

    Without names nobody knows which of the voters left: then there are at least as many people as voters.
    Once the vote is closed, the numbers are those of the close.
    """
    poll = latest_poll(session)
    frozen = attendance_of(poll) if poll else None
    if frozen:
        return Turnout(voters=frozen.voted, participants=frozen.entitled)
    left = Count("pk", filter=Q(participant__removed_at__isnull=False))
    cast = Ballot.objects.filter(poll=poll).aggregate(voters=Count("pk"), left=left)
    seated = Participant.objects.filter(session=session, removed_at=None).count()
    paper = TableTally.objects.filter(poll=poll).aggregate(seats=Sum("seats"))["seats"] or 0
    return Turnout(
        voters=cast["voters"] + paper,
        participants=max(seated + cast["left"], cast["voters"]) + paper,
    )


def count_poll(poll: Poll) -> CountedPoll:
    """Counts a poll. The caller decides who may see it. A table on paper counts as so many ballots."""
    proposals = _visible(poll)
    ballots = sorted(poll.ballots.all(), key=lambda ballot: ballot.pk)
    tables = list(poll.tables.all())
    tally = poll.method.count(
        [*_cast(poll, ballots), *_on_paper(poll, tables)],
        options=[proposal.pk for proposal in proposals],
        confidential=poll.session.is_anonymous,
        settings=poll.rules,
    )
    if tables and poll.session.is_anonymous:
        phones = Counter(ballot.territory_id for ballot in ballots)
        # Whoever entered the tables knows all that came on paper: few phones need others beside them.
        apart = too_few_to_show(_apart(phones, tables)) | too_few_to_show(phones)
        tally = replace(tally, hidden=tally.hidden | apart)
    return CountedPoll(poll, proposals, tally, ballots, tables)


def _apart(phones: "Counter[int]", tables: Sequence[TableTally]) -> dict[int, int]:
    """By territory, the smallest group whose votes somebody could work out.

    Facilitators know what the tables on paper gave, and can subtract it: then those with a phone stand alone.
    """
    paper = Counter[int]()
    for table in tables:
        paper[table.territory_id] += table.seats
    return {place: phones[place] or paper[place] for place in phones | paper}


def _cast(poll: Poll, ballots: Sequence[Ballot]) -> Iterator[CastBallot]:
    """Names its voter only where the method shows texts of people: each text has its author, in a named séance."""
    names: dict[int | None, str] = {}
    if poll.method.is_unsigned:
        voters = [ballot.participant_id for ballot in ballots if ballot.participant_id]
        names = dict(Participant.objects.filter(pk__in=voters).values_list("pk", "name"))
    for ballot in ballots:
        yield CastBallot(
            ballot.territory_id,
            given(ballot.choices),
            key=ballot.pk.hex,
            name=names.get(ballot.participant_id, ""),
            fates=poll.course.get("fates", {}),
        )


def _on_paper(poll: Poll, tables: Sequence[TableTally]) -> Iterator[CastBallot]:
    fates = poll.course.get("fates", {})
    for table in tables:
        for choices in poll.method.spread(table.tally, table.seats):
            yield CastBallot(table.territory_id, choices, key=table.pk.hex, fates=fates)


def _with_rows(polls: "QuerySet[Poll]") -> "QuerySet[Poll]":
    """With all that counting them reads, in a constant number of queries."""
    shown = Prefetch("proposals", Proposal.objects.filter(VOTED).order_by("pk"), "shown")
    return polls.select_related("session").prefetch_related(shown, "ballots", "tables")


def _visible(poll: Poll) -> list[Proposal]:
    """The balises of a vote, without those that were hidden since."""
    found: list[Proposal] | None = getattr(poll, "shown", None)
    return list(poll.proposals.filter(VOTED)) if found is None else found
