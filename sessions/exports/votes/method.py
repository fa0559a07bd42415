"""Which method a vote has. The one place where exports know it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sessions.exports.votes.facts import PollFacts, ResultFacts
from sessions.voting.dots_telling import DOTS
from sessions.voting.telling import ResultLine, RevealedPoll, Telling


def telling_of(poll: PollFacts) -> Telling:
    """How the vote is told. Each vote is by dots."""
    return DOTS


def settings_of(poll: PollFacts) -> Mapping[str, Any]:
    """The settings of its method."""
    return {"dots": poll.dots}


def revealed_poll(
    poll: PollFacts, *, name: str, territories: Sequence[str], statements: Mapping[int, str]
) -> RevealedPoll | None:
    """What its method tells of. None until the vote is revealed: its facts hold no result before."""
    if poll.results is None:
        return None
    return RevealedPoll(
        name=name,
        turnout=poll.turnout,
        territories=territories,
        voters=[each.voters for each in poll.voters or ()],
        lines=[_line(result, statements) for result in poll.results],
    )


def _line(result: ResultFacts, statements: Mapping[int, str]) -> ResultLine:
    return ResultLine(
        statement=statements[result.proposal],
        total=result.total,
        by_territory=[share.dots for share in result.by_territory],
    )
