"""A séance is read against the stakes of its référentiel, and keeps the names under which it was read."""

import json
from collections.abc import Iterator
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html

from referentiel.commands.base import Author
from referentiel.commands.stakes import (
    add_stake,
    move_stake,
    rename_stake,
    retire_stake,
)
from referentiel.models import Referentiel, Stake
from sessions.audience import Audience, AudienceRole
from sessions.commands import readings, sessions
from sessions.commands.base import Refused
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.fragments.boards import board
from sessions.models import AtelierSession, Facilitator, JournalEntry, StakeReading, TrajectoryCard
from sessions.queries.cards import card_views
from sessions.queries.stakes import shown_stakes
from tests.factories import Person, Room, make_facilitator, make_room
from tests.referentiel.stakes import add_rives, change_stake

ALICE = Author("Alice", 7)
NEW = "/seances/nouvelle/"
FOUR = {"engagement", "cooperation", "integration", "value"}
pytestmark = pytest.mark.usefixtures("four_stakes")


def tag(intensity: int, reason: str = "") -> readings.Tag:
    return readings.Tag(intensity=intensity, reason=reason)


@pytest.fixture
def rives(four_stakes: None) -> Referentiel:
    """Adds a second référentiel, with two stakes."""
    return add_rives()


@pytest.fixture
def there(alice: Facilitator, rives: Referentiel) -> Room:
    """Opens a séance on it."""
    return make_room(alice, referentiel=rives)


def read(room: Room, reader: Person, **tags: readings.Tag) -> TrajectoryCard:
    """Writes a card of the first territory, which `reader` reads."""
    room.go_to("recits")
    card = room.post(reader, "Le terril")
    room.go_to("lecture")
    readings.read_card(reader.actor, uuid4(), card.pk, tags=tags)
    return card


def stake_of(rives: Referentiel, name: str) -> Stake:
    return rives.stakes.get(short_title=name)


def reading_form(room: Room, card: TrajectoryCard) -> str:
    return reverse("ateliers:card-reading", args=[room.session.code, card.pk])


def texts_of(room: Room) -> Iterator[tuple[str, str]]:
    """Returns every board and every export of a séance, as text."""
    session = AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)
    for role in AudienceRole:
        yield str(role), board(session, Audience(role))
    outcome = read_outcome(session.code)
    for form in FORMATS.values():
        written = form.write(outcome)
        if form.key == "csv":
            with ZipFile(BytesIO(written)) as zipped:
                yield form.key, "".join(zipped.read(name).decode() for name in zipped.namelist())
        else:
            yield form.key, written.decode()


def test_stakes_of_the_second_referentiel_are_everywhere_and_the_four_nowhere(
    there: Room, rives: Referentiel
) -> None:
    bob = there.seat("Bob")
    soin, sobriete = stake_of(rives, "Soin"), stake_of(rives, "Sobriété")
    card = read(there, bob, **{soin.key: tag(3, "Un soin."), sobriete.key: tag(1)})
    for where, text in texts_of(there):
        assert "Soin" in text, where
        assert "Sobriété" in text, where
        # « Engagement » may be a word of an instruction: the keys and the classes are not.
        for key in FOUR:
            assert f'stake--{key}"' not in text, where
            assert f'"{key}"' not in text, where
        assert "Démarche intégrée" not in text, where
    form = bob.browser().get(reading_form(there, card)).content.decode()
    assert f'name="intensity-{soin.key}"' in form
    assert "intensity-value" not in form


def test_stake_of_another_referentiel_is_refused(there: Room) -> None:
    bob = there.seat("Bob")
    card = read(there, bob)
    with pytest.raises(Refused):
        readings.read_card(bob.actor, uuid4(), card.pk, tags={"value": tag(2)})
    assert not StakeReading.objects.exists()


def test_form_asks_for_a_referentiel_only_where_there_are_two(alice: Facilitator) -> None:
    browser = Client()
    browser.force_login(alice)
    assert 'name="referentiel"' not in browser.get(NEW).content.decode()
    rives = add_rives()
    page = html.fromstring(browser.get(NEW).content)
    sent = dict(page.xpath("//main//form")[0].form_values())
    default = Referentiel.objects.get(slug="villes-pairs")
    assert sent["referentiel"] == str(default.pk)
    sent |= {"title": "Deuxième", "new_territories": "Malaunay", "referentiel": rives.pk}
    assert browser.post(NEW, {**sent, "referentiel": 10**9}).status_code == 422
    assert browser.post(NEW, sent).status_code == 302
    assert AtelierSession.objects.get(title="Deuxième").referentiel == rives


def test_closed_seance_keeps_its_names_with_those_of_today_beside(
    there: Room, rives: Referentiel
) -> None:
    bob = there.seat("Bob")
    soin = stake_of(rives, "Soin")
    read(there, bob, **{soin.key: tag(3, "Un soin.")})
    sessions.close_session(there.leader, uuid4())
    before = dict(texts_of(there))
    assert all("Attention" not in text for text in before.values())
    rename_stake(soin, short_title="Attention", title="Faire attention", author=ALICE)
    add_stake(rives, short_title="Beauté", title="Le beau", author=ALICE)
    retire_stake(stake_of(rives, "Sobriété"), author=ALICE, why="Dit ailleurs")
    for where, text in texts_of(there):
        assert "Soin" in text, where
        assert "Attention" in text, where
        assert "Sobriété" in text, where
        assert "Beauté" not in text, where
    sessions.open_session(there.leader, uuid4())
    now = dict(texts_of(there))
    assert "Beauté" in now["participants"]
    facts = json.loads(now["json"])
    assert [each["short_title"] for each in facts["stakes"]] == ["Attention", "Beauté"]
    assert facts["stakes"][0]["formerly"] == ["Soin"]
    assert facts["cards"][0]["readings"][0]["read_as"] == "Soin"
    assert "Soin" in now["html"]


def test_tag_that_stays_keeps_the_name_of_its_time(there: Room, rives: Referentiel) -> None:
    bob = there.seat("Bob")
    soin, sobriete = stake_of(rives, "Soin"), stake_of(rives, "Sobriété")
    card = read(there, bob, **{soin.key: tag(3), sobriete.key: tag(1)})
    for stake in (soin, sobriete):
        rename_stake(stake, short_title=f"{stake} 2", title=stake.title, author=ALICE)
    tags = {soin.key: tag(3), sobriete.key: tag(2)}
    readings.read_card(bob.actor, uuid4(), card.pk, tags=tags)
    read_as = dict(StakeReading.objects.values_list("stake", "read_as"))
    assert read_as == {soin.key: "Soin", sobriete.key: "Sobriété 2"}
    shown = {each.stake.key: each for each in card_views(there.session, ids=[card.pk])[0].readings}
    assert shown[soin.key].formerly == ["Soin"]
    assert shown[sobriete.key].formerly == []


def test_retired_stake_stays_where_it_was_read(
    there: Room, rives: Referentiel, alice: Facilitator
) -> None:
    bob = there.seat("Bob")
    soin = stake_of(rives, "Soin")
    card = read(there, bob, **{soin.key: tag(3)})
    elsewhere = make_room(alice, title="Une autre", referentiel=rives)
    retire_stake(soin, author=ALICE, why="Dit ailleurs")
    assert [each.short_title for each in shown_stakes(there.session)] == ["Sobriété", "Soin"]
    assert [each.short_title for each in shown_stakes(elsewhere.session)] == ["Sobriété"]
    # A reading that was being written when its stake was retired is not lost.
    bruno = elsewhere.seat("Bruno")
    other = read(elsewhere, bruno)
    form = reading_form(elsewhere, other)
    assert f"intensity-{soin.key}" not in bruno.browser().get(form).content.decode()
    sent = {"operation": str(uuid4()), f"intensity-{soin.key}": "2"}
    assert bruno.browser().post(form, sent).status_code == 200
    assert StakeReading.objects.get(card=other).stake == soin
    assert StakeReading.objects.get(card=card).stake == soin


@pytest.mark.django_db(transaction=True)
def test_only_rooms_of_the_referentiel_are_told(alice: Facilitator, rives: Referentiel) -> None:
    there, here = make_room(alice, referentiel=rives), make_room(alice, title="Les quatre")
    soin = stake_of(rives, "Soin")
    rename_stake(soin, short_title="Attention", title=soin.title, author=ALICE)
    add_stake(rives, short_title="Beauté", title="Le beau", author=ALICE)
    move_stake(soin, down=False, author=ALICE)
    retire_stake(soin, author=ALICE, why="Dit ailleurs")
    told = JournalEntry.objects.filter(event="referentiel_changed")
    assert told.filter(session=there.session).count() == 4
    assert not told.filter(session=here.session).exists()


def test_anonymous_export_does_not_tell_when_a_reading_was_made(
    alice: Facilitator, rives: Referentiel
) -> None:
    room = make_room(alice, secrecy="anonymous", referentiel=rives)
    soin = stake_of(rives, "Soin")
    read(room, room.seat("Bob"), **{soin.key: tag(3, "Un soin.")})
    rename_stake(soin, short_title="Attention", title=soin.title, author=ALICE)
    outcome = read_outcome(room.session.code)
    assert outcome.cards[0].readings[0].read_as is None
    assert outcome.stakes[1].formerly == ["Soin"]


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["rename", "add", "retire", "restore", "up", "read", "close", "open"]),
        st.integers(0, 9),
    ),
    max_size=14,
)


class AnyHistory(TestCase):
    """Whatever happens to the stakes, what was read stays readable under the name that it was read with."""

    @settings(max_examples=25, suppress_health_check=list(HealthCheck))
    @given(CHANGES)
    def test_readings_stay_readable_under_their_names(self, changes: list[tuple[str, int]]) -> None:
        rives = add_rives()
        room = make_room(make_facilitator(f"{uuid4()}@exemple.fr"), referentiel=rives)
        bob = room.seat("Bob")
        card = read(room, bob)
        expected: dict[str, str] = {}
        closed: list[str] = []
        for number, (what, which) in enumerate(changes):
            stakes = list(rives.stakes.all())
            stake = stakes[which % len(stakes)]
            session = AtelierSession.objects.get(pk=room.session.pk)
            if what == "read" and session.is_open:
                offered = {one.key: one.short_title for one in shown_stakes(session)}
                if stake.key in offered:
                    kept = {
                        one.stake_id: tag(one.intensity, one.reason)
                        for one in StakeReading.objects.filter(card=card)
                    }
                    tags = {**kept, stake.key: tag(2, f"Raison {number}")}
                    readings.read_card(bob.actor, uuid4(), card.pk, tags=tags)
                    expected[stake.key] = offered[stake.key]
            elif what == "close" and session.is_open:
                closed = [one.short_title for one in shown_stakes(session)]
                sessions.close_session(room.leader, uuid4())
            elif what == "open":
                sessions.open_session(room.leader, uuid4())
            else:
                change_stake(what, stake, number)
        session = AtelierSession.objects.get(pk=room.session.pk)
        view = card_views(session, ids=[card.pk])[0]
        shown = {line.stake.key: {line.stake.short_title, *line.formerly} for line in view.readings}
        assert shown.keys() == expected.keys()
        assert all(expected[key] in shown[key] for key in expected)
        if not session.is_open:
            assert [one.short_title for one in shown_stakes(session)] == closed
