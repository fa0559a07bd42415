"""What the room counts: people, cards, readings, balises; and the heat map of the readings."""

from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries import room


def _counts(session: AtelierSession) -> Context:
    return {"counts": room.counts(session)}


def _heat_map(session: AtelierSession) -> Context:
    return {"heatmap": room.heat_map(session)}


COUNTS = SingleFragment(
    key="counts",
    load=_counts,
    shows={
        "participant_joined": always,
        "participant_moved": always,
        "participant_removed": always,
        "participant_erased": always,
        "card_posted": always,
        "card_deleted": always,
        "card_hidden": always,
        "card_restored": always,
        "card_read": always,
        "balise_proposed": always,
        "balise_hidden": always,
        "balise_restored": always,
    },
)
HEATMAP = SingleFragment(
    key="heatmap",
    load=_heat_map,
    shows={
        "card_deleted": always,
        "card_hidden": always,
        "card_restored": always,
        "card_read": always,
    },
)
