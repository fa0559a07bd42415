"""One short séance in each of the other engines that people bring: Firefox, and WebKit as in Safari."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tests.browser.conftest import DEMO
from tests.browser.engines.people import Facilitator, Participant
from tests.browser.engines.webdriver import (
    DISPLAY,
    FIREFOX,
    WEBKIT,
    Browser,
    Display,
    Firefox,
    WebKit,
    is_installed,
)
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

Starter = Callable[[], Browser]
BALISE = "Raconter avant de compter"


@pytest.fixture
def firefox() -> Iterator[Starter]:
    with ExitStack() as opened:
        yield lambda: opened.enter_context(Firefox())


@pytest.fixture
def webkit() -> Iterator[Starter]:
    """Each on a display of its own: without a window manager only one window has the keyboard."""
    with ExitStack() as opened:

        def start() -> Browser:
            display = opened.enter_context(Display())
            return opened.enter_context(WebKit(display.url))

        yield start


@pytest.mark.skipif(
    not is_installed(FIREFOX),
    reason="firefox-esr is not installed: script/setup --tests on Debian; Ubuntu has none",
)
def test_seance_in_firefox(site: SiteInstance, firefox: Starter) -> None:
    play(site, firefox)


@pytest.mark.skipif(
    not (is_installed(WEBKIT) and is_installed(DISPLAY)),
    reason="WebKitWebDriver or Xvfb is not installed: script/setup --tests",
)
def test_seance_in_webkit(site: SiteInstance, webkit: Starter) -> None:
    play(site, webkit)


def play(site: SiteInstance, start: Starter) -> None:
    """Three people, each with a browser of their own."""
    alice = Facilitator(start(), site.url)
    bob, chloe = Participant(start(), site.url), Participant(start(), site.url)
    alice.log_in(site.manage("login_link", DEMO).strip())
    code = alice.prepare_seance("Une séance ailleurs", "Malaunay", "Le Mené")
    alice.open_seance()
    bob.join(code, "Bob", "Malaunay")
    chloe.join(code, "Chloé", "Le Mené")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("La halle rouvre")
    chloe.see_card("La halle rouvre")
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    chloe.read_card("La halle rouvre", "engagement", "fortement")
    alice.see_card("La halle rouvre", "Engagement")
    alice.go_to("Émergence")
    chloe.wait_for_step("Émergence")
    chloe.word_balise(BALISE, "La halle rouvre")
    alice.go_to("Vote")
    bob.wait_for_step("Vote")
    alice.open_poll()
    bob.vote(BALISE)
    alice.see_turnout("1 / 2")
