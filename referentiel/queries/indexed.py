"""The référentiel as the search knows it: unsaved entries, made of what pages show to everyone.

Each function takes the numbers of rows, or None for all of them, and makes a constant number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from referentiel.lineage import all_heirs, last_of
from referentiel.models import (
    Balise,
    BaliseVersion,
    Collective,
    Evidence,
    EvidenceKind,
    PublishedCard,
    Resource,
    ResourceAudience,
    SearchEntry,
    SearchNoun,
    Season,
    Territory,
)
from referentiel.models.search import between_bars
from referentiel.models.sheet_texts import TEXTS
from referentiel.queries import season_detail, territory_detail
from texts.cleaning import clean_words
from texts.stems import indexed

Numbers = Collection[int] | None
BETWEEN = " · "


@dataclass
class Origins:
    """Holds the territories and seasons that the evidence of a balise comes from."""

    territories: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    seasons: set[int] = field(default_factory=set)


def balise_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of living balises (6 queries).

    They hold the texts of their last version, what territories answered when they put them to the test, and the
    statements of those that lead to them.
    """
    heirs = all_heirs()
    balises = Balise.objects.filter(heir__isnull=True)
    if numbers is not None:
        balises = balises.filter(pk__in=numbers)
    found = list(balises)
    family = _families(found, heirs)
    versions = _last_versions(found)
    origins = _origins(family)
    merged, answers = _merged_statements(family), _answers(family)
    return [
        _balise_entry(
            each, versions[each.pk], [*merged[each.pk], *answers[each.pk]], origins[each.pk]
        )
        for each in found
    ]


def _balise_entry(
    balise: Balise, version: BaliseVersion | None, more: Sequence[str], origins: Origins
) -> SearchEntry:
    # A balise that no command has written may have no version: it is found by its statement.
    texts = [getattr(version, name) for name in TEXTS[1:]] if version else []
    return _entry(
        SearchEntry(
            noun=SearchNoun.BALISE,
            subject=balise.pk,
            address=balise.get_absolute_url(),
            title=balise.statement,
            body=_joined([*texts, *more]),
            stakes=between_bars(stake["key"] for stake in version.stakes) if version else "",
            territories=between_bars(origins.territories),
            seasons=between_bars(origins.seasons),
            kinds=between_bars(origins.kinds),
            state=balise.state,
            is_example=balise.is_example,
        ),
        *origins.names,
    )


def _families(balises: Iterable[Balise], heirs: Mapping[int, int]) -> dict[int, int]:
    """The living balise by the number of each one that leads to it, itself among them."""
    living = {balise.pk for balise in balises}
    ends = {number: last_of(number, heirs) for number in heirs}
    family = {number: end for number, end in ends.items() if end in living}
    return {**{number: number for number in living}, **family}


def _last_versions(balises: Iterable[Balise]) -> dict[int, BaliseVersion | None]:
    rows = BaliseVersion.objects.filter(balise__in=balises).order_by("number")
    return defaultdict(lambda: None, {version.balise_id: version for version in rows})


def _merged_statements(family: Mapping[int, int]) -> dict[int, list[str]]:
    merged = [number for number, end in family.items() if number != end]
    rows = Balise.objects.filter(pk__in=merged).order_by("pk").values_list("pk", "statement")
    found = defaultdict(list)
    for number, statement in rows:
        found[family[number]].append(statement)
    return found


def _answers(family: Mapping[int, int]) -> dict[int, list[str]]:
    """What shows the answers of territories, and their voices that see it otherwise."""
    trials = Evidence.objects.filter(kind=EvidenceKind.TRIAL, balise__in=list(family))
    found: dict[int, list[str]] = defaultdict(list)
    for balise, text, particulars in trials.order_by("pk").values_list(
        "balise_id", "text", "particulars"
    ):
        found[family[balise]] += [text, *particulars.get("dissent", ())]
    return found


def _origins(family: Mapping[int, int]) -> dict[int, Origins]:
    rows = Evidence.objects.filter(balise__in=list(family)).select_related("territory", "season")
    found: dict[int, Origins] = defaultdict(Origins)
    for piece in rows.defer("title", "text", "particulars"):
        origins = found[family[piece.balise_id]]
        if piece.territory:
            origins.territories.add(piece.territory.slug)
            origins.names.add(piece.territory.name)
            origins.kinds.add(piece.territory.kind)
        if piece.season:
            origins.seasons.add(piece.season.number)
    return found


def card_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of the cards that balises quote, each on the page of the balise that has it now (3 queries)."""
    cards = Evidence.objects.filter(kind=EvidenceKind.CARD)
    if numbers is not None:
        cards = cards.filter(pk__in=numbers)
    found = list(cards.select_related("territory", "season"))
    heirs = all_heirs()
    living = Balise.objects.in_bulk({last_of(card.balise_id, heirs) for card in found})
    return [_card_entry(card, living[last_of(card.balise_id, heirs)]) for card in found]


def _card_entry(card: Evidence, balise: Balise) -> SearchEntry:
    territory = card.territory
    readings = card.particulars.get("readings", ())
    return _entry(
        SearchEntry(
            noun=SearchNoun.CARD,
            subject=card.pk,
            address=f"{balise.get_absolute_url()}#piece-{card.pk}",
            title=card.title,
            body=_joined([card.text]),
            stakes=between_bars(reading["stake"] for reading in readings),
            territories=between_bars([territory.slug] if territory else []),
            seasons=between_bars([card.season.number] if card.season else []),
            kinds=between_bars([territory.kind] if territory else []),
            is_example=balise.is_example,
        ),
        territory.name if territory else "",
        card.moment,
    )


def published_card_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of the cards of published trajectories, each on the page of its territory (1 query)."""
    cards = PublishedCard.objects.select_related("trajectory__territory", "trajectory__season")
    if numbers is not None:
        cards = cards.filter(pk__in=numbers)
    return [_published_card_entry(each) for each in cards]


def _published_card_entry(card: PublishedCard) -> SearchEntry:
    trajectory = card.trajectory
    territory, season = trajectory.territory, trajectory.season
    return _entry(
        SearchEntry(
            noun=SearchNoun.PUBLISHED_CARD,
            subject=card.pk,
            address=f"{territory.get_absolute_url()}#carte-{card.pk}",
            title=card.title,
            body=_joined([card.text]),
            stakes=between_bars(reading["stake"] for reading in card.readings),
            territories=between_bars([territory.slug]),
            seasons=between_bars([season.number] if season else []),
            kinds=between_bars([territory.kind]),
            is_example=trajectory.is_example,
        ),
        territory.name,
        card.moment,
    )


def territory_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of territories, with what their collectives were called and whom they invited (3 queries)."""
    territories = territory_detail()
    if numbers is not None:
        territories = territories.filter(pk__in=numbers)
    return [_territory_entry(each) for each in territories]


def _territory_entry(territory: Territory) -> SearchEntry:
    collectives = list(territory.collectives.all())
    told = [text for each in collectives for text in _told_of(each)]
    texts = [territory.get_kind_display(), territory.location, territory.description, *told]
    return _entry(
        SearchEntry(
            noun=SearchNoun.TERRITORY,
            subject=territory.pk,
            address=territory.get_absolute_url(),
            title=territory.name,
            body=_joined(texts),
            territories=between_bars([territory.slug]),
            seasons=between_bars(each.season.number for each in collectives),
            kinds=between_bars([territory.kind]),
        )
    )


def season_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of seasons, with their pilots, collectives and guests (5 queries)."""
    seasons = season_detail()
    if numbers is not None:
        seasons = seasons.filter(pk__in=numbers)
    return [_season_entry(each) for each in seasons]


def _season_entry(season: Season) -> SearchEntry:
    collectives = list(season.collectives.all())
    pilots = [pilot.name for pilot in season.pilots.all()]
    told = [text for each in collectives for text in (each.territory.name, *_told_of(each))]
    return _entry(
        SearchEntry(
            noun=SearchNoun.SEASON,
            subject=season.pk,
            address=season.get_absolute_url(),
            title=f"{season} : {season.title}",
            body=_joined([season.theme, *pilots, *told]),
            territories=between_bars(each.territory.slug for each in collectives),
            seasons=between_bars([season.number]),
            kinds=between_bars(each.territory.kind for each in collectives),
        )
    )


def _told_of(collective: Collective) -> list[str]:
    guests = [
        text
        for guest in collective.invitations.all()
        for text in (guest.organisation.name, guest.organisation.description, guest.role)
    ]
    return [collective.wording, collective.note, *guests]


def resource_entries(numbers: Numbers) -> list[SearchEntry]:
    """Makes entries of the descriptions of the resources that everyone may see (1 query)."""
    public = Resource.objects.filter(audience=ResourceAudience.EVERYONE)
    resources = public.select_related("season")
    if numbers is not None:
        resources = resources.filter(pk__in=numbers)
    return [_resource_entry(each) for each in resources]


def _resource_entry(resource: Resource) -> SearchEntry:
    texts = [resource.get_kind_display(), resource.speakers, resource.note]
    return _entry(
        SearchEntry(
            noun=SearchNoun.RESOURCE,
            subject=resource.pk,
            address=resource.get_absolute_url(),
            title=resource.title,
            body=_joined(texts),
            seasons=between_bars([resource.season.number]),
        )
    )


ENTRIES: Mapping[SearchNoun, Callable[[Numbers], list[SearchEntry]]] = {
    SearchNoun.BALISE: balise_entries,
    SearchNoun.CARD: card_entries,
    SearchNoun.PUBLISHED_CARD: published_card_entries,
    SearchNoun.TERRITORY: territory_entries,
    SearchNoun.SEASON: season_entries,
    SearchNoun.RESOURCE: resource_entries,
}
"""The one list of what the search finds."""


def _entry(entry: SearchEntry, *unshown: str) -> SearchEntry:
    """The entry with its words; those of `unshown` find it, though it does not show them."""
    entry.title_words = indexed(entry.title)
    entry.words = indexed(entry.title, entry.body, *unshown)
    return entry


def _joined(texts: Iterable[str]) -> str:
    return BETWEEN.join(filter(None, (clean_words(text) for text in dict.fromkeys(texts))))
