"""Reads the votes of a séance. One that is not revealed is never counted here (invariant I10)."""

from collections.abc import Sequence

from django.db.models import Count

from referentiel.models import Territory
from sessions.exports.votes.facts import BallotFacts, PollFacts, TerritoryVoters
from sessions.models import AtelierSession, Ballot, Poll
from sessions.queries.polls import CountedPoll, count_poll
from sessions.voting.method import Exported, given


def read_polls(session: AtelierSession, territories: Sequence[Territory]) -> list[PollFacts]:
    """The votes in the order of their opening; two queries, plus two for each revealed one."""
    polls = session.polls.prefetch_related("proposals").annotate(turnout=Count("ballots"))
    # Django drops the order of a model where it groups.
    polls = polls.order_by("pk")
    return [_poll(poll, poll.turnout, session, territories) for poll in polls]


def _poll(
    poll: Poll, turnout: int, session: AtelierSession, territories: Sequence[Territory]
) -> PollFacts:
    counted = count_poll(poll) if poll.state == Poll.State.REVEALED else None
    exported = poll.method.exported
    return PollFacts(
        id=poll.pk,
        state=poll.state,
        method=poll.method_key,
        settings=exported.of_poll(poll.rules),
        options=[proposal.pk for proposal in poll.proposals.all()],
        turnout=turnout,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        revealed_at=poll.revealed_at,
        results=[exported.of_result(row) for row in counted.results(territories)]
        if counted
        else None,
        voters=_voters(counted, territories) if counted else None,
        ballots=_ballots(counted) if counted and not session.is_anonymous else None,
        course=exported.of_course({**poll.course, "before": poll.before_id}),
    )


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
