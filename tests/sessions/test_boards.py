"""The whole board of an audience, and the pieces that replace its parts."""

import re
from uuid import uuid4

import pytest

from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, PROJECTOR, Audience
from sessions.commands import sessions
from sessions.fragments import FRAGMENTS, boards
from sessions.fragments.boards import board, newcomers_board, render_board
from sessions.fragments.drawing import Loads, render
from sessions.fragments.registry import ListFragment, SingleFragment
from sessions.kept import Kept, text_bytes
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, Facilitator
from tests.factories import make_room
from tests.sessions.commands.moments import hide_card, reveal_poll
from tests.sessions.page import Page
from tests.sessions.world import World, whole_page

ROOT = re.compile(r"^\s*<(\w+) id=\"([\w-]+)\"")


def fresh(world: World) -> AtelierSession:
    """The séance as it is now."""
    return AtelierSession.objects.select_related("current_step").get(pk=world.room.session.pk)


def all_fragments(world: World) -> list[str]:
    """Every fragment of the room, of every kind."""
    return [
        *(kind.key for kind in FRAGMENTS if isinstance(kind, SingleFragment)),
        f"card-{world.card.pk}",
        f"proposal-{world.proposal.pk}",
        f"person-{world.bob.seat.pk}",
        f"seat-{world.bob.seat.pk}",
    ]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("prepared", ["open vote", "revealed", "closed"])
def test_every_fragment_stands_in_the_page_as_it_is_sent(
    world: World, audience: Audience, prepared: str
) -> None:
    if prepared == "revealed":
        reveal_poll(world)
    if prepared == "closed":
        sessions.close_session(world.room.leader, uuid4())
    session = fresh(world)
    whole = re.sub(r"\s+", " ", whole_page(session, audience))
    for fragment in all_fragments(world):
        piece = re.sub(r"\s+", " ", render(Loads(session), [fragment], audience)).strip()
        assert piece in whole
        assert bool(piece) is (f' id="{fragment}"' in whole)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_fragment_has_one_root_with_its_own_id(world: World, audience: Audience) -> None:
    for fragment in all_fragments(world):
        html = render(Loads(fresh(world)), [fragment], audience)
        if html:
            root = ROOT.match(html)
            assert root is not None, html[:80]
            assert root[2] == fragment


@pytest.mark.parametrize("audience", AUDIENCES)
def test_ids_of_a_board_are_unique(world: World, audience: Audience) -> None:
    ids = re.findall(r' id="([^"]+)"', whole_page(fresh(world), audience))
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_piece_that_is_gone_becomes_a_mark(world: World, audience: Audience) -> None:
    lists = [kind for kind in FRAGMENTS if isinstance(kind, ListFragment)]
    missing = [kind.id(999999) for kind in lists if kind.is_for(audience)]
    html = render(Loads(fresh(world)), missing, audience)
    for fragment in missing:
        assert f'<div id="{fragment}" data-gone></div>' in html


def test_fragments_named_twice_are_rendered_once(world: World) -> None:
    card = f"card-{world.card.pk}"
    html = render(Loads(fresh(world)), [card, "cards-count", card, "cards-count"], PARTICIPANTS)
    assert html.count(f'id="{card}"') == 1
    assert html.count('id="cards-count"') == 1


@pytest.mark.parametrize("audience", AUDIENCES)
def test_empty_room_has_a_board(alice: Facilitator, audience: Audience) -> None:
    room = make_room(alice, opened=False)
    html = render_board(AtelierSession.objects.get(pk=room.session.pk), audience)
    assert 'data-front="trajectories"' in html


def test_board_is_kept_by_room_number_and_audience(world: World) -> None:
    session = fresh(world)
    kept = {audience: board(session, audience) for audience in AUDIENCES}
    assert len(set(kept.values())) == len(AUDIENCES)
    assert board(fresh(world), PARTICIPANTS) is kept[PARTICIPANTS]
    hide_card(world)
    assert board(fresh(world), PARTICIPANTS) != kept[PARTICIPANTS]


def test_old_boards_are_let_go_by_their_bytes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = fresh(world)
    size = text_bytes(board(session, PROJECTOR))
    monkeypatch.setattr(boards, "_boards", Kept(10 * size, boards.place_bytes))
    first = board(session, PROJECTOR)
    for number in range(30):
        session.code = f"ROOM{number}"
        board(session, PROJECTOR)
        assert boards._boards.bytes <= 10 * size
    assert board(fresh(world), PROJECTOR) is not first


def test_board_that_is_newer_serves_whoever_asked_for_an_older_one(world: World) -> None:
    before = fresh(world)
    hide_card(world)
    newer = board(fresh(world), PARTICIPANTS)
    assert board(before, PARTICIPANTS) is newer


@pytest.mark.parametrize("audience", AUDIENCES)
def test_newcomers_to_a_busy_room_are_given_a_board_of_a_moment_ago_and_catch_up(
    world: World, audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boards, "AHEAD", 0.0)
    monkeypatch.setattr(boards, "SHARE", 1e-6)
    monkeypatch.setattr(boards, "LONGEST_REST", 3600.0)
    first = newcomers_board(fresh(world), audience)
    hide_card(world)
    now = fresh(world)
    assert newcomers_board(now, audience) == first
    page = Page(first.html, first.seq)
    page.hear(catch_up(now.pk, first.seq, audience).text)
    assert page.normal() == Page(render_board(now, audience), now.last_seq).normal()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_newcomers_to_a_calm_room_are_given_the_board_of_now(
    world: World, audience: Audience
) -> None:
    first = newcomers_board(fresh(world), audience)
    hide_card(world)
    now = fresh(world)
    board_now = newcomers_board(now, audience)
    assert board_now.seq == now.last_seq > first.seq
    assert board_now.html == render_board(now, audience)


def test_card_is_rendered_anew_once_it_is_edited(world: World) -> None:
    card = f"card-{world.card.pk}"
    before = render(Loads(fresh(world)), [card], PARTICIPANTS)
    assert render(Loads(fresh(world)), [card], PARTICIPANTS) == before
    world.card.title = "Le bois des haies, encore"
    world.card.save()
    assert render(Loads(fresh(world)), [card], PARTICIPANTS) != before


def test_board_shows_the_state_of_the_room(world: World) -> None:
    html = render_board(fresh(world), FACILITATORS)
    for shown in (
        "Le terril",
        "1986",
        "Faire parler d’abord",
        "Un emblème.",
        "Bob",
        "Chloé",
        "Malaunay",
        "Le Mené",
    ):
        assert shown in html
    assert world.room.session.spaced_code in html
