"""Whoever comes back sees what the others see: page at N + what was missed since N = a fresh page."""

import json
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions import journal
from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, Audience
from sessions.commands import participants
from sessions.live.catch_up import WHOLE_BOARD_FROM, catch_up, frame, missed_since
from sessions.models import AtelierSession, Facilitator
from tests.factories import Person, Room, make_room
from tests.sessions.live.seances import Deed, Seance, begin, stories
from tests.sessions.page import Page, holds_board
from tests.sessions.world import whole_page

THOROUGH = settings(
    max_examples=15,
    # The room is made anew inside the test; the fixtures only bring what never changes.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Album:
    """The boards that an audience had at every number, and a page that lived through all of it."""

    audience: Audience
    boards: dict[int, str] = field(default_factory=dict)
    live: Page | None = None

    def keep(self, session: AtelierSession) -> None:
        """Notes the board as it is now; the first one is where the live page begins."""
        html = whole_page(session, self.audience)
        self.boards[session.last_seq] = html
        self.live = self.live or Page(html, session.last_seq)

    def round(self, session: AtelierSession) -> None:
        """Takes the live page to now, as a round of the hub does."""
        assert self.live is not None
        missed = missed_since(session.pk, self.live.position)
        self.live.hear(frame(missed, self.audience).text)


def fresh(room: Room) -> AtelierSession:
    return AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)


def live_through(seance: Seance, story: list[tuple[Deed, bool]], audience: Audience) -> Album:
    """Does the deeds, with a round of the hub after those that say so."""
    album = Album(audience)
    album.keep(fresh(seance.room))
    for deed, with_round in story:
        seance.do(deed)
        session = fresh(seance.room)
        album.keep(session)
        if with_round:
            album.round(session)
    return album


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
@THOROUGH
@given(
    story=stories(),
    audience=st.sampled_from(AUDIENCES),
    secrecy=st.sampled_from(["named", "anonymous"]),
)
def test_page_at_any_number_catches_up_to_the_fresh_page(
    alice: Facilitator, story: list[tuple[Deed, bool]], audience: Audience, secrecy: str
) -> None:
    room = make_room(alice, secrecy=secrecy)
    album = live_through(begin(room), story, audience)
    session = fresh(room)
    now = Page(whole_page(session, audience)).normal()
    for number, board in album.boards.items():
        page = Page(board, number)
        text = catch_up(session.pk, number, audience).text
        page.hear(text)
        assert page.normal() == now, number
        assert page.position == session.last_seq
        # Twice is once.
        page.apply(json.loads(text)["html"])
        assert page.normal() == now, number
    assert album.live is not None
    album.round(session)
    assert album.live.normal() == now


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
def test_refused_deeds_change_no_page(room: Room) -> None:
    seance = begin(room)
    seance.do(Deed("close session", (0, 0, 0)))
    before = fresh(room)
    boards = {audience: whole_page(before, audience) for audience in AUDIENCES}
    for name in (
        "join",
        "post",
        "edit",
        "delete",
        "hide card",
        "read",
        "propose",
        "vote",
        "reveal",
        "move",
        "correct",
        "add territories",
    ):
        # Nobody opens the séance again for a first pick of 0.
        seance.do(Deed(name, (0, 1, 1)))
    assert fresh(room).last_seq == before.last_seq
    assert {audience: whole_page(fresh(room), audience) for audience in AUDIENCES} == boards


@pytest.mark.django_db
def test_page_that_missed_nothing_gets_an_empty_frame(room: Room) -> None:
    head = fresh(room).last_seq
    assert json.loads(catch_up(room.session.pk, head, PARTICIPANTS).text) == {
        "seq": head,
        "html": "",
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
@pytest.mark.parametrize("audience", AUDIENCES)
def test_page_far_behind_gets_the_whole_board(room: Room, bob: Person, audience: Audience) -> None:
    room.go_to("recits")
    since = fresh(room).last_seq
    old = Page(whole_page(fresh(room), audience), since)
    for number in range(WHOLE_BOARD_FROM + 1):
        room.post(bob, f"Carte {number}")
    text = catch_up(room.session.pk, since, audience).text
    assert holds_board(json.loads(text)["html"])
    old.hear(text)
    assert old.normal() == Page(whole_page(fresh(room), audience)).normal()


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
@pytest.mark.parametrize("audience", AUDIENCES)
def test_page_ahead_of_a_restored_room_gets_the_whole_board(room: Room, audience: Audience) -> None:
    session = fresh(room)
    unknown = (
        '<h1 id="heading">Autre titre</h1><div id="board">Ce que la sauvegarde ne sait pas.</div>'
    )
    clock = "" if audience.is_facilitator else '<p id="clock">Une heure de trop.</p>'
    ahead = Page(clock + unknown, session.last_seq + 40)
    text = catch_up(session.pk, session.last_seq + 40, audience).text
    ahead.hear(text)
    assert ahead.position == session.last_seq
    assert ahead.normal() == Page(whole_page(session, audience)).normal()


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
def test_removed_people_are_named_once_and_for_those_who_were_there(
    room: Room, bob: Person, chloe: Person
) -> None:
    since = fresh(room).last_seq
    seance = Seance(room, people=[bob, chloe])
    seance.do(Deed("remove", (1, 0, 0)))
    assert missed_since(room.session.pk, since).removed == {chloe.seat.pk}
    assert missed_since(room.session.pk, since + 1).removed == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
def test_hidden_card_leaves_the_room_but_not_the_cockpit(room: Room, bob: Person) -> None:
    room.go_to("recits")
    card = room.post(bob, "Phrase à masquer")
    since = fresh(room).last_seq
    seance = Seance(room, people=[bob])
    seance.do(Deed("hide card", (0, 0, 1)))
    seen = {
        audience: json.loads(catch_up(room.session.pk, since, audience).text)["html"]
        for audience in AUDIENCES
    }
    assert "Phrase à masquer" in seen.pop(FACILITATORS)
    for html in seen.values():
        assert "Phrase à masquer" not in html
        assert f'<div id="card-{card.pk}" data-gone></div>' in html


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
@pytest.mark.parametrize("audience", AUDIENCES)
def test_event_that_this_process_does_not_know_brings_the_whole_board(
    room: Room, bob: Person, audience: Audience
) -> None:
    """A newer process writes what an older one reads, while a site is renewed."""
    room.go_to("recits")
    since = fresh(room).last_seq
    old = Page(whole_page(fresh(room), audience), since)
    elsewhere = room.session.territories.exclude(pk=bob.seat.territory_id).get()
    participants.move_participant(room.leader, uuid4(), bob.seat.pk, territory=elsewhere.pk)
    room.post(bob, "Une carte")
    with transaction.atomic():
        session = journal.take_turn(room.session.pk)
        journal.record(
            session, event="lantern_lit", noun="lantern", subject=7, particulars={}, actor=None
        )
    text = catch_up(room.session.pk, since, audience).text
    assert holds_board(json.loads(text)["html"])
    old.hear(text)
    assert old.position == since + 3
    assert old.normal() == Page(whole_page(fresh(room), audience)).normal()
