"""A balise that is put to the test: chosen from the référentiel, answered on phones, kept after the close."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.forms import submit
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def test_territories_say_where_a_balise_holds(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    inspection = Inspection("trials")
    statement = "Tenir le fil d’une séance à l’autre"
    submit(alice.page, f"{alice.origin}/referentiel/balises/nouvelle/", statement=statement)
    address = f"{alice.origin}/seances/nouvelle/"
    room = submit(alice.page, address, "Malaunay", "Le Mené", title="À l’épreuve", agenda="epreuve")
    alice.enter_cockpit(room.split("/")[4])
    alice.open_seance()
    alice.go_to("Mise à l’épreuve")
    alice.button("Choisir les balises").click()
    alice.open_dialog.get_by_label(statement).check()
    alice.open_dialog.get_by_role("button", name="Enregistrer le choix").click()
    expect(alice.page.locator(".trial")).to_have_count(1)
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
    alice.go_to("Bilan")
    alice.close_seance()
    alice.button("Garder les réponses au référentiel").click()
    alice.visit("/referentiel/balises/")
    alice.page.get_by_role("link", name=statement).click()
    expect(alice.page.get_by_role("heading", name="Où elle tient")).to_be_visible()
    row = alice.page.get_by_role("row", name=re.compile("Malaunay"))
    expect(row).to_contain_text("À adapter")
    inspection.look(alice.page, "sheet, trials")
    inspection.check()
