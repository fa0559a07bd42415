"""The pictures of README.md, from the demonstration séance; `script/pictures` makes them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"


def take(page: Page, name: str) -> None:
    """With its fonts, and without a moving caret."""
    page.evaluate("document.fonts.ready")
    # Nothing under the pointer, which would look chosen.
    page.mouse.move(0, 0)
    FOLDER.mkdir(exist_ok=True)
    page.screenshot(path=FOLDER / f"{name}.png", caret="initial")


def test_pictures(
    alice: Facilitator, bob: Participant, demo: str, open_context: OpenContext
) -> None:
    alice.enter_cockpit(demo)
    bob.sit(demo, "Nadia", "Bourg-Soleil")
    screen = open_screen(alice, open_context)
    alice.go_to("Lecture")
    bob.wait_for_step("Lecture")
    screen.wait_for_step("Lecture")
    bob.read_card("Des jardins au pied des tours", "Coopération", "fortement")
    expect(alice.card("Des jardins au pied des tours").locator(".gap-mark")).not_to_have_count(0)
    expect(bob.page.locator("#toast")).to_be_empty()
    bob.card("Des jardins au pied des tours").scroll_into_view_if_needed()
    take(bob.page, "room")
    take(alice.page, "cockpit")
    take(screen.page, "projector")
    alice.page.get_by_role("link", name="Compte rendu", exact=True).click()
    plots = alice.page.get_by_role("heading", name="Les trajectoires", exact=True)
    plots.evaluate("(heading) => heading.scrollIntoView()")
    take(alice.page, "report")
