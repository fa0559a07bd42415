"""A phone that loses the network catches up to exactly what the others see."""

import pytest
from playwright.sync_api import expect

from tests.browser.boards import board_after_reload, normal_board
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

RECORD_STATES = """
() => {
  window.states = [];
  const place = document.getElementById("connection");
  new MutationObserver(() => states.push(place.textContent)).observe(place, { childList: true });
}
"""


def test_room_after_a_time_without_network(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    chloe.wait_for_step("Récits")
    for title in ("Reste", "Change", "Disparaît"):
        chloe.post_card(title)
    expect(bob.card("Disparaît")).to_be_visible()

    bob.watch.expect_network_failures()
    bob.page.context.set_offline(True)
    expect(bob.status).to_have_text("hors ligne")
    chloe.edit_card("Change", Titre="A changé")
    chloe.delete_card("Disparaît")
    chloe.send_card("Arrive")
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    expect(bob.card("Disparaît")).to_be_visible()

    bob.page.context.set_offline(False)
    expect(bob.status).to_have_text("connecté")
    bob.wait_for_step("Lecture")
    expect(bob.card("Arrive")).to_be_visible()
    expect(bob.card("Disparaît")).to_have_count(0)
    caught_up = normal_board(bob)
    assert caught_up == normal_board(chloe)
    assert caught_up == board_after_reload(bob)


def test_status_while_the_server_is_away(
    site: SiteInstance, alice: Facilitator, seance: str, bob: Participant
) -> None:
    """« reconnexion… » at once, « hors ligne » when it lasts, and back without a touch."""
    bob.sit(seance, "Bob", "Malaunay")
    expect(bob.status).to_have_text("connecté")
    bob.page.evaluate(RECORD_STATES)
    alice.watch.expect_network_failures()
    bob.watch.expect_network_failures()
    site.kill()
    try:
        # The third failed attempt; the pauses between them are at random, so as not to come all at once.
        expect(bob.status).to_have_text("hors ligne", timeout=30_000)
    finally:
        site.start()
    expect(bob.status).to_have_text("connecté", timeout=40_000)
    expect(alice.status).to_have_text("connecté", timeout=40_000)
    seen = bob.page.evaluate("window.states")
    assert seen[0] == "reconnexion…", seen
    assert "hors ligne" in seen
    assert set(seen) <= {"reconnexion…", "hors ligne", "connecté", "connecté, sans direct"}
