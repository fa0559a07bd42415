"""The tables, as a spreadsheet opens them."""

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions.exports.formats.csv import write_csv_zip
from sessions.exports.outcome import read_outcome
from sessions.models import Facilitator
from sessions.voting import METHODS
from tests.exports.worlds import World
from tests.factories import make_room
from texts.spreadsheets import defuse, write_cell, write_table

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
        "double_lecture_territoires": 3,
        "echanges": 0,
        "balises": 3,
        "balises_cartes": 4,
        "balises_lectures": 0,
        "soutiens": 4,
        "epreuves": 0,
        "epreuves_reponses": 0,
        "epreuves_voix": 0,
        "votes": 1,
        "votes_balises": 2,
        "votes_presences": 2,
        "tables_papier": 0,
        "resultats": 2,
        "resultats_territoires": 4,
        "bulletins": 3,
        "consentements": 0,
        "consentements_territoires": 0,
        "reserves_et_objections": 0,
        "reponses": 0,
        "journal": len(outcome.journal),
        # Of the other methods: their headers alone.
        "jugements": 0,
        "jugements_mentions": 0,
        "jugements_territoires": 0,
        "jugements_bulletins": 0,
    }


def test_every_row_is_as_long_as_its_header(named: World) -> None:
    for name, rows in opened(write_csv_zip(read_outcome(named.code))).items():
        assert {len(row) for row in rows} == {len(rows[0])}, name


def test_draft_session_has_every_table_with_its_header(alice: Facilitator) -> None:
    room = make_room(alice, opened=False)
    tables = opened(write_csv_zip(read_outcome(room.session.code)))
    of_methods = [
        sheet
        for method in METHODS.values()
        for sheet in (*method.exported.results, *method.exported.ballots)
    ]
    assert len(tables) == 22 + len(of_methods)
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
        "\rtexte",
        "   =1",
        "\u00a0=1",
        "＝1",
    ],
)
def test_defuse_puts_an_apostrophe_before_a_formula(text: str) -> None:
    assert defuse(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Faire avec", "a=b", "2014-2017", "« = »", " texte"])
def test_defuse_leaves_a_plain_text_as_it_is(text: str) -> None:
    assert defuse(text) == text


CASES = json.loads((Path(__file__).parent / "csv.json").read_text())
HOSTILE = [*CASES["payloads"], *CASES["ours"][:-4]]
HONEST = [*CASES["ours"][-4:], "Lens, -12 °C le matin", "Trois points :\n- une puce\n- deux"]


def cells_of(written: str, separator: str, *, quotes: bool) -> list[str]:
    """What a reader finds that splits on this, with or without minding quotes."""
    if quotes:
        rows = csv.reader(io.StringIO(written, newline=""), delimiter=separator)
        return [cell for row in rows for cell in row]
    return [cell for row in written.splitlines() for cell in row.split(separator)]


def assert_no_formula(written: str) -> None:
    """However it is split, no cell starts one."""
    for separator in ";,\t":
        for quotes in (True, False):
            cells = cells_of(written, separator, quotes=quotes)
            starts = [cell.lstrip().lstrip('"').lstrip() for cell in cells]
            assert not [cell for cell in starts if cell.startswith(tuple(DANGEROUS))], (
                separator,
                quotes,
                written,
            )


@pytest.mark.parametrize("text", [*HOSTILE, *HONEST])
def test_no_reader_finds_a_formula_whatever_it_splits_on(text: str) -> None:
    for before, after in (("a", "b"), ("", ""), ("a,", '"'), (text, text)):
        for whole in (text, f"x,{text}", f"x\t{text}", f'x,"{text}', f"x;{text}", f"x\n{text}"):
            written = write_table(("un", "deux", "trois"), [(before, whole, after)])
            assert_no_formula(written.decode("utf-8-sig"))


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_stays_readable(text: str) -> None:
    assert defuse(text).replace("'", "") == text
    assert len(defuse(text)) - len(text) <= 2
    assert defuse("Il fait -12 °C") == "Il fait -12 °C"


@given(st.text(alphabet=" ,;\t\n\r\"'=+-@＝ab\u00a0\u200b", max_size=30))
def test_no_text_starts_a_formula_for_any_reader(text: str) -> None:
    written = write_table(("un", "deux", "trois"), [("a", text, "b")]).decode("utf-8-sig")
    assert_no_formula(written)
    (_, (_, cell, _)) = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert cell.replace("'", "") == text.replace("'", "")


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
    assert cell.startswith("'")
    assert cell.replace("'", "") == text.replace("'", "")
