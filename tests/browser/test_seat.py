"""A seat outlives a refresh, a dead battery and a change of phone."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, make_participant
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser


def holds_the_seat(participant: Participant, name: str) -> None:
    participant.wait_until_connected()
    expect(participant.page.locator(".live-header__seat")).to_contain_text(f"{name} · Malaunay")


def test_seat_after_a_reload(seance: str, bob: Participant) -> None:
    bob.join(seance, "Bob", "Malaunay")
    bob.page.reload()
    holds_the_seat(bob, "Bob")


def test_seat_after_the_browser_was_closed(
    seance: str, alice: Facilitator, site: SiteInstance, open_context: OpenContext
) -> None:
    before = make_participant(site, open_context)
    before.join(seance, "Bob", "Malaunay")
    kept: Any = before.page.context.storage_state()
    before.page.context.close()
    again = make_participant(site, open_context, storage_state=kept)
    again.visit(f"/s/{seance}/")
    holds_the_seat(again, "Bob")
    expect(alice.page.locator("#people .person")).to_have_count(1)


def test_seat_by_its_personal_link_on_another_device(
    alice: Facilitator, seance: str, bob: Participant, chloe: Participant
) -> None:
    bob.join(seance, "Bob", "Malaunay")
    bob.button("Bob · Malaunay").click()
    expect(bob.open_dialog.get_by_role("img")).to_be_visible()
    link = bob.open_dialog.get_by_role("link").get_attribute("href")
    assert link
    chloe.page.goto(link)
    chloe.button("Reprendre ma place").click()
    holds_the_seat(chloe, "Bob")
    bob.wait_until_connected()
    expect(alice.page.locator("#people .person")).to_have_count(1)


def test_own_cards_stay_own_on_another_device(
    alice: Facilitator, seance: str, bob: Participant, chloe: Participant
) -> None:
    bob.join(seance, "Bob", "Malaunay")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("La mienne")
    link = bob.page.locator("#my-seat a").get_attribute("href")
    assert link
    chloe.page.goto(link)
    chloe.button("Reprendre ma place").click()
    chloe.edit_card("La mienne", Titre="La mienne, corrigée ailleurs")
    expect(bob.card("La mienne, corrigée ailleurs")).to_be_visible()
