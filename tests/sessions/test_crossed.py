"""From two files to a compte rendu: imported, crossed, named; then a séance is read against what came out."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from referentiel.models import Balise, Crossing, ImportedEntry, ImportedReferentiel
from sessions.commands import readings
from sessions.models import Facilitator
from tests.factories import make_room
from tests.referentiel.publishing import publish
from tests.referentiel.views.test_crossings import NEW, SAMPLE, confirmed, sent

TABLE = "Énoncé;Concept opérant;Enjeux\r\nÉcrire un récit commun;Une place;Mémoire\r\nRéparer les chemins;;Communs\r\n"


@pytest.fixture
def browser(alice: Facilitator) -> Client:
    logged_in = Client()
    logged_in.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return logged_in


def bring(browser: Client, title: str, name: str, content: bytes) -> ImportedReferentiel:
    file = SimpleUploadedFile(name, content)
    preview = sent(browser, NEW, title=title, file=file).headers["Location"]
    confirmed(browser, preview)
    return ImportedReferentiel.objects.get(title=title)


def cross(browser: Client, left: ImportedReferentiel, right: ImportedReferentiel) -> Crossing:
    """Merges the two that speak of a récit, keeps the others apart, and names two stakes."""
    said = {"title": "Deux carnets", "left": left.pk, "right": right.pk}
    base = sent(browser, "/referentiel/croisements/nouveau/", **said).headers["Location"]
    entries = {one.statement: one.pk for one in ImportedEntry.objects.all()}
    for statement, kind, others, wording in (
        ("Tenir le fil", "merge", ["Écrire un récit commun"], "Tenir le fil d’un récit commun"),
        ("Partager l’entretien des communs", "link", ["Réparer les chemins"], ""),
    ):
        numbers = [entries[other] for other in others]
        address = f"{base}entrees/{entries[statement]}/"
        sent(browser, address, kind=kind, others=numbers, statement=wording, why="Vu ensemble.")
    crossing = Crossing.objects.get()
    for decision, short in zip(crossing.decisions.all(), ("Mémoire", "Communs"), strict=True):
        title = f"Prendre soin : {short}"
        said = {"short_title": short, "title": title, "decisions": [decision.pk]}
        sent(browser, f"{base}enjeux/nouveau/", **said)
    mark = browser.get(f"{base}resultat/").context["mark"]
    sent(browser, f"{base}resultat/", name="Deux carnets", seen=mark)
    crossing.refresh_from_db()
    return crossing


def test_two_files_are_crossed_and_a_seance_is_read_against_the_stakes_that_come_out(
    browser: Client, alice: Facilitator
) -> None:
    left = bring(browser, "Carnet du fil", "fil.xlsx", SAMPLE.read_bytes())
    right = bring(browser, "Carnet des chemins", "chemins.csv", TABLE.encode("cp1252"))
    crossing = cross(browser, left, right)
    assert crossing.result is not None
    memory, commons = crossing.result.stakes.all()
    assert (memory.short_title, commons.short_title) == ("Mémoire", "Communs")

    room = make_room(alice, referentiel=crossing.result)
    bob = room.seat("Bob")
    room.go_to("recits")
    card = room.post(bob, "Le terril")
    room.go_to("lecture")
    tag: readings.Tag = {"intensity": 3, "reason": "Il se raconte."}
    readings.read_card(bob.actor, uuid4(), card.pk, tags={memory.key: tag})
    export = reverse("ateliers:export", args=[room.session.code, "json"])
    told = browser.get(export).content.decode()
    assert "Mémoire" in told
    assert "Communs" in told
    assert "Démarche intégrée" not in told

    balises = list(Balise.objects.all())
    assert [one.statement for one in balises] == [
        *("Tenir le fil d’un récit commun", "Partager l’entretien des communs"),
        "Réparer les chemins",
    ]
    edition = publish(*balises)
    written = browser.get(f"/referentiel/editions/{edition.number}/json/").content
    first = json.loads(written)["balises"][0]
    assert first["stakes"] == [{"key": memory.key, "title": "Mémoire"}]
    pieces = first["sources"][0]["others"]
    assert [one["title"] for one in pieces] == ["Tenir le fil", "Écrire un récit commun"]
    assert pieces[1]["moment"] == "Carnet des chemins, chemins.csv, ligne\u00a02 · fondue"
    for address in (balises[0].get_absolute_url(), f"{balises[0].get_absolute_url()}provenance/"):
        page = Client().get(address).content.decode()
        assert "Écrire un récit commun" in page
        assert "chemins.csv" in page
    # An edition of ours comes back as an import, and everything in it is known.
    again = bring(browser, "De retour", "edition.json", written)
    assert [one.statement for one in again.entries.all()] == [one.statement for one in balises]
