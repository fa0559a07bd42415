"""Reads the votes of a séance. One that is not revealed is never counted here (invariant I10)."""

from collections.abc import Sequence

from django.db.models import Count

from referentiel.models import Territory
from sessions.exports.votes.facts import (
    BallotFacts,
    ChoiceFacts,
    PollFacts,
    ResultFacts,
    TerritoryDots,
    TerritoryVoters,
)
from sessions.models import AtelierSession, Ballot, Poll
from sessions.queries.polls import CountedPoll, count_poll, results


def read_polls(session: AtelierSession, territories: Sequence[Territory]) -> list[PollFacts]:
    """The votes in the order of their opening; two queries, plus two for each revealed one."""
    polls = session.polls.prefetch_related("proposals").annotate(turnout=Count("ballots"))
    return [_poll(poll, poll.turnout, session, territories) for poll in polls]


def _poll(
    poll: Poll, turnout: int, session: AtelierSession, territories: Sequence[Territory]
) -> PollFacts:
    counted = count_poll(poll) if poll.state == Poll.State.REVEALED else None
    return PollFacts(
        id=poll.pk,
        state=poll.state,
        dots=poll.dots,
        options=[proposal.pk for proposal in poll.proposals.all()],
        turnout=turnout,
        opened_at=poll.opened_at,
        closed_at=poll.closed_at,
        revealed_at=poll.revealed_at,
        results=_results(counted, territories) if counted else None,
        voters=_voters(counted, territories) if counted else None,
        ballots=_ballots(counted) if counted and not session.is_anonymous else None,
    )


def _results(counted: CountedPoll, territories: Sequence[Territory]) -> list[ResultFacts]:
    return [
        ResultFacts(
            proposal=result.proposal.pk,
            total=result.total,
            by_territory=[
                TerritoryDots(share.territory.pk, share.dots) for share in result.by_territory
            ],
        )
        for result in results(counted, territories)
    ]


def _voters(counted: CountedPoll, territories: Sequence[Territory]) -> list[TerritoryVoters]:
    tally = counted.tally
    return [
        TerritoryVoters(each.pk, None if each.pk in tally.hidden else tally.voters.get(each.pk, 0))
        for each in territories
    ]


def _ballots(counted: CountedPoll) -> list[BallotFacts]:
    facts = [_ballot(ballot) for ballot in counted.ballots]
    return sorted(facts, key=lambda each: (each.participant or 0, each.territory))


def _ballot(ballot: Ballot) -> BallotFacts:
    return BallotFacts(
        participant=ballot.participant_id,
        territory=ballot.territory_id,
        choices=[
            ChoiceFacts(int(proposal), dots)
            for proposal, dots in sorted(ballot.choices.items(), key=lambda each: int(each[0]))
        ],
    )
