"""Requests that cannot be read: each refused in one sentence, none of them an error of ours."""

import time

import pytest
from django.test import Client

from facilitation.readable import is_readable
from sessions.access import readable_cookies

FOREIGN = ["utf-16", "utf-7", "idna", "zlib_codec", "punycode", "latin-1", "undefined", "nope", ""]
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        FORM,
        f"{FORM};charset=UTF-8",
        f'{FORM}; charset="utf-8"',
        "text/plain; charset=utf-8;",
        f"{PARTS}; boundary=----WebKitFormBoundary7MA4YWxkTrZu0gW",
        f'{PARTS}; boundary="with; charset=utf-16 inside"',
    ],
)
def test_what_browsers_send_is_readable(content_type: str) -> None:
    assert is_readable(content_type)


@pytest.mark.parametrize(
    "content_type",
    [
        *(f"{FORM}; charset={charset}" for charset in FOREIGN),
        *(f"{PARTS}; boundary=b; charset={charset}" for charset in FOREIGN),
        f"{FORM}; charset=utf-8; charset=utf-16",
        f"{FORM}; Charset=UTF-16",
        f'{FORM}; charset="utf-16"',
        f"{FORM}; charset*=utf-16''utf-8",
        f"{PARTS}; boundary*=zlib_codec''%41",
        f"{FORM}, text/plain",
        "form",
        "; charset=utf-8",
        "text/plain; é=é",
        "text/plain; a=b c",
        "text/plain\0",
    ],
)
def test_foreign_or_broken_content_type_is_not(content_type: str) -> None:
    assert not is_readable(content_type)


@pytest.mark.parametrize("piece", ["; ", ";", " ", "a", "a=", ";a=b ", '"', ';a="', "; ;\t"])
def test_content_type_of_any_length_is_read_at_once(piece: str) -> None:
    began = time.perf_counter()
    is_readable("text/plain" + piece * 50_000 + "é")
    is_readable(piece * 50_000)
    assert time.perf_counter() - began < 1


def test_form_that_cannot_be_read_is_refused_with_what_to_do(db: None) -> None:
    browser = Client(raise_request_exception=False)
    broken = browser.generic("POST", "/", b"x", f"{PARTS}; boundary=")
    assert broken.status_code == 400
    assert "Rechargez la page, puis recommencez." in broken.content.decode()
    assert "no-store" in broken.headers["Cache-Control"]
    long = browser.post("/", {"code": "x" * 300_000})
    assert long.status_code == 413
    assert "Raccourcissez le texte" in long.content.decode()


def test_nul_in_a_query_is_refused_and_in_a_cookie_forgotten(db: None) -> None:
    browser = Client(raise_request_exception=False)
    assert browser.get("/?next=%00").status_code == 400
    # Django undoes the quoting of a cookie: what was \\000 becomes a NUL, which PostgreSQL refuses.
    cookie = r'sessionid="aaaaaaaaaaaa\000"; csrftoken="\000"'
    assert browser.get("/seances/", headers={"Cookie": cookie}).status_code == 302


@pytest.mark.parametrize("piece", ["\\", '\\"', "\\1", "\\101", '"', "=", ";", "a=b;", " "])
def test_cookies_of_any_length_are_read_at_once(piece: str) -> None:
    began = time.perf_counter()
    assert readable_cookies(f'place_A=a; autre="{piece * 60_000}"; place_B=b')["place_A"] == "a"
    assert time.perf_counter() - began < 1
