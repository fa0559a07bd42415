"""Référentiels and their stakes: added, renamed, ordered, retired. A stake is never removed."""

from collections.abc import Collection, Sequence
from itertools import groupby
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, keep, record
from referentiel.commands.once import add_once, made_by
from referentiel.models import Referentiel, Stake
from referentiel.signs import free_key
from referentiel.slugs import free_slug

MOST_STAKES = 12
"""More of them fit neither on a phone's form nor on the heat map of a projector."""


class OrderChanged(ValidationError):
    """The stakes no longer stand in the order that was shown to whoever chose some of them."""

    def __init__(self) -> None:
        super().__init__(
            _("L’ordre a changé entre-temps : rien n’a été fait. Vérifiez-le ci-dessous.")
        )


@change()
def add_referentiel(
    *,
    name: str,
    description: str = "",
    is_example: bool = False,
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> Referentiel:
    """Adds a référentiel, which has no stakes yet. The same operation adds one. Raises ValidationError."""
    row = Referentiel(
        name=name,
        slug=free_slug(Referentiel, name, "referentiel", reserved=["nouveau"]),
        description=description,
        is_example=is_example,
    )
    return add_once(row, operation=operation, author=author, why=why)


@change()
def rename_referentiel(
    referentiel: Referentiel,
    *,
    name: str,
    description: str,
    author: Author,
    why: str = "",
) -> Referentiel:
    """Gives a référentiel another name or description. Its address stays.

    Raises ValidationError when another one has this name, or when a text is too long.
    """
    row = _locked(referentiel.pk)
    row.name, row.description = name, description
    keep(row, author=author, why=why)
    return row


@change()
def add_stake(
    referentiel: Referentiel,
    *,
    short_title: str,
    title: str,
    author: Author,
    why: str = "",
    operation: UUID | None = None,
) -> Stake:
    """Adds a stake after the others, with a key made from its name. The same operation adds one.

    Raises ValidationError when the référentiel has a stake of this name, retired ones too, or has too many stakes.
    """
    _locked(referentiel.pk)
    made = made_by(Stake, operation)
    if made is not None:
        return made
    present = list(Stake.objects.filter(referentiel=referentiel))
    _refuse_many(present)
    key = free_key(
        short_title,
        taken={"nouveau", *Stake.objects.values_list("key", flat=True)},
        beside=[stake.key for stake in present],
    )
    position = max((stake.position for stake in present), default=0) + 1
    added = Stake(
        key=key,
        referentiel=referentiel,
        position=position,
        short_title=short_title,
        title=title,
    )
    keep(added, author=author, why=why, operation=operation)
    _retired_last(referentiel)
    added.refresh_from_db()
    return added


@change()
def rename_stake(
    stake: Stake,
    *,
    short_title: str,
    title: str,
    author: Author,
    why: str = "",
) -> Stake:
    """Gives a stake other words. Readings, versions of balises, editions and closed séances keep those of their time.

    Raises ValidationError when another stake of the référentiel has this name, or when a text is empty or too long.
    """
    _locked(stake.referentiel_id)
    row = Stake.objects.get(pk=stake.pk)
    row.short_title, row.title = short_title, title
    keep(row, author=author, why=why)
    return row


@change()
def retire_stake(stake: Stake, *, author: Author, why: str = "") -> Stake:
    """Offers a stake no more, and puts it after the others. It stays where it was read.

    Raises ValidationError when it is the last one of its référentiel, or without a reason.
    """
    _locked(stake.referentiel_id)
    row = Stake.objects.get(pk=stake.pk)
    if row.is_retired:
        return row
    if not why:
        raise ValidationError(_("Dites pourquoi cet enjeu est retiré."))
    if Stake.objects.filter(referentiel=row.referentiel_id, is_retired=False).count() == 1:
        raise ValidationError(
            _("C’est le dernier enjeu de ce référentiel : ajoutez-en un autre d’abord.")
        )
    row.is_retired = True
    return _moved_to_its_end(row, author, why)


@change()
def restore_stake(stake: Stake, *, author: Author, why: str = "") -> Stake:
    """Offers a retired stake again, after the others. Raises ValidationError when there are too many."""
    _locked(stake.referentiel_id)
    row = Stake.objects.get(pk=stake.pk)
    if not row.is_retired:
        return row
    _refuse_many(Stake.objects.filter(referentiel=row.referentiel_id))
    row.is_retired = False
    return _moved_to_its_end(row, author, why)


@change()
def move_stake(
    stake: Stake,
    *,
    down: bool,
    seen: Sequence[str] | None = None,
    author: Author,
    why: str = "",
) -> bool:
    """Moves a stake one place up or down in its référentiel, and says whether it moved.

    Raises OrderChanged: `seen`, the keys of the référentiel in the order that was shown, is no longer the order.
    """
    _locked(stake.referentiel_id)
    before = list(Stake.objects.filter(referentiel=stake.referentiel_id, is_retired=False))
    keys = [each.key for each in before]
    if seen is not None and list(seen) != keys:
        raise OrderChanged
    if stake.key not in keys:
        return False
    place = keys.index(stake.key)
    other = place + (1 if down else -1)
    if not 0 <= other < len(before):
        return False
    after = list(before)
    after[place], after[other] = after[other], after[place]
    _reorder(before, after, author, why)
    return True


@change()
def promote_stakes(
    *,
    keys: Collection[str],
    seen: Sequence[str] | None = None,
    author: Author = Author(),  # noqa: B008 -- frozen
    why: str = "",
) -> list[str]:
    """Move the chosen stakes one place up in their référentiels, and return the keys of those that moved.

    A chosen stake does not move when it is the first, or when the stake above it is chosen and did not move.
    Otherwise the chosen stakes would only trade places with each other. Retired stakes never move.

    Raises:
        OrderChanged: `seen`, the keys in the order that was shown, is no longer the order.
    """
    # Locked, the référentiels first as every command does: the second of two starts from the result of the first.
    list(Referentiel.objects.select_for_update().order_by("pk"))
    shown = list(Stake.objects.select_for_update().order_by("referentiel_id", "position"))
    if seen is not None and list(seen) != [stake.key for stake in shown]:
        raise OrderChanged
    moved: list[str] = []
    for _number, group in groupby(shown, key=lambda stake: stake.referentiel_id):
        before = [stake for stake in group if not stake.is_retired]
        after = _promoted(before, keys, moved)
        if after != before:
            _reorder(before, after, author, why)
    return moved


def _promoted(before: Sequence[Stake], keys: Collection[str], moved: list[str]) -> list[Stake]:
    after: list[Stake] = []
    for stake in before:
        if stake.key in keys and after and after[-1].key not in keys:
            after.insert(-1, stake)
            moved.append(stake.key)
        else:
            after.append(stake)
    return after


def _locked(number: int | None) -> Referentiel:
    """The référentiel, whose lock puts the changes of its stakes in order."""
    return Referentiel.objects.select_for_update().get(pk=number or 0)


def _refuse_many(stakes: Collection[Stake]) -> None:
    if sum(not stake.is_retired for stake in stakes) >= MOST_STAKES:
        raise ValidationError(
            _("Un référentiel a %(number)d enjeux au plus : retirez-en un d’abord.")
            % {"number": MOST_STAKES}
        )


def _moved_to_its_end(row: Stake, author: Author, why: str) -> Stake:
    """Keeps a stake that was just retired or restored. Retired stakes stand after the others."""
    keep(row, author=author, why=why)
    others = list(Stake.objects.filter(referentiel=row.referentiel_id).exclude(pk=row.pk))
    offered = [stake for stake in others if not stake.is_retired]
    retired = [stake for stake in others if stake.is_retired]
    _place([*offered, row, *retired], range(1, len(others) + 2))
    row.refresh_from_db()
    return row


def _retired_last(referentiel: Referentiel) -> None:
    present = list(Stake.objects.filter(referentiel=referentiel))
    in_order = sorted(present, key=lambda stake: (stake.is_retired, stake.position))
    if in_order != present:
        _place(in_order, range(1, len(present) + 1))


def _reorder(before: Sequence[Stake], after: Sequence[Stake], author: Author, why: str) -> None:
    _place(after, [stake.position for stake in before])
    order = [[stake.key for stake in stakes] for stakes in (before, after)]
    number = str(before[0].referentiel_id)
    record("stakes_ordered", "referentiel", number, {"order": order}, author=author, why=why)


def _place(stakes: Collection[Stake], positions: Collection[int]) -> None:
    # Positions are unique at every moment: all rows get free positions first.
    together = Stake.objects.filter(referentiel__stakes__in=stakes)
    beyond = together.aggregate(last=Max("position"))["last"] or 0
    for aside in (beyond, 0):
        for stake, position in zip(stakes, positions, strict=True):
            Stake.objects.filter(pk=stake.pk).update(position=aside + position)
