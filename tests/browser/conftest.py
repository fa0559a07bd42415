"""One site and one browser for all these tests; everybody has a browser context of their own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.browser.chromium import ARGUMENTS
from tests.browser.people import Facilitator, Participant, Screen
from tests.browser.watch import Watch
from tests.servers import SiteInstance

DEMO = "demo@villes-pairs.invalid"
PHONE: ViewportSize = {"width": 390, "height": 844}
LAPTOP: ViewportSize = {"width": 1280, "height": 800}
PROJECTOR: ViewportSize = {"width": 1920, "height": 1080}


class OpenContext(Protocol):
    """Makes a browser context that is watched, and closed after the test."""

    def __call__(self, size: ViewportSize, **options: Any) -> tuple[BrowserContext, Watch]: ...


@pytest.fixture(scope="package")
def site() -> Iterator[SiteInstance]:
    """The site as `script/server` starts it, on an empty SQLite file."""
    with SiteInstance().serving() as site:
        yield site


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        expect.set_options(timeout=10_000)
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def login(site: SiteInstance, browser: Browser) -> Any:
    """What the browser of a facilitator keeps once logged in, by a one-time link."""
    link = site.manage("login_link", DEMO).strip()
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button", name="Me connecter").click()
    page.wait_for_url("**/seances/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def demo(site: SiteInstance) -> str:
    """The code of a demonstration séance of this test's own, which Alice leads."""
    return "".join(site.manage("demo_session").split("code")[1].strip(" .\n").split())


@pytest.fixture
def open_context(site: SiteInstance, browser: Browser) -> Iterator[OpenContext]:
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_one(size: ViewportSize, **options: Any) -> tuple[BrowserContext, Watch]:
        context = browser.new_context(viewport=size, locale="fr-FR", **options)
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context, site.url)))
        return opened[-1]

    yield open_one
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        watch.check()


class Device:
    """A browser that somebody keeps from test to test, as people do: files that it has stay in it.

    Seats and drafts are kept by séance, and each test has a séance of its own.
    """

    def __init__(self, browser: Browser, origin: str, size: ViewportSize, **options: Any) -> None:
        self.context = browser.new_context(viewport=size, locale="fr-FR", **options)
        self.context.set_default_timeout(10_000)
        self.watch = Watch(self.context, origin)

    @contextmanager
    def in_use(self) -> Iterator[Page]:
        """A page for one test, which fails if anything went wrong."""
        self.watch.start_again()
        self.context.set_offline(False)
        yield self.context.new_page()
        for page in self.context.pages:
            page.close()
        self.watch.check()


@pytest.fixture(scope="package")
def laptop(site: SiteInstance, browser: Browser, login: Any) -> Device:
    return Device(browser, site.url, LAPTOP, storage_state=login)


@pytest.fixture(scope="package")
def phones(site: SiteInstance, browser: Browser) -> list[Device]:
    return [Device(browser, site.url, PHONE, is_mobile=True, has_touch=True) for _ in range(2)]


@pytest.fixture
def alice(site: SiteInstance, laptop: Device) -> Iterator[Facilitator]:
    """Leads, on a laptop."""
    with laptop.in_use() as page:
        yield Facilitator(page, site.url, laptop.watch)


@pytest.fixture
def bob(site: SiteInstance, phones: list[Device]) -> Iterator[Participant]:
    """Holds a phone."""
    with phones[0].in_use() as page:
        yield Participant(page, site.url, phones[0].watch)


@pytest.fixture
def chloe(site: SiteInstance, phones: list[Device]) -> Iterator[Participant]:
    """Holds another phone."""
    with phones[1].in_use() as page:
        yield Participant(page, site.url, phones[1].watch)


@pytest.fixture
def seance(alice: Facilitator) -> str:
    """The code of an open séance at « Accueil », led by Alice, with Malaunay and Le Mené."""
    return alice.have_seance("Séance d’essai", "Malaunay", "Le Mené")


@pytest.fixture
def seated(seance: str, bob: Participant, chloe: Participant) -> str:
    """The same séance, with Bob for Malaunay and Chloé for Le Mené."""
    bob.sit(seance, "Bob", "Malaunay")
    chloe.sit(seance, "Chloé", "Le Mené")
    return seance


def make_participant(site: SiteInstance, open_context: OpenContext, **options: Any) -> Participant:
    context, watch = open_context(PHONE, is_mobile=True, has_touch=True, **options)
    return Participant(context.new_page(), site.url, watch)


def open_screen(alice: Facilitator, open_context: OpenContext) -> Screen:
    """The projector's page of Alice's séance, by the link in her cockpit, on a machine of its own."""
    link = alice.page.get_by_role("link", name="Ouvrir l’écran").get_attribute("href")
    context, watch = open_context(PROJECTOR)
    screen = Screen(context.new_page(), alice.origin, watch)
    screen.page.goto(link or "")
    screen.wait_until_connected()
    return screen
