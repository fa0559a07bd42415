"""The pages of those who keep référentiels, as test_accessibility.py looks at pages."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator
from tests.browser.test_accessibility import follow

pytestmark = pytest.mark.browser


@pytest.fixture
def inspection(request: pytest.FixtureRequest) -> Iterator[Inspection]:
    inspection = Inspection(request.node.name.removeprefix("test_"))
    yield inspection
    inspection.check()


def test_referentiels(inspection: Inspection, alice: Facilitator, demo: str) -> None:
    """A référentiel that is added, with stakes that are ordered, renamed and retired, until a séance may read them."""
    page, home = alice.page, "/referentiel/referentiels/"
    alice.visit(home)
    inspection.look(page, "référentiels")
    follow(page, "Ajouter un référentiel")
    page.get_by_label("Nom").fill("Référentiel des rives")
    submit(page, "Ajouter le référentiel")
    inspection.look(page, "référentiel, without stakes")
    for name in ("Sobriété", "Soin", "Beauté"):
        follow(page, "Ajouter un enjeu")
        page.get_by_label("Titre court").fill(name)
        page.get_by_label("Intitulé").fill(f"Tenir : {name}")
        submit(page, "Ajouter l’enjeu")
    follow(page, "Changer l’ordre")
    inspection.look(page, "order of stakes")
    submit(page, "Monter Soin")
    expect(page.locator(".stake-order li").first).to_contain_text("Soin")
    follow(page, "Revenir au référentiel")
    follow(page, "Renommer Soin")
    page.get_by_label("Titre court").fill("Attention")
    submit(page, "Renommer")
    follow(page, "Retirer Beauté")
    inspection.look(page, "retirement of a stake")
    page.get_by_label("Pourquoi ce changement").fill("Dit ailleurs")
    submit(page, "Retirer")
    page.get_by_text("Ses mots d’avant").click()
    inspection.look(page, "référentiel, with names of before")
    alice.visit("/seances/nouvelle/")
    expect(page.get_by_role("radio", name=re.compile("Attention, Sobriété"))).to_be_visible()
    inspection.look(page, "new séance, with a choice of stakes")


def submit(page: Page, button: str) -> None:
    """Presses a button, and waits for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()
