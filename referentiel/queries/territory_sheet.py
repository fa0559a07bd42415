"""What the page of a territory shows beside its seasons: its balises, and the trajectories that it has published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from referentiel.lineage import all_heirs, last_of
from referentiel.models import (
    Balise,
    Evidence,
    EvidenceKind,
    PublishedTrajectory,
    Season,
    Territory,
    TrialAnswer,
)


@dataclass(frozen=True)
class Tested:
    """Holds a balise that a territory has put to the test, with its last answer."""

    balise: Balise
    answer: TrialAnswer
    text: str
    season: Season | None
    held_on: date


@dataclass(frozen=True)
class TerritoryBalises:
    """Holds the living balises of a territory: it brought a card to some (`brought`), and has tested some (`tested`).

    It carries those of which it says that they echo (docs/glossary.md).
    """

    brought: Sequence[Balise]
    tested: Sequence[Tested]
    seasons: Sequence[Season] = ()
    """Those in which it told or tested something, the first one first."""

    @property
    def carried(self) -> list[Tested]:
        """Returns the tested ones that echo."""
        return [one for one in self.tested if one.answer == TrialAnswer.ECHO]

    @property
    def not_carried(self) -> list[Tested]:
        """Returns the tested ones that the territory would adapt, or that do not hold there."""
        return [one for one in self.tested if one.answer != TrialAnswer.ECHO]


def balises_of(territory: Territory) -> TerritoryBalises:
    """Returns the balises of a territory (3 queries at most)."""
    pieces = territory.evidence.filter(kind__in=[EvidenceKind.CARD, EvidenceKind.TRIAL])
    evidence = list(pieces.select_related("season").order_by("held_on", "pk"))
    if not evidence:
        return TerritoryBalises([], [])
    heirs = all_heirs()
    ends = {piece.pk: last_of(piece.balise_id, heirs) for piece in evidence}
    living = Balise.objects.in_bulk(set(ends.values()))
    cards = {ends[piece.pk] for piece in evidence if piece.kind == EvidenceKind.CARD}
    # The last answer stands: a territory may test a balise again in another season.
    trials = {ends[piece.pk]: piece for piece in evidence if piece.kind == EvidenceKind.TRIAL}
    return TerritoryBalises(
        brought=_in_order(living[number] for number in cards),
        tested=[_tested(living[number], trials[number]) for number in sorted(trials)],
        seasons=seasons_in_order(piece.season for piece in evidence),
    )


def seasons_in_order(seasons: Iterable[Season | None]) -> list[Season]:
    """Returns each season once, by number."""
    found = {season.number: season for season in seasons if season is not None}
    return [found[number] for number in sorted(found)]


def _in_order(balises: Iterable[Balise]) -> list[Balise]:
    return sorted(balises, key=lambda balise: balise.pk)


def _tested(balise: Balise, piece: Evidence) -> Tested:
    answer = TrialAnswer(piece.particulars["answer"])
    return Tested(balise, answer, piece.text, piece.season, piece.held_on)


def trajectories_of(territory: Territory) -> list[PublishedTrajectory]:
    """Returns the published trajectories of a territory with their cards, the latest first (2 queries at most)."""
    return list(territory.trajectories.select_related("season").prefetch_related("cards"))
