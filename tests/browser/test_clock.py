"""The clock of a step on all pages: the same for everybody, whatever their own clocks say, and nothing closes."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenContext, make_participant, open_screen
from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant, Person
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser
THREE_HOURS_LATE = """
const own = Date.now.bind(Date);
Date.now = () => own() - 3 * 3600 * 1000;
"""


def time_of(person: Person) -> Locator:
    return person.page.locator("#clock .clock__time")


def press(leader: Facilitator, name: str) -> None:
    leader.page.locator("#clock").get_by_role("button", name=name).click()


def start(leader: Facilitator, minutes: str) -> None:
    """With minutes of one's own."""
    press(leader, "Autre durée")
    leader.open_dialog.get_by_label("Minutes").fill(minutes)
    leader.open_dialog.get_by_role("button", name="Lancer").click()
    expect(leader.page.locator("#editor")).to_be_hidden()


def test_clock_is_the_same_everywhere_and_closes_nothing(
    site: SiteInstance, alice: Facilitator, seated: str, bob: Participant, open_context: OpenContext
) -> None:
    alice.go_to("Récits")
    screen = open_screen(alice, open_context)
    main = alice.button("Étape suivante")
    place = main.bounding_box()
    press(alice, "Lancer 45 min")
    late = make_participant(site, open_context)
    late.page.add_init_script(THREE_HOURS_LATE)
    late.sit(seated, "Gaston", "Malaunay")
    for phone in (bob, late):
        expect(time_of(phone)).to_have_text("45 min")
    expect(time_of(screen)).to_contain_text("44:")
    press(alice, "Pause")
    for person in (alice, bob, late, screen):
        expect(person.page.locator("#clock")).to_contain_text("en pause")
    press(alice, "Arrêter")
    expect(bob.page.locator("#clock")).to_be_hidden()

    card = bob.start_card()
    card.get_by_label("Titre").fill("Ce que j’écris encore")
    start(alice, "1")
    press(alice, "−1")
    for person in (alice, bob, late, screen):
        expect(person.page.get_by_text("temps écoulé", exact=True)).to_be_visible()
        expect(person.page.locator("#news")).to_contain_text("le temps est écoulé")
    assert main.bounding_box() == place
    expect(card.get_by_label("Titre")).to_have_value("Ce que j’écris encore")
    card.get_by_role("button", name="Poser la carte").click()
    expect(alice.card("Ce que j’écris encore")).to_be_visible()


def test_clock_in_each_state_is_for_everybody(
    alice: Facilitator, seated: str, bob: Participant, open_context: OpenContext
) -> None:
    inspection = Inspection("clock")
    screen = open_screen(alice, open_context)
    everybody = {"cockpit": alice, "phone": bob, "screen": screen}
    alice.watch.expect_status(422)
    press(alice, "Autre durée")
    alice.open_dialog.get_by_label("Minutes").fill("0")
    alice.open_dialog.get_by_role("button", name="Lancer").click()
    expect(alice.open_dialog.get_by_role("alert")).to_be_visible()
    inspection.look(alice.page, "form, wrong")
    alice.open_dialog.get_by_role("button", name="Annuler").click()
    start(alice, "1")
    for act, state in (("", "running"), ("Pause", "paused"), ("−1", "nothing left")):
        if act:
            press(alice, act)
        if state == "nothing left":
            expect(time_of(alice)).to_have_text("0:00")
            press(alice, "Reprendre")
            expect(bob.page.get_by_text("temps écoulé", exact=True)).to_be_visible()
        for name, person in everybody.items():
            inspection.look(person.page, f"{name}, {state}")
    inspection.check()
