"""Large bodies: at three addresses, with a pass, and nowhere else."""

import re
import time
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.urls import reverse

from facilitation.bodies import DROPPED_BODY, DROPPED_UPLOAD
from facilitation.uploads import ADDRESSES, is_upload, longest_body
from referentiel.file_types import LARGEST_FILE
from referentiel.passes import PARAMETER, is_pass, new_pass

TEMPLATE = Path(__file__).parents[2] / "deploy" / "nginx.conf.template"
NEW = "/referentiel/ressources/nouvelle/"


def with_pass(said: str = "") -> str:
    return urlencode({PARAMETER: said or new_pass(7)})


@pytest.mark.parametrize(
    "address",
    [
        reverse("referentiel:resource-new"),
        reverse("referentiel:resource-file", args=["a-b_2"]),
        reverse("referentiel:import-new"),
    ],
)
def test_forms_with_a_file_may_be_large(address: str) -> None:
    assert longest_body("POST", address, with_pass()) == DROPPED_UPLOAD


@pytest.mark.parametrize(
    ("method", "path", "query"),
    [
        ("POST", NEW, ""),
        ("POST", NEW, f"{PARAMETER}="),
        ("POST", NEW, f"{PARAMETER}=7:abc:def"),
        ("POST", NEW, with_pass("é:é:é")),
        ("GET", NEW, with_pass()),
        ("PUT", NEW, with_pass()),
        ("POST", NEW + "x", with_pass()),
        ("POST", "/referentiel/ressources/a/b/fichier/", with_pass()),
        ("POST", "/referentiel/ressources/a/modifier/", with_pass()),
        ("POST", "/referentiel/croisements/importer/3/", with_pass()),
        ("POST", f"{NEW}\n", with_pass()),
        ("POST", "/s/ABCDEFGH/cartes/", with_pass()),
        ("POST", quote(NEW, safe=""), with_pass()),
    ],
)
def test_every_other_body_is_a_form(method: str, path: str, query: str) -> None:
    assert longest_body(method, path, query) == DROPPED_BODY


def test_pass_ends_with_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    given = new_pass(7)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 13 * 24 * 3600)
    assert is_pass(given)
    monkeypatch.setattr(time, "time", lambda: now + 15 * 24 * 3600)
    assert not is_pass(given)


def test_query_of_any_length_is_read_at_once() -> None:
    began = time.perf_counter()
    assert not is_upload("POST", NEW, f"{PARAMETER}=" + ":" * 60_000)
    assert not is_upload("POST", "/referentiel/ressources/" + "a" * 60_000, with_pass())
    assert time.perf_counter() - began < 1


def test_nginx_knows_the_same_addresses_and_the_same_size() -> None:
    told = TEMPLATE.read_text(encoding="utf-8")
    (place,) = re.findall(r"location ~ \^(\S+)\$ \{", told)
    assert place == ADDRESSES.pattern
    assert told.count(f"client_max_body_size {DROPPED_UPLOAD // 1024**2}m;") == 1


def test_file_that_is_only_a_little_too_large_still_gets_a_sentence() -> None:
    assert DROPPED_UPLOAD > LARGEST_FILE + DROPPED_BODY
