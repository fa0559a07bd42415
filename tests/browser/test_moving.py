"""Somebody who sat down with the wrong territory: moved by the facilitator, or by themselves on arriving."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def seat_of(person: Participant, territory: str) -> None:
    """What stands at the top of their page."""
    expect(person.page.locator(".live-header__seat")).to_contain_text(
        f"{person.name} · {territory}"
    )


def test_person_moved_by_the_facilitator_while_writing(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Dite pour Malaunay")
    field = bob.start_card().get_by_label("Récit")
    field.fill("Une phrase en cours")
    alice.move("Bob", "Le Mené")
    seat_of(bob, "Le Mené")
    home = bob.page.locator(".trajectory", has=bob.page.locator(".trajectory__home:visible"))
    expect(home).to_have_count(1)
    expect(home.get_by_role("heading", include_hidden=True).first).to_have_text("Le Mené")
    expect(alice.page.locator(".person", has_text="Bob")).to_contain_text("Le Mené")
    expect(field).to_be_focused()
    expect(field).to_have_value("Une phrase en cours")
    bob.page.keyboard.press("Escape")
    bob.post_card("Dite pour Le Mené")
    for territory in ("Malaunay", "Le Mené"):
        place = chloe.page.get_by_role("region", name=territory)
        expect(place.get_by_role("heading", name=f"Dite pour {territory}")).to_be_visible()


def test_person_moves_themselves_on_arriving(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    bob.button("Bob · Malaunay").click()
    bob.button("Changer de territoire").click()
    editor = bob.page.locator("#editor")
    editor.get_by_label("Le Mené").check()
    editor.get_by_role("button", name="Changer de territoire").click()
    expect(editor).to_be_hidden()
    seat_of(bob, "Le Mené")
    expect(alice.page.locator(".person", has_text="Bob")).to_contain_text("Le Mené")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.button("Bob · Le Mené").click()
    expect(bob.open_dialog).to_contain_text("Bob · Le Mené")
    expect(bob.open_dialog.get_by_role("button", name="Changer de territoire")).to_have_count(0)
