"""Readings: what stakes a reader sees at play in a card."""

from collections.abc import Collection, Mapping
from typing import TypedDict

from django.utils.translation import gettext as _

from referentiel.models import Stake
from sessions.commands.base import Change, Refused, Revised, Turn, Unchanged, command
from sessions.commands.cards import find_card
from sessions.commands.contents import reading_contents
from sessions.commands.discussed import discussed
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

    A tag keeps the name that its stake had when it was read.
    `seen` is the `reading_mark` of the reading that the form was drawn for.
    """
    known = find_card(turn, card)
    turn.check(Action.READ_CARD)
    stakes = _stakes(turn, tags)
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
    names = {reading.stake_id: reading.read_as for reading in mine}
    before = reading_contents(turn.actor.id, mine)
    mine.exclude(stake__in=stakes.values()).delete()
    now = [
        StakeReading(
            card=known,
            reader_id=turn.actor.id,
            stake=stakes[key],
            # A tag that stays as it was stays under the name of its time.
            read_as=names[key]
            if marks.get(key) == (tag["intensity"], tag["reason"])
            else stakes[key].short_title,
            **tag,
        )
        for key, tag in tags.items()
    ]
    StakeReading.objects.bulk_create(
        now,
        update_conflicts=True,
        unique_fields=["card", "reader", "stake"],
        update_fields=["intensity", "reason", "read_as"],
    )
    revised = Revised("reading", card, before, reading_contents(turn.actor.id, now))
    return Change("card_read", "card", card, discussed(turn, card), revised=revised)


def _stakes(turn: Turn, keys: Collection[str]) -> dict[str, Stake]:
    """The stakes of these keys. Raises Refused when the séance is not read against one of them."""
    own = Stake.objects.filter(referentiel=turn.session.referentiel_id, key__in=keys)
    stakes = {stake.key: stake for stake in own}
    if stakes.keys() != set(keys):
        raise Refused(_("Cette séance ne se lit pas au regard de cet enjeu : rechargez la page."))
    return stakes
