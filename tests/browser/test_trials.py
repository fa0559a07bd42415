"""A balise that is put to the test: from an edition, answered on phones, amended, voted on, and its next version."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.forms import submit
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

STATEMENT = "Tenir le fil d’une séance à l’autre"
AMENDED = "Tenir le fil d’une séance à l’autre, même l’été"


def prepare_with_edition(alice: Facilitator) -> None:
    """Publishes an edition, and opens a séance from its page with one of its balises.

    The site is that of all browser tests: others have left balises there.
    """
    memory = f"{alice.origin}/referentiel"
    submit(alice.page, f"{memory}/balises/nouvelle/", statement=STATEMENT)
    draft = submit(alice.page, f"{memory}/editions/projets/nouveau/", title="Premier référentiel")
    alice.page.goto(draft)
    alice.button("Publier l’édition").click()
    alice.page.wait_for_url(re.compile(r"/referentiel/editions/\d+/$"))
    alice.page.get_by_role("link", name="Ouvrir une séance avec cette édition").click()
    expect(alice.page.get_by_label(STATEMENT)).to_be_checked()
    for box in alice.page.locator("input[name=balises]").all():
        box.uncheck()
    alice.page.get_by_label(STATEMENT).check()
    alice.page.get_by_label("Titre").fill("À l’épreuve")
    for name in ("Malaunay", "Le Mené"):
        alice.page.get_by_role("checkbox", name=name).check()


def test_territories_say_where_a_balise_holds_and_amend_it(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    inspection = Inspection("trials")
    prepare_with_edition(alice)
    inspection.look(alice.page, "preparation, edition")
    alice.button("Créer la séance").click()
    alice.enter_cockpit()
    alice.open_seance()
    alice.go_to("Mise à l’épreuve")
    expect(alice.page.locator(".trial")).to_contain_text("Texte de l’édition")
    bob.sit(alice.code, "Bob", "Malaunay")
    chloe.sit(alice.code, "Chloé", "Le Mené")
    screen = open_screen(alice, open_context)
    bob.wait_for_step("Mise à l’épreuve")
    bob.button("Répondre pour votre territoire").click()
    dialog = bob.open_dialog
    dialog.get_by_label("À adapter").check()
    bob.watch.expect_status(422)
    dialog.get_by_role("button", name="Enregistrer la réponse").click()
    expect(dialog.get_by_role("alert")).to_be_visible()
    expect(dialog.get_by_label("À adapter")).to_be_checked()
    inspection.look(bob.page, "answer, errors")
    dialog.get_by_label("Ce qui le montre").fill("Chez nous le fil se casse chaque été.")
    dialog.get_by_role("button", name="Enregistrer la réponse").click()
    expect(dialog).to_be_hidden()
    for person in (alice, bob, chloe, screen):
        expect(person.page.locator(".trial__answer")).to_contain_text(["Malaunay"])
    chloe.button("Dire autrement").click()
    chloe.open_dialog.get_by_label("Ce que vous voyez autrement").fill("Il tient, mais sans nous.")
    chloe.open_dialog.get_by_role("button", name="Enregistrer").click()
    expect(bob.page.locator(".trial__voice")).to_contain_text("Il tient, mais sans nous.")
    inspection.look(alice.page, "cockpit, trials")
    inspection.look(bob.page, "room, trials")
    inspection.look(screen.page, "projector, trials")
    amend(bob, inspection)
    vote(alice, bob)
    take(alice, inspection)
    alice.close_seance()
    alice.button("Garder les réponses au référentiel").click()
    alice.visit("/referentiel/balises/")
    alice.page.get_by_role("link", name=AMENDED).click()
    expect(alice.page.get_by_role("heading", name="Où elle tient")).to_be_visible()
    row = alice.page.get_by_role("row", name=re.compile("Malaunay"))
    expect(row).to_contain_text("À adapter")
    expect(row).to_contain_text("amendée")
    expect(alice.page.locator(".amendments")).to_contain_text("version 2")
    inspection.look(alice.page, "sheet, trials")
    alice.page.get_by_role("link", name="Voir le fil de provenance").click()
    expect(alice.page.locator(".thread-list")).to_contain_text("devenu la version 2")
    inspection.look(alice.page, "provenance, amendment")
    inspection.check()


def amend(bob: Participant, inspection: Inspection) -> None:
    """Bob words an amendment from the words of the balise."""
    bob.button("Proposer un amendement").click()
    dialog = bob.open_dialog
    field = dialog.get_by_label("La balise, amendée")
    expect(field).to_have_value(STATEMENT)
    field.fill(AMENDED)
    inspection.look(bob.page, "amendment")
    dialog.get_by_role("button", name="Poser l’amendement").click()
    expect(dialog).to_be_hidden()
    expect(bob.page.locator(".trial__amendment")).to_contain_text(AMENDED)


def vote(alice: Facilitator, bob: Participant) -> None:
    """Lets the room vote on the amendment as on any proposal."""
    alice.go_to("Vote")
    alice.open_poll()
    bob.wait_for_step("Vote")
    bob.page.get_by_label(f"{AMENDED} points").fill("3")
    bob.button("Enregistrer mon vote").click()
    expect(bob.page.locator("#ballot")).to_contain_text("enregistré")
    alice.close_poll()
    alice.reveal_poll()


def take(alice: Facilitator, inspection: Inspection) -> None:
    """Lets the facilitator say that the group consents, with both texts in sight."""
    alice.go_to("Bilan")
    amendment = alice.balise(AMENDED).filter(has=alice.page.locator("ins"))
    inspection.look(alice.page, "cockpit, amendment")
    amendment.get_by_role("button", name="Prendre comme version suivante").click()
    dialog = alice.open_dialog
    expect(dialog).to_contain_text("3 points")
    alice.watch.expect_status(422)
    dialog.get_by_role("button", name="Prendre comme version suivante").click()
    expect(dialog.get_by_role("alert")).to_contain_text("quand le groupe y consent")
    inspection.look(alice.page, "version, errors")
    dialog.get_by_label("Le groupe y consent").check()
    dialog.get_by_label("Pourquoi").fill("L’été compte.")
    dialog.get_by_role("button", name="Prendre comme version suivante").click()
    expect(dialog).to_be_hidden()
    expect(amendment).to_contain_text("Au référentiel, version 2")
