"""The votes as flat tables."""

from collections import ChainMap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import chain
from typing import Any

from sessions.exports.votes.facts import MethodFacts, PollFacts
from sessions.voting import METHODS, Method
from sessions.voting.method import Sheet
from texts.tables import Table


def vote_tables(polls: Sequence[PollFacts]) -> list[Table]:
    """Every table of the votes, always in the same order: the tables of each method follow the tables of all votes."""
    of_methods = (_by_method(method, polls) for method in METHODS.values())
    shared = [_polls(polls), _options(polls), _attendance(polls), _on_paper(polls)]
    return [*shared, *chain.from_iterable(of_methods)]


def _polls(polls: Sequence[PollFacts]) -> Table:
    settings = ChainMap(*[dict(method.exported.poll_columns) for method in METHODS.values()])
    # With a single method, every vote is by it.
    method = ("methode",) if len(METHODS) > 1 else ()
    return Table(
        "votes",
        (
            "vote_id", "etat", *method, *settings.values(), "bulletins", "pouvaient_voter", "presents",
            "ouvert_le", "clos_le", "devoile_le",
        ),
        [
            (
                poll.id,
                poll.state,
                *([poll.method] if method else ()),
                *(_cell({**poll.settings, **poll.course}.get(key)) for key in settings),
                poll.turnout,
                poll.attendance.entitled if poll.attendance else None,
                poll.attendance.present if poll.attendance else None,
                poll.opened_at,
                poll.closed_at,
                poll.revealed_at,
            )
            for poll in polls
        ],
    )  # fmt: skip


def _cell(setting: Any) -> Any:
    """A list, such as grades, stands in one cell."""
    return " | ".join(map(str, setting)) if isinstance(setting, list) else setting


def _options(polls: Sequence[PollFacts]) -> Table:
    rows = [(poll.id, option) for poll in polls for option in poll.options]
    return Table("votes_balises", ("vote_id", "balise_id"), rows)


def _attendance(polls: Sequence[PollFacts]) -> Table:
    rows = [
        (poll.id, each.territory, each.entitled, each.voted)
        for poll in polls
        for each in (poll.attendance and poll.attendance.by_territory) or ()
    ]
    columns = ("vote_id", "territoire_id", "pouvaient_voter", "ont_vote")
    return Table("votes_presences", columns, rows)


def _on_paper(polls: Sequence[PollFacts]) -> Table:
    rows = [
        (poll.id, each.territory, each.name, each.seats)
        for poll in polls
        for each in poll.tables or ()
    ]
    return Table("tables_papier", ("vote_id", "territoire_id", "table", "personnes"), rows)


def _by_method(method: Method, polls: Sequence[PollFacts]) -> Iterator[Table]:
    """The results and the ballots of the votes by this method. An empty cell is a number kept back."""
    own = [poll for poll in polls if poll.method == method.key]
    for sheet in method.exported.results:
        yield _sheet(sheet, [(poll.id, result) for poll in own for result in poll.results or ()])
    for sheet in method.exported.ballots:
        yield _sheet(
            sheet, [(poll.id, asdict(ballot)) for poll in own for ballot in poll.ballots or ()]
        )


def _sheet(sheet: Sheet, facts: Sequence[tuple[int, MethodFacts]]) -> Table:
    rows = [(poll, *row) for poll, each in facts for row in sheet.rows(each)]
    return Table(sheet.name, ("vote_id", *sheet.columns), rows)
