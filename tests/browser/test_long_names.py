"""Names as long as the forms allow, without a space to break at: nothing leaves the width of a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LAPTOP, PHONE
from tests.browser.inspection import OVERFLOW
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

TERRITORY = "Anticonstitutionnellement" * 4
TITLE = "Électrointensification" * 5
BALISE = "Faire " + "anticonstitutionnellement" * 5
PERSON = "MAXIMILIENNE" * 5


def assert_it_fits(page: Page) -> None:
    size = page.viewport_size
    for other in (PHONE, LAPTOP):
        page.set_viewport_size(other)
        assert page.evaluate(OVERFLOW) == [], page.url
    assert size
    page.set_viewport_size(size)


def test_nothing_is_wider_than_its_window(alice: Facilitator, bob: Participant) -> None:
    code = alice.prepare_seance(TITLE, added=f"{TERRITORY}\nVal-des-Noms")
    alice.open_seance()
    bob.visit(f"/s/{code}/rejoindre/")
    assert_it_fits(bob.page)
    bob.join(code, PERSON, TERRITORY)
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card(TITLE)
    expect(bob.card(TITLE)).to_be_visible()
    assert_it_fits(bob.page)
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.word_balise(BALISE, TITLE)
    expect(bob.balise(BALISE)).to_be_visible()
    assert_it_fits(bob.page)
    alice.go_to("Vote")
    alice.open_poll()
    expect(bob.page.locator("#ballot form")).to_be_visible()
    assert_it_fits(bob.page)
    alice.close_poll()
    alice.reveal_poll()
    for person in (bob, alice):
        person.unfold_result()
    expect(bob.page.locator("#poll .results")).to_be_visible()
    for person in (bob, alice):
        assert_it_fits(person.page)
    for path in ("/seances/", f"/s/{code}/exports/html", "/referentiel/"):
        alice.visit(path)
        assert_it_fits(alice.page)
