"""A phone and a tablet of one seat: what one votes, the other shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

BALISE = "Faire simple"


def test_both_pages_of_a_seat_show_the_same_ballot(alice: Facilitator, bob: Participant) -> None:
    code = alice.prepare_seance("Deux pages", added="Val-des-Pages")
    alice.open_seance()
    bob.join(code, "Bob", "Val-des-Pages")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Une carte")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.word_balise(BALISE, "Une carte")
    alice.go_to("Vote")
    alice.open_poll()
    other = bob.page.context.new_page()
    other.goto(bob.page.url)
    expect(other.locator("#connection")).to_contain_text("connecté")
    dots = other.locator("#ballot input[type=number]")
    bob.add_dots(BALISE, 3)
    bob.save_vote()
    expect(dots).to_have_value("3")
    bob.add_dots(BALISE, -1)
    bob.save_vote()
    expect(dots).to_have_value("2")
