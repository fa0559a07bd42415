"""Whose voices are missing: which families of people have spoken so far, by stake and by territory, in words.

What counts depends on the step: cards while people tell, readings while they read, balises while they word them.
In a confidential séance nothing is said of fewer people than `SMALLEST_SHOWN_GROUP`, subtraction included
(docs/invariants.md, « Secrecy, decided »).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Count
from django.utils.translation import gettext as _

from sessions.families import FAMILIES, Family
from sessions.models import (
    AtelierSession,
    Participant,
    Proposal,
    StakeReading,
    Support,
    TrajectoryCard,
)
from sessions.queries.stakes import known_stakes
from sessions.steps import Action
from sessions.voting.small_groups import SMALLEST_SHOWN_GROUP, too_few_to_show

Cell = tuple[str, int]
"""The key of a family and the id of a territory."""


class Voice(StrEnum):
    """What a cell says of a group of people."""

    HEARD = "heard"
    SILENT = "silent"
    NOBODY = "nobody"
    KEPT_BACK = "kept"


@dataclass(frozen=True)
class VoiceRow:
    """One family: what is said of it, column by column."""

    name: str
    cells: Sequence[Voice]


@dataclass(frozen=True)
class VoiceTable:
    """Families in rows; `columns` name the stakes or the territories."""

    columns: Sequence[str]
    rows: Sequence[VoiceRow]


@dataclass(frozen=True)
class Voices:
    """Holds what the gauge says. `missing` are its sentences, the rest is the same in tables."""

    missing: Sequence[str] = ()
    absent: Sequence[str] = ()
    """The names of the families of whom nobody in the room said to be."""
    by_territory: VoiceTable | None = None
    by_stake: VoiceTable | None = None
    keeps_back: bool = False
    """Whether some group is too small for anything to be said of it."""
    is_partial: bool = False
    """Whether somebody did not say their family."""

    @property
    def has_families(self) -> bool:
        """Tells whether anybody said their family: otherwise there is nothing to say."""
        return self.by_territory is not None


@dataclass
class _Heard:
    """Who spoke: families by territory, and by stake where they read."""

    cells: set[Cell] = field(default_factory=set)
    stakes: set[tuple[str, str]] = field(default_factory=set)


def voices(session: AtelierSession) -> Voices:
    """The gauge of the current step; an empty one in a step that asks for no words (5 queries at most)."""
    asked = session.current_step.kind.allows if session.current_step else frozenset()
    if not asked & {Action.POST_CARD, Action.READ_CARD, Action.PROPOSE}:
        return Voices()
    seats = _seats(session)
    known = {cell: number for cell, number in seats.items() if cell[0] in FAMILIES}
    if not known:
        return Voices(is_partial=bool(seats))
    heard = _heard(session, asked)
    reads = Action.READ_CARD in asked
    by_family = _by_family(known)
    hidden: frozenset[str] = too_few_to_show(by_family) if session.is_anonymous else frozenset()
    families = [family for family in FAMILIES.values() if family.key in by_family]
    by_stake, by_stake_missing = (
        _by_stake(session, families, hidden, heard) if reads else (None, [])
    )
    territories = {place.pk: place.name for place in session.territories.all()}
    kept_back = cells_too_small(known) if session.is_anonymous else frozenset()
    return Voices(
        missing=by_stake_missing or _silent(families, hidden, heard, reads=reads),
        absent=[str(family.name) for family in FAMILIES.values() if family.key not in by_family],
        by_territory=_by_territory(session, families, territories, known, kept_back, heard),
        by_stake=by_stake,
        keeps_back=bool(kept_back),
        is_partial=len(known) < len(seats),
    )


def cells_too_small(seats: Mapping[Cell, int]) -> frozenset[Cell]:
    """The groups of a family and a territory of whom nothing is said in a confidential séance.

    These are the groups smaller than `SMALLEST_SHOWN_GROUP`. In each row, in each column and in the whole table, those
    who are left out are never fewer than that together: what is said of the others would tell of them.
    """
    hidden = {cell for cell, number in seats.items() if number < SMALLEST_SHOWN_GROUP}
    lines = [*_lines(seats, 0), *_lines(seats, 1), list(seats)]
    while True:
        more = {one for line in lines if (one := _next_left_out(line, seats, hidden))}
        if not more:
            return frozenset(hidden)
        hidden |= more


def _lines(seats: Iterable[Cell], side: int) -> list[list[Cell]]:
    lines: dict[str | int, list[Cell]] = {}
    for cell in seats:
        lines.setdefault(cell[side], []).append(cell)
    return list(lines.values())


def _next_left_out(
    line: Sequence[Cell], seats: Mapping[Cell, int], hidden: Collection[Cell]
) -> Cell | None:
    """The smallest group that must be left out too, so that nobody can be worked out; None when the line is safe."""
    left_out = [cell for cell in line if cell in hidden]
    shown = [cell for cell in line if cell not in hidden]
    together = sum(seats[cell] for cell in left_out)
    if not left_out or not shown or together >= SMALLEST_SHOWN_GROUP:
        return None
    return min(shown, key=lambda cell: (seats[cell], cell))


def _seats(session: AtelierSession) -> dict[Cell, int]:
    """How many people sat down, by family and territory; those who left are counted, as what they said is."""
    rows = Participant.objects.filter(session=session).order_by()
    found = rows.values_list("family", "territory").annotate(number=Count("pk"))
    return {(family, territory): number for family, territory, number in found}


def _by_family(seats: Mapping[Cell, int]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for (family, _territory), number in seats.items():
        numbers[family] = numbers.get(family, 0) + number
    return numbers


def _heard(session: AtelierSession, asked: frozenset[Action]) -> _Heard:
    """Who told, read or worded something, as the step asks for."""
    heard = _Heard()
    if Action.POST_CARD in asked:
        cards = TrajectoryCard.objects.filter(session=session, author__isnull=False).order_by()
        heard.cells |= set(cards.values_list("author__family", "author__territory").distinct())
    if Action.READ_CARD in asked:
        readings = StakeReading.objects.filter(card__session=session).order_by()
        for family, territory, stake in readings.values_list(
            "reader__family", "reader__territory", "stake"
        ).distinct():
            heard.cells.add((family, territory))
            heard.stakes.add((family, stake))
    if Action.PROPOSE in asked:
        worded = Proposal.objects.filter(session=session, author__isnull=False).order_by()
        heard.cells |= set(worded.values_list("author__family", "author__territory").distinct())
        supports = Support.objects.filter(proposal__session=session).order_by()
        heard.cells |= set(
            supports.values_list("participant__family", "participant__territory").distinct()
        )
    return heard


def _silent(
    families: Iterable[Family], hidden: Collection[str], heard: _Heard, *, reads: bool
) -> list[str]:
    """One sentence for each family that has said nothing in this step; none where the stakes say it already."""
    spoke = {family for family, _territory in heard.cells}
    return [
        _("%(nobody)s ne s’est encore exprimé.") % {"nobody": family.nobody}
        for family in families
        if not reads and family.key not in hidden and family.key not in spoke
    ]


def _by_stake(
    session: AtelierSession, families: Sequence[Family], hidden: Collection[str], heard: _Heard
) -> tuple[VoiceTable, list[str]]:
    """The table of families and stakes, and its sentences: one per family, which names the stakes it is silent on."""
    stakes = [stake for stake in known_stakes(session) if not stake.is_retired]
    rows, sentences = [], []
    for family in families:
        silent = [
            stake.short_title for stake in stakes if (family.key, stake.key) not in heard.stakes
        ]
        cells = [
            _voice(family.key in hidden, (family.key, stake.key) in heard.stakes)
            for stake in stakes
        ]
        rows.append(VoiceRow(str(family.name), cells))
        if family.key in hidden or not silent:
            continue
        if len(silent) == len(stakes):
            sentences.append(_("%(nobody)s ne s’est encore exprimé.") % {"nobody": family.nobody})
        else:
            sentences.append(
                _("%(nobody)s ne s’est encore exprimé sur\u00a0: %(stakes)s.")
                % {"nobody": family.nobody, "stakes": ", ".join(silent)}
            )
    return VoiceTable([stake.short_title for stake in stakes], rows), sentences


def _by_territory(
    session: AtelierSession,
    families: Iterable[Family],
    territories: Mapping[int, str],
    seats: Mapping[Cell, int],
    kept_back: Collection[Cell],
    heard: _Heard,
) -> VoiceTable:
    """The table of families and territories. Without names, it does not say either where a family is absent."""
    rows = []
    for family in families:
        cells = []
        for place in territories:
            cell = (family.key, place)
            if cell in kept_back or (session.is_anonymous and cell not in seats):
                cells.append(Voice.KEPT_BACK)
            elif cell not in seats:
                cells.append(Voice.NOBODY)
            else:
                cells.append(_voice(False, cell in heard.cells))
        rows.append(VoiceRow(str(family.name), cells))
    return VoiceTable(list(territories.values()), rows)


def _voice(is_hidden: bool, is_heard: bool) -> Voice:
    if is_hidden:
        return Voice.KEPT_BACK
    return Voice.HEARD if is_heard else Voice.SILENT
