"""A séance opens with the earlier cards of its territories: copied by value, with where each was told."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress

from django.utils.translation import gettext as _

from referentiel.models import PublishedCard, PublishedTrajectory
from sessions import journal
from sessions.actor import Actor, Role
from sessions.commands.base import Refused
from sessions.commands.contents import card_contents
from sessions.limits import MOST_CARRIED
from sessions.models import AtelierSession, Facilitator, Revision, TrajectoryCard
from sessions.moments import Moment, UnreadableMoment, read_moment
from sessions.queries.carrying import Earlier, Told, cards_to_carry

COPIED = (
    *("territory_id", "kind", "title", "text", "moment", "year_from", "year_to"),
    *("organisation", "is_example"),
)
"""What a copy has in common with its card. Author, readings and hours stay in the séance that they are of."""


def carry_cards(
    session: AtelierSession, facilitator: Facilitator, earlier: Collection[Earlier]
) -> int:
    """Copies the cards of these earlier trajectories into a séance that is being prepared, in its transaction.

    From séances that are closed and that the facilitator leads, and from what a territory published; only visible cards
    of territories that come again. Returns how many. Raises Refused.
    """
    _lock_sessions(facilitator, {each.session for each in earlier if each.session})
    _lock_publications({each.publication for each in earlier if each.publication})
    present = set(session.territories.values_list("pk", flat=True))
    cards = cards_to_carry(each for each in earlier if each.territory in present)
    if len(cards) > MOST_CARRIED:
        raise Refused(
            _(
                "Ces trajectoires ont %(number)s cartes à reprendre\u00a0: une séance s’ouvre avec %(most)s au plus."
                " Choisissez-en moins."
            )
            % {"number": len(cards), "most": MOST_CARRIED}
        )
    copies = [_copy(card, session) for card in cards]
    # In the order of their frises, whatever trajectory they come from: their numbers decide where years are equal.
    copies.sort(key=lambda copy: (copy.territory_id, copy.order))
    # One by one they get their numbers on every database.
    for copy in copies:
        copy.save()
    _tell(session, facilitator, copies)
    return len(copies)


def _lock_sessions(facilitator: Facilitator, numbers: Collection[int]) -> None:
    """Holds the séances closed until the copies stand."""
    mine = facilitator.sessions.filter(pk__in=numbers, status=AtelierSession.Status.CLOSED)
    if len(mine.select_for_update().order_by("pk")) != len(numbers):
        raise Refused(
            _(
                "Une séance choisie vient d’être rouverte ou supprimée, ou vous ne l’animez plus\u00a0: vérifiez"
                " votre choix."
            )
        )


def _lock_publications(numbers: Collection[int]) -> None:
    """Holds the published trajectories until the copies stand. One that is published again has another number."""
    found = PublishedTrajectory.objects.select_for_update().filter(pk__in=numbers)
    if len(found.order_by("pk")) != len(numbers):
        raise Refused(
            _(
                "Une trajectoire choisie vient d’être retirée de la page de son territoire, ou publiée de"
                " nouveau\u00a0: vérifiez votre choix."
            )
        )


def _copy(card: Told, session: AtelierSession) -> TrajectoryCard:
    if isinstance(card, PublishedCard):
        return _copy_of_page(card, session)
    copied = {name: getattr(card, name) for name in COPIED}
    title, day = card.told_in
    return TrajectoryCard(
        session=session, carried_card=card.pk, carried_from=title, carried_on=day, **copied
    )


def _copy_of_page(card: PublishedCard, session: AtelierSession) -> TrajectoryCard:
    """A published card has no organisation: its séance kept that to itself."""
    moment = Moment()
    # It was readable when it was told; if it is not any more, the card has no year.
    with suppress(UnreadableMoment):
        moment = read_moment(card.moment)
    return TrajectoryCard(
        session=session,
        territory_id=card.trajectory.territory_id,
        kind=card.kind,
        title=card.title,
        text=card.text,
        moment=card.moment,
        year_from=moment.start,
        year_to=moment.end,
        is_example=card.trajectory.is_example,
        carried_from=card.told_in,
        carried_on=card.told_on,
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
