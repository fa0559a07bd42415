"""Several people write on one balise: what each of them changed is merged, or stops at a named collision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from sessions.commands.base import Stale
from sessions.commands.contents import Contents
from sessions.models import Proposal, Revision
from sessions.models.proposal import TEXTS, text_label
from texts.columns import longest
from texts.merging import Collision, merge, merge_lines

Readings: TypeAlias = Sequence[Mapping[str, Any]]
"""The stakes of its cards that a balise draws on, as `Proposal.readings` keeps them."""


@dataclass(frozen=True)
class Wording:
    """Holds what one form says of a balise: its texts, the cards it is drawn from, and their stakes."""

    texts: Mapping[str, str]
    cards: frozenset[int]
    readings: Readings = ()


@dataclass
class Collided(Stale):
    """Two people changed the same words, in the texts of `collisions`. `wording` has all the others, merged."""

    wording: Wording
    collisions: Mapping[str, Sequence[Collision]]
    message: str = field(init=False)

    def __post_init__(self) -> None:
        names = ", ".join(text_label(name).lower() for name in self.collisions)
        self.message = _(
            "Entre-temps, quelqu’un d’autre a changé les mêmes mots que vous : %(names)s. Les deux textes"
            " sont l’un à côté de l’autre : gardez ce qui doit rester, puis enregistrez."
        ) % {"names": names}
        super().__init__(self.message)


def outdated() -> Stale:
    """Two people changed the balise, and nothing says any more what it was before."""
    return Stale(
        _(
            "Entre-temps, quelqu’un d’autre a modifié cette balise. Son texte est sous le vôtre :"
            " comparez, puis enregistrez ce qui doit rester."
        )
    )


def merged(known: Proposal, now: Wording, asked: Wording, seen: str) -> Wording:
    """Merges what a form asks for into what stands now. `seen` is the version that the form was drawn for (1 query).

    Raises:
        Collided: both changed the same words.
        Stale: the version is not known any more, since erasing a person takes texts out of the revisions.
    """
    base = _version(known, seen)
    if base is None:
        raise outdated()
    texts: dict[str, str] = {}
    collisions: dict[str, Sequence[Collision]] = {}
    for name in TEXTS:
        was, mine, theirs = base[name], asked.texts[name], now.texts[name]
        found = (merge_lines if name == "statement" else merge)(was, mine, theirs)
        if found.collisions:
            collisions[name] = found.collisions
        elif len(found.text) > longest(Proposal, name):
            collisions[name] = [Collision(was, mine, theirs)]
        else:
            texts[name] = found.text
    # A card that was hidden since is nobody's to take out.
    was = set(base["cards"]) & (set(now.cards) | set(asked.cards))
    wording = Wording(
        texts,
        frozenset(_chosen(was, set(asked.cards), set(now.cards))),
        _readings(base["readings"], asked.readings, now.readings),
    )
    if collisions:
        raise Collided(wording, collisions)
    return wording


def in_order(readings: Readings) -> list[dict[str, Any]]:
    """Returns stakes of cards as they are kept: each once, in one order."""
    pairs = {(int(each["card"]), str(each["stake"])) for each in readings}
    return [{"card": card, "stake": stake} for card, stake in sorted(pairs)]


def _version(known: Proposal, seen: str) -> Contents | None:
    """What the balise held as this version; None where no revision says so."""
    revisions = Revision.objects.filter(
        entry__session=known.session_id, noun="proposal", subject=known.pk
    )
    found = (each.after for each in revisions.order_by("-entry") if each.after)
    return next((after for after in found if str(after.get("version")) == seen), None)


def _chosen(was: set[Any], mine: set[Any], theirs: set[Any]) -> set[Any]:
    """What either added is there, and what either took out is not."""
    return (theirs | (mine - was)) - (was - mine)


def _readings(was: Readings, mine: Readings, theirs: Readings) -> list[dict[str, Any]]:
    pairs = [{(each["card"], each["stake"]) for each in found} for found in (was, mine, theirs)]
    kept = _chosen(*pairs)
    return in_order([{"card": card, "stake": stake} for card, stake in kept])
