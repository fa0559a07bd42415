"""A refused or unanswered POST keeps what was typed, and says why."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

SENT_AGAIN = 20_000  # milliseconds; the page tries every five seconds


@contextmanager
def broken_database(site: SiteInstance) -> Iterator[None]:
    """The table of cards is away: a fault of the database, such as no command foresees."""
    rename = "ALTER TABLE {} RENAME TO {}"
    cards, away = "ateliers_trajectorycard", "ateliers_away"
    with closing(sqlite3.connect(site.directory / "db.sqlite3", timeout=20)) as database:
        database.execute(rename.format(cards, away))
        try:
            yield
        finally:
            database.execute(rename.format(away, cards))


def test_post_after_the_step_moved_on(alice: Facilitator, seated: str, bob: Participant) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Trop tard")
    alice.go_to("Lecture")
    bob.wait_for_step("Lecture")
    bob.watch.expect_status(422)
    dialog.get_by_role("button", name="Poser la carte").click()
    expect(dialog.get_by_role("alert")).to_contain_text("ne le permet pas")
    expect(dialog.get_by_label("Titre")).to_have_value("Trop tard")
    expect(bob.card("Trop tard")).to_have_count(0)


def test_post_with_an_error_leads_to_the_field(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Un titre")
    dialog.get_by_label("Moment").fill("bientôt")
    bob.watch.expect_status(422)
    dialog.get_by_role("button", name="Poser la carte").click()
    summary = dialog.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="Moment").click()
    expect(dialog.get_by_label("Moment")).to_be_focused()
    expect(dialog.get_by_label("Titre")).to_have_value("Un titre")


def test_post_while_the_database_fails(
    site: SiteInstance, alice: Facilitator, seated: str, bob: Participant
) -> None:
    """It waits in the browser, says so, and goes by itself."""
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.watch.expect_status(503)
    with broken_database(site):
        bob.post_card("Gardée malgré tout")
        expect(bob.page.locator("#outbox")).to_contain_text("1 envoi en attente")
    expect(alice.card("Gardée malgré tout")).to_be_visible(timeout=SENT_AGAIN)
    expect(bob.page.locator("#outbox")).to_be_empty()
    expect(bob.card("Gardée malgré tout")).to_have_count(1)


def test_post_without_network_survives_a_reload_and_is_sent_once(
    site: SiteInstance, alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.watch.expect_network_failures()
    bob.page.context.set_offline(True)
    bob.post_card("Écrite sans réseau")
    bob.post_card("Et une seconde")
    expect(bob.page.locator("#outbox")).to_contain_text("2 envois en attente")
    bob.page.context.set_offline(False)
    bob.page.reload()
    expect(alice.card("Écrite sans réseau")).to_have_count(1, timeout=SENT_AGAIN)
    expect(alice.card("Et une seconde")).to_have_count(1, timeout=SENT_AGAIN)
    expect(bob.page.locator("#outbox")).to_be_empty()


def test_balise_of_several_cards_written_without_network(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Un moulin")
    bob.send_card("Une halle")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.button("Formuler une balise").click()
    editor = bob.page.locator("#editor")
    editor.get_by_label("La balise").fill("Relier ce qui existe")
    editor.get_by_role("checkbox", name="Un moulin").check()
    editor.get_by_role("checkbox", name="Une halle").check()
    bob.watch.expect_network_failures()
    bob.page.context.set_offline(True)
    editor.get_by_role("button", name="Poser la balise").click()
    expect(editor).to_be_hidden()
    bob.page.context.set_offline(False)
    sources = alice.balise("Relier ce qui existe").locator(".balise__sources")
    expect(sources).to_contain_text("Un moulin", timeout=SENT_AGAIN)
    expect(sources).to_contain_text("Une halle")


def test_text_being_typed_while_an_earlier_one_is_sent_at_last(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.watch.expect_network_failures()
    bob.page.context.set_offline(True)
    bob.post_card("La première")
    title = bob.start_card().get_by_label("Titre")
    title.fill("La seconde, pas finie")
    bob.page.context.set_offline(False)
    expect(alice.card("La première")).to_be_visible(timeout=SENT_AGAIN)
    expect(bob.page.locator("#outbox")).to_be_empty()
    expect(title).to_have_value("La seconde, pas finie")
    expect(title).to_be_focused()


def test_post_that_the_room_refuses_later_brings_the_text_back(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.watch.expect_network_failures()
    bob.watch.expect_status(422)
    bob.page.context.set_offline(True)
    bob.post_card("Trop tard, sans réseau")
    alice.go_to("Lecture")
    chloe.wait_for_step("Lecture")
    bob.page.context.set_offline(False)
    editor = bob.page.locator("#editor")
    expect(editor.get_by_role("alert")).to_contain_text("ne le permet pas", timeout=SENT_AGAIN)
    expect(editor.get_by_label("Titre")).to_have_value("Trop tard, sans réseau")


def test_draft_of_a_card_after_a_reload(alice: Facilitator, seated: str, bob: Participant) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    dialog = bob.start_card()
    dialog.get_by_role("radio", name="Horizon").check()
    dialog.get_by_label("Titre").fill("Un brouillon")
    dialog.get_by_label("Récit").fill("Avec des mots qu’on ne veut pas perdre.")
    bob.page.reload()
    bob.wait_until_connected()
    dialog = bob.start_card()
    expect(dialog.get_by_role("radio", name="Horizon")).to_be_checked()
    expect(dialog.get_by_label("Titre")).to_have_value("Un brouillon")
    expect(dialog.get_by_label("Récit")).to_have_value("Avec des mots qu’on ne veut pas perdre.")
    dialog.get_by_role("button", name="Poser la carte").click()
    expect(alice.card("Un brouillon")).to_be_visible()
    bob.page.reload()
    bob.wait_until_connected()
    expect(bob.start_card().get_by_label("Titre")).to_have_value("")
