"""What the référentiel rewords is shown anew by the rooms that show it, and by no others."""

from uuid import uuid4

import pytest
from django.test import Client

from referentiel.commands.balises import Wording, reword_balise
from referentiel.commands.base import Author, keep
from referentiel.commands.resources import add_resource, remove_resource
from referentiel.models import Resource, Season, Stake
from sessions.audience import PARTICIPANTS, Audience, AudienceRole
from sessions.commands.promotions import remember_amendment
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, JournalEntry
from tests.sessions.commands.moments import close_session
from tests.sessions.world import World, begin_amendment, begin_trial, touched_by

AUTHOR = Author("Racine")


# Rooms are told after the commit.
pytestmark = pytest.mark.django_db(transaction=True)


def entries_of(world: World) -> list[JournalEntry]:
    return list(
        JournalEntry.objects.filter(event="referentiel_changed", session=world.room.session)
    )


def test_territory_renamed_is_renamed_on_every_page_of_its_rooms(world: World) -> None:
    session = world.room.session
    session.refresh_from_db()
    before = session.last_seq
    territory = session.territories.all()[0]
    elsewhere = AtelierSession.objects.create(title="Sans lui")
    territory.name = "Un tout autre nom"
    keep(territory, author=AUTHOR)
    assert [entry.seq for entry in entries_of(world)] == [before + 1]
    assert not JournalEntry.objects.filter(session=elsewhere).exists()
    seats = {f"seat-{person.pk}" for person in session.participants.all()}
    assert set(touched_by(entries_of(world)[0])) == {"board", *seats}
    for role in AudienceRole:
        assert "Un tout autre nom" in catch_up(session.pk, before, Audience(role)).text


def test_what_no_room_shows_reaches_none(world: World) -> None:
    territory = world.room.session.territories.all()[0]
    territory.location = "Ailleurs"
    keep(territory, author=AUTHOR)
    season = Season.objects.create(number=9, title="Neuf", starts_on="2026-01-01", theme="x")
    season.title = "La neuvième"
    keep(season, author=AUTHOR)
    assert entries_of(world) == []


def test_resource_that_comes_changes_or_goes_reaches_the_rooms_of_its_season(world: World) -> None:
    seven, eight = (
        Season.objects.create(number=n, title="S", starts_on="2026-01-01", theme="x")
        for n in (7, 8)
    )
    AtelierSession.objects.filter(pk=world.room.session.pk).update(season=seven)
    elsewhere = AtelierSession.objects.create(title="Une autre", season=eight)
    link = "https://exemple.fr/"
    one = add_resource(
        Resource(season=seven, title="Le film", kind="film", link=link), author=AUTHOR
    )
    assert len(entries_of(world)) == 1
    told = catch_up(
        world.room.session.pk, entries_of(world)[0].seq - 1, Audience(PARTICIPANTS.role)
    )
    assert "Le film" in told.text
    one.note = "Avec sous-titres"
    keep(one, author=AUTHOR)
    assert len(entries_of(world)) == 2
    assert not elsewhere.journal.exists()
    one.season = eight
    keep(one, author=AUTHOR)
    remove_resource(one, author=AUTHOR)
    assert len(entries_of(world)) == 3
    assert elsewhere.journal.filter(event="referentiel_changed").count() == 2


def test_stake_reworded_reaches_every_room_that_is_not_closed(world: World) -> None:
    stake = Stake.objects.all()[0]
    stake.short_title = "Tout autre"
    keep(stake, author=AUTHOR)
    assert len(entries_of(world)) == 1
    close_session(world)
    stake.short_title = "Encore"
    keep(stake, author=AUTHOR)
    assert len(entries_of(world)) == 1


def test_admin_renames_a_territory_in_an_open_room(world: World, admin_client: Client) -> None:
    territory = world.room.session.territories.all()[0]
    fields = {
        name: getattr(territory, name) for name in ("slug", "kind", "location", "description")
    }
    address = f"/admin/referentiel/territory/{territory.pk}/change/"
    admin_client.post(address, {**fields, "name": "Renommé ici"})
    assert len(entries_of(world)) == 1


def test_balise_reworded_is_told_to_the_rooms_that_test_it(world: World, elsewhere: World) -> None:
    begin_trial(world)
    trial = world.room.session.trials.get()
    reword_balise(trial.balise, Wording("Garder le fil"), seen=1, author=AUTHOR)
    (entry,) = entries_of(world)
    assert "board" in touched_by(entry)
    assert entries_of(elsewhere) == []


def test_room_that_amends_a_balise_is_told_once(world: World) -> None:
    begin_amendment(world)
    remember_amendment(world.room.leader, uuid4(), world.id_of("amendment"), agreed=True)
    assert entries_of(world) == []
