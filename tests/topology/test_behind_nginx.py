"""Two processes behind nginx, with the configuration that is deployed."""

from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest
from lxml import html
from websockets.exceptions import InvalidStatus

from sessions.live.consumer import NOT_YOURS
from tests.nginx import trusting
from tests.topology.conftest import Front
from tests.visitors import shows

pytestmark = pytest.mark.standalone

PEOPLE = 6
"""Sockets: nginx gives them to both processes in turn."""


def post(front: Front, title: str, text: str = "") -> httpx.Response:
    """Bob posts a card, at whichever process."""
    form = {"kind": "etape", "title": title, "text": text}
    return front.visitor("bob").post(f"/s/{front.deployment.code}/cartes/", form)


def test_one_room_through_nginx_whichever_process_answers(front: Front) -> None:
    code = front.deployment.code
    with ExitStack() as open_pages:
        chloe = front.visitor("chloe")
        live = [
            open_pages.enter_context(chloe.watch(code, chloe.load(f"/s/{code}/")))
            for _ in range(PEOPLE)
        ]
        for number in range(4):
            assert post(front, f"Carte {number}").status_code == 200
        for page in live:
            page.follow(shows("Carte 3"))
        assert len({page.page.normal() for page in live}) == 1


def test_origin_is_checked_behind_the_proxy_too(front: Front) -> None:
    path = f"/ws/s/{front.deployment.code}/?since=0"
    behind = front.deployment.first.url
    with pytest.raises(InvalidStatus) as refusal, front.visitor("bob").connect(path, origin=behind):
        pass
    assert refusal.value.response.status_code == 403


def test_removal_reaches_through_the_proxy(front: Front) -> None:
    code = front.deployment.code
    with front.visitor("bob").watch(code) as live:
        live.frame()
        bob_id = front.deployment.told["bob_id"]
        removal = front.visitor("alice").post(f"/s/{code}/participants/{bob_id}/retrait/")
        assert removal.status_code == 204
        assert live.close_code() == NOT_YOURS


def test_body_that_is_too_large_stops_at_the_proxy(front: Front) -> None:
    assert post(front, "Trop long", "x" * 300_000).status_code == 413
    assert post(front, "Comme il faut", "x" * 1_000).status_code == 200


def test_pages_come_with_their_static_files_and_secure_cookies(front: Front) -> None:
    page = front.visitor("bob").get(f"/s/{front.deployment.code}/")
    assert page.status_code == 200
    assert "Strict-Transport-Security" in page.headers
    style = page.text.split('rel="stylesheet" href="')[1].split('"')[0]
    found = front.visitor("bob").get(style)
    assert found.status_code == 200
    assert "immutable" in found.headers["Cache-Control"]
    home = httpx.get(front.nginx.url + "/connexion/", verify=trusting(), trust_env=False)
    assert "secure" in home.headers["Set-Cookie"].lower()


def test_nginx_writes_down_no_code_and_no_personal_link(front: Front) -> None:
    code, bob = front.deployment.code, front.visitor("bob")
    (key,) = front.deployment.told["bob"].values()
    plain = f"http://127.0.0.1:{front.nginx.http_port}/s/{code}/place/{key}/"
    assert httpx.get(plain, trust_env=False).status_code == 301
    assert bob.get(f"/s/{code}/place/{key}/").status_code == 200
    # What goes wrong comes into the error log, with its whole address.
    assert post(front, "Trop long", "x" * 300_000).status_code == 413
    assert bob.get(f"/static/{key}.css").status_code == 404
    # There is one worker: it has written down what it had to, once it answers somebody else.
    assert front.visitor("chloe").get("/healthz").status_code == 200
    assert (front.nginx.directory / "access.log").read_text() == ""
    errors = front.nginx.log.read_text()
    assert code not in errors
    assert key not in errors


def test_plain_http_is_led_to_tls(front: Front) -> None:
    host = urlsplit(front.nginx.url).hostname
    answer = httpx.get(f"http://{host}:{front.nginx.http_port}/referentiel/", trust_env=False)
    assert answer.status_code == 301
    assert answer.headers["Location"].startswith("https://")


def test_file_comes_in_through_nginx_with_its_pass(front: Front) -> None:
    alice = front.visitor("alice")
    new = "/referentiel/ressources/nouvelle/"
    (form,) = html.fromstring(alice.get(f"{new}?saison=2").text).xpath("//main//form")
    file = b"%PDF-1.7\n" + b"x" * (19 * 1024 * 1024)
    season = str(form.fields["season"])
    fields = {"title": "Par nginx", "kind": "document", "audience": "everyone", "season": season}
    token = alice.cookies["csrftoken"]
    headers = {"Origin": alice.origin, "X-CSRFToken": token, "Referer": alice.origin + new}

    def send(address: str) -> httpx.Response:
        files = {"file": ("Notes.pdf", file, "application/pdf")}
        return alice._request("POST", address, data=fields, files=files, headers=headers)

    # The site drops the connection; nginx says so, or passes its refusal on when that came first.
    assert send(new).status_code in {413, 502}
    assert send("/connexion/").status_code == 413
    answer = send(form.get("action"))
    assert answer.status_code == 302
    download = f"{answer.headers['Location']}telecharger/"
    assert front.visitor("bob").get(download).content == file
