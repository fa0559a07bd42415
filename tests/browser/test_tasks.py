"""Ten tasks of somebody who comes for the first time, from /referentiel/ alone and without a detour.

A task clicks on visible names only, never goes back, and takes four clicks at most.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import LAPTOP
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

MOST_CLICKS = 4
SHARED = "Demander une part, à la mesure de chacun, à ceux qui demandent"
"""A balise of the demonstration that territories have put to the test."""


@dataclass
class Reader:
    """Is somebody without an account, who reads the référentiel of the demonstration."""

    page: Page
    clicks: int = 0

    def click(self, name: str, *, role: str = "link") -> None:
        """Clicks on what bears this name; there may be several, and the first one in sight will do."""
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS, f"a detour: {name}"
        found = self.page.get_by_role(role, name=name).first  # type: ignore[arg-type]
        expect(found).to_be_visible()
        found.click()
        self.page.wait_for_load_state()

    def unfold(self, name: str) -> None:
        """Opens a part of the page."""
        self.clicks += 1
        assert self.clicks <= MOST_CLICKS, f"a detour: {name}"
        self.page.locator("summary", has_text=name).first.click()

    def sees(self, *texts: str) -> None:
        """Finds each text on the page, in sight."""
        for text in texts:
            expect(self.page.locator("main").get_by_text(text).first).to_be_visible()

    def is_under(self, heading: str) -> None:
        """Finds a heading on the page."""
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()


@pytest.fixture(scope="module")
def demonstration() -> Iterator[str]:
    """Starts a site with the demonstration for this module alone: other tests begin with fewer balises."""
    with SiteInstance().serving() as site:
        site.manage("demo_referentiel")
        yield site.url


@pytest.fixture
def reader(demonstration: str, browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(viewport=LAPTOP, locale="fr-FR")
    page = context.new_page()
    page.goto(f"{demonstration}/referentiel/")
    yield Reader(page)
    context.close()


def test_where_a_balise_held_and_where_not(reader: Reader) -> None:
    reader.click(SHARED)
    reader.is_under("Où elle tient")
    reader.sees("Quartier de la Halle", "Fait écho", "À adapter")


def test_what_changed_between_two_editions(reader: Reader) -> None:
    reader.click("Éditions")
    reader.click("Comparer deux éditions")
    reader.is_under("Ajoutées")
    reader.sees("Payer ce que l’on veut voir durer")


def test_what_a_territory_brought(reader: Reader) -> None:
    reader.click("Bourg-Soleil")
    reader.is_under("Il les a apportées")
    reader.sees(SHARED)


def test_film_of_a_day(reader: Reader) -> None:
    reader.click("Saison 2")
    reader.click("Mettre en place une transition démocratique et citoyenne")
    reader.click("La fiche de son film")
    reader.sees("Intervention filmée", "25 minutes", "Stéphane Berdoulet")


def test_who_was_invited_by_lens_and_what_for(reader: Reader) -> None:
    reader.click("Saison 3")
    reader.sees("Ville de Lens", "Dalkia", "délégataire de la chaufferie biomasse")


def test_what_was_to_be_read_before_a_season(reader: Reader) -> None:
    reader.click("Saison 3")
    reader.is_under("Partagé avant la saison")
    reader.click("Document ressources d’introduction")
    reader.sees("pour préparer la saison")


def test_card_from_which_a_balise_comes(reader: Reader) -> None:
    reader.click(SHARED)
    reader.is_under("D’où elle vient")
    reader.sees("Moitié vous, moitié nous", "Mont-Charbon")


def test_what_came_out_of_a_season(reader: Reader) -> None:
    reader.click("Saison 2")
    reader.is_under("Ce qui en est sorti")
    reader.sees("Film de la saison 2")
    reader.click("Référentiel mis à l’épreuve")
    reader.is_under("La citer")


def test_edition_to_take_along(reader: Reader) -> None:
    reader.click("Référentiel mis à l’épreuve")
    with reader.page.expect_download() as download:
        reader.click("Page à garder")
    assert download.value.suggested_filename.endswith(".html")


def test_town_whose_name_is_half_remembered(reader: Reader) -> None:
    reader.page.get_by_role("searchbox").first.fill("ile saint")
    reader.click("Chercher", role="button")
    reader.click("L’Île-Saint-Denis")
    reader.is_under("Ses participations")
    reader.sees("EPT Plaine Commune")
