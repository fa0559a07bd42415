"""The history of one row, with that of the rows that belong to it, those that were removed too."""

from collections.abc import Collection
from typing import Any

from django.db.models import Model, Q

from referentiel.models import Atelier, Collective, Guest, HistoryEntry, Season, Talk
from referentiel.models.history import noun_of

MOST = 200
"""Entries on one page, the latest first. All of them stand in the admin."""


def history_of(row: Model) -> list[HistoryEntry]:
    """Returns the entries of one row (1 query)."""
    return list(_latest(Q(noun=noun_of(row), subject=str(row.pk))))


def history_of_season(season: Season) -> list[HistoryEntry]:
    """Returns the entries of a season, its collectives, their guests, its ateliers and their talks (9 queries)."""
    collectives = _belonging(Collective, "season", [season.pk])
    guests = _belonging(Guest, "collective", collectives)
    ateliers = _belonging(Atelier, "season", [season.pk])
    talks = _belonging(Talk, "atelier", ateliers)
    wanted = Q(noun="season", subject=str(season.pk))
    for model, numbers in (
        (Collective, collectives),
        (Guest, guests),
        (Atelier, ateliers),
        (Talk, talks),
    ):
        wanted |= Q(noun=noun_of(model), subject__in=[str(number) for number in numbers])
    return list(_latest(wanted))


def season_of_before(number: int) -> Season | None:
    """Finds the season that had this number before it got another one (2 queries)."""
    subject = _subject_before("season", number)
    return Season.objects.filter(pk=subject).first() if subject else None


def atelier_of_before(season: Season, number: int) -> Atelier | None:
    """Finds the atelier of a season that had this number before it got another one (2 queries)."""
    entries = _numbered("atelier", number)
    subjects = [int(entry.subject) for entry in entries]
    found = Atelier.objects.filter(season=season, pk__in=subjects).select_related("season")
    by_number = {atelier.pk: atelier for atelier in found}
    return next((by_number[pk] for pk in subjects if pk in by_number), None)


def _subject_before(noun: str, number: int) -> str | None:
    entry = _numbered(noun, number).first()
    return entry.subject if entry else None


def _numbered(noun: str, number: int) -> Any:
    changed = HistoryEntry.objects.filter(noun=noun, event=f"{noun}_changed")
    return changed.filter(particulars__number__0=number).order_by("-pk")


def _latest(wanted: Q) -> Any:
    return HistoryEntry.objects.filter(wanted).order_by("-pk")[:MOST]


def _belonging(model: Any, parent: str, parents: Collection[int]) -> set[int]:
    """The numbers of the rows of these parents, and of those that were removed (2 queries)."""
    if not parents:
        return set()
    now = model.objects.filter(**{f"{parent}__in": parents}).order_by("pk")
    was = HistoryEntry.objects.filter(noun=noun_of(model)).filter(
        Q(**{f"particulars__{parent}__0__in": list(parents)})
        | Q(**{f"particulars__{parent}__1__in": list(parents)})
    )
    subjects = was.order_by("pk").values_list("subject", flat=True)
    return {*now.values_list("pk", flat=True), *(int(subject) for subject in subjects)}
