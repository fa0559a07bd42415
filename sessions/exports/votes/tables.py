"""The votes as flat tables."""

from collections.abc import Iterator, Sequence

from sessions.exports.table import Cell, Table
from sessions.exports.votes.facts import PollFacts


def vote_tables(polls: Sequence[PollFacts]) -> list[Table]:
    """Always the same ones in the same order."""
    return [
        _polls(polls),
        _options(polls),
        _results(polls),
        _results_by_territory(polls),
        _ballots(polls),
    ]


def _polls(polls: Sequence[PollFacts]) -> Table:
    return Table(
        "votes",
        (
            "vote_id", "etat", "points_par_personne", "bulletins", "ouvert_le", "clos_le",
            "devoile_le",
        ),
        [
            (
                poll.id,
                poll.state,
                poll.dots,
                poll.turnout,
                poll.opened_at,
                poll.closed_at,
                poll.revealed_at,
            )
            for poll in polls
        ],
    )  # fmt: skip


def _options(polls: Sequence[PollFacts]) -> Table:
    rows = [(poll.id, option) for poll in polls for option in poll.options]
    return Table("votes_balises", ("vote_id", "balise_id"), rows)


def _results(polls: Sequence[PollFacts]) -> Table:
    rows = [
        (poll.id, result.proposal, result.total) for poll in polls for result in poll.results or ()
    ]
    return Table("resultats", ("vote_id", "balise_id", "points"), rows)


def _results_by_territory(polls: Sequence[PollFacts]) -> Table:
    """An empty cell is a number kept back, never a zero."""
    return Table(
        "resultats_territoires",
        ("vote_id", "balise_id", "territoire_id", "points"),
        [
            (poll.id, result.proposal, share.territory, share.dots)
            for poll in polls
            for result in poll.results or ()
            for share in result.by_territory
        ],
    )


def _ballots(polls: Sequence[PollFacts]) -> Table:
    return Table(
        "bulletins",
        ("vote_id", "participant_id", "territoire_id", "balise_id", "points"),
        list(_ballot_rows(polls)),
    )


def _ballot_rows(polls: Sequence[PollFacts]) -> Iterator[Sequence[Cell]]:
    for poll in polls:
        for ballot in poll.ballots or ():
            for choice in ballot.choices:
                yield poll.id, ballot.participant, ballot.territory, choice.proposal, choice.dots
