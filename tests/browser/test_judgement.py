"""A whole vote by majority judgement: on a phone, in the cockpit, on the projector; axe in each state."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant, Person

pytestmark = pytest.mark.browser

JUDGED = "Demander une part à ceux qui demandent"


def grade(person: Participant, statement: str, name: str) -> None:
    """Touches a grade of one balise."""
    group = person.page.get_by_role("radiogroup", name=statement)
    group.get_by_text(name, exact=True).click()
    expect(group.get_by_role("radio", name=name, exact=True)).to_be_checked()


def open_judgement(alice: Facilitator, inspection: Inspection) -> None:
    """Picks the method and keeps its grades, in the opening form."""
    # The demonstration has held a vote already: the button may say « un nouveau vote ».
    alice.page.locator("#poll").get_by_role("button", name=re.compile("^Ouvrir")).click()
    form = alice.page.locator("form.opening")
    form.get_by_role("radio", name="Jugement majoritaire").check()
    expect(form.get_by_label("Mentions, de la meilleure à la pire")).to_have_value(
        re.compile("^Excellent\\nTrès bien\\n")
    )
    inspection.look(alice.page, "judgement, opening")
    form.get_by_role("button", name="Ouvrir le vote").click()
    alice.wait_for_poll("open")


def look(inspection: Inspection, state: str, everyone: list[Person]) -> None:
    for who, person in zip(("cockpit", "phone", "phone", "projector"), everyone, strict=True):
        inspection.look(person.page, f"judgement, {state}, {who}")


def test_vote_by_judgement(
    alice: Facilitator,
    bob: Participant,
    chloe: Participant,
    demo: str,
    open_context: OpenContext,
) -> None:
    inspection = Inspection("judgement")
    alice.enter_cockpit(demo)
    bob.sit(demo, "Bob", "Bourg-Soleil")
    chloe.sit(demo, "Chloé", "Bourg-Soleil")
    screen = open_screen(alice, open_context)
    everyone: list[Person] = [alice, bob, chloe, screen]
    alice.go_to("Vote")
    open_judgement(alice, inspection)
    for voter in (bob, chloe):
        voter.wait_for_step("Vote")
    ungraded = bob.page.locator("[data-ungraded]")
    balises = int(ungraded.inner_text())
    grade(bob, JUDGED, "Très bien")
    expect(ungraded).to_have_text(str(balises - 1))
    # By keyboard, from the grade that was touched to the one before it.
    bob.page.keyboard.press("ArrowUp")
    group = bob.page.get_by_role("radiogroup", name=JUDGED)
    expect(group.get_by_role("radio", name="Excellent")).to_be_checked()
    look(inspection, "open", everyone)
    bob.save_vote()
    grade(bob, JUDGED, "Bien")
    bob.save_vote()
    bob.page.reload()
    expect(group.get_by_role("radio", name="Bien", exact=True)).to_be_checked()
    grade(chloe, JUDGED, "Bien")
    chloe.save_vote()
    alice.close_poll()
    for person in everyone:
        expect(person.page.locator("#poll .result")).to_have_count(0)
    alice.reveal_poll()
    for person in everyone:
        if person is not screen:
            person.unfold_result()
        first = person.page.locator("#poll .result").first
        expect(first).to_contain_text(JUDGED)
        expect(first.get_by_role("img", name="2 Bien", exact=True)).to_be_visible()
    expect(alice.page.locator("#poll .judged-reasons")).to_contain_text(
        "majoritaire est plus haute"
    )
    look(inspection, "revealed", everyone)
    with alice.page.expect_navigation():
        alice.page.get_by_role("link", name="Compte rendu", exact=True).click()
    # The demonstration holds a judgement too, before this one.
    judged = alice.page.get_by_role("table", name=re.compile("Rang et mention majoritaire"))
    expect(judged.last).to_contain_text("rang 1")
    inspection.look(alice.page, "judgement, compte rendu")
    inspection.check()
