"""The seam of the methods of voting: what holds for each of them, and for one that nobody knows."""

from uuid import uuid4

import pytest
from django.test import Client

from sessions.audience import AUDIENCES, Audience
from sessions.commands import polls
from sessions.commands.base import Refused
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, Poll
from sessions.voting import METHODS, UNKNOWN, Method, method_of
from tests.sessions.world import World

EVERY = [*METHODS.values(), UNKNOWN]


@pytest.fixture
def of_tomorrow(world: World) -> World:
    """The vote is by a method of a version that comes after this one."""
    Poll.objects.filter(pk=world.poll.pk).update(method_key="of-tomorrow", settings={"x": [1]})
    world.poll.refresh_from_db()
    return world


@pytest.mark.parametrize("method", EVERY, ids=lambda method: method.key)
def test_method_is_found_by_its_key_and_reads_settings_from_anything(method: Method) -> None:
    assert method_of(method.key) is method
    defaults = method.read_settings({})
    nonsense: list[object] = [None, [], {"x": 1}]
    for stored in nonsense:
        assert method.read_settings(dict.fromkeys(defaults, stored)) == defaults


def test_setting_that_was_allowed_when_the_vote_opened_stays() -> None:
    assert METHODS["dots"].read_settings({"dots": 30}) == {"dots": 30, "cap": None}


@pytest.mark.parametrize("audience", AUDIENCES, ids=str)
@pytest.mark.parametrize("state", Poll.State)
def test_unknown_method_breaks_no_board(
    of_tomorrow: World, audience: Audience, state: Poll.State
) -> None:
    Poll.objects.filter(pk=of_tomorrow.poll.pk).update(state=state)
    session = AtelierSession.objects.get(pk=of_tomorrow.room.session.pk)
    html = render_board(session, audience)
    assert f'data-state="{state}"' in html
    if state != Poll.State.CLOSED:
        assert "ne connaît pas" in html


def test_unknown_method_takes_no_ballot_and_says_what_to_do(of_tomorrow: World) -> None:
    with pytest.raises(Refused, match="Prévenez l’équipe d’animation"):
        polls.cast_ballot(of_tomorrow.bob.actor, uuid4(), of_tomorrow.poll.pk, choices={})
    assert not of_tomorrow.poll.ballots.exists()


def test_unknown_method_breaks_no_page_and_no_export(of_tomorrow: World) -> None:
    room = of_tomorrow.room
    polls.close_poll(room.leader, uuid4(), of_tomorrow.poll.pk)
    polls.reveal_poll(room.leader, uuid4(), of_tomorrow.poll.pk)
    client = Client()
    client.force_login(room.facilitator)
    for page in ("animation/", "ecran/"):
        assert client.get(f"/s/{room.session.code}/{page}").status_code == 200
    outcome = read_outcome(room.session.code)
    for each in FORMATS.values():
        assert each.write(outcome)
    assert "son résultat n’est pas montré" in FORMATS["html"].write(outcome).decode()
