"""A territory publishes its trajectory, and may withdraw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, record
from referentiel.models import PublishedCard, PublishedTrajectory, Season, Territory

NOUN = "trajectory"


@dataclass(frozen=True)
class ToldCard:
    """Holds one card that a territory tells. `readings` are the means that may be shown, stake by stake."""

    kind: str
    kind_label: str
    title: str
    text: str
    moment: str
    told_in: str
    told_on: date
    readings: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Told:
    """Holds the trajectory of a territory as a séance gives it, in the order of its frise."""

    origin: str
    territory: Territory
    season: Season | None
    session_title: str
    held_on: date
    cards: Sequence[ToldCard] = field(default_factory=tuple)
    is_example: bool = False


@dataclass(frozen=True)
class Agreement:
    """Says who agreed for the territory that this becomes public, and when."""

    by: str
    on: date


class Published(NamedTuple):
    """Holds a published trajectory, and whether anything about it is new."""

    trajectory: PublishedTrajectory
    is_new: bool


@change()
def publish_trajectory(told: Told, agreement: Agreement, *, author: Author) -> Published:
    """Publishes a trajectory. One of the same origin is replaced, and stays as it is when its cards are the same.

    The history says how many cards, never who agreed. Raises ValidationError.
    """
    stood = PublishedTrajectory.objects.filter(origin=told.origin).first()
    numbers: list[int] = []
    if stood is not None:
        if values_of(stood) == [_values(card) for card in told.cards]:
            return Published(stood, is_new=False)
        numbers = _numbers(stood)
        stood.delete()
    trajectory = _kept(told, agreement)
    _record(
        "trajectory_published", trajectory, [*numbers, *_numbers(trajectory)], author=author, why=""
    )
    return Published(trajectory, is_new=True)


@change()
def withdraw_trajectory(trajectory: PublishedTrajectory, *, author: Author, why: str = "") -> None:
    """Takes a trajectory from its page, for good. The history says that it was there.

    Nothing happens when it was withdrawn already. Raises ValidationError when another one was published in its place.
    """
    # Locked: of two clicks, the second one waits and then finds nothing.
    kept = PublishedTrajectory.objects.select_for_update().filter(pk=trajectory.pk).first()
    if kept is None:
        if PublishedTrajectory.objects.filter(origin=trajectory.origin).exists():
            raise ValidationError(
                _(
                    "Entre-temps, cette trajectoire a été publiée de nouveau : rien n’a été retiré. Retournez à la"
                    " page du territoire, et lisez celle de maintenant."
                )
            )
        return
    _record("trajectory_withdrawn", kept, _numbers(kept), author=author, why=why)
    kept.delete()


def values_of(trajectory: PublishedTrajectory) -> list[dict[str, Any]]:
    """Returns what the cards of a published trajectory say, in their order."""
    return [_values(card) for card in trajectory.cards.order_by("position")]


def _values(card: ToldCard | PublishedCard) -> dict[str, Any]:
    names = ToldCard.__dataclass_fields__
    return {**{name: getattr(card, name) for name in names}, "readings": list(card.readings)}


def _kept(told: Told, agreement: Agreement) -> PublishedTrajectory:
    trajectory = PublishedTrajectory(
        territory=told.territory,
        season=told.season,
        origin=told.origin,
        session_title=told.session_title,
        held_on=told.held_on,
        agreed_by=agreement.by,
        agreed_on=agreement.on,
        is_example=told.is_example,
    )
    trajectory.full_clean()
    trajectory.save()
    cards = [
        PublishedCard(trajectory=trajectory, position=position, **_values(card))
        for position, card in enumerate(told.cards, start=1)
    ]
    for card in cards:
        card.full_clean(validate_unique=False, validate_constraints=False)
    PublishedCard.objects.bulk_create(cards)
    return trajectory


def _numbers(trajectory: PublishedTrajectory) -> list[int]:
    return list(trajectory.cards.order_by("position").values_list("pk", flat=True))


def _record(
    event: str, trajectory: PublishedTrajectory, cards: list[int], *, author: Author, why: str
) -> None:
    particulars = {
        "territory": trajectory.territory_id,
        "session": trajectory.session_title,
        "held_on": trajectory.held_on.isoformat(),
        "cards": cards,
    }
    record(event, NOUN, str(trajectory.pk), particulars, author=author, why=why)
