"""The search: what a page asked for, and what is found, at a constant number of queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.expressions import RawSQL
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from referentiel.models import (
    BaliseState,
    SearchEntry,
    SearchNoun,
    Season,
    Territory,
    TerritoryKind,
)
from referentiel.models.search import BAR, from_bars
from referentiel.queries.stakes import stake_options
from texts.cleaning import clean_words
from texts.sought import Run, Sought, marked, snippet

LONGEST = 200
"""Signs of a search."""
NAMED = 3
"""Territories that a result names; more are counted."""
PARTS = {
    "enjeu": "stakes__contains",
    "territoire": "territories__contains",
    "saison": "seasons__contains",
    "etat": "state",
    "nature": "kinds__contains",
}
"""The filters as the address names them, in the order of the page, and what they compare."""
HOLDING = {
    "postgresql": "SELECT id FROM referentiel_searchentry"
    " WHERE array_to_tsvector(string_to_array(btrim(words), ' ')) @@ %s::tsquery",
    "sqlite": "SELECT rowid FROM referentiel_searchwords WHERE referentiel_searchwords MATCH %s",
}
"""The entries that hold the sought words, by the index that a migration makes for each database."""


@dataclass(frozen=True)
class Asked:
    """Holds what the address asks for. `filters` holds the keys that were chosen, by the name of their filter."""

    text: str
    filters: Mapping[str, str]

    @classmethod
    def of(cls, address: Mapping[str, str]) -> "Asked":
        """Reads the parameters of an address, whatever stands there."""
        # Cut: SQLite refuses to compare with a very long text, and no key is that long.
        chosen = {name: clean_words(address.get(name, ""))[:LONGEST] for name in PARTS}
        filters = {name: key for name, key in chosen.items() if key}
        return cls(clean_words(address.get("q", "")), filters)

    @cached_property
    def sought(self) -> Sought:
        """Returns the words to look for; none in a text that is too long."""
        return Sought() if self.is_long else Sought.of(self.text)

    @property
    def is_long(self) -> bool:
        """Tells whether the text has more signs than a search reads."""
        return len(self.text) > LONGEST

    @property
    def refusal(self) -> str:
        """Says why nothing is looked for; empty when there is something to look for, or when nothing is asked."""
        if self.is_long:
            return _("Raccourcissez : une recherche a %(longest)s signes au plus.") % {
                "longest": LONGEST
            }
        if self.text and not self.sought:
            return _(
                "Écrivez au moins un mot qui distingue : les signes seuls et les petits mots (« le »,"
                " « de », « pour »…) ne se cherchent pas."
            )
        return ""

    @property
    def is_empty(self) -> bool:
        """Tells whether the address asks for nothing: the page then says what can be asked."""
        return not self.text and not self.filters

    @property
    def parameters(self) -> str:
        """Returns the part of an address that asks the same."""
        return urlencode({"q": self.text, **self.filters})

    @property
    def unfiltered(self) -> str:
        """Returns the part of an address that looks for the same words everywhere."""
        return urlencode({"q": self.text})


@dataclass(frozen=True)
class Filter:
    """Describes a choice of the page."""

    name: str
    label: str
    everything: str
    options: Sequence[tuple[str, str]]
    chosen: str


@dataclass(frozen=True)
class Result:
    """Shows an entry as the page does: found words stand out in `title` and `snippet`; `about` are short facts."""

    entry: SearchEntry
    title: Sequence[Run]
    snippet: Sequence[Run]
    about: Sequence[str]
    state: str


def found(asked: Asked) -> QuerySet[SearchEntry]:
    """Finds the entries that are asked for, those with more of the words in their title first, then noun by noun."""
    entries = SearchEntry.objects.all()
    if asked.is_empty or asked.refusal:
        return entries.none()
    for name, key in asked.filters.items():
        column = PARTS[name]
        entries = entries.filter(**{column: key if column == "state" else f"{BAR}{key}{BAR}"})
    if not asked.sought:
        return entries.order_by(_rank(), "pk")
    # Never words of the address: one constant for each database, and a parameter.
    holding = RawSQL(HOLDING[connection.vendor], [_expression(asked.sought)])  # noqa: S611
    return entries.filter(pk__in=holding).order_by(_titled(asked.sought).desc(), _rank(), "pk")


def _expression(sought: Sought) -> str:
    return sought.tsquery if connection.vendor == "postgresql" else sought.match


def _titled(sought: Sought) -> Case:
    """How many of the words the title holds: all, some or none."""
    words = [_in_title(f" {stem} ") for stem in sought.stems]
    last = _in_title(f" {sought.last} ")
    words.append(last | _in_title(f" {sought.begun}") if sought.begun else last)
    every, some = Q(), Q()
    for word in words:
        every &= word
        some |= word
    return Case(
        When(every, then=Value(2)),
        When(some, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )


def _in_title(form: str) -> Q:
    return Q(title_words__contains=form)


def _rank() -> Case:
    """The nouns in their order."""
    ranks = [When(noun=noun, then=Value(rank)) for rank, noun in enumerate(SearchNoun)]
    return Case(*ranks, default=Value(len(ranks)), output_field=IntegerField())


def filters(asked: Asked) -> list[Filter]:
    """Returns the choices of the page (3 queries)."""
    territories = Territory.objects.values_list("slug", "name")
    seasons = [(str(season.number), str(season)) for season in Season.objects.only("number")]
    choices: dict[str, tuple[str, str, Iterable[tuple[str, str]]]] = {
        "enjeu": (_("Enjeu"), _("Tous"), stake_options()),
        "territoire": (_("Territoire"), _("Tous"), territories),
        "saison": (_("Saison"), _("Toutes"), seasons),
        "etat": (_("État de la balise"), _("Tous"), _labels(BaliseState)),
        "nature": (_("Nature du territoire"), _("Toutes"), _labels(TerritoryKind)),
    }
    return [
        Filter(name, label, everything, list(options), asked.filters.get(name, ""))
        for name, (label, everything, options) in choices.items()
    ]


def _labels(choices: type[BaliseState] | type[TerritoryKind]) -> list[tuple[str, str]]:
    return [(each.value, str(each.label)) for each in choices]


def results(
    entries: Sequence[SearchEntry], sought: Sought, choices: Sequence[Filter]
) -> list[Result]:
    """Shows entries as the page does. The names of territories and the like are those of its choices (no query)."""
    words = {each.name: dict(each.options) for each in choices}
    return [_result(entry, sought, words) for entry in entries]


def _result(entry: SearchEntry, sought: Sought, words: Mapping[str, Mapping[str, str]]) -> Result:
    about: list[str] = []
    if entry.noun not in {SearchNoun.TERRITORY, SearchNoun.SEASON}:
        about += _some([words["territoire"].get(key, key) for key in from_bars(entry.territories)])
    if entry.noun != SearchNoun.SEASON:
        about += [words["saison"].get(key, key) for key in from_bars(entry.seasons)]
    return Result(
        entry=entry,
        title=marked(entry.title, sought),
        snippet=snippet(entry.body, sought),
        about=about,
        state=words["etat"].get(entry.state, entry.state),
    )


def _some(names: list[str]) -> list[str]:
    if len(names) <= NAMED + 1:
        return names
    return [*names[:NAMED], _("et %(number)s autres") % {"number": len(names) - NAMED}]
