"""Balises as their pages show them. Each function makes a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from referentiel.lineage import all_heirs, last_of, merged_into
from referentiel.models import (
    Balise,
    BaliseState,
    BaliseVersion,
    DecisionKind,
    Evidence,
    EvidenceKind,
    HistoryEntry,
    Season,
    Territory,
    TrialAnswer,
)
from referentiel.queries.near import Near, near
from referentiel.reach import reach
from referentiel.telling import Happening, told
from texts.differences import Stretch, differences


@dataclass(frozen=True)
class BaliseLine:
    """Holds a balise of a list: `stakes` are those of its last version, `territories` those of its evidence."""

    balise: Balise
    stakes: Sequence[dict[str, str]]
    territories: Sequence[str]
    state_label: str


@dataclass(frozen=True)
class Source:
    """Holds what one séance gave: its wording or amendment, cards and votes, each as a piece of evidence.

    Of a crossing: the entries of the référentiels that were crossed. Then `wording` is the first of them.
    """

    wording: Evidence
    cards: Sequence[Evidence]
    votes: Sequence[Evidence]
    entries: Sequence[Evidence] = ()

    @property
    def is_amendment(self) -> bool:
        """Tells whether the séance amended the balise, which it had put to the test."""
        return self.wording.kind == EvidenceKind.AMENDMENT

    @property
    def stretches(self) -> Sequence[Stretch]:
        """Returns what an amendment changed in the wording that was put to the test."""
        return differences(self.wording.particulars.get("was", ""), self.wording.title)

    @property
    def said(self) -> str:
        """Says the wording of a séance; of a crossing, what was decided of its entries."""
        if not self.entries:
            return str(self.wording.title)
        kind = DecisionKind(self.wording.particulars["kind"])
        if kind is DecisionKind.MERGE:
            return _("%(n)s entrées fondues") % {"n": len(self.entries)}
        linked = kind is DecisionKind.LINK
        return _("Entrée reliée à une autre") if linked else _("Entrée gardée à part")


@dataclass(frozen=True)
class Trial:
    """Says what one territory answered when it put the balise to the test, and how large it is (None: not known).

    `amended` are the versions that came from this trial.
    """

    piece: Evidence
    answer: TrialAnswer
    amended: Sequence[int] = ()

    @property
    def territory(self) -> Territory:
        """Says who answered."""
        assert self.piece.territory is not None  # the database holds it
        return self.piece.territory

    @property
    def population(self) -> str:
        """Says its population: « 23 000 »; blank where it is not known."""
        return _grouped(self.territory.population)

    @property
    def area(self) -> str:
        """Says its area in km²; blank where it is not known."""
        return _grouped(self.territory.area_km2)


def _grouped(number: int | None) -> str:
    return "" if number is None else number_format(number, force_grouping=True)


@dataclass(frozen=True)
class Sheet:
    """Holds all that the page of a balise shows.

    `merged` are the balises that lead to it, and `near` those that a crossing has linked to it.
    """

    balise: Balise
    version: BaliseVersion
    versions: Sequence[BaliseVersion]
    merged: Sequence[Balise]
    sources: Sequence[Source]
    trials: Sequence[Trial]
    life: Sequence[Happening]
    parts: Sequence[Balise]
    near: Sequence[Near] = ()

    @property
    def reach(self) -> str:
        """Says for which kinds of territory it held."""
        return reach(self.trials)

    def trials_before(self, source: Source) -> Sequence[Trial]:
        """Returns the trials that a source came from: none but for an amendment whose trial is in this sheet."""
        if not source.is_amendment:
            return []
        trial = source.wording.particulars["trial"]
        return [one for one in self.trials if one.piece.source == trial]

    @property
    def amendments(self) -> Sequence[Source]:
        """Returns the amendments that became a version of it, in the order of the versions."""
        found = [source for source in self.sources if source.is_amendment]
        return sorted(found, key=lambda source: source.wording.particulars["version"])


def balise_lines(*, state: str = "", stake: str = "") -> list[BaliseLine]:
    """Lists the living balises in the order in which they came, of one state or stake where it is said (3 queries)."""
    balises = Balise.objects.filter(heir__isnull=True)
    if state:
        balises = balises.filter(state=state)
    found = list(balises)
    versions = BaliseVersion.objects.filter(balise__heir__isnull=True).order_by("number")
    # Of 300 balises, no row is made of what only one value is shown of: it took a third of the page's time.
    stakes = dict(versions.values_list("balise_id", "stakes")) if found else {}
    labels = {known.value: str(known.label) for known in BaliseState}
    told_by = _territories()
    lines = [
        BaliseLine(each, stakes.get(each.pk, ()), told_by[each.pk], labels[each.state])
        for each in found
    ]
    return [line for line in lines if not stake or stake in {one["key"] for one in line.stakes}]


def balises_from(season: Season) -> list[Balise]:
    """Returns the living balises that have evidence of a season (3 queries at most)."""
    numbers = set(Evidence.objects.filter(season=season).values_list("balise", flat=True))
    if not numbers:
        return []
    heirs = all_heirs()
    return list(Balise.objects.filter(pk__in={last_of(number, heirs) for number in numbers}))


def _territories() -> dict[int, list[str]]:
    """The names of the territories by living balise, each once, in the order of names (2 queries)."""
    heirs = all_heirs()
    pairs = (
        Evidence.objects.filter(territory__isnull=False)
        .order_by("territory__slug")
        .values_list("balise_id", "territory__name")
        .distinct()
    )
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for number, name in pairs:
        found[last_of(number, heirs)][name] = None
    return defaultdict(list, {number: list(names) for number, names in found.items()})


def last_version(balise: Balise) -> BaliseVersion:
    """Returns the last version of a balise whose versions were fetched in their order."""
    last: BaliseVersion = list(balise.versions.all())[-1]
    return last


def sheets() -> QuerySet[Balise]:
    """Fetches balises with what `sheet` needs of each."""
    versions = BaliseVersion.objects.order_by("number").select_related("entry")
    return Balise.objects.select_related("heir", "split_from").prefetch_related(
        Prefetch("versions", versions), "parts"
    )


def sheet(balise: Balise) -> Sheet:
    """Returns all that the page shows of a balise of `sheets` (4 queries; 8 where a crossing has linked it)."""
    numbers = merged_into(balise)
    evidence = _evidence(numbers)
    versions = list(balise.versions.all())
    return Sheet(
        balise=balise,
        version=versions[-1],
        versions=versions,
        merged=list(Balise.objects.filter(pk__in=numbers[1:])),
        sources=_sources(evidence),
        trials=trials_of(evidence),
        life=_life(numbers),
        parts=list(balise.parts.all()),
        near=near(balise, evidence),
    )


def _evidence(balises: Iterable[int]) -> list[Evidence]:
    rows = Evidence.objects.filter(balise__in=list(balises)).select_related("season", "territory")
    return list(rows.order_by("held_on", "pk"))


def _sources(evidence: Iterable[Evidence]) -> list[Source]:
    """What each séance gave. Cards that a split took along without their wording stand for themselves."""
    groups: dict[str, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        if piece.kind != EvidenceKind.TRIAL:
            groups[piece.source].append(piece)
    return [_source(group) for group in groups.values()]


def trials_of(evidence: Iterable[Evidence]) -> list[Trial]:
    """Returns the answers, those that echo first, and those that say the same in the order of the séances."""
    evidence = list(evidence)
    amended = _amended(evidence)
    found = [
        Trial(piece, TrialAnswer(piece.particulars["answer"]), amended[piece.source])
        for piece in evidence
        if piece.kind == EvidenceKind.TRIAL
    ]
    order = list(TrialAnswer)
    return sorted(found, key=lambda trial: order.index(trial.answer))


def _amended(evidence: Iterable[Evidence]) -> dict[str, list[int]]:
    """The versions that came from a trial, by what its answers have in common."""
    found: dict[str, list[int]] = defaultdict(list)
    for piece in evidence:
        if piece.kind == EvidenceKind.AMENDMENT:
            found[piece.particulars["trial"]].append(piece.particulars["version"])
    return found


def _source(group: Sequence[Evidence]) -> Source:
    by_kind: dict[str, list[Evidence]] = defaultdict(list)
    for piece in group:
        by_kind[piece.kind].append(piece)
    worded = by_kind[EvidenceKind.WORDING] or by_kind[EvidenceKind.AMENDMENT]
    wording = (worded or [group[0]])[0]
    return Source(
        wording,
        by_kind[EvidenceKind.CARD],
        by_kind[EvidenceKind.VOTE],
        by_kind[EvidenceKind.ENTRY],
    )


def life_of(balise: Balise) -> list[Happening]:
    """Tells all that happened to a balise and to those that lead to it (2 queries)."""
    return _life(merged_into(balise))


def _life(numbers: Sequence[int]) -> list[Happening]:
    entries = HistoryEntry.objects.filter(noun="balise", subject__in=[str(one) for one in numbers])
    return [told(entry) for entry in entries.order_by("pk")]
