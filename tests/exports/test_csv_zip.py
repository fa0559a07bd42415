"""The tables, as a spreadsheet opens them."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.exports.csv_zip import defuse, write_cell, write_csv_zip, write_table
from sessions.exports.outcome import read_outcome
from sessions.models import Facilitator
from tests.exports.worlds import World
from tests.factories import make_room

DANGEROUS = "=+-@＝＋－＠"


def opened(content: bytes) -> dict[str, list[list[str]]]:
    """The tables of a zip, by name, header included."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {
        name.removesuffix(".csv"): list(
            csv.reader(
                io.StringIO(archive.read(name).decode("utf-8-sig"), newline=""), delimiter=";"
            )
        )
        for name in archive.namelist()
    }


def test_tables_have_a_row_for_each_fact(named: World) -> None:
    outcome = read_outcome(named.code)
    lengths = {name: len(rows) - 1 for name, rows in opened(write_csv_zip(outcome)).items()}
    assert lengths == {
        "seance": 1,
        "etapes": len(outcome.steps),
        "enjeux": 4,
        "territoires": 2,
        "participants": 3,
        "cartes": 5,
        "lectures": 5,
        "double_lecture": 4,
        "balises": 3,
        "balises_cartes": 4,
        "soutiens": 4,
        "votes": 1,
        "votes_balises": 2,
        "resultats": 2,
        "resultats_territoires": 4,
        "bulletins": 3,
        "journal": len(outcome.journal),
    }


def test_every_row_is_as_long_as_its_header(named: World) -> None:
    for name, rows in opened(write_csv_zip(read_outcome(named.code))).items():
        assert {len(row) for row in rows} == {len(rows[0])}, name


def test_draft_session_has_every_table_with_its_header(alice: Facilitator) -> None:
    room = make_room(alice, opened=False)
    tables = opened(write_csv_zip(read_outcome(room.session.code)))
    assert len(tables) == 17
    assert all(rows[0][0] for rows in tables.values())


def test_cells_of_a_session_start_no_formula(named: World) -> None:
    tables = opened(write_csv_zip(read_outcome(named.code)))
    titles = [row[3] for row in tables["cartes"]]
    assert "'=HYPERLINK(0)" in titles
    cells = [cell for rows in tables.values() for row in rows for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(tuple(DANGEROUS))]


def test_two_zips_of_one_state_are_the_same_bytes(named: World) -> None:
    assert write_csv_zip(read_outcome(named.code)) == write_csv_zip(read_outcome(named.code))


def test_table_opens_in_a_french_spreadsheet() -> None:
    written = write_table(("nom", "note"), [("Été; « Île »", 1.5)])
    assert written == '\ufeffnom;note\r\n"Été; « Île »";1,5\r\n'.encode()


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (None, ""),
        (True, "oui"),
        (False, "non"),
        (12, "12"),
        (0.7, "0,7"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 8, 5, 1, tzinfo=UTC), "2026-11-23T09:05:01+01:00"),
        ("Malaunay", "Malaunay"),
    ],
)
def test_write_cell(cell: str | float | bool | date | None, written: str) -> None:
    assert write_cell(cell) == written


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+33 6",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\rtexte",
        "   =1",
        "\u00a0=1",
        "\n=1",
        "＝1",
    ],
)
def test_defuse_puts_an_apostrophe_before_a_formula(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Faire avec", "a=b", "2014-2017", "« = »", " texte"])
def test_defuse_leaves_a_plain_text_as_it_is(text: str) -> None:
    assert defuse(text) == text


@given(
    st.text(alphabet=" \t\r\n\u00a0\u202f", max_size=4),
    st.sampled_from(DANGEROUS),
    st.text(max_size=20),
)
def test_defused_cell_comes_back_whole_and_starts_no_formula(
    blank: str, start: str, rest: str
) -> None:
    text = f"{blank}{start}{rest}".replace("\0", "")
    written = write_table(("texte",), [(text,)]).decode("utf-8-sig")
    (_, (cell,)) = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert cell == f"'{text}"
