"""Two editions side by side: what came, what was reworded, what was tested, what was retired, what is not there.

What differs word by word takes ten times as long as all the rest: it is worked out for those rewordings that are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from django.utils.translation import gettext as _

from referentiel.editions.contents import BaliseFacts, Document, Mention, SourceFacts, TrialFacts
from referentiel.models import BaliseState
from referentiel.models.sheet_texts import TEXTS
from referentiel.versions import Part, label
from texts.differences import differences

COMPARED = (*TEXTS, "stakes")
"""What a rewording may change."""


@dataclass(frozen=True)
class Rewording:
    """Tells of a balise whose texts or stakes differ. `names` are those that do."""

    before: BaliseFacts
    after: BaliseFacts
    names: Sequence[str]

    @cached_property
    def parts(self) -> list[Part]:
        """Returns what differs in them, word by word."""
        return [
            Part(_label(name), differences(_text(self.before, name), _text(self.after, name)))
            for name in self.names
        ]

    @property
    def labels(self) -> list[str]:
        """Says how the texts that differ are called."""
        return [_label(name) for name in self.names]

    @property
    def amendments(self) -> list[SourceFacts]:
        """Returns the séances that amended it between the two, after they had put it to the test."""
        last = self.before["version"]
        amended = ((source, source.get("amendment")) for source in self.after["sources"])
        return [source for source, facts in amended if facts and facts["version"] > last]


@dataclass(frozen=True)
class Move:
    """Tells of a balise whose state differs, or that was put to the test since. `answers` are those that came."""

    before: BaliseFacts
    after: BaliseFacts
    answers: Sequence[TrialFacts] = ()

    @property
    def has_moved(self) -> bool:
        """Tells whether its state differs."""
        return self.before["state"] != self.after["state"]


@dataclass(frozen=True)
class Departure:
    """Tells of a balise that the second edition does not have; `heir` goes on in its place there."""

    balise: BaliseFacts
    heir: BaliseFacts | None


@dataclass(frozen=True)
class Comparison:
    """Lists what differs, each list in the order of its edition. A balise may be reworded, tested and moved.

    `tested` are those that got answers or came to this state, `retired` those that came to this one, `moved` all
    other moves; `kept` is what says the same in both.
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
        """Counts those that were retired or are not there any more."""
        return len(self.retired) + len(self.gone)

    @property
    def is_empty(self) -> bool:
        """Tells whether the two say the same of the same balises."""
        lists = (self.added, self.reworded, self.tested, self.moved, self.retired, self.gone)
        return not any(lists)


def compare(before: Document, after: Document) -> Comparison:
    """Finds what changed from one edition to the other."""
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
    names = _reworded(before, after)
    move = Move(before, after, [one for one in after["trials"] if one not in before["trials"]])
    if names:
        found.reworded.append(Rewording(before, after, names))
    is_test = bool(move.answers) or (move.has_moved and after["state"] == BaliseState.TESTED)
    if is_test:
        found.tested.append(move)
    if move.has_moved and after["state"] != BaliseState.TESTED:
        is_end = after["state"] == BaliseState.RETIRED
        (found.retired if is_end else found.moved).append(move)
    elif not names and not is_test:
        found.kept.append(after)


def _reworded(before: BaliseFacts, after: BaliseFacts) -> list[str]:
    was, now = cast("Mapping[str, object]", before), cast("Mapping[str, object]", after)
    return [name for name in COMPARED if was[name] != now[name]]


def _text(balise: BaliseFacts, name: str) -> str:
    """A text of a balise, or its stakes as one."""
    if name == "stakes":
        return ", ".join(stake["title"] for stake in balise["stakes"])
    return cast("Mapping[str, str]", balise)[name]


def _label(name: str) -> str:
    """How a sheet calls it."""
    return _("Enjeux") if name == "stakes" else label(name)


def _heirs(document: Document) -> Mapping[str, BaliseFacts]:
    """The balises by the slugs of those that were merged into them."""
    merged: list[tuple[Mention, BaliseFacts]] = [
        (one, balise) for balise in document["balises"] for one in balise["merged"]
    ]
    return {one["slug"]: balise for one, balise in merged}
