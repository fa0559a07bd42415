"""Earlier séances, and those of their cards that another séance may open with."""

from collections.abc import Collection, Iterable

from django.db.models import Count, Q, QuerySet

from sessions.models import AtelierSession, Facilitator, TrajectoryCard


def earlier_sessions(facilitator: Facilitator) -> QuerySet[AtelierSession]:
    """Lists the closed séances that somebody leads and that have visible cards, `shown` of them; the latest first."""
    closed = facilitator.sessions.filter(status=AtelierSession.Status.CLOSED)
    shown = Count("cards", filter=Q(cards__hidden_at__isnull=True), distinct=True)
    counted = closed.annotate(shown=shown).filter(shown__gt=0).select_related("season")
    return counted.order_by("-held_on", "-pk")


def cards_to_carry(
    sessions: Collection[AtelierSession], territories: Iterable[int]
) -> list[TrajectoryCard]:
    """Returns the visible cards of these territories, in the order of their frises.

    Where a chosen séance has opened with a card of another chosen one, its own copy goes on, and not both.
    """
    told = TrajectoryCard.objects.filter(session__in=sessions)
    # A copy that was hidden has gone on too: hiding it was the later decision.
    gone_on = set(told.values_list("carried_card", flat=True))
    shown = told.filter(territory__in=list(territories), hidden_at__isnull=True)
    cards = [card for card in shown.select_related("session") if card.pk not in gone_on]
    return sorted(cards, key=lambda card: (card.territory_id, card.order))
