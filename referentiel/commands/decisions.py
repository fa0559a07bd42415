"""What facilitators decide of the entries of a crossing: link, merge, keep apart, and undo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change
from referentiel.commands.crossings import NOUN, open_one, record_of
from referentiel.commands.once import entry_of
from referentiel.models import Crossing, DecidedEntry, Decision, DecisionKind, ImportedEntry
from referentiel.models.sheet_texts import TEXTS
from texts.cleaning import clean_name, clean_text


@dataclass(frozen=True)
class Decided:
    """Holds what is decided of an entry and of the `others`, which are numbers of entries. Only a merge has `texts`."""

    kind: DecisionKind
    others: Collection[int] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


class DecisionOutdated(ValidationError):
    """Somebody else has decided of this entry since the form was drawn.

    `decision` is theirs; None: they have undone the one that was there.
    """

    def __init__(self, decision: Decision | None) -> None:
        self.decision = decision
        super().__init__(
            _(
                "Entre-temps, quelqu’un d’autre a décidé pour cette entrée. Sa décision est sous la vôtre :"
                " comparez, puis enregistrez ce qui doit rester."
            )
            if decision
            else _(
                "Entre-temps, quelqu’un d’autre a défait la décision que vous corrigiez. La vôtre est gardée"
                " ci-dessous : enregistrez-la si elle doit rester."
            ),
            "outdated",
        )


@change()
def decide(
    crossing: Crossing,
    entry: ImportedEntry,
    decided: Decided,
    *,
    seen: str,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Decision | None:
    """Decides of an entry, or changes what was decided of it; returns the decision.

    `seen` is the mark of the decision that the form was drawn for. The same operation decides once; it returns None
    when that decision was undone since.

    Raises:
        DecisionOutdated: another decision about this entry stands there now.
        ValidationError: an entry is in another decision already, or the choice is not a decision.
    """
    row = open_one(crossing)
    if entry_of(operation, NOUN) is not None:
        return decision_about(row, entry.pk)
    current = decision_about(row, entry.pk)
    members = _members(row, entry, decided)
    texts = _texts(decided)
    if current is not None and _stands(current, decided.kind, members, texts):
        return current
    if mark_of(current) != seen:
        raise DecisionOutdated(current)
    _refuse_taken(row, members, current)
    written = record_of(
        "entries_decided",
        row,
        {
            "kind": decided.kind.value,
            "entries": [one.pk for one in members],
            "statements": [one.statement for one in members],
            "statement": texts["statement"],
        },
        author,
        why,
        operation,
    )
    decision = current or Decision(crossing=row)
    decision.version += current is not None
    decision.kind, decision.entry = decided.kind, written
    for name, text in texts.items():
        setattr(decision, name, text)
    decision.full_clean(exclude={"entry", *(["statement"] if not texts["statement"] else [])})
    decision.save()
    decision.members.exclude(entry__in=members).delete()
    there = set(decision.members.values_list("entry", flat=True))
    DecidedEntry.objects.bulk_create(
        DecidedEntry(crossing=row, decision=decision, entry=one)
        for one in members
        if one.pk not in there
    )
    return decision


@change()
def undo_decision(
    crossing: Crossing,
    decision: int,
    *,
    seen: str,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> bool:
    """Takes a decision back: its entries are to be looked at again. False when it was taken back before.

    Raises DecisionOutdated when it is no longer as it was shown.
    """
    row = open_one(crossing)
    kept = Decision.objects.filter(crossing=row, pk=decision).first()
    if kept is None:
        return False
    if mark_of(kept) != seen:
        raise DecisionOutdated(kept)
    members = list(kept.members.order_by("pk").select_related("entry"))
    particulars = {
        "kind": str(kept.kind),
        "entries": [one.entry.pk for one in members],
        "statements": [one.entry.statement for one in members],
        "statement": kept.statement,
    }
    record_of("decision_undone", row, particulars, author, why, operation)
    kept.delete()
    return True


def decision_about(crossing: Crossing, entry: int) -> Decision | None:
    """Returns the decision that an entry is in; None while there is none (1 query)."""
    member = (
        DecidedEntry.objects.filter(crossing=crossing, entry=entry)
        .select_related("decision", "decision__entry", "decision__stake")
        .first()
    )
    return member.decision if member else None


def mark_of(decision: Decision | None) -> str:
    """Returns a mark of the decision and its version, for a form; empty where nothing is decided."""
    return f"{decision.pk}:{decision.version}" if decision else ""


def _members(crossing: Crossing, entry: ImportedEntry, decided: Decided) -> list[ImportedEntry]:
    """The entries of a decision, in their order. Raises ValidationError: too few, too many, or one of elsewhere."""
    wanted = {entry.pk, *decided.others}
    found = ImportedEntry.objects.filter(
        pk__in=wanted, referentiel__in=[crossing.left_id, crossing.right_id]
    )
    members = list(found.order_by("pk"))
    if len(members) != len(wanted):
        raise ValidationError({"others": _("Une des entrées choisies n’est pas de ce croisement.")})
    if decided.kind is DecisionKind.APART and len(members) > 1:
        raise ValidationError(
            {"others": _("Une entrée gardée à part l’est seule : ne cochez aucune autre entrée.")}
        )
    if decided.kind is not DecisionKind.APART and len(members) < 2:
        raise ValidationError({"others": _("Cochez au moins une entrée à relier ou à fondre.")})
    return members


def _texts(decided: Decided) -> dict[str, str]:
    """The wording of a merge; empty texts otherwise. Raises ValidationError."""
    if decided.kind is not DecisionKind.MERGE:
        return dict.fromkeys(TEXTS, "")
    texts = {name: clean_text(decided.texts.get(name, "")) for name in TEXTS}
    texts["statement"] = clean_name(texts["statement"])
    if not texts["statement"]:
        raise ValidationError({"statement": _("Écrivez la balise qui réunit ces entrées.")})
    return texts


def _stands(
    decision: Decision,
    kind: DecisionKind,
    members: Sequence[ImportedEntry],
    texts: Mapping[str, str],
) -> bool:
    there = set(decision.members.values_list("entry", flat=True))
    same = decision.kind == kind and decision.texts == texts
    return same and there == {one.pk for one in members}


def _refuse_taken(
    crossing: Crossing, members: Sequence[ImportedEntry], current: Decision | None
) -> None:
    """Raises ValidationError when an entry is in another decision: nobody's decision is changed from elsewhere."""
    taken = DecidedEntry.objects.filter(crossing=crossing, entry__in=members).exclude(
        decision=current.pk if current else None
    )
    for one in taken.select_related("entry", "decision").order_by("pk"):
        raise ValidationError(
            {
                "others": _(
                    "« %(statement)s » est déjà dans une autre décision (%(kind)s) : décochez-la, ou défaites"
                    " d’abord cette décision-là."
                )
                % {
                    "statement": one.entry.statement,
                    "kind": one.decision.get_kind_display().lower(),
                }
            }
        )
