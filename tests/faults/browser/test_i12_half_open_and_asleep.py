"""I12. A network is half-open, a tab is hidden, a phone sleeps: the page says so, keeps typed texts, and recovers."""

import signal

import pytest
from playwright.sync_api import expect

from tests.browser.boards import board_after_reload, normal_board
from tests.browser.people import Facilitator, Participant, Person
from tests.faults.browser.conftest import ProxiedSite
from tests.faults.length import by_length
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.browser
SAID_WITHIN = 20_000
BACK_WITHIN = 45_000
"""Milliseconds. Pages try again within 20 s of each other, and a try may take its 15 s."""
BACK_SOON = 5_000
"""Once a server that stood still goes on: a try is on its way, or follows within two seconds."""
SWALLOWED_FOR = by_length(short=0, long=180_000)


def test_network_that_swallows_everything(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant, line: Proxy
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Avant")
    expect(chloe.card("Avant")).to_be_visible()
    title = bob.start_card().get_by_label("Titre")
    title.fill("Ce que Bob écrit")
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
    line.swallows = True
    expect(bob.status).to_have_text("hors ligne", timeout=SAID_WITHIN)
    expect(title).to_have_value("Ce que Bob écrit")
    bob.page.wait_for_timeout(SWALLOWED_FOR)
    line.resume()
    expect(bob.status).to_have_text("connecté", timeout=BACK_WITHIN)
    expect(title).to_have_value("Ce que Bob écrit")
    expect(title).to_be_focused()
    bob.page.locator("#new-card").get_by_role("button", name="Poser la carte").click()
    expect(chloe.card("Ce que Bob écrit")).to_be_visible(timeout=BACK_WITHIN)
    expect(bob.card("Ce que Bob écrit")).to_have_count(1)
    assert normal_board(bob) == normal_board(chloe) == board_after_reload(bob)


def test_server_that_stands_still(
    site: ProxiedSite, alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    """No connection breaks: the process is frozen for longer than pages wait for a message, then goes on."""
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
        person.wait_until_connected()
    assert site.process
    site.process.send_signal(signal.SIGSTOP)
    try:
        expect(bob.status).to_have_text("hors ligne", timeout=SAID_WITHIN)
    finally:
        site.process.send_signal(signal.SIGCONT)
    for person in (alice, bob, chloe):
        expect(person.status).to_have_text("connecté", timeout=BACK_SOON)


def test_page_behind_another_tab(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant, line: Proxy
) -> None:
    alice.go_to("Récits")
    chloe.wait_for_step("Récits")
    other = bob.page.context.new_page()
    other.goto(bob.origin)
    other.bring_to_front()
    for number in range(5):
        chloe.send_card(f"Pendant ce temps {number}")
    bob.page.bring_to_front()
    expect(bob.card("Pendant ce temps 4")).to_be_visible()
    assert normal_board(bob) == normal_board(chloe)


def test_phone_that_sleeps_while_its_network_dies(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant, line: Proxy
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    title = bob.start_card().get_by_label("Titre")
    title.fill("Avant la sieste")
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
    sleep(bob, asleep=True)
    line.cut()
    expect(chloe.status).to_have_text("connecté", timeout=BACK_WITHIN)
    chloe.send_card("Pendant la sieste")
    sleep(bob, asleep=False)
    expect(bob.card("Pendant la sieste")).to_be_visible(timeout=BACK_WITHIN)
    expect(title).to_have_value("Avant la sieste")
    expect(bob.status).to_have_text("connecté")


def sleep(person: Person, *, asleep: bool) -> None:
    """What the browser of a phone does to a page: no timer, no script, until it is woken."""
    debugger = person.page.context.new_cdp_session(person.page)
    debugger.send("Page.setWebLifecycleState", {"state": "frozen" if asleep else "active"})
    debugger.detach()
