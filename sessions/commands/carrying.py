"""A séance opens with the earlier cards of its territories: copied by value, with where each was told."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from sessions import journal
from sessions.actor import Actor, Role
from sessions.commands.base import Refused
from sessions.commands.contents import card_contents
from sessions.limits import MOST_CARRIED
from sessions.models import AtelierSession, Facilitator, Revision, TrajectoryCard
from sessions.queries.carrying import cards_to_carry

COPIED = (
    *("territory_id", "kind", "title", "text", "moment", "year_from", "year_to"),
    *("organisation", "is_example"),
)
"""What a copy has in common with its card. Author, readings and hours stay in the séance that they are of."""


def carry_cards(session: AtelierSession, facilitator: Facilitator, earlier: Collection[int]) -> int:
    """Copies the cards of these earlier séances into one that is being prepared, in its transaction.

    Only séances that are closed and that the facilitator leads; only visible cards of territories that come again.
    Returns how many. Raises Refused.
    """
    sources = _locked(facilitator, earlier)
    cards = cards_to_carry(sources, session.territories.values_list("pk", flat=True))
    if len(cards) > MOST_CARRIED:
        raise Refused(
            _(
                "Ces séances ont %(number)s cartes à reprendre\u00a0: une séance s’ouvre avec %(most)s au plus."
                " Choisissez-en moins."
            )
            % {"number": len(cards), "most": MOST_CARRIED}
        )
    copies = [_copy(card, session) for card in cards]
    # One by one they get their numbers on every database; in the order of their frises.
    for copy in copies:
        copy.save()
    _tell(session, facilitator, copies)
    return len(copies)


def _locked(facilitator: Facilitator, numbers: Collection[int]) -> list[AtelierSession]:
    """The séances, held closed until the copies stand."""
    mine = facilitator.sessions.filter(pk__in=numbers, status=AtelierSession.Status.CLOSED)
    found = list(mine.select_for_update().order_by("pk"))
    if len(found) != len(set(numbers)):
        raise Refused(
            _(
                "Une séance choisie vient d’être rouverte ou supprimée, ou vous ne l’animez plus\u00a0: vérifiez"
                " votre choix."
            )
        )
    return found


def _copy(card: TrajectoryCard, session: AtelierSession) -> TrajectoryCard:
    copied = {name: getattr(card, name) for name in COPIED}
    title, day = card.told_in
    return TrajectoryCard(
        session=session, carried_card=card.pk, carried_from=title, carried_on=day, **copied
    )


def _tell(
    session: AtelierSession, facilitator: Facilitator, copies: Sequence[TrajectoryCard]
) -> None:
    """One entry and one revision per card, so that whoever applies all revisions gets what stands."""
    facts: Iterable[tuple[str, str, int]] = [("card_carried", "card", copy.pk) for copy in copies]
    actor = Actor(session.pk, Role.FACILITATOR, facilitator.pk)
    entries = journal.begin(session, facts, actor=actor)
    Revision.objects.bulk_create(
        Revision(entry=entry, noun="card", subject=copy.pk, after=card_contents(copy))
        for entry, copy in zip(entries, copies, strict=True)
    )
