"""The hall's screen has nobody at its mouse: whatever the room makes, all of it comes into sight."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant, Screen

pytestmark = pytest.mark.browser

MANY = 45
LONG = "Une carte dont le titre est assez long pour tenir plusieurs lignes sur un écran de salle, numéro "
TURN = 15_000  # ms, as in static/js/screen.js
EXCESS = "document.documentElement.scrollHeight - document.documentElement.clientHeight"
SIZE = "getComputedStyle(document.querySelector('.card h4, .balise__statement')).fontSize"


def titles_in_sight(page: Page) -> list[str]:
    """The cards of this page of the screen, none of which is cut."""
    assert page.evaluate(EXCESS) <= 0
    cards = page.locator(".card")
    return [title for title in cards.locator("h4").all_inner_texts() if title]


def size_of_words(screen: Screen) -> float:
    return float(screen.page.evaluate(SIZE).removesuffix("px"))


@pytest.fixture
def screen(alice: Facilitator, seated: str, bob: Participant, open_context: OpenContext) -> Screen:
    """The screen at « Récits », with one card of Bob."""
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    screen = open_screen(alice, open_context)
    bob.send_card("La première")
    expect(screen.card("La première")).to_be_visible()
    return screen


def fill(screen: Screen, bob: Participant, number: int) -> None:
    for one in range(number):
        bob.send_card(f"{LONG}{one}")
    expect(screen.page.locator(".card")).to_have_count(number + 1)


def test_words_shrink_before_anything_is_cut(screen: Screen, bob: Participant) -> None:
    large = size_of_words(screen)
    fill(screen, bob, 22)
    expect(screen.page.locator("#screen-pages")).to_be_hidden()
    assert len(titles_in_sight(screen.page)) == 23
    assert 20 < size_of_words(screen) < large


def test_pages_turn_when_nothing_legible_fits(
    screen: Screen, alice: Facilitator, bob: Participant, chloe: Participant
) -> None:
    """One test for all of it: a full screen takes long to fill."""
    fill(screen, bob, MANY)
    expect(screen.page.locator("#screen-pages")).to_be_visible()
    every_card_has_its_page(screen)
    pages_turn_until_they_are_held(screen)
    chloe.send_card("Celle du Mené")
    expect(screen.card("Celle du Mené")).to_be_visible()
    assert "Celle du Mené" in titles_in_sight(screen.page)
    alice.go_to("Lecture")
    screen.wait_for_step("Lecture")
    expect(page_number(screen)).to_have_text(re.compile("^1 / "))


def page_number(screen: Screen) -> Locator:
    return screen.page.locator("[data-page]")


def every_card_has_its_page(screen: Screen) -> None:
    here = page_number(screen).inner_text()
    seen: set[str] = set()
    for _ in range(int(here.split("/")[1])):
        seen.update(titles_in_sight(screen.page))
        screen.page.keyboard.press("PageDown")
    assert page_number(screen).inner_text() == here
    assert len(seen) == MANY + 1


def pages_turn_until_they_are_held(screen: Screen) -> None:
    screen.page.clock.install()
    screen.page.keyboard.press("PageUp")
    first = page_number(screen).inner_text()
    screen.page.clock.run_for(TURN)
    expect(page_number(screen)).not_to_have_text(first)
    screen.page.get_by_role("button", name="Pause").click()
    held = page_number(screen).inner_text()
    screen.page.clock.run_for(TURN * 2)
    expect(page_number(screen)).to_have_text(held)
    screen.page.clock.resume()
