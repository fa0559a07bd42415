"""A frise that goes on beside its window says so, and can be turned without a wheel or a finger."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.people import Facilitator, Participant, Person

pytestmark = pytest.mark.browser

CARDS = 5
IN_SIGHT = """
(card) => {
  const { left, right } = card.getBoundingClientRect();
  const frise = card.closest(".frise-scroll").getBoundingClientRect();
  return left >= frise.left - 1 && right <= frise.right + 1;
}
"""


def turn_button(person: Person, name: str) -> Locator:
    return person.page.get_by_role("button", name=re.compile(f"^Cartes {name} : Malaunay"))


@pytest.fixture
def told(alice: Facilitator, seated: str, bob: Participant) -> None:
    """Malaunay has told more than a laptop shows side by side; Le Mené nothing."""
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    for number in range(CARDS):
        bob.send_card(f"Carte {number}")
    expect(alice.page.locator(".card")).to_have_count(CARDS)


def test_frise_is_turned_by_its_buttons(alice: Facilitator, told: None) -> None:
    alice.page.emulate_media(reduced_motion="reduce")
    on, back = turn_button(alice, "suivantes"), turn_button(alice, "précédentes")
    last = alice.card(f"Carte {CARDS - 1}")
    frise = alice.page.locator(".frise-scroll").filter(has=last)
    expect(frise).to_have_attribute("data-after", "")
    expect(back).to_have_attribute("aria-disabled", "true")
    expect(frise).not_to_have_css("mask-image", "none")
    assert not last.evaluate(IN_SIGHT)
    on.click()
    expect(back).to_have_attribute("aria-disabled", "false")
    # Not by Playwright's click, which would wait for a button that has just ended its use.
    for _ in range(CARDS):
        on.evaluate("(button) => button.click()")
    expect(frise).not_to_have_attribute("data-after", "")
    assert last.evaluate(IN_SIGHT)
    back.click()
    expect(on).to_have_attribute("aria-disabled", "false")


def test_frise_stays_where_it_was_turned_to_when_a_territory_joins(
    alice: Facilitator, told: None
) -> None:
    alice.page.emulate_media(reduced_motion="reduce")
    turn_button(alice, "suivantes").click()
    frise = alice.page.get_by_role("group", name="Frise : Malaunay")
    expect(frise).to_have_attribute("data-before", "")
    before = frise.evaluate("(frise) => frise.scrollLeft")
    elsewhere = Facilitator(alice.page.context.new_page(), alice.origin, alice.watch)
    elsewhere.visit(f"/s/{alice.code}/animation/")
    elsewhere.edit_seance("Séance d’essai", added="Trifouillis")
    expect(alice.page.get_by_role("region", name="Trifouillis")).to_be_visible()
    assert frise.evaluate("(frise) => frise.scrollLeft") == before > 0


def test_frise_that_shows_everything_has_no_buttons(
    alice: Facilitator, told: None, bob: Participant
) -> None:
    expect(alice.page.locator(".frise-turn:visible")).to_have_count(1)
    expect(bob.page.locator(".frise-turn:visible")).to_have_count(0)


def test_only_ones_own_territory_asks_for_its_first_card(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    own = bob.page.get_by_role("region", name="Malaunay", exact=True)
    other = bob.page.get_by_role("region", name="Le Mené", exact=True)
    expect(own).to_contain_text("votre territoire")
    expect(own.get_by_text("Vous poserez la première")).to_be_visible()
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    expect(own.get_by_text("Posez la première")).to_be_visible()
    expect(other.get_by_text("Pas encore de carte")).to_be_visible()
    expect(other.get_by_text("Posez la première")).to_be_hidden()
    expect(other.get_by_text("votre territoire")).to_be_hidden()
