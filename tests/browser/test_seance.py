"""The whole séance, from the form that prepares it to the files that its facilitator takes home."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import expect

from tests.browser.conftest import OpenContext, open_screen
from tests.browser.people import Facilitator, Participant, Person

pytestmark = pytest.mark.browser

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "export.schema.json"
BALISE = "Raconter avant de compter"
TALLY = re.compile(r"\d+ points?\b")


def all_see(people: list[Person], words: str) -> None:
    for person in people:
        expect(person.page.locator("#board")).to_contain_text(words)


def none_sees_a_tally(people: list[Person]) -> None:
    for person in people:
        expect(person.page.locator(".results, .result__total")).to_have_count(0)
        assert "result__total" not in person.page.content()


def download(alice: Facilitator, name: str) -> bytes:
    """The file behind an export's link in the cockpit."""
    with alice.page.expect_download() as download:
        alice.page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()


def test_seance_from_preparation_to_report(
    alice: Facilitator, bob: Participant, chloe: Participant, open_context: OpenContext
) -> None:
    code = alice.prepare_seance("Une soirée d’essai", "Malaunay", added="Vallée d’essai")
    alice.open_seance()
    screen = open_screen(alice, open_context)
    everyone: list[Person] = [alice, bob, chloe, screen]
    arrive(alice, bob, chloe, screen, code)
    tell(alice, bob, chloe, everyone)
    read(alice, bob, chloe)
    go_back_and_lose_nothing(alice, bob, everyone)
    word(alice, bob, chloe, everyone)
    vote(alice, bob, chloe, everyone)
    close_and_reopen(alice, bob)
    take_home(alice)


def arrive(
    alice: Facilitator, bob: Participant, chloe: Participant, screen: Person, code: str
) -> None:
    """Typed in lower case, with a space, as people copy it from a screen."""
    expect(screen.page.locator(".invitation__qr")).to_be_visible()
    bob.join(f"{code[:4]} {code[4:]}".lower(), "Bob", "Malaunay")
    chloe.join(code, "Chloé", "Vallée d’essai")
    expect(alice.page.locator("#people .person")).to_have_count(2)
    expect(screen.page.locator("#counts")).to_contain_text("2 personnes")


def tell(alice: Facilitator, bob: Participant, chloe: Participant, everyone: list[Person]) -> None:
    alice.go_on()
    for person in everyone:
        person.wait_for_step("Récits")
    bob.post_card("La halle rouvre", kind="Bifurcation", moment="vers 2012", text="À trois voix.")
    chloe.post_card("Un moulin pour tous", kind="Racine", moment="1998")
    chloe.post_card("Une carte de trop")
    all_see(everyone, "La halle rouvre")
    all_see(everyone, "Une carte de trop")
    bob.edit_card("La halle rouvre", Titre="La halle rouvre le mardi")
    all_see(everyone, "La halle rouvre le mardi")
    chloe.delete_card("Une carte de trop")
    for person in everyone:
        expect(person.page.locator("#board")).not_to_contain_text("Une carte de trop")


def read(alice: Facilitator, bob: Participant, chloe: Participant) -> None:
    """The double reading: the gap between the territory and its peers is shown, not hidden."""
    alice.go_to("Lecture")
    bob.wait_for_step("Lecture")
    chloe.wait_for_step("Lecture")
    bob.read_card("La halle rouvre le mardi", "Engagement", "un peu")
    chloe.read_card("La halle rouvre le mardi", "Engagement", "fortement", "Le mardi, on y va.")
    for person in (alice, bob, chloe):
        expect(person.card("La halle rouvre le mardi").locator(".gap-mark")).to_be_visible()


def go_back_and_lose_nothing(alice: Facilitator, bob: Participant, everyone: list[Person]) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Un retour en arrière")
    all_see(everyone, "Un retour en arrière")
    expect(bob.card("La halle rouvre le mardi").locator(".gap-mark")).to_be_visible()


def word(alice: Facilitator, bob: Participant, chloe: Participant, everyone: list[Person]) -> None:
    alice.go_to("Émergence")
    for person in everyone:
        person.wait_for_step("Émergence")
    bob.word_balise(BALISE, "La halle rouvre le mardi", "Un moulin pour tous")
    chloe.word_balise("Ouvrir les portes le soir", "Un moulin pour tous")
    all_see(everyone, BALISE)
    expect(alice.balise(BALISE)).to_contain_text("Vallée d’essai")
    chloe.button(f"Soutenir : {BALISE}").click()
    expect(alice.balise(BALISE)).to_contain_text("2 soutiens")
    chloe.button(f"Soutenue : {BALISE}").click()
    expect(alice.balise(BALISE)).to_contain_text("1 soutien")


def vote(alice: Facilitator, bob: Participant, chloe: Participant, everyone: list[Person]) -> None:
    alice.go_to("Vote")
    alice.open_poll()
    bob.add_dots(BALISE, 3)
    bob.add_dots("Ouvrir les portes le soir", 2)
    expect(bob.button(f"Ajouter un point : {BALISE}")).to_be_disabled()
    bob.save_vote()
    bob.add_dots("Ouvrir les portes le soir", -2)
    bob.add_dots(BALISE, 1)
    bob.save_vote()
    chloe.add_dots(BALISE, 2)
    chloe.save_vote()
    expect(alice.page.locator("#turnout")).to_contain_text("2 / 2")
    none_sees_a_tally(everyone)
    alice.close_poll()
    none_sees_a_tally(everyone)
    alice.reveal_poll()
    for person in everyone:
        first = person.page.locator(".result").first
        expect(first).to_contain_text(BALISE)
        expect(first).to_contain_text("6 points")


def close_and_reopen(alice: Facilitator, bob: Participant) -> None:
    alice.go_to("Bilan")
    alice.close_seance()
    expect(bob.page.locator("#session-state")).to_contain_text("La séance est close")
    alice.open_seance()
    expect(bob.page.locator("#session-state")).not_to_contain_text("La séance est close")


def take_home(alice: Facilitator) -> None:
    exported = json.loads(download(alice, "JSON"))
    Draft202012Validator(json.loads(SCHEMA.read_text())).validate(exported)
    assert BALISE in json.dumps(exported, ensure_ascii=False)
    with zipfile.ZipFile(io.BytesIO(download(alice, "Tableur"))) as tables:
        assert tables.testzip() is None
        assert any(BALISE.encode() in tables.read(name) for name in tables.namelist())
    alice.page.get_by_role("link", name="Compte rendu", exact=True).click()
    expect(alice.page.get_by_role("heading", level=1)).to_contain_text("Une soirée d’essai")
    expect(alice.page.get_by_role("main")).to_contain_text(BALISE)
