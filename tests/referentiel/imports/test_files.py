"""Files that a référentiel is read from, whole and broken."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path
from time import process_time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from referentiel.imports import FileKind, read_file, read_pasted
from referentiel.imports.files import LARGEST_IMPORT
from referentiel.imports.lines import Line
from referentiel.imports.tables import MOST_LINES

pytestmark = pytest.mark.standalone

HERE = Path(__file__).parent
TABLE = (
    "Énoncé;Concept opérant;Méthode d’action;Pourquoi c’est pertinent;Conditions;"
    "Illustrations;Contre-exemple;Enjeux\r\n"
    'Tenir le fil;Un récit commun;"Écrire une page.\r\nLa lire\u00a0; à voix haute.";'
    "Sans lui, on recommence;Du temps;Bourg-Soleil;Une plaquette;Engagement, valeur\r\n"
    ";;;;;;;\r\n"
    "Partager l’eau;;;;;;;coopération\r\n"
)


def read(content: bytes) -> list[Line]:
    return list(read_file(io.BytesIO(content))[1].lines)


def refusal(content: bytes) -> str:
    with pytest.raises(ValidationError) as refused:
        read_file(io.BytesIO(content))
    (sentence,) = refused.value.messages
    return sentence


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_table_is_read_in_any_encoding_with_any_separator(encoding: str, separator: str) -> None:
    text = TABLE if separator == ";" else as_separated(separator)
    kind, reading = read_file(io.BytesIO(text.encode(encoding)))
    first, empty, last = reading.lines
    assert kind is FileKind.TABLE
    assert first.number == 2
    assert first.texts["method"] == "Écrire une page.\nLa lire\u00a0; à voix haute."
    assert first.texts["counter_example"] == "Une plaquette"
    assert first.stakes == ("Engagement", "valeur")
    assert (empty.number, empty.is_empty) == (4, True)
    assert (last.number, last.statement, last.stakes) == (5, "Partager l’eau", ("coopération",))


def as_separated(separator: str) -> str:
    rows = list(csv.reader(io.StringIO(TABLE, newline=""), delimiter=";"))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def test_table_of_our_own_export_is_read() -> None:
    text = (
        "balise;formulation;version;etat;exemple_fictif;enjeux;concept_operatoire;methode_d_action\r\n"
        "tenir-le-fil;Tenir le fil;1;Émergente;oui;Valeur;Un récit;Écrire\r\n"
    )
    reading = read_file(io.BytesIO(text.encode("utf-8-sig")))[1]
    assert reading.lines == [
        Line(
            2, {"statement": "Tenir le fil", "concept": "Un récit", "method": "Écrire"}, ("Valeur",)
        )
    ]
    assert reading.passed_over == ["balise", "version", "etat", "exemple_fictif"]


@pytest.mark.parametrize(
    "titles",
    ["La balise", "BALISES", "énoncé de la balise", "Formulation", "Intitulé", "• Enonce"],
)
def test_titles_are_recognised_with_tolerance(titles: str) -> None:
    assert read(f"Référentiel du canal;\n{titles};remarque\nTenir le fil;x\n".encode())[0] == Line(
        3, {"statement": "Tenir le fil"}
    )


def test_list_without_titles_is_one_statement_per_line() -> None:
    reading = read_pasted("• Tenir le fil\n\n2. Partager l’eau ; et la terre\n")
    assert [line.statement for line in reading.lines] == [
        *("Tenir le fil", "", "Partager l’eau ; et la terre"),
    ]


def test_cells_pasted_from_a_spreadsheet_are_read() -> None:
    reading = read_pasted('Balise\tMéthode\nTenir le fil\t"Une page.\nÀ voix haute."\n')
    assert reading.lines[0].texts["method"] == "Une page.\nÀ voix haute."


@pytest.mark.parametrize("name", ["openpyxl.xlsx", "xlsxwriter.xlsx"])
def test_workbook_is_read(name: str) -> None:
    kind, reading = read_file(io.BytesIO((HERE / name).read_bytes()))
    first, empty, last = reading.lines
    assert kind is FileKind.WORKBOOK
    assert first.texts == {
        "statement": "Tenir le fil",
        "concept": "Un récit commun sert comme une place.",
        "method": "Écrire une page par an.\nLa lire à voix haute.",
    }
    assert first.stakes == ("Engagement", "valeur")
    assert (empty.number, empty.is_empty) == (3, True)
    assert last == Line(
        4, {"statement": "Partager l’entretien des communs", "method": "12"}, ("coopération",)
    )


def workbook(**parts: str) -> bytes:
    """Makes a workbook with another part or two than those of a sound one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(HERE / "xlsxwriter.xlsx") as sound, zipfile.ZipFile(packed, "w") as made:
        for name in sound.namelist():
            short = name.rpartition("/")[2].partition(".")[0]
            content = parts[short].encode() if short in parts else sound.read(name)
            made.writestr(name, content)
    return packed.getvalue()


SOUND = "<sst xmlns='x'><si><t>Énoncé</t></si></sst>"
BOMB = "<!DOCTYPE a [<!ENTITY b 'ha'><!ENTITY c '&b;&b;&b;'>]>" + SOUND.replace("Énoncé", "&c;")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"),
        (b" \r\n ", "vide"),
        (b"x" * (LARGEST_IMPORT + 1), "trop lourd"),
        (b"%PDF-1.7 ...", "pas lu ici"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "XLSX ou en CSV"),
        (b"\x89PNG\r\n\x1a\n\0\0", "pas un texte lisible"),
        (b"\xff\xfea", "pas un texte lisible"),
        (b"Couleur;Prix\nbleu;3\n", "Énoncé"),
        ("Énoncé\n\n".encode(), "Aucune ligne"),
        ('Énoncé;Enjeux\n"Tenir le fil;valeur\n'.encode(), "ligne 2"),
        ("Énoncé\n".encode() + b"Tenir\n" * (MOST_LINES + 50), f"{MOST_LINES} lignes"),
        (b"{", "abîmé"),
        (b"[" * 100_000, "abîmé"),
        (b'{"schema": "urn:other"}', "abîmé"),
        (b'{"schema": "urn:villes-pairs:edition:1", "balises": []}', "pas de balises"),
        (b'{"schema": "urn:villes-pairs:edition:1", "balises": {"a": 1}}', "pas de balises"),
        (b"PK\x03\x04", "abîmé"),
        ((HERE / "openpyxl.xlsx").read_bytes()[:-40], "abîmé"),
        (workbook(workbook="<workbook"), "abîmé"),
        (workbook(workbook="<workbook/>"), "abîmé"),
        (workbook(sharedStrings=BOMB), "abîmé"),
        (workbook(sharedStrings=SOUND), "Aucune ligne"),
    ],
    ids=[str(number) for number in range(22)],
)  # fmt: skip
def test_broken_file_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    assert said in refusal(content)


def test_archive_of_another_kind_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("balises.csv", TABLE)
    assert "balises.csv" in refusal(packed.getvalue())


def test_bomb_of_an_archive_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 5_000_000)
    assert "trop lourd une fois ouvert" in refusal(packed.getvalue())


def test_row_that_would_fill_the_memory_is_refused() -> None:
    sheet = "<worksheet><sheetData><row>" + "<c/>" * 30_000 + "</row></sheetData></worksheet>"
    assert "trop grand" in refusal(workbook(sheet1=sheet))


@pytest.mark.parametrize(
    "sheet",
    [
        "<w>" + "<a>" * 1_000,
        "<w " + " ".join(f'a{number}=""' for number in range(1_000)) + "/>",
        "<w><!--" + "x" * 1_200_000,
        '<w a="' + "x" * 1_200_000,
    ],
    ids=["depth", "attributes", "comment", "attribute"],
)
def test_xml_that_no_spreadsheet_writes_is_refused_before_it_fills_the_memory(sheet: str) -> None:
    assert "trop grand" in refusal(workbook(sheet1=sheet))


def test_one_long_text_in_every_cell_is_refused() -> None:
    cells = "".join(f'<c r="{column}{{}}" t="s"><v>0</v></c>' for column in "ABCDEFGH")
    rows = "".join(f'<row r="{row}">{cells}</row>'.replace("{}", str(row)) for row in range(1, 999))
    texts = f"<sst><si><t>{'mot ' * 4_000}</t></si></sst>"
    sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
    assert "trop longs" in refusal(workbook(sheet1=sheet, sharedStrings=texts))


@pytest.mark.parametrize(
    "content",
    [
        "Énoncé" + ";" * 300_000 + "\nTenir\n",
        "Énoncé\nTenir\n" + ";".join(f"mot{number}" for number in range(300_000)) + "\n",
        "\n".join(" ".join(f"m{row}x{number}" for number in range(9_000)) for row in range(10)),
    ],
    ids=["titles", "cells", "words"],
)
def test_titles_are_sought_in_short_cells_of_the_first_columns_only(content: str) -> None:
    """Each of these took half a minute of a core, and more."""
    begun = process_time()
    assert read(content.encode())
    assert process_time() - begun < 5


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00\xd8")
@example(b'"')
def test_any_bytes_are_read_or_refused_in_a_sentence(content: bytes) -> None:
    with suppress(ValidationError):
        assert read(content)


@given(st.integers(0, 5_000), st.integers(0, 255))
def test_workbook_with_any_byte_changed_is_read_or_refused(place: int, byte: int) -> None:
    content = bytearray((HERE / "xlsxwriter.xlsx").read_bytes())
    content[place % len(content)] = byte
    with suppress(ValidationError):
        read(bytes(content))


def test_edition_with_halves_of_signs_is_read_without_them() -> None:
    balises = [{"statement": "Te\ud800nir", "concept": "\udc00", "stakes": [{"title": "\ud800V"}]}]
    content = json.dumps(
        {"schema": "urn:villes-pairs:edition:1", "title": "\ud800A", "balises": balises}
    )
    reading = read_file(io.BytesIO(content.encode()))[1]
    (line,) = reading.lines
    for said in (reading.title, line.statement, *line.texts.values(), *line.stakes):
        assert said.encode()


def test_edition_with_strange_values_gives_lines_that_say_nothing() -> None:
    balises = [
        7,
        {"statement": ["x"], "stakes": 3},
        {"statement": "Tenir", "stakes": [{"title": "V"}, 1]},
    ]
    content = json.dumps({"schema": "urn:villes-pairs:edition:1", "title": 4, "balises": balises})
    assert read(content.encode()) == [
        Line(1),
        Line(2),
        Line(3, {"statement": "Tenir"}, ("V",)),
    ]
