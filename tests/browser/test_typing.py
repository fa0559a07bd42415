"""What others do never touches what somebody is typing, nor where they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

MODIFY = re.compile("^Modifier")
CARET = "document.activeElement.id + ':' + document.activeElement.selectionStart"
FOCUSED = "document.activeElement.textContent.trim()"


def reword_all(alice: Facilitator, *, rounds: int) -> None:
    """By the facilitator, whose pace is not slowed down as a participant's is."""
    cards = alice.page.locator(".card").evaluate_all("all => all.map((one) => one.id.slice(5))")
    for version in range(1, rounds + 1):
        for card in cards:
            words = f"Carte {card}, version {version}"
            answer = alice.send(f"/s/{alice.code}/cartes/{card}/", kind="etape", title=words)
            assert answer.status == 200, answer.text()


def test_typed_text_during_fifty_changes_by_others(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    dialog = bob.start_card()
    field = dialog.get_by_label("Récit")
    field.fill("Une phrase en cours")
    for _ in range(len("en cours")):
        field.press("ArrowLeft")
    before = bob.page.evaluate(CARET)
    chloe.wait_for_step("Récits")
    for number in range(10):
        chloe.send_card(f"Carte {number}")
    expect(alice.page.locator(".card")).to_have_count(10)
    reword_all(alice, rounds=4)
    expect(bob.page.locator(".card h4", has_text="version 4")).to_have_count(10)
    assert bob.page.evaluate(CARET) == before
    bob.page.keyboard.type("bien ")
    expect(field).to_have_value("Une phrase bien en cours")


def test_edited_text_while_the_card_itself_changes(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    """The editor is a copy: the card behind it may be hidden, restored or reworded by the facilitator."""
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("À reprendre")
    bob.card("À reprendre").get_by_role("button", name=MODIFY).click()
    title = bob.page.locator("#editor").get_by_label("Titre")
    title.fill("À reprendre demain")
    alice.card("À reprendre").get_by_role("button", name=MODIFY).click()
    alice.page.locator("#editor").get_by_label("Titre").fill("Réécrite")
    alice.page.locator("#editor").get_by_role("button", name="Enregistrer").click()
    expect(bob.page.get_by_role("heading", name="Réécrite", include_hidden=True)).to_be_attached()
    expect(title).to_have_value("À reprendre demain")
    expect(title).to_be_focused()


def test_focus_on_a_button_of_a_card_that_others_change(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Sous les yeux")
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    bob.wait_for_step("Lecture")
    bob.card("Sous les yeux").get_by_role("button", name=MODIFY).focus()
    chloe.read_card("Sous les yeux", "Coopération", "nettement", "On le voit.")
    expect(bob.card("Sous les yeux")).to_contain_text("Ses pairs")
    assert bob.page.evaluate(FOCUSED).startswith("Modifier")


def test_open_reasons_stay_open_when_the_card_changes(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    chloe.wait_for_step("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("À lire")
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    chloe.read_card("À lire", "Engagement", "un peu", "Première raison.")
    bob.wait_for_step("Lecture")
    bob.card("À lire").get_by_text("1 raison").click()
    bob.read_card("À lire", "Engagement", "fortement", "Seconde raison.")
    expect(bob.card("À lire").get_by_text("Première raison.")).to_be_visible()
    expect(bob.card("À lire").get_by_text("Seconde raison.")).to_be_visible()


def test_own_card_comes_into_sight(alice: Facilitator, bob: Participant, demo: str) -> None:
    """Its territory may be the last of a long board."""
    alice.enter_cockpit(demo)
    bob.sit(demo, "Bob", "Bourg-Soleil")
    bob.post_card("Me voici", moment="2030")
    expect(bob.card("Me voici")).to_be_in_viewport()
    bob.edit_card("Me voici", Titre="Me voici encore")
    expect(bob.card("Me voici encore")).to_be_in_viewport()
