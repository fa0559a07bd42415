"""Two editions side by side: what came, what was reworded, what was tested, what was retired, what is not there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from django.utils.translation import gettext as _

from referentiel.editions.contents import BaliseFacts, Document, Mention, SourceFacts
from referentiel.models import BaliseState
from referentiel.versions import TEXTS, Part, label
from texts.differences import differences


@dataclass(frozen=True)
class Rewording:
    """A balise whose texts or stakes differ, and the parts that do."""

    before: BaliseFacts
    after: BaliseFacts
    parts: Sequence[Part]

    @property
    def amendments(self) -> list[SourceFacts]:
        """The séances that amended it between the two, after they had put it to the test."""
        last = self.before["version"]
        amended = ((source, source.get("amendment")) for source in self.after["sources"])
        return [source for source, facts in amended if facts and facts["version"] > last]


@dataclass(frozen=True)
class Move:
    """A balise whose state differs."""

    before: BaliseFacts
    after: BaliseFacts


@dataclass(frozen=True)
class Departure:
    """A balise that the second edition does not have; `heir` goes on in its place there."""

    balise: BaliseFacts
    heir: BaliseFacts | None


@dataclass(frozen=True)
class Comparison:
    """Each list in the order of the edition that it is of. A balise may be both reworded and moved.

    `tested` and `retired` are moves to these states, `moved` all others; `kept` counts what says the same in both.
    """

    added: list[BaliseFacts] = field(default_factory=list)
    reworded: list[Rewording] = field(default_factory=list)
    tested: list[Move] = field(default_factory=list)
    moved: list[Move] = field(default_factory=list)
    retired: list[Move] = field(default_factory=list)
    gone: list[Departure] = field(default_factory=list)
    kept: list[BaliseFacts] = field(default_factory=list)

    @property
    def lost(self) -> int:
        """How many were retired or are not there any more."""
        return len(self.retired) + len(self.gone)

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same of the same balises."""
        lists = (self.added, self.reworded, self.tested, self.moved, self.retired, self.gone)
        return not any(lists)


def compare(before: Document, after: Document) -> Comparison:
    """What changed from one edition to the other."""
    was = {balise["slug"]: balise for balise in before["balises"]}
    now = {balise["slug"]: balise for balise in after["balises"]}
    found = Comparison()
    for slug, balise in now.items():
        if slug in was:
            _compare(found, was[slug], balise)
        else:
            found.added.append(balise)
    heirs = _heirs(after)
    found.gone.extend(
        Departure(balise, heirs.get(slug)) for slug, balise in was.items() if slug not in now
    )
    return found


def _compare(found: Comparison, before: BaliseFacts, after: BaliseFacts) -> None:
    parts = _parts(before, after)
    if parts:
        found.reworded.append(Rewording(before, after, parts))
    if before["state"] != after["state"]:
        moves = {BaliseState.TESTED: found.tested, BaliseState.RETIRED: found.retired}
        moves.get(cast("BaliseState", after["state"]), found.moved).append(Move(before, after))
    elif not parts:
        found.kept.append(after)


def _parts(before: BaliseFacts, after: BaliseFacts) -> list[Part]:
    """The texts that differ."""
    was, now = _texts(before), _texts(after)
    return [Part(name, differences(was[name], now[name])) for name in was if was[name] != now[name]]


def _texts(balise: BaliseFacts) -> Mapping[str, str]:
    """The texts by what a sheet calls them, its stakes too."""
    said = cast("Mapping[str, str]", balise)
    stakes = ", ".join(stake["title"] for stake in balise["stakes"])
    return {**{label(name): said[name] for name in TEXTS}, _("Enjeux"): stakes}


def _heirs(document: Document) -> Mapping[str, BaliseFacts]:
    """The balises by the slugs of those that were merged into them."""
    merged: list[tuple[Mention, BaliseFacts]] = [
        (one, balise) for balise in document["balises"] for one in balise["merged"]
    ]
    return {one["slug"]: balise for one, balise in merged}
