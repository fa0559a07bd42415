"""Every page in its live states: axe-core with all its rules, best practices included."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import LAPTOP, OpenContext, make_participant, open_screen
from tests.browser.hall import Hall, discuss
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser


@pytest.fixture
def inspection(request: pytest.FixtureRequest) -> Iterator[Inspection]:
    inspection = Inspection(request.node.name.removeprefix("test_"))
    yield inspection
    inspection.check()


def test_public_pages(inspection: Inspection, bob: Participant) -> None:
    page = bob.page
    for state, path in {
        "home": "/",
        "login": "/connexion/",
        "référentiel": "/referentiel/",
        "season": "/referentiel/saisons/2/",
        "territory": "/referentiel/territoires/loos-en-gohelle/",
        "editions, none": "/referentiel/editions/",
        "atelier": "/referentiel/saisons/2/ateliers/3/",
        "resources": "/referentiel/ressources/",
        "resource": "/referentiel/ressources/saison-2-film/",
    }.items():
        bob.visit(path)
        inspection.look(page, state)
    bob.visit("/")
    bob.watch.expect_status(404, 410, 422, 429)
    page.get_by_label("Code de la séance").fill("ZZZZ ZZZZ")
    bob.button("Entrer").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspection.look(page, "home, wrong code")
    for state, path in {"404": "/rien/", "link used up": "/connexion/lien/MQ/rien/"}.items():
        bob.visit(path)
        inspection.look(page, state)
    bob.visit("/connexion/")
    lock_out(page, inspection)


def lock_out(page: Page, inspection: Inspection) -> None:
    for _ in range(6):
        page.get_by_label("Adresse électronique").fill("personne@exemple.fr")
        page.get_by_label("Mot de passe").fill("pas le bon")
        page.get_by_role("main").get_by_role("button", name="Se connecter").click()
        if _ == 0:
            inspection.look(page, "login, wrong")
    expect(page.get_by_text("Trop d’essais")).to_be_visible()
    inspection.look(page, "login, locked")


def test_first_login(inspection: Inspection, site: SiteInstance, open_context: OpenContext) -> None:
    """An account without a séance yet."""
    context, watch = open_context(LAPTOP)
    page = context.new_page()
    page.goto(site.manage("login_link", "nouvelle@exemple.fr").strip())
    inspection.look(page, "login link")
    page.get_by_role("button", name="Me connecter").click()
    expect(page.get_by_text("Vous n’avez pas encore de séance")).to_be_visible()
    inspection.look(page, "my séances, none")
    page.goto(f"{site.url}/connexion/mot-de-passe/")
    inspection.look(page, "password")
    watch.expect_status(422)
    page.get_by_role("button", name="Enregistrer le mot de passe").click()
    inspection.look(page, "password, missing")


def test_preparation(inspection: Inspection, alice: Facilitator, demo: str) -> None:
    alice.visit("/seances/")
    inspection.look(alice.page, "my séances")
    alice.visit("/seances/nouvelle/")
    inspection.look(alice.page, "new séance")
    alice.watch.expect_status(422)
    alice.button("Créer la séance").click()
    expect(alice.page.get_by_role("alert")).to_be_visible()
    inspection.look(alice.page, "new séance, errors")
    alice.prepare_seance("Séance en préparation", "Malaunay")
    inspection.look(alice.page, "cockpit, in preparation")
    alice.open_seance()
    alice.page.get_by_role("link", name="Modifier la séance").click()
    inspection.look(alice.page, "edit séance")
    alice.page.get_by_label("Titre").fill("")
    alice.button("Enregistrer").click()
    expect(alice.page.get_by_role("alert")).to_be_visible()
    inspection.look(alice.page, "edit séance, errors")
    alice.page.get_by_role("link", name="Revenir à l’animation").click()
    alice.close_seance()
    alice.visit(f"/s/{alice.code}/preparation/")
    inspection.look(alice.page, "edit séance, closed")


def test_door(
    inspection: Inspection,
    site: SiteInstance,
    alice: Facilitator,
    bob: Participant,
    open_context: OpenContext,
) -> None:
    code = alice.prepare_seance("À la porte", "Malaunay", "Le Mené")
    bob.visit(f"/s/{code}/rejoindre/")
    inspection.look(bob.page, "join, not open yet")
    alice.open_seance()
    bob.visit(f"/s/{code}/rejoindre/")
    inspection.look(bob.page, "join")
    bob.watch.expect_status(403, 404, 422)
    bob.button("Prendre place").click()
    expect(bob.page.get_by_role("alert")).to_be_visible()
    inspection.look(bob.page, "join, errors")
    bob.visit(f"/s/{code}/ecran/")
    inspection.look(bob.page, "403")
    bob.join(code, "Bob", "Malaunay")
    link = bob.page.locator("#my-seat a").get_attribute("href")
    other = make_participant(site, open_context)
    other.page.goto(link or "")
    inspection.look(other.page, "personal link")
    bob.visit(f"/s/{code}/place/rien/")
    inspection.look(bob.page, "personal link, unknown")
    alice.close_seance()
    other.visit(f"/s/{code}/rejoindre/")
    inspection.look(other.page, "join, closed")


def test_goodbye(inspection: Inspection, alice: Facilitator, seated: str, bob: Participant) -> None:
    alice.remove("Bob")
    expect(bob.page.locator("#board")).to_have_count(0)
    inspection.look(bob.page, "removed")
    expect(alice.page.locator("#leavers .person")).to_have_count(1)
    inspection.look(alice.page, "cockpit, somebody removed")
    alice.button("Effacer Bob").click()
    expect(alice.open_dialog).to_be_visible()
    inspection.look(alice.page, "cockpit, erasing to confirm")


def test_inspection_finds_what_is_wrong(bob: Participant) -> None:
    """So that its silence above means something."""
    bob.visit("/")
    bob.page.evaluate("""() => {
      const wide = document.createElement("pre");
      wide.textContent = "large".repeat(500);
      const small = document.createElement("button");
      small.style.padding = small.style.minHeight = 0;
      document.querySelector("main").append(wide, small, new Image());
    }""")
    inspection = Inspection("inspection")
    inspection.look(bob.page, "home")
    found = "\n".join(inspection.found)
    for fault in ("image-alt", "button-name", "wider than the window", "small target"):
        assert fault in found


@pytest.fixture
def hall(
    inspection: Inspection,
    alice: Facilitator,
    bob: Participant,
    demo: str,
    open_context: OpenContext,
) -> Hall:
    alice.enter_cockpit(demo)
    bob.sit(demo, "Bob", "Bourg-Soleil")
    return Hall(inspection, alice, bob, open_screen(alice, open_context))


def test_live_pages_while_stories_are_told_and_read(hall: Hall) -> None:
    hall.go_to("Accueil")
    hall.look("accueil")
    hall.bob.button("Bob · Bourg-Soleil").click()
    hall.look_at_dialog("my seat")
    hall.bob.button("Changer de territoire").click()
    expect(hall.bob.page.locator("#editor form")).to_be_visible()
    hall.look_at_dialog("move")
    hall.bob.page.keyboard.press("Escape")
    hall.alice.button("Déplacer Bob").click()
    expect(hall.alice.page.locator("#editor form")).to_be_visible()
    hall.inspection.look(hall.alice.page, "cockpit, move")
    hall.alice.page.keyboard.press("Escape")
    hall.go_to("Récits")
    hall.bob.post_card("Une carte de Bob")
    hall.look("récits")
    dialog = hall.bob.start_card()
    hall.look_at_dialog("new card")
    hall.bob.watch.expect_status(422)
    dialog.get_by_role("button", name="Poser la carte").click()
    expect(dialog.get_by_role("alert")).to_be_focused()
    hall.look_at_dialog("new card, errors")
    hall.bob.page.keyboard.press("Escape")
    hall.bob.button("Supprimer Une carte de Bob").click()
    hall.look_at_dialog("deletion to confirm")
    hall.bob.page.keyboard.press("Escape")
    hall.go_to("Lecture")
    hall.look("lecture")
    hall.bob.button("Lire cette carte").click()
    expect(hall.bob.page.locator("#editor form")).to_be_visible()
    hall.look_at_dialog("reading")
    hall.bob.page.keyboard.press("Escape")
    discuss(hall)


def test_live_pages_from_the_balises_to_the_end(hall: Hall) -> None:
    hall.go_to("Émergence")
    hall.look("émergence")
    hall.bob.button("Formuler une balise").click()
    expect(hall.bob.page.locator("#editor form")).to_be_visible()
    hall.look_at_dialog("new balise")
    hall.bob.page.keyboard.press("Escape")
    hall.go_to("Vote")
    hall.look("before the vote")
    hall.alice.open_poll()
    hall.bob.add_dots("Demander une part à ceux qui demandent", 4)
    hall.look("vote")
    hall.bob.save_vote()
    hall.inspection.look(hall.bob.page, "room, voted")
    hall.alice.close_poll()
    hall.look("vote closed")
    hall.alice.reveal_poll()
    hall.look("result, folded")
    for person in (hall.alice, hall.bob):
        person.unfold_result()
    expect(hall.bob.page.locator("#poll .results")).to_be_visible()
    hall.look("result")
    hall.go_to("Bilan")
    hall.look("bilan")
    hall.alice.close_seance()
    expect(hall.bob.page.locator("#session-state")).to_contain_text("La séance est close")
    hall.look("closed")
    hall.alice.page.get_by_role("link", name="Compte rendu", exact=True).click()
    expect(hall.alice.page.get_by_role("heading", level=1)).to_be_visible()
    hall.inspection.look(hall.alice.page, "compte rendu")


def follow(place: Page | Locator, link: str | re.Pattern[str]) -> None:
    """Clicks on a link, and waits until its page is there: axe asks the page at once."""
    page = place if isinstance(place, Page) else place.page
    with page.expect_navigation():
        place.get_by_role("link", name=link).click()


KEPT = {
    "season, kept": "saisons/3/",
    "season, form": "saisons/3/modifier/",
    "season, history": "saisons/3/historique/",
    "collective": "saisons/3/collectifs/lorient/",
    "collective, form": "saisons/3/collectifs/nouveau/",
    "organisations": "organisations/",
    "territory, kept": "territoires/smicval/",
    "territory, needed": "territoires/smicval/retirer/",
}
"""Pages of those who keep seasons, territories and organisations."""


def test_seasons(inspection: Inspection, alice: Facilitator) -> None:
    for state, path in KEPT.items():
        alice.visit(f"/referentiel/{path}")
        inspection.look(alice.page, state)


def test_balises(inspection: Inspection, alice: Facilitator, demo: str) -> None:
    """From the cockpit into the référentiel, and through the pages of those who keep it."""
    page = alice.page
    alice.visit("/referentiel/balises/")
    inspection.look(page, "balises, before")
    alice.enter_cockpit(demo)
    balises = page.locator(".balise")
    taken = [balises.nth(0), balises.nth(1)]
    for balise in taken:
        balise.get_by_role("button", name=re.compile("^Prendre au référentiel")).click()
        expect(balise.get_by_role("link", name=re.compile("^Au référentiel"))).to_be_visible()
    inspection.look(page, "cockpit, balises taken")
    # The room consented to the first one already.
    follow(taken[1], re.compile("^Au référentiel"))
    expect(page.get_by_role("heading", name="D’où elle vient")).to_be_visible()
    inspection.look(page, "sheet, just taken")
    follow(page, "Reformuler")
    inspection.look(page, "rewording")
    alice.watch.expect_status(422)
    page.get_by_label("La balise").fill("Notre balise")
    page.get_by_label("Pourquoi ce changement").fill("Plus court")
    alice.button("Enregistrer la version").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspection.look(page, "rewording, errors")
    page.get_by_label("La balise").fill("Donner une part à qui demande")
    page.get_by_label("Concept opératoire").fill("Qui demande prend une part du travail.")
    alice.button("Enregistrer la version").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Donner une part à qui demande")
    follow(page, "Faire avancer")
    inspection.look(page, "move")
    page.get_by_label("Consentie").check()
    alice.button("Enregistrer").click()
    expect(page.get_by_role("heading", name="Sa vie", exact=True)).to_be_visible()
    expect(page.get_by_text("Consentie", exact=True)).to_be_visible()
    inspection.look(page, "sheet, reworded")
    for state, link in {"split": "Diviser", "merge": "Réunir à une autre"}.items():
        follow(page, link)
        inspection.look(page, state)
        follow(page, "Annuler")
    for state, link in {
        "provenance": "Voir le fil de provenance",
        "versions": "Comparer ses versions",
    }.items():
        follow(page, link)
        inspection.look(page, state)
        page.go_back()
    alice.visit("/referentiel/balises/")
    # Other tests of this site may have written some too.
    expect(page.locator(".balise-line").nth(1)).to_be_visible()
    inspection.look(page, "balises, some")
    alice.visit("/referentiel/")
    inspection.look(page, "référentiel with balises")
    look_at_search(inspection, alice)


def look_at_search(inspection: Inspection, alice: Facilitator) -> None:
    """From the front page of the référentiel, once it has balises."""
    page = alice.page
    page.get_by_label("Chercher dans le référentiel").fill("DEMANDER une part")
    with page.expect_navigation():
        page.get_by_role("button", name="Chercher").click()
    expect(page.locator(".result mark").first).to_be_visible()
    inspection.look(page, "search, found")
    alice.visit("/referentiel/recherche/?q=introuvable&enjeu=value")
    inspection.look(page, "search, nothing found")
