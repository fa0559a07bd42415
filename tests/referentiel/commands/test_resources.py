"""Resources with files: kept under random names, replaced, taken out; and never a file without its row."""

from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from referentiel.commands import files
from referentiel.commands.base import Author, remove
from referentiel.commands.resources import add_resource, renew_link, replace_file
from referentiel.models import Atelier, HistoryEntry, Resource, Season
from tests.crowds import at_once
from tests.referentiel.files import PDF, SVG, VTT, painted, upload

ALICE = Author("Alice", 7)


def described(season: Season, title: str = "Notes", **more: str) -> Resource:
    return Resource(season=season, title=title, kind="document", **more)


def on_disk() -> list[str]:
    """The names of the files that are kept."""
    folder = Path(settings.MEDIA_ROOT)
    return sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []


def test_file_is_kept_under_a_random_name(season: Season, kept_files: Path) -> None:
    made = add_resource(described(season), upload(PDF, "../Compte rendu.pdf"), author=ALICE)
    assert on_disk() == [made.file]
    assert "Compte" not in made.file
    assert (kept_files / made.file).read_bytes() == PDF
    assert (kept_files / made.file).stat().st_mode & 0o077 == 0
    assert (made.file_name, made.file_type, made.file_size) == ("Compte rendu.pdf", "pdf", len(PDF))
    entry = HistoryEntry.objects.get(noun="resource")
    assert (entry.event, entry.author) == ("resource_added", "Alice")


@pytest.mark.usefixtures("kept_files")
def test_refused_resource_keeps_no_file(season: Season) -> None:
    with pytest.raises(ValidationError, match="SVG"):
        add_resource(described(season), upload(SVG), author=ALICE)
    add_resource(described(season), author=ALICE)
    with pytest.raises(ValidationError, match="déjà une ressource de ce titre"):
        add_resource(described(season), upload(PDF), author=ALICE)
    assert on_disk() == []
    assert Resource.objects.count() == 1


@pytest.mark.usefixtures("kept_files")
def test_form_that_is_sent_twice_adds_one_resource_and_one_file(season: Season) -> None:
    operation = uuid4()
    first, second = (
        add_resource(described(season), upload(PDF), operation=operation, author=ALICE)
        for _ in range(2)
    )
    assert first == second
    assert on_disk() == [first.file]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("kept_files")
def test_form_that_is_sent_by_eight_clicks_at_once_adds_one() -> None:
    season = Season.objects.create(number=7, title="S", theme="T", starts_on="2023-04-01")
    operation = uuid4()

    def add() -> None:
        add_resource(described(season), upload(PDF), operation=operation, author=ALICE)

    at_once([add for _ in range(8)])
    assert on_disk() == [Resource.objects.get().file]


@pytest.mark.usefixtures("kept_files")
def test_replaced_file_is_gone_once_that_is_certain(
    season: Season, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = add_resource(described(season), upload(PDF), author=ALICE)
    with django_capture_on_commit_callbacks() as callbacks:
        after = replace_file(made, upload(VTT, "film.vtt"), author=ALICE, why="Corrigé")
    assert len(on_disk()) == 2
    for callback in callbacks:
        callback()
    assert on_disk() == [after.file]
    assert (after.file_name, after.file_type) == ("film.vtt", "vtt")
    assert HistoryEntry.objects.get(event="resource_changed").why == "Corrigé"


@pytest.mark.usefixtures("kept_files")
def test_resource_that_is_removed_takes_its_file_along(
    season: Season, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = add_resource(described(season), upload(PDF), author=ALICE)
    with django_capture_on_commit_callbacks(execute=True):
        remove(made, author=ALICE)
    assert on_disk() == []


@pytest.mark.usefixtures("kept_files")
def test_picture_takes_its_preview_along(
    season: Season, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    made = add_resource(
        described(season, alternative="Un carré"), upload(painted(), "a.jpg"), author=ALICE
    )
    assert on_disk() == sorted([made.file, made.preview])
    with django_capture_on_commit_callbacks(execute=True):
        after = replace_file(made, upload(VTT, "film.vtt"), author=ALICE)
    assert on_disk() == [after.file]
    with django_capture_on_commit_callbacks(execute=True):
        again = replace_file(after, upload(painted("PNG")), alternative="Un carré", author=ALICE)
    assert on_disk() == sorted([again.file, again.preview])
    with django_capture_on_commit_callbacks(execute=True):
        remove(again, author=ALICE)
    assert on_disk() == []


@pytest.mark.usefixtures("kept_files")
def test_picture_without_words_keeps_no_file(season: Season) -> None:
    with pytest.raises(ValidationError, match="ce que montre l’image"):
        add_resource(described(season), upload(painted()), author=ALICE)
    assert on_disk() == []


@pytest.mark.usefixtures("kept_files")
def test_files_never_fill_the_disk(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MOST_KEPT", len(PDF) + 1)
    add_resource(described(season, "Une"), upload(PDF), author=ALICE)
    with pytest.raises(ValidationError, match="plus de place"):
        add_resource(described(season, "Deux"), upload(PDF), author=ALICE)
    assert len(on_disk()) == 1


def test_slug_is_never_the_word_of_an_address(season: Season) -> None:
    assert add_resource(described(season, "Nouvelle"), author=ALICE).slug != "nouvelle"


def test_atelier_of_another_season_is_refused(season: Season) -> None:
    other = Season.objects.create(number=8, title="S", theme="T", starts_on=season.starts_on)
    atelier = Atelier.objects.create(season=other, number=1, theme="Thème")
    with pytest.raises(ValidationError, match="autre saison"):
        add_resource(Resource(season=season, atelier=atelier, title="A", kind="film"), author=ALICE)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,<script>",
        "ftp://exemple.fr/film",
        "//exemple.fr",
        "exemple.fr/film",
        "https://banque.fr@pirate.example/",
        "https://exemple.fr/ film",
    ],
)
def test_link_that_is_no_address_of_the_web_is_refused(season: Season, link: str) -> None:
    with pytest.raises(ValidationError):
        add_resource(described(season, link=link), author=ALICE)


def test_link_is_renewed_once_for_two_clicks(season: Season) -> None:
    first = season.link_key
    renewed = renew_link(season, seen=1, author=ALICE)
    assert renewed.link_key != first
    assert renew_link(season, seen=1, author=ALICE).link_key == renewed.link_key
    told = HistoryEntry.objects.get(event="season_changed")
    assert told.particulars == {"link_number": [1, 2]}


@pytest.mark.django_db(transaction=True)
def test_link_is_renewed_once_for_two_clicks_at_once() -> None:
    season = Season.objects.create(number=7, title="S", theme="T", starts_on="2023-04-01")
    at_once([partial(renew_link, season, seen=1, author=ALICE) for _ in range(4)])
    assert Season.objects.get().link_number == 2
