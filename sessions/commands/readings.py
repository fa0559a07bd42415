"""Readings: what stakes a reader sees at play in a card."""

from collections.abc import Mapping
from typing import TypedDict

from referentiel.models import Stake
from sessions.commands.base import Change, Turn, command
from sessions.commands.cards import find_card
from sessions.models import StakeReading
from sessions.steps import Action


class Tag(TypedDict):
    """An intensity of 1 to 3, and a short reason or nothing."""

    intensity: int
    reason: str


@command
def read_card(turn: Turn, card: int, *, tags: Mapping[str, Tag]) -> Change:
    """Sets the actor's whole reading of a card: tags by stake key; a stake left out is untagged."""
    known = find_card(turn, card)
    turn.check(Action.READ_CARD)
    stakes = {stake.key: stake for stake in Stake.objects.filter(key__in=tags)}
    mine = StakeReading.objects.filter(card=known, reader_id=turn.actor.id)
    mine.exclude(stake__in=stakes.values()).delete()
    StakeReading.objects.bulk_create(
        [
            StakeReading(card=known, reader_id=turn.actor.id, stake=stakes[key], **tag)
            for key, tag in tags.items()
        ],
        update_conflicts=True,
        unique_fields=["card", "reader", "stake"],
        update_fields=["intensity", "reason"],
    )
    return Change("card_read", "card", card)
