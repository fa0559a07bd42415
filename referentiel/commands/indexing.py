"""Keeps what the search finds in step with the référentiel, in the transaction of each change."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

from referentiel.lineage import all_heirs, last_of
from referentiel.models import (
    Collective,
    Evidence,
    EvidenceKind,
    HistoryEntry,
    PublishedCard,
    Resource,
    SearchEntry,
    SearchNoun,
)
from referentiel.queries.indexed import ENTRIES, Numbers

COPIED = tuple(
    column.name
    for column in SearchEntry._meta.concrete_fields
    if column.name not in {"id", "noun", "subject"}
)
"""The columns that may differ between two entries of one row."""

Touched = Mapping[SearchNoun, Numbers]

_held: ContextVar[bool] = ContextVar("_held", default=False)


def index_changes(entries: Iterable[HistoryEntry]) -> None:
    """Indexes again every row that says something of the rows of these entries, each once. It is a listener.

    Nouns are indexed in one order, and the entries of a noun are locked in one order (`_index`), whatever was changed
    first: of two changes at once, one waits for the other, and never both.
    """
    if _held.get():
        return
    together: dict[SearchNoun, Numbers] = {}
    for entry in entries:
        for noun, numbers in _TOUCHED.get(entry.noun, _nothing)(entry).items():
            known = together.get(noun, set())
            together[noun] = None if known is None or numbers is None else {*known, *numbers}
    for noun in ENTRIES:
        numbers = together.get(noun, set())
        if numbers is None or numbers:
            _index(noun, numbers)


def _nothing(_entry: HistoryEntry) -> Touched:
    return {}


@transaction.atomic
def index_everything() -> int:
    """Makes all entries again, and returns how many there are. What has not changed is not written."""
    return sum(_index(noun, None) for noun in ENTRIES)


@contextmanager
def indexed_once() -> Iterator[None]:
    """Indexes everything at the end, instead of each row when it changes. For a load of many rows; in a transaction."""
    before = _held.set(True)
    try:
        yield
    finally:
        _held.reset(before)
    index_everything()


def _index(noun: SearchNoun, numbers: Numbers) -> int:
    # Locked before anything is read: of two changes that touch one entry, the second one sees what the first one wrote.
    stood = SearchEntry.objects.select_for_update().filter(noun=noun).order_by("pk")
    if numbers is not None:
        stood = stood.filter(subject__in=numbers)
    before = {entry.subject: entry for entry in stood}
    now = ENTRIES[noun](numbers)
    changed = [entry for entry in now if not _same(entry, before.get(entry.subject))]
    SearchEntry.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["noun", "subject"], update_fields=COPIED
    )
    gone = before.keys() - {entry.subject for entry in now}
    if gone:
        SearchEntry.objects.filter(pk__in=[before[subject].pk for subject in gone]).delete()
    return len(now)


def _same(entry: SearchEntry, before: SearchEntry | None) -> bool:
    return before is not None and all(
        getattr(entry, name) == getattr(before, name) for name in COPIED
    )


def _of_balises(numbers: set[int]) -> Touched:
    """The living heirs of these balises, all that lead to them, and their cards."""
    heirs = all_heirs()
    living = {last_of(number, heirs) for number in numbers}
    family = {number for number in (*heirs, *living) if last_of(number, heirs) in living}
    cards = Evidence.objects.filter(kind=EvidenceKind.CARD, balise__in=family)
    return {
        SearchNoun.BALISE: family,
        SearchNoun.CARD: set(cards.values_list("pk", flat=True)),
    }


def _balise(entry: HistoryEntry) -> Touched:
    # A split takes evidence away from the balise that it comes from.
    source = entry.particulars.get("from")
    return _of_balises({int(entry.subject), *([source] if source else [])})


def _territory(entry: HistoryEntry) -> Touched:
    number = int(entry.subject)
    if entry.event == "territory_added":
        return {SearchNoun.TERRITORY: {number}}
    told = Evidence.objects.filter(territory=number).values_list("balise_id", flat=True)
    seasons = Collective.objects.filter(territory=number).values_list("season_id", flat=True)
    return {
        SearchNoun.TERRITORY: {number},
        SearchNoun.SEASON: set(seasons),
        SearchNoun.PUBLISHED_CARD: _published(territory=number),
        **_of_balises(set(told)),
    }


def _season(entry: HistoryEntry) -> Touched:
    number = int(entry.subject)
    if entry.event == "season_added":
        return {SearchNoun.SEASON: {number}}
    told = Evidence.objects.filter(season=number).values_list("balise_id", flat=True)
    territories = Collective.objects.filter(season=number).values_list("territory_id", flat=True)
    resources = Resource.objects.filter(season=number).values_list("pk", flat=True)
    return {
        SearchNoun.SEASON: {number},
        SearchNoun.TERRITORY: set(territories),
        SearchNoun.RESOURCE: set(resources),
        SearchNoun.PUBLISHED_CARD: _published(season=number),
        **_of_balises(set(told)),
    }


def _collective(entry: HistoryEntry) -> Touched:
    """Its season and its territory, and those that it had before."""
    now = Collective.objects.filter(pk=entry.subject).first()
    seasons = {*entry.particulars.get("season", ()), now and now.season_id}
    territories = {*entry.particulars.get("territory", ()), now and now.territory_id}
    return {
        SearchNoun.SEASON: seasons - {None},
        SearchNoun.TERRITORY: territories - {None},
    }


def _guest(entry: HistoryEntry) -> Touched:
    """The season and the territory of its collective, which a guest never leaves."""
    told = Collective.objects.filter(invitations=int(entry.subject))
    collective = (
        told.first()
        or Collective.objects.filter(
            pk__in=[pk for pk in entry.particulars.get("collective", ()) if pk]
        ).first()
    )
    if collective is None:
        return {}
    return {
        SearchNoun.SEASON: {collective.season_id},
        SearchNoun.TERRITORY: {collective.territory_id},
    }


def _organisation(entry: HistoryEntry) -> Touched:
    """Whoever may name it: once it is removed, nothing says any more who did. Few rows, and a rare change."""
    if entry.event == "organisation_added":
        return {}
    return {SearchNoun.SEASON: None, SearchNoun.TERRITORY: None}


def _resource(entry: HistoryEntry) -> Touched:
    return {SearchNoun.RESOURCE: {int(entry.subject)}}


def _trajectory(entry: HistoryEntry) -> Touched:
    """Its cards, and those that it has replaced."""
    return {SearchNoun.PUBLISHED_CARD: set(entry.particulars["cards"])}


def _published(**of: int) -> set[int]:
    """The cards of the published trajectories of a territory, or of a season."""
    chosen = {f"trajectory__{name}": number for name, number in of.items()}
    return set(PublishedCard.objects.filter(**chosen).values_list("pk", flat=True))


_TOUCHED: Mapping[str, Callable[[HistoryEntry], Touched]] = {
    "balise": _balise,
    "territory": _territory,
    "season": _season,
    "collective": _collective,
    "guest": _guest,
    "organisation": _organisation,
    "resource": _resource,
    "trajectory": _trajectory,
}
