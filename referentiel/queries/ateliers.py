"""Ateliers with what their page shows."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from referentiel.lineage import all_heirs, last_of
from referentiel.models import (
    Atelier,
    Balise,
    Evidence,
    EvidenceKind,
    HeldSession,
    Resource,
    ResourceKind,
    Talk,
)
from referentiel.queries.resources import resources_for
from referentiel.viewers import Viewer


@dataclass(frozen=True)
class TalkLine:
    """Holds a talk, and the film of it that this viewer may see."""

    talk: Talk
    film: Resource | None


@dataclass(frozen=True)
class HeldLine:
    """Holds a séance that was held in an atelier, and the living balises that were taken from it."""

    session: HeldSession
    balises: list[Balise]


@dataclass(frozen=True)
class AtelierSheet:
    """Holds an atelier with its talks, the séances that were held in it, and the other resources that it left."""

    atelier: Atelier
    talks: list[TalkLine]
    sessions: list[HeldLine]
    resources: list[Resource]


def ateliers() -> QuerySet[Atelier]:
    """Returns the ateliers, each with its season (1 query)."""
    return Atelier.objects.select_related("season")


def atelier_sheet(atelier: Atelier, viewer: Viewer) -> AtelierSheet:
    """Returns what the page of an atelier shows to this viewer (6 queries at most)."""
    resources = list(resources_for(viewer).filter(atelier=atelier))
    # A talk and its film bear one title: that is how the film is found.
    films = {one.title: one for one in resources if one.kind == ResourceKind.TALK}
    talks = [TalkLine(talk, films.get(talk.title)) for talk in atelier.talks.all()]
    shown = {line.film.pk for line in talks if line.film}
    left = [one for one in resources if one.pk not in shown]
    return AtelierSheet(atelier, talks, _held_in(atelier), left)


def _held_in(atelier: Atelier) -> list[HeldLine]:
    """The séances in the order in which they were held (4 queries at most)."""
    sessions = list(atelier.held_sessions.all())
    if not sessions:
        return []
    found: dict[str, set[int]] = {session.reference: set() for session in sessions}
    given = reduce(or_, (Q(origin__startswith=f"{reference}/") for reference in found))
    wordings = Evidence.objects.filter(given, kind=EvidenceKind.WORDING)
    for origin, balise in wordings.values_list("origin", "balise_id"):
        found[origin.split("/")[0]].add(balise)
    heirs = all_heirs()
    ends = {
        reference: {last_of(number, heirs) for number in numbers}
        for reference, numbers in found.items()
    }
    living = Balise.objects.in_bulk({number for numbers in ends.values() for number in numbers})
    return [
        HeldLine(session, [living[number] for number in sorted(ends[session.reference])])
        for session in sessions
    ]
