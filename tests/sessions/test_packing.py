"""A compressed page is the page, and how long it is says nothing about its secrets."""

import gzip
import re
import zlib

import pytest
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from sessions.fragments.drawing import tight
from sessions.packing import deflated, gzipped
from sessions.views.packed_pages import accepts_gzip
from tests.sessions.world import World

GZIP = {"accept-encoding": "br;q=0.5, gzip"}
MASKED = re.compile(rb'data-now="\d+"|X-CSRFToken": "\w+"|csrfmiddlewaretoken" value="\w+"')
LONGER_THAN_A_STORED_BLOCK = 70_000


@given(st.text(), st.text(), st.text())
def test_three_parts_are_read_as_one_page(before: str, board: str, after: str) -> None:
    parts = [part.encode() for part in (before, board, after)]
    assert gzip.decompress(gzipped(parts[0], parts[1], deflated(board), parts[2])) == b"".join(
        parts
    )


def test_a_personal_part_longer_than_one_block_is_read() -> None:
    head = b"a" * LONGER_THAN_A_STORED_BLOCK
    assert gzip.decompress(gzipped(head, b"b", deflated("b"), head)) == head + b"b" + head


def test_length_says_nothing_about_a_secret_that_somebody_guesses() -> None:
    """The attack: a card that holds the right guess makes a page shorter, where both are compressed together."""
    secret, wrong = "cle=Zq7hR2mX9wK4", "cle=Pd3vT8nY6bJ1"
    before, after = f"<p>{secret}</p>".encode(), f"<a>{secret}</a>".encode()

    def length(guess: str) -> int:
        board = f"<li>{guess}</li>" * 20
        return len(gzipped(before, board.encode(), deflated(board), after))

    def naive(guess: str) -> int:
        return len(zlib.compress(before + f"<li>{guess}</li>".encode() * 20 + after))

    assert naive(secret) < naive(wrong)
    assert length(secret) == length(wrong)


def test_room_is_compressed_but_for_what_is_ones_own(world: World) -> None:
    code, browser = world.room.session.code, world.bob.browser()
    plain = browser.get(f"/s/{code}/")
    packed = browser.get(f"/s/{code}/", headers=GZIP)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain["Vary"]
    assert "Accept-Encoding" in packed["Vary"]
    unpacked = gzip.decompress(packed.content)
    assert MASKED.sub(b"", unpacked) == MASKED.sub(b"", plain.content)
    # What is stored can be read in the stream as it is: the personal link, one's own list, the token.
    for own in (rb"/place/[^\"]+", rb'data-mine="[^"]*"', rb'X-CSRFToken": "\w+'):
        found = re.search(own, unpacked)
        assert found, own
        assert found[0] in packed.content
    assert b'id="card-' in unpacked
    assert f'id="card-{world.card.pk}"'.encode() not in packed.content


@pytest.mark.parametrize("page", ["animation", "ecran"])
def test_pages_that_hold_more_than_the_hall_may_know_are_not_compressed(
    world: World, page: str
) -> None:
    answer = world.room.leader_browser().get(f"/s/{world.room.session.code}/{page}/", headers=GZIP)
    assert answer.status_code == 200
    assert "Content-Encoding" not in answer


@pytest.mark.parametrize(
    ("header", "reads"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("br;q=1.0, GZIP;q=0.8", True),
        ("gzip; q=0.001", True),
        ("gzip;q=0", False),
        ("gzip ; q=0.000", False),
        ("x-gzip-like, br", False),
        ("", False),
        ("gzip;" * 10_000, False),
    ],
)
def test_browser_says_whether_it_reads_gzip(header: str, reads: bool) -> None:
    assert accepts_gzip(header) is reads


def test_indentation_goes_and_what_was_typed_stays() -> None:
    html = mark_safe("\n<ul>\n    <li>Un\n\n  texte</li>\n\n  <li> <b>a</b> <i>b</i></li>\n</ul>\n")
    assert tight(html) == "<ul> <li>Un\n\n  texte</li> <li> <b>a</b> <i>b</i></li> </ul>"
    assert hasattr(tight(html), "__html__")
