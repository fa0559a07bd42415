"""Reads the votes of a séance. One that is not revealed is never counted here (invariant I10)."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count

from referentiel.models import Territory
from sessions.exports.votes.facts import (
    AttendanceFacts,
    BallotFacts,
    PollFacts,
    TableFacts,
    TerritoryAttendance,
    TerritoryVoters,
    VerdictFacts,
)
from sessions.models import AtelierSession, Ballot, Poll
from sessions.queries.attendance import attendance_of
from sessions.queries.polls import CountedPoll, count_poll
from sessions.voting.method import Exported, given


def read_polls(session: AtelierSession, territories: Sequence[Territory]) -> list[PollFacts]:
    """The votes in the order of their opening; three queries, plus two for each revealed one."""
    polls = session.polls.prefetch_related("proposals", "tables")
    polls = polls.annotate(cast=Count("ballots"))
    # Django drops the order of a model where it groups.
    polls = polls.order_by("pk")
    return [_poll(poll, poll.cast, session, territories) for poll in polls]


def _poll(
    poll: Poll, cast: int, session: AtelierSession, territories: Sequence[Territory]
) -> PollFacts:
    counted = count_poll(poll) if poll.state == Poll.State.REVEALED else None
    exported = poll.method.exported
    rows = counted.results(territories) if counted else []
    named = counted if counted and not session.is_anonymous else None
    return PollFacts(
        id=poll.pk,
        state=poll.state,
        method=poll.method_key,
        settings=exported.of_poll(poll.rules),
        options=[proposal.pk for proposal in poll.proposals.all()],
        turnout=cast + sum(table.seats for table in poll.tables.all()),
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        revealed_at=poll.revealed_at,
        attendance=_attendance(poll),
        verdict=_verdict(poll, rows) if counted else None,
        results=[exported.of_result(row) for row in rows] if counted else None,
        voters=_voters(counted, territories) if counted else None,
        ballots=_ballots(named) if named else None,
        tables=_tables(named) if named else None,
        course=exported.of_course({**poll.course, "before": poll.before_id}),
    )


def _attendance(poll: Poll) -> AttendanceFacts | None:
    kept = attendance_of(poll)
    if kept is None:
        return None
    by_territory = None
    if kept.by_territory is not None:
        by_territory = [
            TerritoryAttendance(territory, entitled, voted)
            for territory, (entitled, voted) in sorted(kept.by_territory.items())
        ]
    return AttendanceFacts(kept.entitled, kept.present, kept.voted, by_territory)


def _verdict(poll: Poll, rows: Sequence[Any]) -> VerdictFacts | None:
    said = poll.method.verdict(rows, poll.rules)
    return VerdictFacts(said.headline, said.why, said.disagreement) if said else None


def _tables(counted: CountedPoll) -> list[TableFacts]:
    rows = [
        TableFacts(table.territory_id, table.name, table.seats, table.tally)
        for table in counted.tables
    ]
    return sorted(rows, key=lambda row: (row.territory, row.name))


def _voters(counted: CountedPoll, territories: Sequence[Territory]) -> list[TerritoryVoters]:
    tally = counted.tally
    return [
        TerritoryVoters(each.pk, None if each.pk in tally.hidden else tally.voters.get(each.pk, 0))
        for each in territories
    ]


def _ballots(counted: CountedPoll) -> list[BallotFacts]:
    facts = [_ballot(ballot, counted.poll.method.exported) for ballot in counted.ballots]
    return sorted(facts, key=lambda each: (each.participant or 0, each.territory))


def _ballot(ballot: Ballot, exported: Exported) -> BallotFacts:
    choices = sorted(given(ballot.choices).items())
    return BallotFacts(
        participant=ballot.participant_id,
        territory=ballot.territory_id,
        choices=[exported.of_choice(option, value) for option, value in choices],
    )
