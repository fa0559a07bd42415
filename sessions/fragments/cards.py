"""Cards, each in the frise of its territory."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from sessions.fragments.registry import Context, Entries, Ids, ListFragment, subjects
from sessions.models import AtelierSession, TrajectoryCard
from sessions.queries.cards import card_views


def _load(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    found = card_views(session, ids=ids, with_hidden=with_hidden)
    return {card.id: {"card": card} for card in found}


def _by_territory(
    session: AtelierSession, contexts: Sequence[Context], pieces: Sequence[str]
) -> list[dict[str, Any]]:
    """The cards by territory, in the order of the séance's territories."""
    by_territory: dict[int, list[str]] = {}
    for context, html in zip(contexts, pieces, strict=True):
        by_territory.setdefault(context["card"].territory.pk, []).append(html)
    return [
        {"territory": territory, "cards": by_territory.get(territory.pk, [])}
        for territory in session.territories.all()
    ]


def _read_by_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Cards show a reading on the side of its reader's territory.

    Empty in a séance without names. In such a séance nobody is moved after they have read a card. If the cards were
    drawn again, people could connect a reading that was made meanwhile with the person who was moved.
    """
    if session.is_anonymous:
        return set()
    read = TrajectoryCard.objects.filter(readings__reader__in=subjects(session, entries))
    return set(read.values_list("pk", flat=True))


def _signed_or_read_by_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Cards show the names of their author and readers. Without names, their list would tell who wrote them."""
    if session.is_anonymous:
        return set()
    people = subjects(session, entries)
    signed = TrajectoryCard.objects.filter(Q(author__in=people) | Q(readings__reader__in=people))
    return set(signed.values_list("pk", flat=True))


CARD = ListFragment(
    key="card",
    load=_load,
    in_boards="trajectories",
    arranged=_by_territory,
    shows={
        "card_posted": subjects,
        "card_carried": subjects,
        "card_edited": subjects,
        "card_deleted": subjects,
        "card_hidden": subjects,
        "card_restored": subjects,
        "card_read": subjects,
        "participant_introduced": _signed_or_read_by_them,
        "participant_moved": _read_by_them,
        "participant_erased": _signed_or_read_by_them,
    },
)
