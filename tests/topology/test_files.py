"""Files on real servers: a pass lets a large body through, and nobody's download fills the memory."""

import json
from typing import Any
from uuid import uuid4

import httpx
import pytest
from lxml import html

from tests.faults.memory import MEBIBYTE, most_memory
from tests.servers import SiteInstance
from tests.topology.wire import Line
from tests.visitors import Visitor

pytestmark = pytest.mark.standalone

NEW = "/referentiel/ressources/nouvelle/"
LARGE = b"%PDF-1.7\n" + b"x" * (19 * MEBIBYTE)
READERS = 10


@pytest.fixture
def alice(either: SiteInstance) -> Visitor:
    """Somebody who is logged in, on either server."""
    told = json.loads(either.python("-m", "tests.topology.stage"))
    return Visitor(either.url, told["alice"])


def form_page(visitor: Visitor) -> Any:
    """The form for a new resource, as it is drawn for this visitor."""
    (form,) = html.fromstring(visitor.get(f"{NEW}?saison=2").text).xpath("//main//form")
    return form


def send(visitor: Visitor, address: str, title: str, content: bytes) -> httpx.Response:
    """Sends the form with a file, as a browser does by itself."""
    fields = {"title": title, "kind": "document", "audience": "everyone", "operation": str(uuid4())}
    return visitor._request(
        "POST",
        address,
        data={**fields, "season": str(form_page(visitor).fields["season"])},
        files={"file": ("Notes.pdf", content, "application/pdf")},
        headers={"Origin": visitor.origin, "X-CSRFToken": visitor.cookies["csrftoken"]},
    )


def test_large_file_comes_in_by_its_form_and_goes_out_again(
    alice: Visitor, either: SiteInstance
) -> None:
    answer = send(alice, form_page(alice).get("action"), f"Grand {either.server}", LARGE)
    assert answer.status_code == 302
    anyone = Visitor(either.url)
    found = anyone.get(f"{answer.headers['Location']}telecharger/")
    assert found.content == LARGE
    assert found.headers["Content-Disposition"].startswith("attachment;")


def test_file_that_is_a_little_too_large_gets_a_sentence(alice: Visitor) -> None:
    answer = send(alice, form_page(alice).get("action"), "Trop", b"%PDF-" + bytes(20 * MEBIBYTE))
    assert answer.status_code == 422
    assert "trop lourd" in answer.text


@pytest.mark.parametrize("query", ["", "?passe=", "?passe=1:a:b"])
def test_large_body_without_a_pass_is_dropped(
    alice: Visitor, either: SiteInstance, query: str
) -> None:
    head = (
        f"POST {NEW}{query} HTTP/1.1\r\nHost: {alice.origin.removeprefix('http://')}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(LARGE)}\r\n\r\n"
    )
    with Line(either) as line:
        line.write(head.encode())
        try:
            for _ in range(50):
                line.write(b"x" * 65_536)
            said = line.socket.recv(12)
        except ConnectionError:
            return
        assert not said or said == b"HTTP/1.1 413"


def test_downloads_that_nobody_reads_are_not_kept(alice: Visitor, either: SiteInstance) -> None:
    made = send(alice, form_page(alice).get("action"), f"Lu {either.server}", LARGE)
    path = f"{made.headers['Location']}telecharger/"
    assert len(Visitor(either.url).get(path).content) == len(LARGE)
    before = most_memory(either)
    lines = [Line(either, narrow=True) for _ in range(READERS)]
    for line in lines:
        line.ask("GET", path)
    for line in lines:
        assert line.socket.recv(12) == b"HTTP/1.1 200"
    # The site still answers, and each line has made it hold no more than the beginning of the file.
    assert Visitor(either.url).get("/healthz").status_code == 200
    whole = lines[0].file.read(len(LARGE))
    assert len(whole) == len(LARGE)
    for line in lines:
        line.__exit__()
    assert most_memory(either) - before < 40 * MEBIBYTE
