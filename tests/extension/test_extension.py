"""A session with a step, a card, a fragment, a vote and an export that the site does not know by itself."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant, Screen

ANY_SIGN = re.compile(r"kinds/alliance\.\w+\.svg")
BALISE = "Partager l’eau avant de la vendre"
SIGN_OF = "card => getComputedStyle(card).getPropertyValue('--sign')"

pytestmark = [pytest.mark.browser, pytest.mark.standalone]


def test_session_with_what_a_stranger_added(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    alice.visit("/seances/nouvelle/")
    alice.page.get_by_label("Titre").fill("Les alliances")
    alice.page.get_by_role("checkbox", name="Malaunay").check()
    alice.page.get_by_role("radio", name="Les alliances").check()
    alice.button("Créer la séance").click()
    code = alice.enter_cockpit()
    alice.open_seance()
    screen = open_screen(alice, open_context)
    bob.sit(code, "Bob", "Malaunay")
    chloe.sit(code, "Chloé", "Malaunay")
    for person in (alice, bob, chloe, screen):
        person.wait_for_step("Météo des alliances")
        expect(person.page.locator("#alliances")).to_have_text("Qui tient la corde avec vous ? 0")
        expect(person.page.locator("#alliances")).to_be_visible()
    bob.post_card("La coopérative de l’eau", kind="Alliance")
    for person in (alice, chloe, screen):
        expect(person.page.locator("#alliances")).to_have_text("Qui tient la corde avec vous ? 1")
    chloe.show("Trajectoires")
    card = chloe.card("La coopérative de l’eau")
    expect(card.locator(".card__kind")).to_have_text("Alliance")
    assert ANY_SIGN.search(card.evaluate(SIGN_OF))
    bob.show("Balises")
    bob.word_balise(BALISE, "La coopérative de l’eau")
    alice.go_on()
    for person in (alice, bob, chloe, screen):
        person.wait_for_step("Vote")
        expect(person.page.locator("#alliances")).to_be_hidden()
    vote_by_temperature(alice, bob, chloe, screen)
    take_away(alice, code)


def vote_by_temperature(
    alice: Facilitator, bob: Participant, chloe: Participant, screen: Screen
) -> None:
    alice.open_poll()
    for voter in (bob, chloe):
        voter.show("Vote et bilan")
        expect(voter.page.locator("#ballot")).to_contain_text("Tiède ?")
    for voter, degree in ((bob, "Froid"), (chloe, "Froid"), (chloe, "Chaud")):
        voter.page.get_by_role("radio", name=degree).check()
        voter.save_vote()
    chloe.page.reload()
    chloe.show("Vote et bilan")
    expect(chloe.page.get_by_role("radio", name="Chaud")).to_be_checked()
    alice.close_poll()
    alice.reveal_poll()
    for person in (alice, bob, chloe, screen):
        expect(person.page.locator("#poll")).to_contain_text(f"{BALISE} · 1 froid, 1 chaud")


def take_away(alice: Facilitator, code: str) -> None:
    with alice.page.expect_download() as outline:
        alice.page.get_by_role("link", name="Plan").click()
    assert outline.value.suggested_filename.endswith(".txt")
    titles = Path(outline.value.path()).read_text("utf-8").splitlines()
    assert titles[:2] == ["Les alliances", "La séance en bref"]
    exports = f"/s/{code}/exports"
    (poll,) = json.loads(download(alice, f"{exports}/json?telecharger=1"))["polls"]
    assert (poll["method"], poll["feeling"]) == ("temperature", "Tiède ?")
    assert [(each["cold"], each["warm"]) for each in poll["results"]] == [(1, 1)]
    archive = zipfile.ZipFile(io.BytesIO(download(alice, f"{exports}/csv?telecharger=1")))
    header, row = archive.read("temperatures.csv").decode("utf-8-sig").splitlines()
    assert header == "vote_id;balise_id;froid;chaud"
    assert row.endswith(";1;1")
    alice.visit(f"{exports}/html")
    expect(alice.page.get_by_role("table", name="Froid et chaud")).to_contain_text(BALISE)


def download(alice: Facilitator, path: str) -> bytes:
    return alice.page.request.get(alice.origin + path).body()
