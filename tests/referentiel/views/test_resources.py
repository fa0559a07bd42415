"""Resources: who sees which, what a download says, and forms with a file."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from referentiel.commands.base import Author
from referentiel.commands.resources import add_resource, renew_link
from referentiel.forms import resources as forms
from referentiel.models import HistoryEntry, Resource, ResourceAudience, Season
from tests.referentiel.files import (
    PDF,
    PNG_100_MEGAPIXELS,
    SVG,
    VTT,
    bomb,
    office_document,
    painted,
    upload,
)

pytestmark = pytest.mark.usefixtures("kept_files")

ALICE = Author("Alice", 7)
NEW = "/referentiel/ressources/nouvelle/"


def resource(season: Season, audience: str = "everyone", title: str = "Notes") -> Resource:
    """One with a file."""
    row = Resource(season=season, title=title, kind="document", audience=audience)
    return add_resource(row, upload(PDF, "Notes d’été.pdf"), author=ALICE)


def link_of(season: Season) -> str:
    return f"/referentiel/saisons/{season.number}/acces/{season.link_key}/"


def form_of(season: Season, **more: Any) -> dict[str, Any]:
    return {
        "operation": str(uuid4()),
        "season": season.pk,
        "title": "Compte rendu",
        "kind": "document",
        "audience": "everyone",
        "authors": "Une équipe",
        **more,
    }


def downloaded(browser: Client, one: Resource) -> Any:
    return browser.get(f"{one.get_absolute_url()}telecharger/")


def test_download_is_an_attachment_that_says_its_type(client: Client, season: Season) -> None:
    answer = downloaded(client, resource(season))
    assert b"".join(answer.streaming_content) == PDF
    said = answer.headers
    assert said["Content-Type"] == "application/pdf"
    assert said["Content-Disposition"].startswith("attachment; filename*=utf-8''Notes%20d")
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert said["Content-Length"] == str(len(PDF))
    assert "public" in said["Cache-Control"]
    answer.close()


def test_download_without_a_file_is_not_found(
    client: Client, season: Season, kept_files: Path
) -> None:
    lost = resource(season)
    (kept_files / lost.file).unlink()
    bare = Resource.objects.create(season=season, title="Nue", slug="nue", kind="film")
    for one in (lost, bare):
        assert downloaded(client, one).status_code == 404
        assert client.get(one.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("audience", ResourceAudience.values)
@pytest.mark.parametrize("who", ["anyone", "participant", "of another season", "facilitator"])
def test_each_sees_what_is_for_them_and_nothing_else(
    keeper: Client, season: Season, audience: str, who: str
) -> None:
    other = Season.objects.create(number=8, title="S", theme="T", starts_on=season.starts_on)
    one = resource(season, audience, "Un titre à part")
    browser = keeper if who == "facilitator" else Client()
    if who in {"participant", "of another season"}:
        assert browser.get(link_of(season if who == "participant" else other)).status_code == 302
    allowed = {
        "everyone": True,
        "season": who in {"participant", "facilitator"},
        "facilitators": who == "facilitator",
    }[audience]
    file = downloaded(browser, one)
    page = browser.get(one.get_absolute_url())
    assert (page.status_code, file.status_code) == ((200, 200) if allowed else (404, 404))
    for address in (season.get_absolute_url(), "/referentiel/ressources/"):
        listed = browser.get(address)
        assert ("Un titre à part" in listed.content.decode()) == allowed
        assert ("public" in listed.headers["Cache-Control"]) == (who == "anyone")
    if allowed:
        is_kept = "public" in file.headers["Cache-Control"]
        assert is_kept == (audience == "everyone")
        assert ("no-store" in file.headers["Cache-Control"]) != is_kept
        file.close()


def test_link_of_a_season_is_kept_by_the_browser_and_can_be_renewed(season: Season) -> None:
    one = resource(season, "season")
    browser = Client()
    answer = browser.get(link_of(season))
    assert answer.headers["Location"] == f"{season.get_absolute_url()}#resources-title"
    cookie = browser.cookies[f"season_{season.pk}"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        True,
        "Lax",
        "/referentiel/",
    )
    assert browser.get(one.get_absolute_url()).status_code == 200
    renew_link(season, seen=1, author=ALICE)
    assert browser.get(one.get_absolute_url()).status_code == 404
    assert browser.get(answer.wsgi_request.path).status_code == 404


@pytest.mark.parametrize("key", ["x", "é", "0" * 32])
def test_link_with_another_key_opens_nothing(client: Client, season: Season, key: str) -> None:
    assert client.get(f"/referentiel/saisons/7/acces/{key}/").status_code == 404
    assert set(client.cookies) <= {"csrftoken"}


@pytest.mark.parametrize("number", ["x", "9" * 30, "-1", "1.5", "²"])
def test_cookie_that_nobody_gave_opens_nothing(season: Season, number: str) -> None:
    one = resource(season, "season")
    browser = Client(headers={"Cookie": f"season_{number}=a; season_{season.pk}=é"})
    assert browser.get(one.get_absolute_url()).status_code == 404


def test_facilitators_alone_are_shown_the_link(
    keeper: Client, client: Client, season: Season
) -> None:
    assert link_of(season) in keeper.get(season.get_absolute_url()).content.decode()
    client.get(link_of(season))
    assert season.link_key not in client.get(season.get_absolute_url()).content.decode()


def test_no_row_holds_the_key_of_a_link(season: Season) -> None:
    renewed = renew_link(season, seen=1, author=ALICE)
    assert renewed.link_key not in str(list(HistoryEntry.objects.values()))
    assert renewed.link_key not in str(list(Season.objects.values()))


def test_strangers_are_asked_to_log_in(client: Client, season: Season) -> None:
    one = resource(season)
    address = one.get_absolute_url()
    before = list(Resource.objects.values())
    for form in (NEW, f"{address}modifier/", f"{address}fichier/", f"{address}retirer/"):
        fields = form_of(season, file=upload(VTT, "a.vtt"))
        for answer in (client.get(form), client.post(form, fields)):
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/connexion/")
    assert client.post(f"{season.get_absolute_url()}lien/", {"seen": 1}).status_code == 302
    assert list(Resource.objects.values()) == before
    assert Season.objects.get().link_number == 1


def test_form_carries_a_pass_and_sends_files(keeper: Client, season: Season) -> None:
    page = html.fromstring(keeper.get(f"{NEW}?saison=7").content)
    (form,) = page.xpath("//main//form")
    assert form.get("enctype") == "multipart/form-data"
    assert form.get("action").startswith(f"{NEW}?passe=")
    assert form.fields["season"] == str(season.pk)
    (field,) = form.xpath(".//input[@type='file']")
    assert field.get("data-max-bytes") == str(20 * 1024 * 1024)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["saison=x", "saison=" + "9" * 40, "saison=9&atelier=²", "atelier=1"]
)
def test_form_ignores_a_season_that_is_none(keeper: Client, query: str) -> None:
    assert keeper.get(f"{NEW}?{query}").status_code == 200


def test_resource_is_added_once_with_its_file(
    keeper: Client, season: Season, kept_files: Path
) -> None:
    form = form_of(season, link="https://exemple.fr/film", language="fr", why="Retrouvé")
    for _ in range(2):
        file = upload(office_document(), "../Rapport.exe", "text/html")
        answer = keeper.post(NEW, {**form, "file": file})
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/referentiel/ressources/compte-rendu/"
    made = Resource.objects.get()
    assert (made.file_name, made.file_type) == ("Rapport.exe.docx", "docx")
    assert [one.name for one in kept_files.iterdir()] == [made.file]
    told = keeper.get(made.get_absolute_url()).content.decode()
    for words in ("Rapport.exe.docx", "texte Word", "Une équipe", "exemple.fr", "Français"):
        assert words in told
    entry = HistoryEntry.objects.get(noun="resource")
    assert (entry.author, entry.why) == ("Alice", "Retrouvé")


def test_resource_without_a_file_is_added_too(keeper: Client, season: Season) -> None:
    assert keeper.post(NEW, form_of(season)).status_code == 302
    assert Resource.objects.get().file == ""


BAD_FILES = {
    "svg": (upload(SVG, "plan.svg", "image/svg+xml"), "SVG"),
    "svg as pdf": (upload(SVG, "plan.pdf"), "SVG"),
    "100 megapixels": (upload(PNG_100_MEGAPIXELS, "photo.png", "image/png"), "40 millions"),
    "cut off": (upload(painted()[:400], "photo.jpg", "image/jpeg"), "abîmée"),
    "gif": (upload(painted("GIF"), "photo.gif.png", "image/png"), "PNG, JPEG et WebP"),
    "bomb": (upload(bomb(), "notes.odt"), "trop lourd une fois ouvert"),
    "macros": (upload(office_document(more={"word/vbaProject.bin": b"x"}), "a.docm"), "macros"),
    "program": (upload(b"MZ\x90\0", "notes.pdf"), "type de fichier"),
    "page": (upload(b"<html><script>alert(1)</script>", "a.pdf.html"), "type de fichier"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_bad_file_is_refused_in_a_sentence_and_the_form_keeps_the_rest(
    keeper: Client, season: Season, kept_files: Path, what: str
) -> None:
    file, sentence = BAD_FILES[what]
    file.seek(0)
    answer = keeper.post(
        NEW, form_of(season, file=file, note="Une note gardée", alternative="Un plan")
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in told
    for kept in (
        'value="Compte rendu"',
        'value="Un plan"',
        'value="Une note gardée"',
        'value="Une équipe"',
    ):
        assert kept in told
    assert not Resource.objects.exists()
    assert not kept_files.exists()


def test_file_that_is_too_large_is_refused_in_a_sentence(
    keeper: Client, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "LARGEST_FILE", 10)
    answer = keeper.post(NEW, form_of(season, file=upload(PDF)))
    assert answer.status_code == 422
    assert "trop lourd" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"link": "javascript:alert(1)"},
        {"kind": "rumeur"},
        {"audience": "moi"},
        {"season": "99999"},
        {"language": "xx"},
        {"duration_minutes": "0"},
        {"published_on": "2023-05-02"},
    ],
)
def test_wrong_description_comes_back_and_asks_for_the_file_again(
    keeper: Client, season: Season, kept_files: Path, wrong: dict[str, str]
) -> None:
    answer = keeper.post(NEW, form_of(season, file=upload(PDF), note="Gardée") | wrong)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Gardée"' in told
    assert "Choisissez ce fichier de nouveau" in told
    assert not kept_files.exists()


def test_nature_that_is_left_empty_is_asked_for_in_our_words(
    keeper: Client, season: Season
) -> None:
    told = keeper.post(NEW, form_of(season, file=upload(PDF)) | {"kind": ""}).content.decode()
    assert "Dites ce qu’est cette ressource" in told
    assert "Ce champ est obligatoire" not in told


def test_same_title_in_a_season_is_refused_in_a_sentence(keeper: Client, season: Season) -> None:
    resource(season, title="Compte rendu")
    answer = keeper.post(NEW, form_of(season, file=upload(PDF)))
    assert answer.status_code == 422
    assert "déjà une ressource de ce titre" in answer.content.decode()
    assert Resource.objects.count() == 1


def test_description_is_corrected_unless_somebody_else_was_faster(
    keeper: Client, season: Season
) -> None:
    one = resource(season)
    address = f"{one.get_absolute_url()}modifier/"
    (form,) = html.fromstring(keeper.get(address).content).xpath("//main//form")
    fields = dict(form.form_values()) | {"authors": "Les miens"}
    Resource.objects.update(authors="Les leurs")
    answer = keeper.post(address, fields)
    assert answer.status_code == 422
    assert "Les leurs" in answer.content.decode()
    (again,) = html.fromstring(answer.content).xpath("//main//form")
    assert keeper.post(address, dict(again.form_values())).status_code == 302
    after = Resource.objects.get()
    assert (after.authors, after.file) == ("Les miens", one.file)


def test_file_is_replaced_and_removed(
    keeper: Client,
    season: Season,
    kept_files: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    one = resource(season)
    address = one.get_absolute_url()
    assert "supprimé pour de bon" in keeper.get(f"{address}fichier/").content.decode()
    refused = keeper.post(f"{address}fichier/", {"file": upload(SVG)})
    assert refused.status_code == 422
    assert keeper.post(f"{address}fichier/", {"why": "Sans"}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        assert keeper.post(f"{address}fichier/", {"file": upload(VTT, "a.vtt")}).status_code == 302
    assert [one.name for one in kept_files.iterdir()] == [Resource.objects.get().file]
    with django_capture_on_commit_callbacks(execute=True):
        assert keeper.post(f"{address}retirer/", {"why": "Erreur"}).status_code == 302
    assert list(kept_files.iterdir()) == []
    again = keeper.post(f"{address}retirer/", {"why": "Erreur"}, follow=True)
    assert again.redirect_chain == [("/referentiel/ressources/", 302)]
    assert "Cette ressource est retirée." in again.content.decode()
    assert keeper.post("/referentiel/ressources/jamais/retirer/").status_code == 404
    assert HistoryEntry.objects.get(event="resource_removed").why == "Erreur"


def test_link_is_renewed_by_its_page_once_for_two_clicks(keeper: Client, season: Season) -> None:
    address = f"{season.get_absolute_url()}lien/"
    (form,) = html.fromstring(keeper.get(address).content).xpath("//main//form")
    fields = dict(form.form_values())
    for _ in range(2):
        assert keeper.post(address, fields).status_code == 302
    assert Season.objects.get().link_number == 2


@pytest.mark.parametrize("count", [1, 8])
def test_pages_cost_the_same_whatever_they_show(
    client: Client, season: Season, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(count):
        Resource.objects.create(season=season, title=f"R {n}", slug=f"r-{n}", kind="film")
    with django_assert_num_queries(1):
        client.get("/referentiel/ressources/")
    with django_assert_num_queries(1):
        client.get("/referentiel/ressources/r-0/")


def test_texts_are_escaped(client: Client, season: Season) -> None:
    one = resource(season)
    texts = ("title", "authors", "speakers", "licence", "note", "file_name")
    Resource.objects.update(**dict.fromkeys(texts, "<script>alert(1)</script>"))
    Resource.objects.update(link='https://exemple.fr/"><script>alert(1)</script>')
    for address in (one.get_absolute_url(), "/referentiel/ressources/", season.get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode()
    file = downloaded(client, one)
    assert file.headers["Content-Disposition"].startswith("attachment;")
    file.close()


def test_header_of_a_download_holds_no_line_break(client: Client, season: Season) -> None:
    file = SimpleUploadedFile("a\r\nSet-Cookie: x=y.pdf", PDF)
    row = Resource(season=season, title="Notes", kind="document")
    answer = downloaded(client, add_resource(row, file, author=ALICE))
    assert "\n" not in answer.headers["Content-Disposition"]
    answer.close()
