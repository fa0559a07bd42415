"""A séance that is edited while its pages are open: all of them follow."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def test_territory_that_was_missing_is_added_while_people_write(
    alice: Facilitator, seance: str, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    bob.sit(seance, "Bob", "Malaunay")
    screen = open_screen(alice, open_context)
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Une carte déjà posée")
    field = bob.start_card().get_by_label("Récit")
    field.fill("Une phrase en cours")
    alice.edit_seance("Récits croisés", added="Trifouillis")
    for person in (alice, bob, screen):
        expect(person.page.locator("h1")).to_have_text("Récits croisés")
        expect(person.page).to_have_title(re.compile("Récits croisés"))
        expect(person.page.locator(".trajectory__name")).to_have_count(3)
        expect(person.card("Une carte déjà posée")).to_have_count(1)
    expect(field).to_be_focused()
    expect(field).to_have_value("Une phrase en cours")
    chloe.join(seance, "Chloé", "Trifouillis")
    chloe.post_card("Ce que l’on n’attendait pas")
    place = bob.page.get_by_role("region", name="Trifouillis")
    expect(place.get_by_role("article")).to_have_count(1)
    # Still one's own, after the whole board was replaced.
    bob.page.keyboard.press("Escape")
    bob.edit_card("Une carte déjà posée", Titre="Une carte corrigée")
    expect(chloe.card("Une carte corrigée")).to_be_visible()


def test_seance_is_edited_from_the_list_too(alice: Facilitator, seance: str) -> None:
    alice.visit("/seances/")
    alice.page.get_by_role("link", name=re.compile("^Modifier Séance d’essai")).first.click()
    expect(alice.page.get_by_role("heading", name="Modifier la séance")).to_be_visible()
    alice.page.get_by_role("link", name="Revenir à l’animation").click()
    alice.wait_until_connected()
