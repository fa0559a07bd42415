"""Dialogs lose no text to Escape, no focus to the body, and what the page says covers none of its buttons."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import LAPTOP, OpenContext
from tests.browser.people import Facilitator, Participant, Person

pytestmark = pytest.mark.browser

MODIFY = re.compile("^Modifier")
SENT_AGAIN = 20_000
REACHED = """
(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}
"""

SAVE_AS_SOON_AS_SHOWN = """
() => document.addEventListener("htmx:afterSwap", function save({ detail }) {
  // Frames swap fragments meanwhile.
  const form = detail.target?.querySelector?.("form");
  if (!form?.elements.title) return;
  document.removeEventListener("htmx:afterSwap", save);
  setTimeout(() => {
    form.elements.title.value = "Seconde version";
    form.requestSubmit();
  });
})
"""


def at_recits(alice: Facilitator, *people: Participant) -> None:
    alice.go_to("Récits")
    for person in people:
        person.wait_for_step("Récits")


def opener_of(person: Person, title: str) -> Locator:
    return person.card(title).get_by_role("button", name=MODIFY)


def test_escape_again_and_again(alice: Facilitator, seated: str, bob: Participant) -> None:
    """Browsers let a page refuse Escape only once without a click in between."""
    at_recits(alice, bob)
    bob.post_card("À modifier")
    opener_of(bob, "À modifier").press("Enter")
    title = bob.page.locator("#editor").get_by_label("Titre")
    title.fill("Un texte commencé")
    question = bob.page.locator("#confirm")
    for _ in range(3):
        bob.page.keyboard.press("Escape")
        expect(question).to_be_visible()
        expect(title).to_have_value("Un texte commencé")
        bob.page.keyboard.press("Escape")
        expect(question).to_be_hidden()
        expect(title).to_be_visible()
        expect(title).to_be_focused()
    bob.page.keyboard.press("Escape")
    question.get_by_role("button", name="Oui").press("Enter")
    expect(bob.page.locator("#editor")).to_be_hidden()
    opener_of(bob, "À modifier").press("Enter")
    expect(title).to_have_value("À modifier")


def test_close_that_the_page_could_not_refuse(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    """What a browser does by itself once it no longer asks: the editor closes without a `cancel`."""
    at_recits(alice, bob)
    bob.post_card("À modifier")
    opener_of(bob, "À modifier").press("Enter")
    title = bob.page.locator("#editor").get_by_label("Titre")
    title.fill("Un texte commencé")
    bob.page.evaluate("document.getElementById('editor').close()")
    expect(bob.page.locator("#confirm")).to_be_visible()
    bob.page.keyboard.press("Escape")
    expect(title).to_be_visible()
    expect(title).to_have_value("Un texte commencé")
    expect(title).to_be_focused()


def test_focus_after_saving_is_on_what_opened_the_form(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.post_card("Première version")
    opener_of(bob, "Première version").press("Enter")
    bob.page.locator("#editor").get_by_label("Titre").fill("Seconde version")
    bob.page.keyboard.press("Enter")
    expect(bob.card("Seconde version")).to_be_visible()
    expect(opener_of(bob, "Seconde version")).to_be_focused()


def test_form_is_sent_by_the_page_from_the_moment_it_shows(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    """Else the browser sends it by itself: to the room's address, with the text in it, and it is lost."""
    at_recits(alice, bob)
    bob.post_card("Première version")
    bob.page.evaluate(SAVE_AS_SOON_AS_SHOWN)
    opener_of(bob, "Première version").press("Enter")
    expect(bob.card("Seconde version")).to_be_visible()
    assert "?" not in bob.page.url


def test_focus_after_saving_when_a_click_gives_no_focus(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    """As in Safari: a button that is clicked stays without the focus."""
    at_recits(alice, bob)
    bob.post_card("Première version")
    bob.page.evaluate(
        "addEventListener('mousedown', (event) => event.target.closest('button') && event.preventDefault())"
    )
    opener_of(bob, "Première version").click()
    editor = bob.page.locator("#editor")
    editor.get_by_label("Titre").fill("Seconde version")
    editor.get_by_role("button", name="Enregistrer").click()
    expect(bob.card("Seconde version")).to_be_visible()
    expect(opener_of(bob, "Seconde version")).to_be_focused()
    bob.button("Ajouter une carte").click()
    bob.page.keyboard.press("Escape")
    expect(bob.button("Ajouter une carte")).to_be_focused()


def test_focus_after_a_card_is_deleted(alice: Facilitator, seated: str, bob: Participant) -> None:
    at_recits(alice, bob)
    bob.post_card("Celle qui reste")
    bob.post_card("Celle qui part")
    delete = bob.card("Celle qui part").get_by_role("button", name=re.compile("^Supprimer"))
    # A button that has just been drawn is held for a moment.
    expect(delete).not_to_have_attribute("aria-disabled", "true")
    delete.press("Enter")
    bob.page.locator("#confirm").get_by_role("button", name="Oui").press("Enter")
    expect(bob.card("Celle qui part")).to_have_count(0)
    assert bob.page.evaluate("document.activeElement !== document.body")


def test_editor_begins_at_the_chosen_radio(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    expect(bob.start_card().get_by_role("radio", name=re.compile("^Étape"))).to_be_focused()
    bob.page.keyboard.press("Escape")
    bob.post_card("Un horizon", kind="Horizon")
    opener_of(bob, "Un horizon").click()
    chosen = bob.page.locator("#editor").get_by_role("radio", name=re.compile("^Horizon"))
    expect(chosen).to_be_focused()


def test_outbox_and_connection_are_both_seen_far_down_the_page(
    alice: Facilitator, demo: str, bob: Participant
) -> None:
    alice.enter_cockpit(demo)
    bob.sit(demo, "Bob", "Bourg-Soleil")
    bob.watch.expect_network_failures()
    bob.page.context.set_offline(True)
    bob.post_card("Au loin")
    for way in ("scrollTo(0, document.body.scrollHeight)", "scrollTo(0, 0)"):
        bob.page.evaluate(way)
        for place in ("#outbox", "#connection"):
            expect(bob.page.locator(place)).to_be_in_viewport(ratio=1)
            assert bob.page.locator(place).evaluate(REACHED), (way, place)
    expect(bob.status).to_have_text("hors ligne")


def vote(alice: Facilitator, bob: Participant) -> Locator:
    """Opens a vote on one balise; returns the button that adds a dot."""
    at_recits(alice, bob)
    bob.post_card("Une carte")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.word_balise("Voter sans rien perdre", "Une carte")
    alice.go_to("Vote")
    alice.open_poll()
    return bob.button("Ajouter un point : Voter sans rien perdre")


def test_last_dot_keeps_the_focus_on_its_button(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    more = vote(alice, bob)
    more.focus()
    for _ in range(6):
        bob.page.keyboard.press("Enter")
    expect(bob.page.locator("[data-dots-left]")).to_have_text("0")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-disabled", "true")
    bob.button("Retirer un point").click()
    expect(more).to_have_attribute("aria-disabled", "false")


def test_wheel_over_the_dots_moves_the_page_and_no_dot(
    alice: Facilitator, seated: str, bob: Participant, open_context: OpenContext
) -> None:
    vote(alice, bob)
    bob.page.set_viewport_size({"width": 390, "height": 400})
    field = bob.page.get_by_label("Voter sans rien perdre points")
    field.fill("2")
    field.focus()
    bob.page.evaluate("scrollTo(0, 0)")
    field.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
    before = bob.page.evaluate("scrollY")
    box = field.bounding_box()
    assert box
    bob.page.mouse.move(box["x"] + 5, box["y"] + 5)
    bob.page.mouse.wheel(0, -60)
    bob.page.wait_for_function("(before) => scrollY < before", arg=before)
    expect(field).to_have_value("2")


@pytest.mark.parametrize("wide", [False, True])
def test_notice_covers_no_button_of_the_vote(
    alice: Facilitator, seated: str, bob: Participant, wide: bool
) -> None:
    vote(alice, bob)
    if wide:
        bob.page.set_viewport_size(LAPTOP)
    # The longest one that a success says, when it is said.
    bob.page.evaluate(
        "document.dispatchEvent(new CustomEvent('saved', { detail: { message: 'Votre lecture est enregistrée.' } }))"
    )
    expect(bob.page.locator("#toast p")).to_be_visible()
    ballot = bob.page.locator("#ballot")
    for button in ballot.get_by_role("button").all():
        button.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
        assert button.evaluate(REACHED)
    toast, status = bob.page.locator("#toast").bounding_box(), bob.status.bounding_box()
    header = bob.page.locator(".live-header").bounding_box()
    assert toast
    assert status
    assert header
    assert toast["x"] + toast["width"] <= status["x"]
    assert toast["y"] + toast["height"] <= header["y"] + header["height"] + 1
