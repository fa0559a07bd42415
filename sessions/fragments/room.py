"""What the room counts: people, cards, readings, balises; the heat map of the readings, and their gaps."""

from django.utils.functional import SimpleLazyObject

from sessions.audience import AudienceRole
from sessions.fragments.registry import EVERYBODY, Condition, Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries import room
from sessions.queries.discussions import offers
from sessions.queries.sides import shown_sides


def _counts(session: AtelierSession) -> Context:
    return {"counts": room.counts(session)}


def _readings(session: AtelierSession) -> Context:
    """The map of all, and what facilitators may put in discussion: both come from the same numbers."""
    sides = shown_sides(session)
    return {
        "heatmap": room.heat_map(session, sides),
        "offers": SimpleLazyObject(lambda: offers(session, sides)),
    }


def _count(key: str, *events: str, roles: frozenset[AudienceRole] = EVERYBODY) -> SingleFragment:
    """One of the room's numbers. A card changes one of them, and a frame brings that one alone."""
    return SingleFragment(key, _counts, dict.fromkeys(events, always), roles)


CARD_COMES_OR_GOES = (
    *("card_posted", "card_carried", "card_deleted", "card_hidden", "card_restored"),
)
BALISE_COMES_OR_GOES = (
    *("balise_proposed", "balise_merged", "balise_split", "balise_hidden", "balise_restored"),
)
SEAT_COMES_OR_GOES = ("participant_joined", "participant_removed", "participant_erased")

COUNTS = (
    _count("participants-count", *SEAT_COMES_OR_GOES),
    _count("cards-count", *CARD_COMES_OR_GOES),
    _count("readings-count", "card_read", "card_deleted", "card_hidden", "card_restored"),
    _count("balises-count", *BALISE_COMES_OR_GOES),
    _count(
        "territories-count",
        "participant_moved",
        *SEAT_COMES_OR_GOES,
        *CARD_COMES_OR_GOES,
        roles=EVERYBODY - {AudienceRole.PARTICIPANTS},
    ),
)
READINGS_CHANGE: dict[str, Condition] = {
    "card_deleted": always,
    "card_hidden": always,
    "card_restored": always,
    "card_read": always,
    # Readings stand on the side of their reader's territory.
    "participant_moved": always,
}
HEATMAP = SingleFragment(key="heatmap", load=_readings, shows=READINGS_CHANGE)
GAPS = SingleFragment(
    key="gaps",
    load=_readings,
    roles=frozenset({AudienceRole.FACILITATORS}),
    shows={**READINGS_CHANGE, "card_edited": always},
)
