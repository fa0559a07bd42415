"""A consent on phones, cockpit and projector: one with a reserve, and one with an objection and a second round."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant, Person

pytestmark = pytest.mark.browser

ASKED = "Demander une part à ceux qui demandent"
AMENDED = "Demander une part à ceux qui peuvent la donner"
OTHER = "Faire du récit un équipement commun"
QUESTION = "Voyez-vous une objection ?"


def prepare(alice: Facilitator, bob: Participant, chloe: Participant) -> None:
    """Two balises, and the step of votes."""
    alice.have_seance("Consentir", "Malaunay", "Le Mené")
    bob.sit(alice.code, "Bob", "Malaunay")
    chloe.sit(alice.code, "Chloé", "Le Mené")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Le jardin partagé")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    for statement in (ASKED, OTHER):
        bob.word_balise(statement, "Le jardin partagé")
    alice.go_to("Vote")


def open_consent(alice: Facilitator, statement: str, button: str) -> None:
    """Opens a consent on one of the balises, by the form."""
    alice.button(button).click()
    dialog = alice.open_dialog
    dialog.get_by_role("radio", name="Consentement").check()
    for box in dialog.get_by_role("checkbox").all():
        box.uncheck()
    dialog.get_by_role("checkbox", name=statement).check()
    dialog.get_by_role("button", name="Ouvrir le vote").click()
    alice.wait_for_poll("open")


def ask(alice: Facilitator, inspection: Inspection, screen: Person) -> None:
    """Leads the room to the question."""
    for button, now in (
        ("Passer à la clarification", "Clarifiée"),
        ("Passer aux ressentis", "Ressentis"),
        ("Poser la question", "Question"),
    ):
        alice.button(button).click()
        expect(screen.page.locator("#poll [aria-current=step]")).to_have_text(now)


def answer(person: Participant, kind: str, text: str = "") -> None:
    """Answers the question, with a text where there is one."""
    page = person.page
    page.locator("#ballot").get_by_role("radio", name=re.compile(f"^{kind}")).check()
    if text:
        page.get_by_label("En quelques mots").fill(text)
    person.button("Enregistrer ma réponse").click()
    expect(page.locator("#ballot-answer")).to_contain_text("enregistrée")


def reveal(alice: Facilitator) -> None:
    """Closes the answers and reveals them."""
    alice.close_poll()
    alice.reveal_poll()


def test_consent_with_a_reserve_and_one_with_an_objection(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    inspection = Inspection("consent")
    prepare(alice, bob, chloe)
    screen = open_screen(alice, open_context)
    open_consent(alice, OTHER, "Ouvrir le vote")
    for person in (alice, bob, screen):
        inspection.look(person.page, f"presented, {type(person).__name__}")
    ask(alice, inspection, screen)
    inspection.look(screen.page, "question, projector")
    # An objection without a text is refused, and what was chosen stays.
    bob.page.locator("#ballot").get_by_role("radio", name="Une objection").check()
    bob.watch.expect_status(422)
    bob.button("Enregistrer ma réponse").click()
    expect(bob.page.locator("#ballot-answer")).to_contain_text("Dites votre objection")
    expect(bob.page.get_by_role("radio", name="Une objection")).to_be_checked()
    inspection.look(bob.page, "objection without a text, phone")
    # A text that was typed and not sent outlives a reload.
    bob.page.get_by_label("En quelques mots").fill("Qui tient le récit ?")
    bob.page.reload()
    bob.wait_until_connected()
    expect(bob.page.get_by_label("En quelques mots")).to_have_value("Qui tient le récit ?")
    answer(bob, "Une réserve", "Qui tient le récit ?")
    answer(chloe, "Pas d’objection")
    inspection.look(alice.page, "question, cockpit")
    reveal(alice)
    for person in (alice, bob, screen):
        expect(person.page.locator("#poll")).to_contain_text("consentie, avec 1 réserve")
        inspection.look(person.page, f"consented, {type(person).__name__}")
    object_and_ask_again(alice, bob, chloe, screen, inspection)
    inspection.check()


def object_and_ask_again(
    alice: Facilitator,
    bob: Participant,
    chloe: Participant,
    screen: Person,
    inspection: Inspection,
) -> None:
    """Two objections: one is not kept and becomes a reserve, one is kept; the balise is amended and asked again."""
    open_consent(alice, ASKED, "Ouvrir un nouveau vote")
    ask(alice, inspection, screen)
    answer(bob, "Une objection", "Et ceux qui n’ont rien ?")
    answer(chloe, "Pas d’objection")
    reveal(alice)
    for person in (alice, screen):
        expect(person.page.locator(".consent__discussed")).to_contain_text("Et ceux qui")
        inspection.look(person.page, f"objection, {type(person).__name__}")
    alice.button("Le groupe ne la retient pas").click()
    expect(bob.page.get_by_role("button", name="En faire une réserve")).to_be_visible()
    expect(chloe.page.get_by_role("button", name="En faire une réserve")).to_be_hidden()
    inspection.look(bob.page, "own objection, phone")
    alice.page.get_by_text("Répondre à sa place").click()
    alice.button("Le groupe retient l’objection").click()
    alice.button("Reformuler la balise").click()
    alice.open_dialog.get_by_label("La balise").fill(AMENDED)
    alice.open_dialog.get_by_role("button", name="Enregistrer").click()
    expect(alice.page.locator(".consent__amended")).to_contain_text(AMENDED)
    inspection.look(alice.page, "amended, cockpit")
    alice.button("Poser la question de nouveau").click()
    expect(screen.page.locator(".consent__statement")).to_have_text(AMENDED)
    answer(bob, "Pas d’objection")
    answer(chloe, "Je m’abstiens")
    reveal(alice)
    for person in (alice, bob, screen):
        expect(person.page.locator("#poll")).to_contain_text("la balise est consentie")
    expect(bob.page.locator("#earlier-polls")).to_contain_text("Consentement")
    for person in (alice, bob, screen):
        inspection.look(person.page, f"second round, {type(person).__name__}")
