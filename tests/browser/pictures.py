"""The pictures of README.md and of the guides, from the demonstration; `script/pictures` makes them."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, OpenContext, open_screen
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
COLOURS = 256
"""As many as a picture of a page needs: its file is a third as heavy."""
SCROLL_TO = """
(part) => {
  const header = document.querySelector("header");
  const covered = getComputedStyle(header).position === "sticky" ? header.offsetHeight : 0;
  scrollTo(0, part.getBoundingClientRect().top + scrollY - covered - 20);
}
"""
"""A heading begins a picture, below what stays at the top of the page."""
SHARED = "Demander une part, à la mesure de chacun, à ceux qui demandent"
"""A balise of the demonstration that territories have put to the test."""


def take(page: Page, name: str, *, top: Locator | None = None, height: int = 0) -> None:
    """With its fonts, and without a moving caret; from a part of the page on, in a window of this height, if said."""
    page.evaluate("document.fonts.ready")
    # Nothing under the pointer, which would look chosen.
    page.mouse.move(0, 0)
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": height or size["height"]})
    if top:
        top.evaluate(SCROLL_TO)
    FOLDER.mkdir(exist_ok=True)
    with Image.open(BytesIO(page.screenshot(caret="initial"))) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(FOLDER / f"{name}.png", optimize=True)
    page.set_viewport_size(size)


def test_pictures(
    alice: Facilitator, bob: Participant, demo: str, open_context: OpenContext
) -> None:
    alice.enter_cockpit(demo)
    bob.sit(demo, "Nadia", "Bourg-Soleil")
    screen = open_screen(alice, open_context)
    alice.go_to("Lecture")
    bob.wait_for_step("Lecture")
    screen.wait_for_step("Lecture")
    bob.read_card("Des jardins au pied des tours", "Coopération", "fortement")
    expect(alice.card("Des jardins au pied des tours").locator(".gap-mark")).not_to_have_count(0)
    expect(bob.page.locator("#toast")).to_be_empty()
    bob.card("Des jardins au pied des tours").scroll_into_view_if_needed()
    take(bob.page, "room")
    take(alice.page, "cockpit")
    take(screen.page, "projector")
    alice.page.get_by_role("link", name="Compte rendu", exact=True).click()
    plots = alice.page.get_by_role("heading", name="Les trajectoires", exact=True)
    plots.evaluate("(heading) => heading.scrollIntoView()")
    take(alice.page, "report")


@pytest.fixture
def memory(site: SiteInstance) -> str:
    """The address of the demonstration référentiel."""
    site.manage("demo_referentiel")
    return f"{site.url}/referentiel"


def test_pictures_of_the_memory(memory: str, open_context: OpenContext) -> None:
    """What everybody reads, without an account."""
    context, _ = open_context(LAPTOP)
    page = context.new_page()
    page.goto(f"{memory}/balises/")
    page.get_by_role("link", name=SHARED).click()
    take(page, "balise", top=page.get_by_role("heading", name="Où elle tient"), height=620)
    page.get_by_role("link", name="Voir le fil de provenance").click()
    take(page, "provenance", height=720)
    page.goto(f"{memory}/editions/comparer/?de=1&a=2")
    take(page, "comparison", top=page.get_by_role("heading", name="Ajoutées"))
    page.goto(f"{memory}/territoires/bourg-soleil/")
    take(page, "trajectory", top=page.get_by_role("heading", name="Sa trajectoire"))


def test_picture_of_a_crossing(memory: str, alice: Facilitator) -> None:
    page = alice.page
    page.goto(f"{memory}/croisements/nouveau/")
    page.get_by_label("Titre du croisement").fill("Le port et les hameaux")
    for label, title in (("Le premier référentiel", "Port-des-Lauzes"), ("Le second", "Serre")):
        select = page.get_by_label(label)
        value = select.locator("option", has_text=title).get_attribute("value")
        select.select_option(value)
    alice.button("Les mettre côte à côte").click()
    heading = page.get_by_role("heading", name="À regarder")
    expect(heading).to_be_visible()
    take(page, "crossing", top=heading)


def test_picture_of_a_trial(
    memory: str, alice: Facilitator, bob: Participant, chloe: Participant
) -> None:
    alice.page.goto(f"{memory}/../seances/nouvelle/?edition=2")
    alice.page.get_by_label("Titre").fill("Mettre l’édition 2 à l’épreuve")
    alice.page.get_by_label("Ajouter des territoires").fill("Bourg-Soleil\nSept-Clochers")
    alice.button("Créer la séance").click()
    code = alice.enter_cockpit()
    alice.open_seance()
    alice.go_to("Mise à l’épreuve")
    bob.sit(code, "Nadia", "Bourg-Soleil")
    chloe.sit(code, "Yann", "Sept-Clochers")
    answer(chloe, "Fait écho", "Chaque hameau entretient ses chemins.")
    answer(bob, "À adapter", "L’été, plus personne ne signe : on demande à la rentrée.")
    trial = bob.page.locator(".trial").filter(has_text=SHARED)
    trial.get_by_role("button", name="Proposer un amendement").click()
    bob.open_dialog.get_by_label("La balise, amendée").fill(f"{SHARED}, à la rentrée")
    bob.open_dialog.get_by_role("button", name="Poser l’amendement").click()
    expect(bob.open_dialog).to_be_hidden()
    expect(trial.locator(".trial__amendment")).to_contain_text("rentrée")
    expect(bob.page.locator("#toast")).to_be_empty()
    take(bob.page, "trial", top=trial, height=900)


def answer(person: Participant, said: str, shown_by: str) -> None:
    """Somebody answers for their territory, on the balise of these pictures."""
    trial = person.page.locator(".trial").filter(has_text=SHARED)
    trial.get_by_role("button", name="Répondre pour votre territoire").click()
    person.open_dialog.get_by_label(said).check()
    person.open_dialog.get_by_label("Ce qui le montre").fill(shown_by)
    person.open_dialog.get_by_role("button", name="Enregistrer la réponse").click()
    expect(person.open_dialog).to_be_hidden()
    expect(trial.locator(".trial__answer").first).to_be_visible()


def test_picture_of_a_carried_card(alice: Facilitator, bob: Participant, demo: str) -> None:
    alice.enter_cockpit(demo)
    alice.close_seance()
    alice.page.get_by_role("link", name="Préparer la suite").click()
    alice.page.get_by_label("Titre").fill("Un an plus tard")
    alice.button("Créer la séance").click()
    alice.page.wait_for_url(re.compile("/animation/"))
    code = alice.enter_cockpit()
    alice.open_seance()
    alice.go_to("Récits")
    bob.sit(code, "Nadia", "Bourg-Soleil")
    card = bob.card("Une chaudière d’école à bout de souffle")
    expect(card).to_contain_text("Carte de la séance du")
    take(bob.page, "carried-card", top=card, height=700)
