"""The door of a séance that is not open yet: it opens by itself, and keeps what was typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def test_door_opens_by_itself_and_lets_in(alice: Facilitator, bob: Participant) -> None:
    code = alice.prepare_seance("Séance d’essai", "Malaunay", "Le Mené")
    bob.visit(f"/s/{code}/")
    expect(bob.page.get_by_text("L’entrée paraîtra ici d’elle-même")).to_be_visible()
    expect(bob.button("Prendre place")).to_have_count(0)
    alice.open_seance()
    expect(bob.button("Prendre place")).to_be_visible()
    expect(bob.page.get_by_role("status")).to_have_text("La séance est ouverte : prenez place.")
    bob.page.get_by_label("Votre nom").fill("Bob")
    bob.page.get_by_label("Malaunay").check()
    bob.button("Prendre place").click()
    bob.wait_until_connected()


def test_door_that_closed_before_the_form_was_sent_keeps_it_and_opens_again(
    alice: Facilitator, bob: Participant
) -> None:
    code = alice.have_seance("Séance d’essai", "Malaunay", "Le Mené")
    bob.visit(f"/s/{code}/")
    bob.page.get_by_label("Votre nom").fill("Bob")
    bob.page.get_by_label("Malaunay").check()
    assert alice.send(f"/s/{code}/cloture/").ok
    bob.watch.expect_status(422)
    bob.button("Prendre place").click()
    expect(bob.page.get_by_text("l’entrée paraîtra ici")).to_be_visible()
    bob.page.get_by_label("Votre nom").fill("Bob, de Malaunay")
    assert alice.send(f"/s/{code}/ouverture/").ok
    expect(bob.page.get_by_text("La séance est ouverte : prenez place.")).to_be_visible()
    expect(bob.page.get_by_label("Votre nom")).to_have_value("Bob, de Malaunay")
    bob.button("Prendre place").click()
    bob.wait_until_connected()


def test_link_of_the_screen_is_changed_in_the_cockpit(alice: Facilitator, seance: str) -> None:
    opener = alice.page.get_by_role("link", name="Ouvrir l’écran")
    before = opener.get_attribute("href")
    alice.button("Lien de l’écran").click()
    shown = alice.open_dialog.get_by_label("À ouvrir sur l’ordinateur du vidéoprojecteur")
    expect(shown).to_have_value(before or "")
    alice.button("Changer le lien").click()
    alice.page.get_by_role("button", name="Oui").click()
    expect(alice.open_dialog.get_by_text("Le lien est changé")).to_be_visible()
    expect(opener).not_to_have_attribute("href", before or "")
    assert shown.input_value() == opener.get_attribute("href")
