"""Two people write one balise, and the facilitator merges two: in their browsers, checked by axe."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

FIRST, SECOND = "Tenir table ouverte", "Ouvrir la table"


@pytest.fixture
def inspection(request: pytest.FixtureRequest) -> Iterator[Inspection]:
    inspection = Inspection(request.node.name.removeprefix("test_"))
    yield inspection
    inspection.check()


def rework(person: Participant, statement: str) -> Locator:
    """Opens the form of somebody's balise."""
    balise = person.page.locator(".balise", has_text=statement)
    balise.get_by_role("button", name=re.compile("^Retravailler")).click()
    editor = person.page.locator("#editor")
    editor.get_by_text("Concept, méthode").click()
    return editor


def test_two_people_write_one_balise_and_two_balises_become_one(
    inspection: Inspection, alice: Facilitator, seance: str, bob: Participant, chloe: Participant
) -> None:
    bob.sit(seance, "Bob", "Malaunay")
    chloe.sit(seance, "Chloé", "Le Mené")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Un repas par mois")
    alice.go_to("Émergence")
    for person in (bob, chloe):
        person.wait_for_step("Émergence")
    for person, statement in ((bob, FIRST), (chloe, SECOND)):
        card = person.page.locator("[id^=card-]").get_attribute("id")
        assert card is not None
        person.send(
            f"/s/{person.code}/balises/",
            statement=statement,
            cards=card.removeprefix("card-"),
        )
    hers, his = rework(chloe, FIRST), rework(bob, FIRST)
    hers.get_by_label("Concept opératoire").fill("Une place pour chacun.")
    hers.get_by_label("La balise", exact=True).fill("Tenir table ouverte à tous")
    inspection.look(chloe.page, "form, unfolded")
    hers.get_by_role("button", name="Enregistrer").click()
    expect(hers).to_be_hidden()
    bob.watch.expect_status(422)
    his.get_by_label("La balise", exact=True).fill("Tenir table ouverte à chacun")
    his.get_by_role("button", name="Enregistrer").click()
    expect(his.locator(".theirs")).to_have_text(re.compile("Tenir table ouverte à tous"))
    # What she wrote apart from him is in his form already.
    expect(his.get_by_label("Concept opératoire")).to_have_value("Une place pour chacun.")
    inspection.look(bob.page, "two texts")
    his.get_by_role("button", name="Enregistrer").click()
    expect(his).to_be_hidden()
    merge_and_split(inspection, alice, bob)


def merge_and_split(inspection: Inspection, alice: Facilitator, bob: Participant) -> None:
    page, name = alice.page, "Tenir table ouverte à chacun"
    expect(page.locator(".balise")).to_have_count(2)
    page.get_by_role("button", name=f"Fusionner avec… : {name}").click()
    editor = page.locator("#editor")
    editor.get_by_label(SECOND).check()
    inspection.look(page, "merge")
    editor.get_by_role("button", name="Fusionner", exact=True).click()
    expect(editor).to_be_hidden()
    for person in (alice, bob):
        expect(person.page.locator(".balise")).to_have_count(1)
        expect(person.page.locator(".balise__support")).to_contain_text("2 soutiens")
        expect(person.page.locator(".balise__ancestor")).to_contain_text(SECOND)
    page.locator(".balise__more summary").first.click()
    inspection.look(page, "merged, unfolded")
    page.get_by_role("button", name=f"Fusionner avec… : {name}").click()
    editor.get_by_role("button", name=f"Séparer : {SECOND}").click()
    for person in (alice, bob):
        expect(person.page.locator(".balise")).to_have_count(2)
