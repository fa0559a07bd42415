"""Pages go on with blocked sockets, a restart during a POST, a page that is too old, a new version during a session."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant
from tests.faults.browser.conftest import ProxiedSite
from tests.faults.length import LONG
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.browser
BACK_WITHIN = 45_000
SENT_AGAIN = 30_000
"""Milliseconds."""
SOCKET_AGAIN = 75_000


def test_room_without_sockets(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant, line: Proxy
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
        person.watch.expect_status(403)
    line.blocks_sockets = True
    line.cut()
    for person in (alice, bob, chloe):
        expect(person.status).to_have_text("connecté, sans direct", timeout=BACK_WITHIN)
    bob.post_card("Sans direct")
    expect(chloe.card("Sans direct")).to_be_visible()
    expect(bob.card("Sans direct")).to_have_count(1)
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    bob.wait_for_step("Lecture")
    line.resume()
    if not LONG:
        # The page tries its socket again each minute, and at once on another network.
        bob.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(bob.status).to_have_text("connecté", timeout=SOCKET_AGAIN)
    alice.go_to("Récits")
    bob.wait_for_step("Récits")


def test_server_restarts_during_a_post(
    site: ProxiedSite,
    alice: Facilitator,
    seated: str,
    bob: Participant,
    chloe: Participant,
    line: Proxy,
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
        person.watch.expect_status(502, 503)
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Pendant le redémarrage")
    # The form reaches the server; its answer is lost, and then the server too.
    line.swallows_answers = True
    dialog.get_by_role("button", name="Poser la carte").click()
    bob.page.wait_for_timeout(500)
    site.kill()
    line.resume()
    expect(bob.page.locator("#outbox")).to_contain_text("1 envoi en attente")
    site.start()
    expect(bob.page.locator("#outbox")).to_be_empty(timeout=SENT_AGAIN)
    expect(alice.status).to_have_text("connecté", timeout=BACK_WITHIN)
    expect(alice.card("Pendant le redémarrage")).to_have_count(1)
    expect(bob.status).to_have_text("connecté", timeout=BACK_WITHIN)
    expect(bob.card("Pendant le redémarrage")).to_have_count(1)


def test_page_whose_token_is_too_old(
    alice: Facilitator, seated: str, bob: Participant, line: Proxy
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.watch.expect_status(403)
    bob.page.context.clear_cookies(name="csrftoken")
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Sur une vieille page")
    dialog.get_by_role("button", name="Poser la carte").click()
    expect(bob.page.get_by_role("alert").filter(has_text="Rechargez-la")).to_be_visible()
    expect(bob.page.locator("#outbox")).to_contain_text("1 envoi en attente")
    expect(dialog.get_by_label("Titre")).to_have_value("Sur une vieille page")
    bob.page.reload()
    expect(bob.card("Sur une vieille page")).to_have_count(1, timeout=SENT_AGAIN)
    expect(alice.card("Sur une vieille page")).to_have_count(1)
    expect(bob.page.locator("#outbox")).to_be_empty()
    bob.wait_until_connected()
    expect(bob.start_card().get_by_label("Titre")).to_have_value("")


def test_new_version_in_mid_session(
    site: ProxiedSite,
    alice: Facilitator,
    seated: str,
    bob: Participant,
    chloe: Participant,
    line: Proxy,
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    for person in (alice, bob, chloe):
        person.watch.expect_network_failures()
    title = bob.start_card().get_by_label("Titre")
    title.fill("Écrite sous l’ancienne version")
    with deployed(site):
        expect(bob.status).to_have_text("connecté", timeout=BACK_WITHIN)
        expect(title).to_have_value("Écrite sous l’ancienne version")
        bob.page.locator("#new-card").get_by_role("button", name="Poser la carte").click()
        expect(bob.card("Écrite sous l’ancienne version")).to_be_visible(timeout=SENT_AGAIN)
        expect(alice.status).to_have_text("connecté", timeout=BACK_WITHIN)
        expect(alice.card("Écrite sous l’ancienne version")).to_have_count(1)
        bob.page.reload()
        bob.wait_until_connected()
        assert bob.page.locator("script[src*='room.feedfeedfeed.js']").count() == 1


@contextmanager
def deployed(site: ProxiedSite) -> Iterator[None]:
    """The server stops, and comes back with another version of the page's script; and back afterwards."""
    folder = site.directory / "static"
    manifest = folder / "staticfiles.json"
    before = manifest.read_text()
    names = json.loads(before)
    known = names["paths"]["js/room.js"]
    names["paths"]["js/room.js"] = "js/room.feedfeedfeed.js"
    (folder / "js/room.feedfeedfeed.js").write_bytes((folder / known).read_bytes())
    site.stop()
    manifest.write_text(json.dumps(names))
    site.start()
    try:
        yield
    finally:
        site.stop()
        manifest.write_text(before)
        site.start()
