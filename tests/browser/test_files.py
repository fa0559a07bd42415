"""Resources in a browser: a file goes with its form, one that is too large is held back, and axe finds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator
from tests.referentiel.files import PDF, SVG

pytestmark = pytest.mark.browser

NEW = "/referentiel/ressources/nouvelle/?saison=2&atelier=3"


@pytest.fixture
def inspection(request: pytest.FixtureRequest) -> Iterator[Inspection]:
    inspection = Inspection(request.node.name.removeprefix("test_"))
    yield inspection
    inspection.check()


def choose(alice: Facilitator, content: bytes, name: str = "Notes.pdf") -> None:
    """Chooses a file in the form."""
    field = alice.page.get_by_label("Fichier")
    field.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": content})


def test_file_comes_in_by_its_form_and_goes_out_again(
    alice: Facilitator, inspection: Inspection
) -> None:
    page = alice.page
    alice.visit(NEW)
    inspection.look(page, "new resource")
    page.get_by_label("Titre").fill("Un compte rendu")
    page.get_by_label("Nature").select_option("document")
    choose(alice, SVG, "plan.svg")
    alice.watch.expect_status(422)
    alice.button("Ajouter la ressource").click()
    expect(page.get_by_role("alert")).to_contain_text("SVG")
    inspection.look(page, "new resource, refused")
    expect(page.get_by_label("Titre")).to_have_value("Un compte rendu")
    choose(alice, PDF)
    alice.button("Ajouter la ressource").click()
    expect(page.get_by_role("heading", name="Un compte rendu", level=1)).to_be_visible()
    inspection.look(page, "resource with a file")
    with page.expect_download() as found:
        page.get_by_role("link", name="Télécharger").click()
    assert found.value.suggested_filename == "Notes.pdf"
    assert found.value.path().read_bytes() == PDF


def test_file_that_is_too_large_is_held_back(alice: Facilitator, tmp_path: Path) -> None:
    large = tmp_path / "Film.pdf"
    large.write_bytes(bytes(20 * 1024 * 1024 + 1))
    alice.visit(NEW)
    alice.page.get_by_label("Titre").fill("Un film entier")
    alice.page.get_by_label("Fichier").set_input_files(large)
    alice.button("Ajouter la ressource").click()
    said = alice.page.locator("form [data-not-sent]")
    expect(said).to_contain_text("Ce fichier est trop lourd")
    expect(said).to_contain_text("Ce que vous avez écrit est encore là")
    expect(alice.page.get_by_label("Titre")).to_have_value("Un film entier")


def test_pages_of_those_who_keep_the_seasons(alice: Facilitator, inspection: Inspection) -> None:
    for state, path in {
        "season": "/referentiel/saisons/2/",
        "atelier": "/referentiel/saisons/2/ateliers/3/",
        "new atelier": "/referentiel/saisons/2/ateliers/nouveau/",
        "new talk": "/referentiel/saisons/2/ateliers/3/interventions/nouvelle/",
        "change": "/referentiel/ressources/saison-2-film/modifier/",
        "file": "/referentiel/ressources/saison-2-film/fichier/",
        "removal": "/referentiel/ressources/saison-2-film/retirer/",
        "link": "/referentiel/saisons/2/lien/",
        "crossings, none": "/referentiel/croisements/",
        "import": "/referentiel/croisements/importer/",
    }.items():
        alice.visit(path)
        inspection.look(alice.page, state)
