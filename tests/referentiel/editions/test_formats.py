"""The files of an edition: complete, self-contained, harmless, and the same bytes whatever changes elsewhere."""

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import cast

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from referentiel.commands.balises import Wording, add_balise, merge_balise, reword_balise
from referentiel.commands.editions import erase_signatory
from referentiel.editions.contents import Document, document_of
from referentiel.editions.formats import FORMATS
from referentiel.editions.formats.json import NotAnEdition, read_json, write_json
from referentiel.models import Edition, Season, Stake, Territory
from tests.referentiel.publishing import (
    ADA,
    ALICE,
    make_balise,
    make_stake,
    publish,
    put_to_the_test,
)

ADDRESS = "https://ateliers.example.org/referentiel/editions/1/"
SCHEMA = json.loads((Path(settings.BASE_DIR) / "docs" / "edition.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


@pytest.fixture
def edition(territory: Territory, season: Season) -> Edition:
    make_stake()
    balise = make_balise(territory, season=season, is_example=True)
    put_to_the_test(balise, territory)
    return publish(balise)


def files(edition: Edition) -> dict[str, bytes]:
    document = document_of(Edition.objects.get(pk=edition.pk))
    return {key: each.write(document, ADDRESS) for key, each in FORMATS.items()}


def tables(edition: Edition) -> dict[str, list[list[str]]]:
    archive = zipfile.ZipFile(io.BytesIO(files(edition)["csv"]))
    return {
        name.removesuffix(".csv"): list(
            csv.reader(
                io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""), delimiter=";"
            )
        )
        for name in archive.namelist()
    }


def test_same_edition_is_the_same_bytes_whatever_becomes_of_the_rest(
    edition: Edition, territory: Territory
) -> None:
    before = files(edition)
    balise = territory.evidence.earliest("pk").balise
    reword_balise(balise, Wording("Garder le fil"), seen=1, author=ALICE)
    merge_balise(balise, add_balise(Wording("Suivre"), author=ALICE), author=ALICE, why="Idem")
    Territory.objects.update(name="Autre ville")
    Stake.objects.update(short_title="Richesse")
    Season.objects.update(number=9)
    assert files(edition) == before


def test_erasure_of_a_signatory_changes_every_file(edition: Edition) -> None:
    before = files(edition)
    erase_signatory(edition, ADA, author=ALICE)
    after = files(edition)
    assert all(
        ADA.encode() in before[key] and ADA.encode() not in after[key] for key in ("html", "json")
    )
    assert [ADA] not in tables(edition)["signataires"]
    assert "retiré de cette édition" in after["html"].decode()


def test_json_is_as_the_schema_says(edition: Edition) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(files(edition)["json"]))
    erase_signatory(edition, ADA, author=ALICE)
    VALIDATOR.validate(json.loads(files(edition)["json"]))


def test_schema_would_see_a_missing_balise(edition: Edition) -> None:
    with pytest.raises(ValidationError):
        VALIDATOR.validate({**document_of(edition), "balises": []})


def test_json_that_is_read_back_is_the_edition(edition: Edition) -> None:
    document = document_of(edition)
    assert read_json(write_json(document, ADDRESS)) == document
    assert write_json(read_json(write_json(document, ADDRESS)), ADDRESS) == write_json(
        document, ADDRESS
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(VALUES)
def test_whatever_an_edition_says_is_read_back(value: object) -> None:
    document = cast("Document", {"schema": "urn:villes-pairs:edition:1", "balises": value})
    assert read_json(write_json(document, "")) == document


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'"x"', b"\xff", b'{"schema": "other"}'])
def test_other_file_is_no_edition(content: bytes) -> None:
    with pytest.raises(NotAnEdition):
        read_json(content)


def test_page_to_keep_needs_nothing_else(edition: Edition) -> None:
    page = files(edition)["html"].decode()
    for outside in ('<link rel="stylesheet', "<script", "<img", "@import", 'url("../', 'href="/'):
        assert outside not in page
    for words in (
        "Tenir le fil",
        "Le terril",
        "Val-d’Essai",
        "7 points",
        "exemple fictif",
        ADDRESS,
    ):
        assert words in page
    assert "<b>fort" not in page
    assert '<details class="unfold edition-balise" id="balise-tenir-le-fil" open>' in page


def test_tables_hold_it_all(edition: Edition) -> None:
    found = tables(edition)
    assert {name: len(rows) - 1 for name, rows in found.items()} == {
        "edition": 1, "signataires": 2, "balises": 1, "versions": 1, "provenance": 1,
        "cartes": 1, "lectures": 1, "votes": 2, "epreuves": 1, "autres_pieces": 0,
    }  # fmt: skip
    assert all(len(row) == len(rows[0]) for rows in found.values() for row in rows)
    assert found["lectures"][1][4:] == ["1,0", "2,5", "oui"]


def test_text_of_a_card_runs_no_formula(edition: Edition) -> None:
    assert tables(edition)["cartes"][1][6].startswith("'=")
