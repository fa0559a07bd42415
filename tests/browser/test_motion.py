"""Nothing moves for who asked their device to keep still."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, make_participant
from tests.browser.people import Facilitator
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

# The state in which something turns, for others.
WAIT = "document.getElementById('connection').dataset.state = 'connecting'"
RUNNING = "document.getAnimations().length"
DURATIONS = """
[...document.querySelectorAll("*")].flatMap((element) => {
  const { transitionDuration, animationName } = getComputedStyle(element);
  const moves = animationName !== "none" || transitionDuration.split(", ").some((one) => parseFloat(one) > 0.01);
  return moves ? [`${element.tagName}.${element.className}`] : [];
})
"""


def test_room_keeps_still_when_asked(
    site: SiteInstance, alice: Facilitator, demo: str, open_context: OpenContext
) -> None:
    alice.enter_cockpit(demo)
    still = make_participant(site, open_context, reduced_motion="reduce")
    still.sit(demo, "Bob", "Bourg-Soleil")
    still.start_card()
    expect(still.open_dialog).to_be_visible()
    still.page.evaluate(WAIT)
    assert still.page.evaluate(DURATIONS) == []
    assert still.page.evaluate(RUNNING) == 0


def test_room_may_move_otherwise(
    site: SiteInstance, alice: Facilitator, demo: str, open_context: OpenContext
) -> None:
    """So that the test above looks at something."""
    alice.enter_cockpit(demo)
    other = make_participant(site, open_context, reduced_motion="no-preference")
    other.sit(demo, "Bob", "Bourg-Soleil")
    other.page.evaluate(WAIT)
    assert other.page.evaluate(RUNNING) > 0
