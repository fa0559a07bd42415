"""What was decided of an amendment: the revealed votes on it, in the words of their methods."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from referentiel.models import Balise, BaliseState, BaliseVersion
from referentiel.queries.amendments import last_of_living, mark_of
from referentiel.versions import Part, label
from sessions.models import Poll, Proposal
from sessions.queries.polls import CountedPoll, count_poll
from sessions.queries.tested import amended
from sessions.voting.method import OptionResult
from texts.differences import Stretch, differences


@dataclass(frozen=True)
class VoteResult:
    """Holds what a revealed vote gave to one balise."""

    poll: int
    method: str
    voters: int
    result: OptionResult
    consents: bool | None = None
    """Whether the group consents to what the balise says now; None where the method does not ask for it."""
    asked: Mapping[str, str] = field(default_factory=dict)
    """The texts that the question was asked of, by column, where the method keeps them."""
    reworded: bool = False
    """Whether the balise says something else than what was asked: its statement, or one of its other texts."""
    review_on: str = ""


def vote_results(proposal: Proposal) -> Iterator[VoteResult]:
    """Returns the revealed votes on a balise, the earliest one first (a few queries each)."""
    territories = list(proposal.session.territories.all())
    for poll in proposal.polls.filter(state=Poll.State.REVEALED).order_by("pk"):
        counted, exported = count_poll(poll), poll.method.exported
        rows = (exported.of_option(exported.of_result(row)) for row in counted.results(territories))
        result = next((each for each in rows if each and each.option == proposal.pk), None)
        if result is not None:
            yield _vote_result(proposal, counted, result)


def _vote_result(proposal: Proposal, counted: CountedPoll, result: OptionResult) -> VoteResult:
    """A consent holds for all the texts that were asked: where one was reworded since, the balise has none."""
    poll = counted.poll
    asked = poll.course.get("texts", {})
    reworded = bool(asked) and asked != proposal.texts
    return VoteResult(
        poll=poll.pk,
        method=str(poll.method.name),
        voters=counted.turnout,
        result=result,
        consents=False if result.consented and reworded else result.consented,
        asked=asked,
        reworded=reworded,
        review_on=poll.course.get("review_on", ""),
    )


def consented(votes: Sequence[VoteResult]) -> bool | None:
    """Tells whether the last vote gave consent; None where its method does not ask for it, or where nobody voted."""
    return votes[-1].consents if votes else None


@dataclass(frozen=True)
class Taking:
    """Holds what a facilitator sees before an amendment becomes a version: both texts, what differs, what was decided.

    `mark` is that of the version which it would replace. `consents` is None where the facilitator must say it.
    """

    mark: str
    balise: Balise
    now: BaliseVersion
    statement: str
    """The statement that the balise would have: its own, where the amendment changes other texts alone."""
    stretches: Sequence[Stretch]
    parts: Sequence[Part]
    """The other texts that the amendment changes."""
    votes: Sequence[VoteResult]
    consents: bool | None
    reworded: bool
    """Whether the balise says something else than what was put to the test."""
    merged: bool
    retired: bool


def taking_of(proposal: Proposal) -> Taking:
    """Sets an amendment against what its balise, or the living heir of it, says now."""
    trial = proposal.amends
    assert trial is not None, "only amendments are taken as versions"
    # As it is now: a form that was stale is drawn again with what has changed since.
    tested = Balise.objects.get(pk=trial.balise_id)
    now = last_of_living(tested)
    votes = list(vote_results(proposal))
    changed = amended(trial, proposal.texts)
    statement = changed.pop("statement", now.statement)
    return Taking(
        mark=mark_of(now),
        balise=now.balise,
        now=now,
        statement=statement,
        stretches=differences(now.statement, statement),
        parts=[
            Part(label(name), differences(getattr(now, name), text))
            for name, text in changed.items()
        ],
        votes=votes,
        consents=consented(votes),
        reworded=now.statement != trial.statement,
        merged=now.balise_id != tested.pk,
        retired=now.balise.state == BaliseState.RETIRED,
    )
