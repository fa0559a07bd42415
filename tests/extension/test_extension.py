"""A session with a step, a kind of card, a fragment and a format of export that the site does not know by itself."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant

ANY_SIGN = re.compile(r"kinds/alliance\.\w+\.svg")
SIGN_OF = "card => getComputedStyle(card).getPropertyValue('--sign')"

pytestmark = [pytest.mark.browser, pytest.mark.standalone]


def test_session_with_what_a_stranger_added(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    alice.visit("/seances/nouvelle/")
    alice.page.get_by_label("Titre").fill("Les alliances")
    alice.page.get_by_role("checkbox", name="Malaunay").check()
    alice.page.get_by_role("radio", name="Les alliances").check()
    alice.button("Créer la séance").click()
    code = alice.enter_cockpit()
    alice.open_seance()
    screen = open_screen(alice, open_context)
    bob.sit(code, "Bob", "Malaunay")
    chloe.sit(code, "Chloé", "Malaunay")
    for person in (alice, bob, chloe, screen):
        person.wait_for_step("Météo des alliances")
        expect(person.page.locator("#alliances")).to_have_text("Qui tient la corde avec vous ? 0")
        expect(person.page.locator("#alliances")).to_be_visible()
    bob.post_card("La coopérative de l’eau", kind="Alliance")
    for person in (alice, chloe, screen):
        expect(person.page.locator("#alliances")).to_have_text("Qui tient la corde avec vous ? 1")
    chloe.show("Trajectoires")
    card = chloe.card("La coopérative de l’eau")
    expect(card.locator(".card__kind")).to_have_text("Alliance")
    assert ANY_SIGN.search(card.evaluate(SIGN_OF))
    alice.go_on()
    for person in (alice, bob, chloe, screen):
        person.wait_for_step("Vote")
        expect(person.page.locator("#alliances")).to_be_hidden()
    with alice.page.expect_download() as download:
        alice.page.get_by_role("link", name="Plan").click()
    assert download.value.suggested_filename.endswith(".txt")
    titles = Path(download.value.path()).read_text("utf-8").splitlines()
    assert titles[:2] == ["Les alliances", "La séance en bref"]
