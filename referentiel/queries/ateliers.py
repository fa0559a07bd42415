"""Ateliers with what their page shows."""

from dataclasses import dataclass

from django.db.models import QuerySet

from referentiel.models import Atelier, Resource, ResourceKind, Talk
from referentiel.queries.resources import resources_for
from referentiel.viewers import Viewer


@dataclass(frozen=True)
class TalkLine:
    """A talk, and the film of it that this viewer may see."""

    talk: Talk
    film: Resource | None


@dataclass(frozen=True)
class AtelierSheet:
    """An atelier with its talks, and the other resources that it left."""

    atelier: Atelier
    talks: list[TalkLine]
    resources: list[Resource]


def ateliers() -> QuerySet[Atelier]:
    """The ateliers, each with its season (1 query)."""
    return Atelier.objects.select_related("season")


def atelier_sheet(atelier: Atelier, viewer: Viewer) -> AtelierSheet:
    """What the page of an atelier shows to this viewer (2 queries)."""
    resources = list(resources_for(viewer).filter(atelier=atelier))
    # A talk and its film bear one title: that is how the film is found.
    films = {one.title: one for one in resources if one.kind == ResourceKind.TALK}
    talks = [TalkLine(talk, films.get(talk.title)) for talk in atelier.talks.all()]
    shown = {line.film.pk for line in talks if line.film}
    return AtelierSheet(atelier, talks, [one for one in resources if one.pk not in shown])
