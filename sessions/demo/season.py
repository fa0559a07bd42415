"""The séances of a fictive season: one that was held, the next one, and one that reads against other stakes."""

from datetime import date
from uuid import uuid4

from django.utils import timezone

from referentiel.demo import crossed_example, example_atelier, fictive_territories
from referentiel.demo.ateliers import HELD_ON, NUMBER
from referentiel.models import Atelier, Referentiel, Territory
from sessions.commands.promotions import remember_proposal
from sessions.commands.sessions import Plan
from sessions.commands.trajectories import publish_trajectory
from sessions.demo.build import Story, Telling, read_story
from sessions.models import AtelierSession, Facilitator
from sessions.queries.carrying import Earlier

AGREED_BY, AGREED_ON = "Le conseil municipal (exemple fictif)", date(2021, 4, 2)


def has_season() -> bool:
    """Tells whether a séance of the fictive season is there."""
    return AtelierSession.objects.filter(is_example=True, season__number=NUMBER).exists()


def build_season(facilitator: Facilitator) -> list[AtelierSession]:
    """Builds the séances of the fictive season. Without a crossed référentiel, the last one is left out."""
    atelier = example_atelier()
    held = _held(facilitator, atelier)
    made = [held, _next(facilitator, atelier, held)]
    crossed = crossed_example()
    return [*made, _against(facilitator, atelier, crossed)] if crossed else made


def _territories(story: Story) -> list[Territory]:
    return fictive_territories(person["territory"] for person in story["people"])


def _held(facilitator: Facilitator, atelier: Atelier) -> AtelierSession:
    """Closed: the page of its atelier tells it, the référentiel has a balise and a trajectory of it."""
    story = read_story("held")
    plan = Plan(
        title=story["title"],
        season=atelier.season,
        atelier=atelier,
        held_on=HELD_ON,
        territories=_territories(story),
        is_example=True,
    )
    told = Telling(story, facilitator, plan)
    told.tell()
    told.read()
    told.propose()
    remember_proposal(told.leader, uuid4(), told.proposals[0])
    told.close()
    territory = Territory.objects.get(slug=story["published"])
    publish_trajectory(
        told.leader,
        uuid4(),
        territory=territory.pk,
        agreed_by=AGREED_BY,
        agreed_on=AGREED_ON,
    )
    return told.session


def _next(facilitator: Facilitator, atelier: Atelier, held: AtelierSession) -> AtelierSession:
    """Opens with what its territories told in the one that was held; they go on."""
    story = read_story("next")
    territories = _territories(story)
    plan = Plan(
        title=story["title"],
        season=atelier.season,
        held_on=timezone.localdate(),
        territories=territories,
        is_example=True,
        continues=[Earlier(territory.pk, session=held.pk) for territory in territories],
    )
    told = Telling(story, facilitator, plan)
    told.tell()
    return told.session


def _against(
    facilitator: Facilitator, atelier: Atelier, referentiel: Referentiel
) -> AtelierSession:
    """Reads against the stakes that came out of the crossing, named by their short titles in the story."""
    story = read_story("crossed")
    keys = {stake.short_title: stake.key for stake in referentiel.offered}
    for reading in story["readings"]:
        reading["tags"] = {keys[name]: said for name, said in reading["tags"].items()}
    plan = Plan(
        title=story["title"],
        season=atelier.season,
        held_on=timezone.localdate(),
        territories=_territories(story),
        is_example=True,
        referentiel=referentiel,
    )
    told = Telling(story, facilitator, plan)
    told.tell()
    told.read()
    return told.session
