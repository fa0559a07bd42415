"""Everything a participant does, without a mouse or a finger."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

MODIFY = re.compile("^Modifier")


def tab_to(page: Page, target: Locator, *, key: str = "Tab") -> None:
    """Presses Tab until the target has the focus; fails when it is not on the way."""
    for _ in range(60):
        if target.evaluate("(element) => element === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached by {key}")


def test_join_and_post_a_card_with_the_keyboard(
    alice: Facilitator, seance: str, bob: Participant
) -> None:
    page = bob.page
    bob.visit("/")
    tab_to(page, page.get_by_label("Code de la séance"))
    page.keyboard.type(seance)
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Votre nom"))
    page.keyboard.type("Bob")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, bob.button("Prendre place"))
    page.keyboard.press("Enter")
    bob.wait_until_connected()
    alice.go_to("Récits")
    bob.wait_for_step("Récits")

    tab_to(page, bob.button("Ajouter une carte"))
    page.keyboard.press("Enter")
    dialog = page.locator("#new-card")
    tab_to(page, dialog.get_by_label("Titre"))
    page.keyboard.type("Posée au clavier")
    tab_to(page, dialog.get_by_role("button", name="Poser la carte"))
    page.keyboard.press("Space")
    expect(bob.card("Posée au clavier")).to_be_visible()
    expect(bob.button("Ajouter une carte")).to_be_focused()


def test_skip_link_leads_into_the_room(seance: str, bob: Participant) -> None:
    bob.join(seance, "Bob", "Malaunay")
    bob.page.reload()
    bob.page.keyboard.press("Tab")
    expect(bob.page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    bob.page.keyboard.press("Enter")
    expect(bob.page.get_by_role("main")).to_be_focused()


def test_dialog_keeps_the_focus_in_and_gives_it_back(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("À modifier")
    opener = bob.card("À modifier").get_by_role("button", name=MODIFY)
    opener.focus()
    bob.page.keyboard.press("Enter")
    editor = bob.page.locator("#editor")
    expect(editor.get_by_label("Titre")).to_be_visible()
    for _ in range(25):
        bob.page.keyboard.press("Tab")
        outside = (
            "!document.activeElement.closest('dialog') && document.activeElement !== document.body"
        )
        assert not bob.page.evaluate(outside)
    bob.page.keyboard.press("Escape")
    expect(editor).to_be_hidden()
    expect(opener).to_be_focused()


def test_escape_asks_before_typed_text_is_dropped(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("À modifier")
    bob.card("À modifier").get_by_role("button", name=MODIFY).press("Enter")
    title = bob.page.locator("#editor").get_by_label("Titre")
    title.fill("Un texte commencé")
    bob.page.keyboard.press("Escape")
    question = bob.page.locator("#confirm")
    expect(question).to_contain_text("Abandonner ce que vous venez d’écrire ?")
    bob.page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    expect(title).to_have_value("Un texte commencé")
    bob.page.keyboard.press("Escape")
    question.get_by_role("button", name="Oui").press("Enter")
    expect(bob.page.locator("#editor")).to_be_hidden()


def test_vote_with_the_keyboard(alice: Facilitator, seated: str, bob: Participant) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Une carte")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.word_balise("Voter sans souris", "Une carte")
    alice.go_to("Vote")
    alice.open_poll()
    more = bob.button("Ajouter un point : Voter sans souris")
    # A button that has just been drawn is held for a moment.
    expect(more).not_to_have_attribute("aria-disabled", "true")
    tab_to(bob.page, more)
    bob.page.keyboard.press("Enter")
    bob.page.keyboard.press("Space")
    expect(bob.page.locator("[data-dots-left]")).to_have_text("3")
    save = bob.button("Enregistrer mon vote")
    expect(save).not_to_have_attribute("aria-disabled", "true")
    tab_to(bob.page, save)
    bob.page.keyboard.press("Enter")
    expect(bob.page.locator("#ballot-answer")).to_contain_text("Votre vote est enregistré")
