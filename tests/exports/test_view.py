"""Exports through the site: who gets them, and how they arrive."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from sessions.commands import sessions
from sessions.exports.formats import FORMATS
from sessions.models import Facilitator
from tests.exports.worlds import World
from tests.factories import Room, make_room

KEYS = list(FORMATS)


def address(room: Room, key: str) -> str:
    return f"/s/{room.session.code}/exports/{key}"


def test_cockpit_offers_every_format_under_its_label(room: Room) -> None:
    page = html.document_fromstring(
        room.leader_browser().get(f"/s/{room.session.code}/animation/").content.decode()
    )
    links = page.cssselect(".cockpit-nav__exports a")
    assert [(link.get("href"), link.text_content().strip()) for link in links] == [
        (address(room, each.key), str(each.label)) for each in FORMATS.values()
    ]


@pytest.mark.parametrize("key", KEYS)
def test_export_is_for_the_facilitator_of_this_session(
    named: World, other_room: Room, key: str
) -> None:
    room = named.room
    assert room.leader_browser().get(address(room, key)).status_code == 200
    assert other_room.leader_browser().get(address(room, key)).status_code == 403
    stranger = other_room.seat("Étranger")
    for browser in (Client(), room.people["Sentinelle-Bob"].browser(), stranger.browser()):
        answer = browser.get(address(room, key))
        assert answer.status_code == 302
        assert answer["Location"].startswith("/connexion/?next=")


def test_visitor_comes_back_to_the_export_after_logging_in(room: Room) -> None:
    answer = Client().get(address(room, "html") + "?telecharger=1")
    code = room.session.code
    assert answer["Location"] == (
        f"/connexion/?next=%2Fs%2F{code}%2Fexports%2Fhtml%3Ftelecharger%3D1"
    )


def test_unknown_format_is_not_found_and_says_which_exist(room: Room) -> None:
    answer = room.leader_browser().get(address(room, "docx"))
    assert answer.status_code == 404
    assert ", ".join(FORMATS) in answer.content.decode()


def test_export_of_an_unknown_session_is_not_found(room: Room) -> None:
    assert room.leader_browser().get("/s/ZZZZZZZZ/exports/json").status_code == 404


@pytest.mark.parametrize("key", KEYS)
def test_export_refuses_to_be_posted_to(room: Room, key: str) -> None:
    assert room.leader_browser().post(address(room, key)).status_code == 405


@pytest.mark.parametrize(
    ("key", "content_type", "extension"),
    [("json", "application/json", "json"), ("csv", "application/zip", "zip")],
)
def test_file_downloads_under_the_name_of_the_session(
    room: Room, key: str, content_type: str, extension: str
) -> None:
    answer = room.leader_browser().get(address(room, key))
    assert answer["Content-Type"] == content_type
    name = f"seance-{room.session.code}-2026-11-23.{extension}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in answer["Cache-Control"]


def test_csv_is_a_whole_zip(named: World) -> None:
    answer = named.room.leader_browser().get(address(named.room, "csv"))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_compte_rendu_is_shown_with_nothing_inline(named: World) -> None:
    answer = named.room.leader_browser().get(address(named.room, "html"))
    page = answer.content.decode()
    assert "Content-Disposition" not in answer
    assert "Content-Security-Policy" in answer
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page
    assert "telecharger=1" in page


def test_compte_rendu_downloads_on_demand(named: World) -> None:
    answer = named.room.leader_browser().get(address(named.room, "html") + "?telecharger=1")
    assert answer["Content-Disposition"].endswith('-2026-11-23.html"')
    assert "<style>" in answer.content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_export_works_before_the_opening_and_after_the_close(
    alice: Facilitator, room: Room, key: str
) -> None:
    draft = make_room(alice, opened=False)
    assert draft.leader_browser().get(address(draft, key)).status_code == 200
    sessions.close_session(room.leader, uuid4())
    assert room.leader_browser().get(address(room, key)).status_code == 200
