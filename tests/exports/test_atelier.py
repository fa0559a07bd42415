"""Exports say in which atelier a séance was held: its theme, its place, its days."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from referentiel.models import Atelier, Season
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from tests.factories import Room


@pytest.fixture
def atelier(room: Room) -> Atelier:
    """Where `room` is held."""
    season = Season.objects.create(
        number=7, title="Essai", theme="Essayer.", starts_on=date(2023, 4, 1)
    )
    atelier = Atelier.objects.create(
        season=season,
        number=2,
        theme="Tenir le fil",
        place="Lens",
        starts_on=date(2023, 4, 3),
        ends_on=date(2023, 4, 5),
    )
    room.session.season, room.session.atelier = season, atelier
    room.session.save(update_fields=["season", "atelier"])
    return atelier


def export(room: Room, key: str) -> bytes:
    return FORMATS[key].file(read_outcome(room.session.code))


def in_json(room: Room) -> Any:
    schema = json.loads((Path(settings.BASE_DIR) / "docs" / "export.schema.json").read_text())
    document = json.loads(export(room, "json"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(
        document
    )
    return document["session"]["atelier"]


def in_tables(room: Room) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(export(room, "csv"))) as archive:
        name = next(name for name in archive.namelist() if "seance" in name)
        text = archive.read(name).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text), delimiter=";"))
    return [value for column, value in row.items() if column.startswith("atelier")]


def test_exports_name_the_atelier(room: Room, atelier: Atelier) -> None:
    assert in_json(room) == {
        "number": 2,
        "theme": "Tenir le fil",
        "place": "Lens",
        "starts_on": "2023-04-03",
        "ends_on": "2023-04-05",
    }
    assert in_tables(room) == ["2", "Tenir le fil", "Lens", "2023-04-03", "2023-04-05"]
    told = "Atelier 2 · Tenir le fil · Lens · du 3 avril 2023 au 5 avril 2023"
    assert told in export(room, "html").decode()


def test_what_nobody_wrote_down_is_left_out(room: Room, atelier: Atelier) -> None:
    Atelier.objects.update(place="", starts_on=None, ends_on=None)
    assert in_json(room)["starts_on"] is None
    assert in_tables(room) == ["2", "Tenir le fil", "", "", ""]
    assert ">Atelier 2 · Tenir le fil<" in export(room, "html").decode()


def test_session_that_is_held_in_none_names_none(room: Room) -> None:
    assert in_json(room) is None
    assert in_tables(room) == [""] * 5
    assert ">Atelier<" not in export(room, "html").decode()
