"""Balises: taken from a séance or written by hand, reworded, moved through their life, merged, split."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, record
from referentiel.commands.evidence import Piece, add_evidence, unknown
from referentiel.commands.once import looking_twice, made_by
from referentiel.lineage import living, merged_into
from referentiel.models import (
    Balise,
    BaliseState,
    BaliseVersion,
    Evidence,
    HistoryEntry,
    Season,
    Stake,
)
from referentiel.models.balise import of_their_time
from referentiel.models.sheet_texts import TEXTS
from referentiel.slugs import free_slug


@dataclass(frozen=True)
class Wording:
    """Holds what a version says. `stakes` are keys of stakes."""

    statement: str
    concept: str = ""
    method: str = ""
    relevance: str = ""
    conditions: str = ""
    illustrations: str = ""
    counter_example: str = ""
    stakes: Collection[str] = ()

    @property
    def texts(self) -> dict[str, str]:
        """Returns the texts by column."""
        return {name: getattr(self, name) for name in TEXTS}


@dataclass(frozen=True)
class Given:
    """Holds a balise as its séance gives it: the first of its pieces is its wording there.

    `texts` are its texts beside the statement, by column; of an amendment, those that it changes (none: the statement).
    """

    pieces: Sequence[Piece]
    season: Season | None
    session_title: str
    held_on: date
    stakes: Collection[str] = ()
    is_example: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    consented: bool = False
    """Whether the group consented to this wording."""


class Taken(NamedTuple):
    """Says which balise of the référentiel it is, and how many pieces of evidence were added to it."""

    balise: Balise
    added: int


class Outdated(ValidationError):
    """Somebody else has reworded the balise since the form was drawn."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, quelqu’un d’autre a reformulé cette balise. Son texte est sous le vôtre :"
                " comparez, puis enregistrez ce qui doit rester."
            ),
            "outdated",
        )


once_more = looking_twice(IntegrityError, ValidationError)
"""For commands that make a balise: there is none of the same origin, operation or address already."""


@once_more
def take_balise(given: Given, *, author: Author, why: str = "") -> Taken:
    """Takes an emerging balise into the référentiel, or adds to the one that was made of it what is new since.

    Taken twice, it is one balise: the living heir of the one that has its wording. Raises ValidationError.
    """
    wording = given.pieces[0]
    first = Wording(wording.title, stakes=given.stakes, **given.texts)
    known = Evidence.objects.filter(origin=wording.origin).select_related("balise").first()
    is_new = known is None
    balise = locked(living(known.balise)) if known else _new(first, is_example=given.is_example)
    # The wording of a new balise always goes in: if somebody has taken it meanwhile, the database refuses it, and the
    # second look finds that balise.
    added = [wording, *unknown(given.pieces[1:])] if is_new else unknown(given.pieces)
    if not added:
        return Taken(balise, 0)
    entry = record_of(
        "balise_taken" if is_new else "balise_completed",
        balise,
        {"statement": wording.title, "session": given.session_title, "evidence": len(added)},
        author,
        why,
    )
    if is_new:
        _add_version(balise, 1, first, entry)
    add_evidence(balise, added, given, entry)
    if given.consented and wording.title == balise.statement and balise.state in _BEFORE_CONSENT:
        balise = move_balise(balise, BaliseState.CONSENTED, author=author, why=why)
    return Taken(balise, len(added))


_BEFORE_CONSENT = frozenset({BaliseState.EMERGING, BaliseState.DISCUSSED})


@once_more
def add_balise(
    wording: Wording,
    *,
    is_example: bool = False,
    given: Given | None = None,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Balise:
    """Writes a balise by hand, which comes from no séance. The same operation makes one. Raises ValidationError.

    Where something is `given`, it comes from a crossing of two référentiels, and the pieces become its evidence.
    """
    made = made_by(Balise, operation)
    if made is not None:
        return made
    balise = _new(wording, is_example=is_example)
    event, particulars = "balise_added", {"statement": wording.statement}
    if given is not None:
        event, particulars = "balise_crossed", {**particulars, "session": given.session_title}
    entry = record_of(event, balise, particulars, author, why, operation)
    _add_version(balise, 1, wording, entry)
    if given is not None:
        add_evidence(balise, given.pieces, given, entry)
    return balise


@change()
def complete_balise(balise: Balise, given: Given, *, author: Author, why: str = "") -> Balise:
    """Adds what a crossing gives to a balise that went into it. Raises ValidationError when it was merged."""
    balise = locked(balise)
    _refuse_merged(balise)
    added = unknown(given.pieces)
    if added:
        particulars = {"statement": balise.statement, "session": given.session_title}
        entry = record_of("balise_crossed", balise, particulars, author, why)
        add_evidence(balise, added, given, entry)
    return balise


@change()
def reword_balise(
    balise: Balise, wording: Wording, *, seen: int, author: Author, why: str = ""
) -> BaliseVersion:
    """Adds a version; returns the last one when nothing changed.

    Raises:
        Outdated: `seen`, the version that the form was drawn for, is not the last one any more.
        ValidationError: the balise was merged or retired, or a text is too long.
    """
    balise = locked(balise)
    _refuse_ended(balise)
    last: BaliseVersion = balise.versions.latest("number")
    if _says(last, wording):
        return last
    if last.number != seen:
        raise Outdated
    particulars = {"statement": [last.statement, wording.statement], "version": last.number + 1}
    entry = record_of("balise_reworded", balise, particulars, author, why)
    version = _add_version(balise, last.number + 1, wording, entry)
    balise.statement = version.statement
    balise.save(update_fields=["statement"])
    return version


@change()
def move_balise(balise: Balise, state: BaliseState, *, author: Author, why: str = "") -> Balise:
    """Moves a balise on in its life, and returns it; nothing happens when it stands there already.

    Raises ValidationError when its life does not lead there, or when it retires without a reason.
    """
    balise = locked(balise)
    if balise.state == state:
        return balise
    _refuse_merged(balise)
    if state not in balise.next_states:
        raise ValidationError(
            _("Une balise « %(state)s » ne peut pas devenir « %(next)s ».")
            % {"state": balise.get_state_display().lower(), "next": state.label.lower()}
        )
    if state is BaliseState.RETIRED and not why:
        raise ValidationError(_("Dites pourquoi cette balise est retirée."))
    was, balise.state = balise.state, state
    balise.save(update_fields=["state"])
    record_of("balise_moved", balise, {"state": [was, state.value]}, author, why)
    return balise


@change()
def merge_balise(balise: Balise, heir: Balise, *, author: Author, why: str = "") -> Balise:
    """Lets another balise go on in the place of this one: its address and its evidence lead there.

    Returns the heir; nothing happens when it is the heir already. Raises ValidationError when one of them was merged
    into another one, when the heir is retired, or when both are one.
    """
    if balise.pk == heir.pk:
        raise ValidationError(_("Une balise ne peut pas être réunie à elle-même."))
    # In one order, so that two merges at once cannot wait for each other.
    locked = lock_all([balise.pk, heir.pk])
    balise, heir = locked[balise.pk], locked[heir.pk]
    if balise.heir_id == heir.pk:
        return heir
    _refuse_merged(balise)
    _refuse_ended(heir)
    balise.heir = heir
    balise.save(update_fields=["heir"])
    particulars = {"heir": [None, heir.pk], "statement": heir.statement}
    record_of("balise_merged", balise, particulars, author, why)
    return heir


@once_more
def split_balise(
    balise: Balise,
    wording: Wording,
    evidence: Collection[int],
    *,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Balise:
    """Makes a balise of its own out of some of the evidence of this one. Each piece stays with one of the two.

    `evidence` are numbers of pieces that are reachable from this balise. The same operation makes one balise.
    Raises ValidationError.
    """
    made = made_by(Balise, operation)
    if made is not None:
        return made
    balise = locked(balise)
    _refuse_ended(balise)
    pieces = Evidence.objects.filter(pk__in=evidence, balise__in=merged_into(balise))
    if not evidence or pieces.count() != len(set(evidence)):
        raise ValidationError(
            _("Choisissez ce que la nouvelle balise emporte, parmi les pièces de celle-ci.")
        )
    part = _new(wording, is_example=balise.is_example, split_from=balise)
    particulars = {
        "statement": wording.statement,
        "from": balise.pk,
        "evidence": sorted(set(evidence)),
    }
    entry = record_of("balise_split", part, particulars, author, why, operation)
    _add_version(part, 1, wording, entry)
    pieces.update(balise=part)
    return part


def _new(wording: Wording, *, is_example: bool, split_from: Balise | None = None) -> Balise:
    balise = Balise(
        slug=free_slug(Balise, wording.statement, "balise"),
        statement=wording.statement,
        is_example=is_example,
        split_from=split_from,
    )
    balise.full_clean()
    balise.save()
    return balise


def _add_version(
    balise: Balise, number: int, wording: Wording, entry: HistoryEntry
) -> BaliseVersion:
    version = BaliseVersion(
        balise=balise,
        number=number,
        entry=entry,
        stakes=of_their_time(Stake.objects.filter(pk__in=wording.stakes)),
        **wording.texts,
    )
    version.full_clean()
    version.save()
    return version


def _says(version: BaliseVersion, wording: Wording) -> bool:
    said = BaliseVersion(**wording.texts)
    said.clean_fields(exclude={"balise", "number", "entry", "stakes"})
    same = all(getattr(version, name) == getattr(said, name) for name in wording.texts)
    return same and {stake["key"] for stake in version.stakes} == set(wording.stakes)


def record_of(
    event: str,
    balise: Balise,
    particulars: Mapping[str, Any],
    author: Author,
    why: str,
    operation: UUID | None = None,
) -> HistoryEntry:
    """Writes an entry of the history of a balise, in the transaction of its change."""
    return record(
        event,
        "balise",
        str(balise.pk),
        dict(particulars),
        author=author,
        why=why,
        operation=operation,
    )


def locked(balise: Balise) -> Balise:
    """Locks the balise until the end of the transaction, and returns it as it is now."""
    return Balise.objects.select_for_update().get(pk=balise.pk)


def lock_all(numbers: Collection[int]) -> dict[int, Balise]:
    """These balises by number, locked in one order for everybody."""
    rows = Balise.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    return {each.pk: each for each in rows}


def _refuse_merged(balise: Balise) -> None:
    if balise.is_merged:
        raise ValidationError(_("Cette balise est réunie à une autre : c’est l’autre qui change."))


def _refuse_ended(balise: Balise) -> None:
    _refuse_merged(balise)
    if balise.state == BaliseState.RETIRED:
        raise ValidationError(_("Cette balise est retirée : elle ne change plus."))
