"""Readings: what stakes a reader sees at play in a card."""

from collections.abc import Mapping
from typing import TypedDict

from django.utils.translation import gettext as _

from referentiel.models import Stake
from sessions.commands.base import Change, Revised, Turn, Unchanged, command
from sessions.commands.cards import find_card
from sessions.commands.contents import reading_contents
from sessions.models import StakeReading
from sessions.queries.mine import reading_mark
from sessions.steps import Action


class Tag(TypedDict):
    """An intensity of 1 to 3, and a short reason or nothing."""

    intensity: int
    reason: str


@command
def read_card(
    turn: Turn, card: int, *, tags: Mapping[str, Tag], seen: str | None = None
) -> Change | Unchanged:
    """Sets the actor's whole reading of a card: tags by stake key; a stake left out is untagged.

    `seen` is the `reading_mark` of the reading that the form was drawn for.
    """
    known = find_card(turn, card)
    turn.check(Action.READ_CARD)
    stakes = {stake.key: stake for stake in Stake.objects.filter(key__in=tags)}
    mine = StakeReading.objects.filter(card=known, reader_id=turn.actor.id)
    marks = {reading.stake_id: (reading.intensity, reading.reason) for reading in mine}
    if marks == {key: (tag["intensity"], tag["reason"]) for key, tag in tags.items()}:
        return Unchanged(card)
    turn.check_seen(
        seen,
        reading_mark(marks),
        _(
            "Entre-temps, vous avez enregistré une autre lecture de cette carte, sur une autre page."
            " Elle est sous celle-ci : comparez, puis enregistrez ce qui doit rester."
        ),
    )
    before = reading_contents(turn.actor.id, mine)
    mine.exclude(stake__in=stakes.values()).delete()
    now = [
        StakeReading(card=known, reader_id=turn.actor.id, stake=stakes[key], **tag)
        for key, tag in tags.items()
    ]
    StakeReading.objects.bulk_create(
        now,
        update_conflicts=True,
        unique_fields=["card", "reader", "stake"],
        update_fields=["intensity", "reason"],
    )
    revised = Revised("reading", card, before, reading_contents(turn.actor.id, now))
    return Change("card_read", "card", card, revised=revised)
