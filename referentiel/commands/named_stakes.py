"""The stakes that come out of a crossing: named, reworded, ordered, and what is put under each."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change
from referentiel.commands.crossings import NOUN, open_one, record_of
from referentiel.commands.once import entry_of
from referentiel.commands.stakes import MOST_STAKES
from referentiel.models import Crossing, Decision, NamedStake
from texts.folding import name_key


class StakeOutdated(ValidationError):
    """Somebody else has changed the stake, or what is under it. `stake` is as it stands; None: it was taken out."""

    def __init__(self, stake: NamedStake | None) -> None:
        self.stake = stake
        super().__init__(
            _(
                "Entre-temps, quelqu’un d’autre a changé cet enjeu. Ce qu’il en dit est sous vos mots : comparez,"
                " puis enregistrez ce qui doit rester."
            )
            if stake
            else _(
                "Entre-temps, quelqu’un d’autre a retiré cet enjeu. Vos mots sont gardés ci-dessous : enregistrez-les"
                " pour le nommer de nouveau."
            ),
            "outdated",
        )


class PlacesChanged(ValidationError):
    """The stakes are no longer in the order that was shown."""

    def __init__(self) -> None:
        super().__init__(_("L’ordre a changé entre-temps : rien n’a été fait. Vérifiez-le."))


@change()
def name_stake(
    crossing: Crossing,
    *,
    short_title: str,
    title: str,
    decisions: Collection[int] = (),
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> NamedStake | None:
    """Names a stake after the others, and puts decisions under it. The same operation names one.

    Returns None when that one was taken out since. Raises ValidationError.
    """
    row = open_one(crossing)
    before = list(row.named_stakes.all())
    done = entry_of(operation, NOUN)
    if done is not None:
        return row.named_stakes.filter(pk=done.particulars.get("stake")).first()
    if len(before) >= MOST_STAKES:
        raise ValidationError(
            _("Un référentiel a %(n)s enjeux au plus : réunissez-en deux d’abord.")
            % {"n": MOST_STAKES}
        )
    position = max((stake.position for stake in before), default=0) + 1
    stake = NamedStake(crossing=row, position=position, short_title=short_title, title=title)
    _keep(stake, before)
    _place(row, stake, decisions)
    particulars = {"stake": stake.pk, "short_title": stake.short_title, "title": stake.title}
    said = {**particulars, "decisions": sorted(decisions)}
    record_of("stake_named", row, said, author, why, operation)
    return stake


@change()
def change_named_stake(
    crossing: Crossing,
    stake: int,
    *,
    short_title: str,
    title: str,
    decisions: Collection[int],
    seen: int,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> NamedStake:
    """Rewords a stake and says what is under it. Returns it; nothing happens when it says that already.

    Raises:
        StakeOutdated: `seen`, the version that the form was drawn for, is not the present one.
        ValidationError: another stake has this name, or a decision was put under another stake.
    """
    row = open_one(crossing)
    before = list(row.named_stakes.all())
    kept = next((one for one in before if one.pk == stake), None)
    if kept is None:
        raise StakeOutdated(None)
    under = set(kept.decisions.values_list("pk", flat=True))
    stood = (kept.short_title, kept.title, under)
    kept.short_title, kept.title = short_title, title
    kept.clean_fields()
    if (kept.short_title, kept.title, set(decisions)) == stood:
        return kept
    if kept.version != seen:
        raise StakeOutdated(NamedStake.objects.get(pk=kept.pk))
    kept.version += 1
    _keep(kept, before)
    _place(row, kept, decisions)
    particulars = {
        "stake": kept.pk,
        "short_title": [stood[0], kept.short_title],
        "title": [stood[1], kept.title],
        "decisions": [sorted(under), sorted(decisions)],
    }
    record_of("named_stake_changed", row, particulars, author, why, operation)
    return kept


@change()
def raise_named_stake(
    crossing: Crossing, stake: int, *, seen: Sequence[int], author: Author
) -> bool:
    """Moves a stake one place up, and says whether it moved.

    Raises PlacesChanged: `seen`, the numbers of the stakes in the order that was shown, is no longer the order.
    """
    row = open_one(crossing)
    before = list(row.named_stakes.all())
    numbers = [one.pk for one in before]
    if list(seen) != numbers:
        raise PlacesChanged
    place = numbers.index(stake) if stake in numbers else 0
    if not place:
        return False
    after = list(before)
    after[place - 1], after[place] = after[place], after[place - 1]
    for position, one in enumerate(after, 1):
        NamedStake.objects.filter(pk=one.pk).update(position=position)
    order = [[one.short_title for one in stakes] for stakes in (before, after)]
    record_of("named_stakes_ordered", row, {"order": order}, author)
    return True


@change()
def remove_named_stake(
    crossing: Crossing, stake: int, *, seen: int, author: Author, why: str = ""
) -> bool:
    """Takes a stake out: what was under it is to be placed again. False when it is out already.

    Raises ValidationError when it is no longer as it was shown.
    """
    row = open_one(crossing)
    kept = row.named_stakes.filter(pk=stake).first()
    if kept is None:
        return False
    if kept.version != seen:
        raise ValidationError(
            _(
                "Entre-temps, quelqu’un d’autre a changé cet enjeu : relisez-le, puis retirez-le s’il doit l’être."
            )
        )
    particulars = {
        "stake": kept.pk,
        "short_title": kept.short_title,
        "title": kept.title,
        "decisions": sorted(kept.decisions.values_list("pk", flat=True)),
    }
    record_of("named_stake_removed", row, particulars, author, why)
    kept.delete()
    return True


def _keep(stake: NamedStake, others: Sequence[NamedStake]) -> None:
    stake.full_clean(exclude={"crossing"}, validate_unique=False, validate_constraints=False)
    key = name_key(stake.short_title)
    for twin in others:
        if twin.pk != stake.pk and name_key(twin.short_title) == key:
            raise ValidationError(
                {
                    "short_title": _("Ce nom est déjà celui d’un enjeu : « %(name)s ».")
                    % {"name": twin}
                }
            )
    stake.save()


def _place(crossing: Crossing, stake: NamedStake, decisions: Collection[int]) -> None:
    """Puts these decisions under the stake, and no others. Raises ValidationError when one is under another stake."""
    rows = Decision.objects.filter(crossing=crossing)
    chosen = list(rows.filter(pk__in=decisions).select_related("stake").order_by("pk"))
    if len(chosen) != len(set(decisions)):
        raise ValidationError(
            {
                "decisions": _(
                    "Une des décisions choisies a été défaite entre-temps : relisez la liste."
                )
            }
        )
    for decision in chosen:
        if decision.stake is not None and decision.stake.pk != stake.pk:
            raise ValidationError(
                {
                    "decisions": _(
                        "« %(what)s » est sous l’enjeu « %(stake)s » : retirez-la de là d’abord, ou décochez-la."
                    )
                    % {"what": _said(decision), "stake": decision.stake}
                }
            )
    rows.filter(stake=stake).exclude(pk__in=decisions).update(stake=None)
    rows.filter(pk__in=decisions).update(stake=stake)


def _said(decision: Decision) -> str:
    """What a decision says: its wording, or the statement of its first entry."""
    if decision.statement:
        return str(decision.statement)
    first = decision.members.order_by("pk").select_related("entry").first()
    return str(first.entry.statement) if first else ""
