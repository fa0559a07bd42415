"""What cannot be done is said clearly: forged forms, and a database that is away."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from tests.factories import Person, Room

ASK = """
import django
django.setup()
from django.test import Client
browser = Client(SERVER_NAME="127.0.0.1", headers={headers})
browser.cookies["sessionid"] = {session!r}
response = browser.{method}({address!r})
print(response.status_code, response.headers["Content-Type"].split(";")[0])
print(response.content.decode())
"""


def ask_without_a_database(
    tmp_path: Path, address: str, *, method: str = "get", live: bool = False, session: str = ""
) -> str:
    """The answer of another process, whose database cannot be opened."""
    headers = {"HX-Request": "true"} if live else {}
    code = ASK.format(headers=headers, session=session, method=method, address=address)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/db.sqlite3",
    }
    environment.pop("REDIS_URL", None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("session", ["", "a" * 32])
def test_page_without_a_database_is_a_clear_503(tmp_path: Path, session: str) -> None:
    told = ask_without_a_database(tmp_path, "/s/ABCDEFGH/", session=session)
    assert told.startswith("503 text/html")
    assert "Le service ne répond pas pour l’instant. Rien n’a été enregistré" in told
    assert 'href="/s/ABCDEFGH/">Réessayer</a>' in told
    assert "Traceback" not in told


def test_live_page_without_a_database_is_told_in_words(tmp_path: Path) -> None:
    told = ask_without_a_database(tmp_path, "/s/ABCDEFGH/cartes/", method="post", live=True)
    assert told.startswith("503 text/plain\nLe service ne répond pas")


def test_process_without_a_database_still_lives(tmp_path: Path) -> None:
    assert ask_without_a_database(tmp_path, "/healthz").startswith("200 text/plain\nok")


@pytest.mark.parametrize("token", ["", "x" * 64])
def test_form_without_its_token_changes_nothing(room: Room, bob: Person, token: str) -> None:
    room.go_to("recits")
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = bob.browser().cookies
    words = {"kind": "etape", "title": "Forgée", "operation": str(uuid4())}
    address = f"/s/{room.session.code}/cartes/"
    page = browser.post(address, words, headers={"X-CSRFToken": token})
    assert page.status_code == 403
    assert "La page a expiré" in page.content.decode()
    live = browser.post(address, words, headers={"X-CSRFToken": token, "HX-Request": "true"})
    assert (live.status_code, live.headers["Content-Type"]) == (403, "text/plain; charset=utf-8")
    assert not room.session.cards.exists()


def test_form_with_the_token_of_its_page_is_taken(room: Room, bob: Person) -> None:
    room.go_to("recits")
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = bob.browser().cookies
    page = browser.get(f"/s/{room.session.code}/").content.decode()
    token = page.split('"X-CSRFToken": "')[1].split('"')[0]
    words = {"kind": "etape", "title": "La mienne", "operation": str(uuid4())}
    response = browser.post(
        f"/s/{room.session.code}/cartes/", words, headers={"X-CSRFToken": token}
    )
    assert response.status_code == 200
    assert room.session.cards.get().title == "La mienne"


@pytest.mark.parametrize("address", ["/connexion/", "/", "/deconnexion/", "/seances/nouvelle/"])
def test_plain_form_without_its_token_is_refused(room: Room, address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(room.facilitator, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(address, {"code": room.session.code}).status_code == 403


def test_refusals_say_why_in_the_live_page_and_in_a_page_of_their_own(
    room: Room, bob: Person
) -> None:
    address = f"/s/{room.session.code}/cloture/"
    words = {"operation": str(uuid4())}
    live = bob.browser().post(address, words, headers={"HX-Request": "true"})
    assert live.content.decode() == "Cette page est réservée à l’animation de la séance."
    page = bob.browser().post(address, words)
    assert "Cette page est réservée à l’animation de la séance." in page.content.decode()
    assert "<h1>" in page.content.decode()
