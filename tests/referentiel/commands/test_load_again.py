"""A site that loads again keeps what people have changed or removed, and takes what the files say newly."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db.models import ProtectedError, QuerySet
from hypothesis import given, settings
from hypothesis import strategies as st

from referentiel.commands.base import Author, keep, remove
from referentiel.commands.collectives import remove_collective
from referentiel.commands.load import DIRECTORY, load_referentiel
from referentiel.models import (
    Collective,
    Guest,
    HistoryEntry,
    Organisation,
    Season,
    Territory,
)

ALICE = Author("Alice", 7)
Edit = Callable[[list[dict[str, Any]]], Any]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Copies the files, which a later version of the site changes."""
    return Path(shutil.copytree(DIRECTORY, tmp_path / "files"))


def rewrite(path: Path, edit: Edit) -> None:
    rows = json.loads(path.read_text(encoding="utf-8"))
    edit(rows)
    path.write_text(json.dumps(rows), encoding="utf-8")


def saying(key: str, value: object, **said: object) -> Edit:
    """Edits the row that has this key."""
    return lambda rows: next(row for row in rows if row[key] == value).update(said)


@pytest.mark.usefixtures("loaded")
def test_what_the_files_correct_comes_in_where_nobody_has_changed_it(files: Path) -> None:
    season = Season.objects.get(number=2)
    season.theme = "Notre thème."
    keep(season, author=ALICE)
    edit = saying("number", 2, theme="Un autre thème.", title="Un autre titre")
    rewrite(files / "seasons.json", edit)
    report = load_referentiel(directory=files)
    season.refresh_from_db()
    assert (season.theme, season.title) == ("Notre thème.", "Un autre titre")
    assert (report.restored, report.kept) == (1, ["Saison 2"])


@pytest.mark.usefixtures("loaded")
def test_number_that_somebody_emptied_stays_empty(files: Path) -> None:
    smicval = Territory.objects.get(slug="smicval")
    assert smicval.area_km2 == 2000
    smicval.area_km2 = None
    keep(smicval, author=ALICE)
    load_referentiel(directory=files)
    smicval.refresh_from_db()
    assert smicval.area_km2 is None


@pytest.mark.usefixtures("loaded")
def test_column_that_is_newer_than_the_row_is_filled_in(files: Path) -> None:
    lens = Territory.objects.get(slug="lens")
    entry = HistoryEntry.objects.get(noun="territory", subject=str(lens.pk))
    older = {name: value for name, value in entry.particulars.items() if name != "population"}
    # Around `Fixed`, as a site of before the column has written it.
    QuerySet(HistoryEntry).filter(pk=entry.pk).update(particulars=older)
    rewrite(files / "territories.json", saying("slug", "lens", population=31_000))
    load_referentiel(directory=files)
    lens.refresh_from_db()
    assert lens.population == 31_000


@pytest.mark.usefixtures("loaded")
def test_what_was_removed_stays_away_with_all_that_needs_it() -> None:
    for collective in Collective.objects.filter(season__number=3):
        remove_collective(collective, author=ALICE)
    remove(Territory.objects.get(slug="lens"), author=ALICE)
    remove(Organisation.objects.get(slug="dalkia"), author=ALICE)
    report = load_referentiel()
    assert (report.created, report.restored, report.kept) == (0, 0, [])
    assert report.removed == 5 + 8 + 2
    assert not Guest.objects.filter(collective__season__number=3).exists()


@pytest.mark.usefixtures("loaded")
def test_pilot_that_was_removed_stays_away() -> None:
    remove(Organisation.objects.get(slug="atemis"), author=ALICE)
    load_referentiel()
    first = Season.objects.get(number=1)
    assert [pilot.slug for pilot in first.pilots.all()] == ["ville-de-loos-en-gohelle"]


@pytest.mark.usefixtures("loaded")
def test_season_with_another_number_is_the_same_season() -> None:
    season = Season.objects.get(number=3)
    season.number = 4
    keep(season, author=ALICE)
    assert load_referentiel().created == 0
    assert Season.objects.count() == 3


@pytest.mark.usefixtures("loaded")
def test_row_that_somebody_added_again_is_left_alone() -> None:
    lens = Territory.objects.get(slug="lens")
    remove_collective(Collective.objects.get(territory=lens), author=ALICE)
    remove(lens, author=ALICE)
    keep(Territory(name="Lens", slug="lens", kind="agglomeration"), author=ALICE)
    assert load_referentiel().kept == ["Lens"]


NOTES = st.sampled_from(["", "Un mot.", "Un autre mot.", "Un troisième."])
NAMES = ("lens", "paris", "smicval")
SLUGS = st.sampled_from(NAMES)
STEP = st.one_of(
    st.tuples(st.just("person"), SLUGS, NOTES),
    st.tuples(st.just("file"), SLUGS, NOTES),
    st.tuples(st.just("remove"), SLUGS, st.just("")),
    st.tuples(st.just("load"), st.just(""), st.just("")),
)


@pytest.mark.django_db(transaction=False)
@settings(max_examples=25, deadline=None)
@given(steps=st.lists(STEP, max_size=8))
def test_whatever_happens_people_have_the_last_word_and_a_second_load_does_nothing(
    steps: list[tuple[str, str, str]],
) -> None:
    with TemporaryDirectory() as folder:
        files = Path(folder)
        for path in DIRECTORY.glob("*.json"):
            (files / path.name).write_text("[]", encoding="utf-8")
        rows = {
            slug: {"slug": slug, "name": slug, "kind": "town", "description": ""} for slug in NAMES
        }
        said: dict[str, str | None] = {}
        _start_anew(files, rows)
        for what, slug, note in [*steps, ("load", "", "")]:
            _play(what, slug, note, files, rows, said)
        before = HistoryEntry.objects.count()
        load_referentiel(directory=files)
        assert HistoryEntry.objects.count() == before
        for slug, row in rows.items():
            found = Territory.objects.filter(slug=slug).first()
            wanted = said.get(slug, row["description"])
            assert (found.description if found else None) == wanted


def _start_anew(files: Path, rows: dict[str, dict[str, str]]) -> None:
    Territory.objects.all().delete()
    QuerySet(HistoryEntry).delete()
    _write(files, rows)
    load_referentiel(directory=files)


def _write(files: Path, rows: dict[str, dict[str, str]]) -> None:
    text = json.dumps(list(rows.values()))
    (files / "territories.json").write_text(text, encoding="utf-8")


def _play(
    what: str,
    slug: str,
    note: str,
    files: Path,
    rows: dict[str, dict[str, str]],
    said: dict[str, str | None],
) -> None:
    """One step; `said` is what people have decided: a text, or None for a row that they removed."""
    if what == "load":
        load_referentiel(directory=files)
        return
    if what == "file":
        rows[slug]["description"] = note
        _write(files, rows)
        return
    found = Territory.objects.filter(slug=slug).first()
    if found is None:
        return
    if what == "remove":
        with suppress(ProtectedError):
            remove(found, author=ALICE)
            said[slug] = None
    elif found.description != note:
        found.description = note
        keep(found, author=ALICE)
        said[slug] = note
