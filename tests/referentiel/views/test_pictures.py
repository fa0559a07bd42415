"""Pictures among the resources: shown small with their words, downloaded without what they said of their author."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html

from referentiel.commands.resources import add_resource
from referentiel.models import HistoryEntry, Resource, Season
from tests.referentiel.files import CAMERA, VTT, painted, telling, upload
from tests.referentiel.views.test_resources import (
    ALICE,
    NEW,
    downloaded,
    form_of,
    link_of,
    resource,
)

pytestmark = pytest.mark.usefixtures("kept_files")


def test_picture_is_shown_small_with_its_words_and_downloaded_without_its_place(
    keeper: Client, client: Client, season: Season
) -> None:
    photo = painted(exif=telling(orientation=6))
    form = form_of(season, kind="picture", alternative="Un carré <bleu>")
    answer = keeper.post(NEW, {**form, "file": upload(photo, "../../photo.html.jpeg")})
    assert answer.status_code == 302
    made = Resource.objects.get()
    assert (made.file_name, made.width, made.height) == ("photo.html.jpg", 20, 40)
    (shown,) = html.fromstring(client.get(made.get_absolute_url()).content).xpath("//main//img")
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == (
        "Un carré <bleu>",
        "20",
        "40",
    )
    preview: Any = client.get(shown.get("src"))
    file = downloaded(client, made)
    assert preview.headers["Content-Type"] == "image/webp"
    assert preview.headers["X-Content-Type-Options"] == "nosniff"
    assert "public" in preview.headers["Cache-Control"]
    assert file.headers["Content-Disposition"].startswith("attachment;")
    for sent in (preview, file):
        assert CAMERA.encode() not in b"".join(sent.streaming_content)
        sent.close()


def test_preview_is_for_those_who_may_see_the_picture(client: Client, season: Season) -> None:
    row = Resource(
        season=season, title="Plan", kind="picture", audience="season", alternative="Un plan"
    )
    made = add_resource(row, upload(painted()), author=ALICE)
    address = f"{made.get_absolute_url()}apercu/"
    assert client.get(address).status_code == 404
    other = f"{resource(season).get_absolute_url()}apercu/"
    client.get(link_of(season))
    assert client.get(other).status_code == 404
    answer = client.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]
    answer.close()


def test_picture_without_words_is_asked_for_them(
    keeper: Client, season: Season, kept_files: Path
) -> None:
    answer = keeper.post(NEW, form_of(season, file=upload(painted())))
    assert answer.status_code == 422
    assert "ce que montre l’image" in answer.content.decode()
    assert not kept_files.exists()
    made = resource(season)
    refused = keeper.post(f"{made.get_absolute_url()}fichier/", {"file": upload(painted())})
    assert refused.status_code == 422
    edit = keeper.get(f"{made.get_absolute_url()}modifier/").content.decode()
    assert "ce que montre l’image" not in edit.lower()


def test_file_that_is_sent_twice_is_one_change(keeper: Client, season: Season) -> None:
    made = resource(season)
    address = f"{made.get_absolute_url()}fichier/"
    fields = {"operation": str(uuid4()), "alternative": "Un carré"}
    for _ in range(2):
        sent = keeper.post(address, {**fields, "file": upload(painted(), "a.jpg")})
        assert sent.status_code == 302
    assert HistoryEntry.objects.filter(event="resource_changed").count() == 1
    assert Resource.objects.get().alternative == "Un carré"
    assert keeper.post(address, {"file": upload(VTT, "a.vtt")}).status_code == 302
    after = Resource.objects.get()
    assert (after.preview, after.alternative, after.width) == ("", "", None)
