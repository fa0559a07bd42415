"""Texts of a séance, whoever sends them: forms, commands, exports, passwords (invariant I25)."""

import unicodedata
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from sessions.commands import participants
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.models import Facilitator, Proposal
from sessions.queries.polls import turnout
from sessions.views.accounts import PasswordForm
from tests.factories import Person, Room, make_room
from tests.sessions.views.live_page import send
from tests.sessions.world import World, build_world
from texts.cleaning import HIDDEN

NFC, NFD = (unicodedata.normalize(form, "phrase très élevée") for form in ("NFC", "NFD"))


@pytest.mark.parametrize("name", ["\u200b", "\u00ad \u2060", "\u202e", "\u3164", "\x1b"])
def test_name_that_nobody_sees_takes_no_seat(room: Room, name: str) -> None:
    territory = room.session.territories.all()[0].pk
    words = {"name": name, "territory": territory, "operation": str(uuid4())}
    response = Client().post(f"/s/{room.session.code}/rejoindre/", words)
    assert response.status_code == 422
    assert "Écrivez votre nom." in response.content.decode()


@pytest.mark.parametrize(
    "statement",
    ["•\tMettre en trajectoire", "Met\u00adtre en trajectoire", "« Mettre en trajectoire »",
     "\ufeff- Mettre en trajectoire", "1.\tMettre\u00a0en trajectoire\u200b"],
)  # fmt: skip
def test_balise_pasted_from_a_word_processor_is_taken(world: World, statement: str) -> None:
    world.room.go_to("emergence")
    sent = send(world.bob.browser(), world, "balises/", statement=statement, cards=[world.card.pk])
    assert sent.status_code == 200
    assert Proposal.objects.latest("pk").statement == "Mettre en trajectoire"


def test_commands_clean_too(room: Room, bob: Person) -> None:
    room.go_to("recits")
    card = room.post(bob, "L'e\u0301te\u0301\u200b", text="un\x1b\r\ndeux", moment="2014\u201117")
    assert (card.title, card.text, card.moment) == ("L’été", "un\ndeux", "2014-17")
    assert (card.year_from, card.year_to) == (2014, 2017)


@pytest.mark.parametrize("format_key", list(FORMATS))
def test_no_export_has_a_sign_that_nobody_sees(world: World, format_key: str) -> None:
    old = "Vieux\x1b\x0b\u202e\u200btitre"
    with connection.cursor() as cursor:
        # As SQL: the columns clean whatever Django writes.
        cursor.execute("UPDATE ateliers_ateliersession SET title = %s", [old])
        cursor.execute("UPDATE ateliers_trajectorycard SET title = %s, text = %s", [old, old])
    outcome = read_outcome(world.room.session.code)
    written = FORMATS[format_key].write(outcome)
    if format_key != "csv":
        assert not HIDDEN.search(written.decode())
    assert outcome.session.title == outcome.cards[0].title == "Vieux\ntitre"


@pytest.mark.parametrize(("kept", "typed"), [(NFC, NFD), (NFD, NFC), (NFC, NFC), (NFD, NFD)])
def test_password_is_one_however_it_is_composed(alice: Facilitator, kept: str, typed: str) -> None:
    alice.set_password(kept)
    alice.save()
    words = {"username": alice.email, "password": typed.replace(" ", "\u00a0")}
    assert Client().post("/connexion/", words).status_code == 302


@pytest.mark.parametrize("typed", [NFC, NFD])
def test_password_kept_before_there_was_one_spelling_still_opens(
    alice: Facilitator, typed: str
) -> None:
    # As AbstractBaseUser kept it: unchanged.
    super(Facilitator, alice).set_password(NFD)
    alice.save()
    assert (
        Client().post("/connexion/", {"username": alice.email, "password": typed}).status_code
        == 302
    )
    assert not alice.check_password(NFC.upper())


def test_length_of_a_password_is_counted_in_one_spelling(alice: Facilitator) -> None:
    short = unicodedata.normalize("NFD", "éàùéàù")
    form = PasswordForm(alice, {"new_password1": short, "new_password2": short})
    assert len(short) == 12
    assert not form.is_valid()


def test_two_people_of_one_name_are_told_apart(room: Room) -> None:
    names = ["Camille R.", "camille  r.", "Camille R.\u200b", "x" * 60, "x" * 60]
    seats = [room.seat(name, "Malaunay").seat.name for name in names]
    assert seats == ["Camille R.", "camille r. (2)", "Camille R. (3)", "x" * 60, "x" * 56 + " (2)"]


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_turnout_never_has_more_voters_than_people(
    four_stakes: None, alice: Facilitator, secrecy: str
) -> None:
    room = make_room(alice, secrecy=secrecy)
    world = build_world(room, room.seat("Bob", "Malaunay"), room.seat("Chloé", "Le Mené"))
    before = turnout(room.session)
    for person in (world.bob, world.chloe):
        participants.erase_participant(room.leader, uuid4(), person.seat.pk)
        after = turnout(room.session)
        assert after.voters == before.voters
        assert after.voters <= after.participants


@pytest.mark.parametrize("tail", [")", ".", ").", "»", ",", "%C2%A0%C2%BB"])
@pytest.mark.parametrize("page", ["{}/{}", "{}{}", "{}/rejoindre/{}", "{}/rejoindre/{}/"])
def test_link_with_a_sign_behind_it_leads_to_its_page(room: Room, page: str, tail: str) -> None:
    address = f"/s/{page.format(room.session.code, tail)}"
    # A dot alone is a folder: browsers and clients take it out themselves.
    response = Client().get(address, follow=True)
    assert response.status_code == 200
    assert response.redirect_chain[-1][0].endswith(f"/s/{room.session.code}/rejoindre/")


@pytest.mark.parametrize("pasted", ["http://testserver/s/{}/", "Code : {}", "« {} »."])
def test_whole_link_in_the_field_of_the_code_works(room: Room, pasted: str) -> None:
    response = Client().post("/", {"code": pasted.format(room.session.code)})
    assert response.headers["Location"] == f"/s/{room.session.code}/"


@pytest.mark.parametrize("day", ["0026-11-23", "1026-11-23", "9999-01-01"])
def test_year_far_away_is_refused_with_a_sentence(room: Room, day: str) -> None:
    browser, address = room.leader_browser(), f"/s/{room.session.code}/preparation/"
    words = {"title": "Une", "held_on": day, "operation": str(uuid4())}
    response = browser.post(address, words)
    assert response.status_code == 422
    assert "Vérifiez l’année" in response.content.decode()
    room.session.refresh_from_db()
    assert room.session.held_on == date(2026, 11, 23)
