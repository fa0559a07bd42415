"""The votes in the compte rendu: bars and a table once revealed, a plain sentence before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sessions.exports.facts import Outcome, PollFacts, ResultFacts, TerritoryFacts
from sessions.exports.plots.bars import BarPlot, draw_bars
from sessions.models import Poll


@dataclass(frozen=True)
class ResultLine:
    """A balise's line of the table, one number a territory; None is a number kept back."""

    statement: str
    total: int
    by_territory: Sequence[int | None]


@dataclass(frozen=True)
class PollReport:
    """A vote; `plot` is None until it is revealed."""

    facts: PollFacts
    rank: int
    state_label: str
    territories: Sequence[TerritoryFacts]
    options: Sequence[str]
    lines: Sequence[ResultLine]
    voters: Sequence[int | None]
    plot: BarPlot | None

    @property
    def keeps_back(self) -> bool:
        """Whether some territory has too few voters to be shown apart."""
        return any(number is None for number in self.voters)


def report_polls(outcome: Outcome) -> list[PollReport]:
    """Every vote, in the order of their opening."""
    return [_poll(poll, rank, outcome) for rank, poll in enumerate(outcome.polls, start=1)]


def _poll(poll: PollFacts, rank: int, outcome: Outcome) -> PollReport:
    statements = {each.id: each.statement for each in outcome.proposals}
    shown = {each.id for each in outcome.proposals if not each.hidden}
    return PollReport(
        facts=poll,
        rank=rank,
        state_label=str(Poll.State(poll.state).label),
        territories=outcome.territories,
        options=[statements[option] for option in poll.options if option in shown],
        lines=[_line(result, statements) for result in poll.results or ()],
        voters=[each.voters for each in poll.voters or ()],
        plot=draw_bars(poll.results, statements) if poll.results is not None else None,
    )


def _line(result: ResultFacts, statements: Mapping[int, str]) -> ResultLine:
    return ResultLine(
        statement=statements[result.proposal],
        total=result.total,
        by_territory=[share.dots for share in result.by_territory],
    )
