"""The votes in the compte rendu: bars and a table once revealed, a plain sentence before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sessions.exports.facts import Outcome, PollFacts
from sessions.exports.plots.bars import BarPlot, draw_bars
from sessions.models import Poll
from sessions.voting import method_of
from sessions.voting.method import Number, Summary


@dataclass(frozen=True)
class ResultLine:
    """A balise's line of the table; None is a number kept back."""

    statement: str
    cells: Sequence[Number | str]


@dataclass(frozen=True)
class PollReport:
    """A vote; `summary` and `plot` are None until it is revealed, `plot` also where nothing is drawn."""

    facts: PollFacts
    rank: int
    state_label: str
    rules: str
    options: Sequence[str]
    summary: Summary | None
    plot: BarPlot | None
    lines: Sequence[ResultLine]
    keeps_back: bool
    """Whether some territory has too few voters to be shown apart."""


def report_polls(outcome: Outcome) -> list[PollReport]:
    """Every vote, in the order of their opening."""
    return [_poll(poll, rank, outcome) for rank, poll in enumerate(outcome.polls, start=1)]


def _poll(poll: PollFacts, rank: int, outcome: Outcome) -> PollReport:
    statements = {each.id: each.statement for each in outcome.proposals}
    shown = {each.id for each in outcome.proposals if not each.hidden}
    summary = _summary(poll, outcome)
    return PollReport(
        facts=poll,
        rank=rank,
        state_label=str(Poll.State(poll.state).label),
        rules=method_of(poll.method).exported.rules(poll.settings),
        options=[statements[option] for option in poll.options if option in shown],
        summary=summary,
        plot=draw_bars(summary.bars, statements) if summary and summary.bars else None,
        lines=_lines(summary, statements) if summary else (),
        keeps_back=any(each.voters is None for each in poll.voters or ()),
    )


def _summary(poll: PollFacts, outcome: Outcome) -> Summary | None:
    if poll.results is None:
        return None
    voters = [poll.turnout, *(each.voters for each in poll.voters or ())]
    territories = [each.name for each in outcome.territories]
    return method_of(poll.method).exported.summary(poll.results, voters, territories)


def _lines(summary: Summary, statements: Mapping[int, str]) -> list[ResultLine]:
    return [ResultLine(statements[option], cells) for option, cells in summary.rows]
