"""Crossings as their pages show them. Each function makes a constant number of queries."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referentiel.crossings.likeness import Likeness, Said, likenesses, suggested
from referentiel.gates import COMPARING
from referentiel.models import (
    Crossing,
    DecidedEntry,
    Decision,
    HistoryEntry,
    ImportDraft,
    ImportedEntry,
    ImportedReferentiel,
    NamedStake,
)

COMPARED = ("concept", "method", "relevance", "conditions")
"""The texts whose words are compared below the statement: illustrations and counter-examples name places."""


@dataclass(frozen=True)
class Group:
    """Holds a decision with its entries in their order."""

    decision: Decision
    members: Sequence[DecidedEntry]

    @property
    def said(self) -> str:
        """Says its wording; of linked entries, all that they say."""
        said = " · ".join(one.entry.statement for one in self.members)
        return str(self.decision.statement or said)

    @property
    def mark(self) -> str:
        """Returns a mark of the decision, for forms that are drawn for it."""
        return f"{self.decision.pk}:{self.decision.version}"

    @property
    def stakes_of_before(self) -> Sequence[str]:
        """Returns the stakes of its entries in their own référentiels, each once."""
        return list(dict.fromkeys(stake for one in self.members for stake in one.entry.stakes))


@dataclass(frozen=True)
class Neighbour:
    """Holds an entry that another one is like, and the words that both have."""

    entry: ImportedEntry
    likeness: Likeness

    @property
    def percent(self) -> int:
        """Returns how much they are alike."""
        return self.likeness.thousandths // 10


@dataclass(frozen=True)
class Beside:
    """Holds an entry that is still to be looked at, with the entries beside it that it is like."""

    entry: ImportedEntry
    neighbours: Sequence[Neighbour]


@dataclass(frozen=True)
class Work:
    """Holds all that was decided in a crossing, and what is still to be done."""

    crossing: Crossing
    entries: Sequence[ImportedEntry]
    groups: Sequence[Group]
    stakes: Sequence[NamedStake]

    @cached_property
    def decided(self) -> Mapping[int, Group]:
        """Returns the group of each entry that something was decided of."""
        return {one.entry.pk: group for group in self.groups for one in group.members}

    @cached_property
    def open_entries(self) -> Sequence[ImportedEntry]:
        """Returns the entries that are still to be looked at."""
        return [entry for entry in self.entries if entry.pk not in self.decided]

    @property
    def done(self) -> int:
        """Counts the entries that are decided."""
        return len(self.entries) - len(self.open_entries)

    @cached_property
    def unplaced(self) -> Sequence[Group]:
        """Returns the decisions that are under no stake."""
        return [group for group in self.groups if group.decision.stake_id is None]

    @cached_property
    def by_stake(self) -> Sequence[tuple[NamedStake, Sequence[Group]]]:
        """Returns the stakes in their order, each with what is under it."""
        under = defaultdict(list)
        for group in self.groups:
            under[group.decision.stake_id].append(group)
        return [(stake, under[stake.pk]) for stake in self.stakes]

    @property
    def missing(self) -> list[str]:
        """Says what is to be done before the result can be made, in sentences; none when it can."""
        left, unplaced = len(self.open_entries), len(self.unplaced)
        sentences = []
        if left:
            said = ngettext(
                "Il reste %(n)s entrée à regarder.", "Il reste %(n)s entrées à regarder.", left
            )
            sentences.append(said % {"n": left})
        if not self.stakes:
            sentences.append(_("Nommez au moins un enjeu."))
        elif unplaced:
            said = ngettext(
                "%(n)s décision n’est sous aucun enjeu.",
                "%(n)s décisions ne sont sous aucun enjeu.",
                unplaced,
            )
            sentences.append(said % {"n": unplaced})
        return sentences


def work_of(crossing: Crossing) -> Work:
    """Returns the work on a crossing, its decisions in the order of their stakes (4 queries)."""
    sides = [crossing.left_id, crossing.right_id]
    entries = list(_entries().filter(referentiel__in=sides))
    members = DecidedEntry.objects.filter(crossing=crossing).select_related(
        "entry__referentiel", "entry__balise", "balise"
    )
    by_decision: dict[int, list[DecidedEntry]] = defaultdict(list)
    for member in members.order_by("pk"):
        by_decision[member.decision_id].append(member)
    decisions = (
        Decision.objects.filter(crossing=crossing)
        .select_related("stake", "entry")
        .order_by(F("stake__position").asc(nulls_last=True), "stake", "pk")
    )
    groups = [Group(decision, by_decision[decision.pk]) for decision in decisions]
    stakes = list(crossing.named_stakes.select_related("stake"))
    return Work(crossing, entries, groups, stakes)


def mark_of_work(work: Work) -> str:
    """Returns a mark of what the result would be, which the page of the result sends back."""
    said = [
        [
            [group.mark, group.decision.stake_id, [one.entry.pk for one in group.members]]
            for group in work.groups
        ],
        [[stake.pk, stake.version, stake.position] for stake in work.stakes],
        [entry.pk for entry in work.entries],
    ]
    return sha256(json.dumps(said).encode()).hexdigest()


def beside_each_other(work: Work) -> tuple[list[Beside], list[Beside]]:
    """Lists the open entries of the left with what they are like on the right.

    Those of the right that nobody shows follow.
    """
    neighbours = neighbours_of(work)
    opened = {entry.pk for entry in work.open_entries}
    left = [
        Beside(entry, [one for one in neighbours.get(entry.pk, ()) if one.entry.pk in opened])
        for entry in work.open_entries
        if entry.referentiel_id == work.crossing.left_id
    ]
    shown = {one.entry.pk for beside in left for one in beside.neighbours}
    right = [
        Beside(entry, ())
        for entry in work.open_entries
        if entry.referentiel_id == work.crossing.right_id and entry.pk not in shown
    ]
    return left, right


def neighbours_of(work: Work) -> dict[int, list[Neighbour]]:
    """By entry, of either side: the entries of the other side that it is like, the most alike first. May raise Busy."""
    by_key = {entry.pk: entry for entry in work.entries}
    sides = [
        tuple(_said(entry) for entry in work.entries if entry.referentiel_id == side)
        for side in (work.crossing.left_id, work.crossing.right_id)
    ]
    return {
        key: [Neighbour(by_key[other], likeness) for other, likeness in found]
        for key, found in suggested(_compared(*sides)).items()
    }


def _compared(left: tuple[Said, ...], right: tuple[Said, ...]) -> list[Likeness]:
    """The likenesses; only one request at a time works them out, and the next one finds them. May raise Busy."""
    with COMPARING.held():
        return _likenesses(left, right)


@lru_cache(maxsize=4)
def _likenesses(left: tuple[Said, ...], right: tuple[Said, ...]) -> list[Likeness]:
    """Entries never change: what is alike in 300 × 300 of them takes a second, once per process."""
    return likenesses(left, right)


def _said(entry: ImportedEntry) -> Said:
    below = " ".join(filter(None, (getattr(entry, name) for name in COMPARED)))
    return Said(entry.pk, entry.statement, below)


def imported() -> "QuerySet[ImportedReferentiel]":
    """Returns the référentiels that were imported, with how many entries each has (1 query)."""
    return ImportedReferentiel.objects.annotate(count=Count("entries")).order_by("pk")


def entries_of(referentiel: ImportedReferentiel) -> list[ImportedEntry]:
    """Returns the entries of an imported référentiel in the order in which they came (1 query)."""
    return list(_entries().filter(referentiel=referentiel))


def drafts_of(account: int) -> list[ImportDraft]:
    """Returns the imports that an account has prepared, without their lines (1 query)."""
    return list(ImportDraft.objects.filter(account=account).defer("lines"))


def crossings() -> list[Crossing]:
    """Returns all crossings, the last one first (1 query)."""
    rows = Crossing.objects.select_related("left", "right", "result")
    return list(rows.order_by("-pk"))


def life_of_crossing(crossing: Crossing) -> list[HistoryEntry]:
    """Tells what happened to a crossing, the last first (1 query)."""
    found = HistoryEntry.objects.filter(noun="crossing", subject=str(crossing.pk))
    return list(found.order_by("-pk"))


def _entries() -> "QuerySet[ImportedEntry]":
    return ImportedEntry.objects.select_related("referentiel", "entry").order_by("pk")


def statements(entries: Iterable[ImportedEntry]) -> str:
    """Quotes entries in a sentence: « A », « B »."""
    return ", ".join(f"«\u00a0{entry.statement}\u00a0»" for entry in entries)
