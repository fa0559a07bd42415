"""An emerging balise goes into the référentiel, with what it comes from: by value, so that it outlives its séance."""

from collections.abc import Iterable

from referentiel.commands.balises import Given, take_balise
from referentiel.commands.base import Author
from referentiel.commands.evidence import Piece
from referentiel.models import EvidenceKind, Territory
from sessions.commands.base import Change, Turn, Unchanged, command
from sessions.commands.proposals import find_proposal
from sessions.models import AtelierSession, Facilitator, Poll, Proposal
from sessions.queries.cards import CardView, card_views
from sessions.queries.polls import count_poll
from sessions.queries.stakes import known_stakes
from sessions.steps import Action


@command
def remember_proposal(turn: Turn, proposal: int) -> Change | Unchanged:
    """Takes a balise into the référentiel, or adds to the balise there what is new since it was taken.

    Copied are its wording, each visible card with its readings by stake, and each revealed vote as far as secrecy
    allows: territories, never a participant's name (docs/invariants.md, « Secrecy, decided »).
    """
    known = find_proposal(turn, proposal)
    turn.check(Action.REMEMBER_PROPOSAL)
    leader = Facilitator.objects.get(pk=turn.actor.id)
    author = Author(str(leader)[:150], leader.pk)
    balise, added = take_balise(_given(turn.session, known), author=author)
    if known.remembered == balise.slug and not added:
        return Unchanged(proposal)
    known.remembered = balise.slug
    known.save(update_fields=["remembered"])
    return Change("balise_remembered", "proposal", proposal)


def _given(session: AtelierSession, proposal: Proposal) -> Given:
    shown = proposal.cards.filter(hidden_at__isnull=True)
    cards = card_views(session, ids=shown.values_list("pk", flat=True))
    pieces = [_wording(session, proposal), *(_card(session, proposal, card) for card in cards)]
    return Given(
        pieces=[*pieces, *_votes(session, proposal)],
        season=session.season,
        session_title=session.title,
        held_on=session.held_on,
        stakes=_stakes(session, cards),
        is_example=proposal.is_example,
    )


def _origin(session: AtelierSession, proposal: Proposal, noun: str = "", number: int = 0) -> str:
    of_it = f"{session.code}/balise/{proposal.pk}"
    return f"{of_it}/{noun}/{number}" if noun else of_it


def _wording(session: AtelierSession, proposal: Proposal) -> Piece:
    """How it was worded, and how many supported it."""
    return Piece(
        origin=_origin(session, proposal),
        kind=EvidenceKind.WORDING,
        title=proposal.statement,
        particulars={"supports": proposal.supports.count()},
    )


def _card(session: AtelierSession, proposal: Proposal, card: CardView) -> Piece:
    """A card with its double reading, stake by stake, under the names that the stakes have in the séance."""
    readings = [
        {
            "stake": each.stake.key,
            "title": each.stake.short_title,
            "own": each.own,
            "peers": each.peers,
            "gap": each.gap,
        }
        for each in card.readings
    ]
    return Piece(
        origin=_origin(session, proposal, "card", card.id),
        kind=EvidenceKind.CARD,
        title=card.title,
        text=card.text,
        moment=card.moment_label,
        territory=card.territory,
        particulars={"kind": card.kind_label, "readings": readings},
    )


def _votes(session: AtelierSession, proposal: Proposal) -> Iterable[Piece]:
    """The revealed votes on it, each in the words of its method."""
    territories = list(session.territories.all())
    names = {territory.pk: territory.name for territory in territories}
    for poll in proposal.polls.filter(state=Poll.State.REVEALED).order_by("pk"):
        piece = _vote(session, proposal, poll, territories, names)
        if piece:
            yield piece


def _vote(
    session: AtelierSession,
    proposal: Proposal,
    poll: Poll,
    territories: list[Territory],
    names: dict[int, str],
) -> Piece | None:
    counted, exported = count_poll(poll), poll.method.exported
    results = (exported.of_option(exported.of_result(row)) for row in counted.results(territories))
    result = next((each for each in results if each and each.option == proposal.pk), None)
    if result is None:
        return None
    shares = [
        {"territory": names[territory], "said": said}
        for territory, said in result.by_territory.items()
    ]
    return Piece(
        origin=_origin(session, proposal, "vote", poll.pk),
        kind=EvidenceKind.VOTE,
        title=str(poll.method.name),
        particulars={"total": result.total, "voters": len(counted.ballots), "shares": shares},
    )


def _stakes(session: AtelierSession, cards: Iterable[CardView]) -> list[str]:
    """The stakes at which somebody saw its cards, in their order."""
    seen = {reading.stake.key for card in cards for reading in card.readings}
    return [stake.key for stake in known_stakes(session) if stake.key in seen]
