"""I21. What was typed is sent, or in sight, or said to be lost: reloads, storage that fails, ends of a session."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import OpenContext, make_participant
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser

SENT_AGAIN = 20_000  # milliseconds; the page tries every five seconds
MODIFY = re.compile("^(Modifier|Retravailler)")
"""A balise is shared by default: anybody reworks it. What is one’s own is modified."""
FULL = """
Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };
"""
NO_STORAGE = 'Object.defineProperty(window, "localStorage", { value: null });'
BARRED_STORAGE = """
Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("barred", "SecurityError"); },
});
"""


def at_recits(alice: Facilitator, *people: Participant) -> None:
    alice.go_to("Récits")
    for person in people:
        person.wait_for_step("Récits")


def hold(route: Route) -> None:
    """The request stays on its way for ever."""


def lose_answer(route: Route) -> None:
    """The request arrives; its answer never does."""
    route.fetch()


@pytest.mark.parametrize("way", [hold, lose_answer])
def test_reload_before_the_answer(
    alice: Facilitator, seated: str, bob: Participant, way: Callable[[Route], None]
) -> None:
    at_recits(alice, bob)
    bob.watch.expect_network_failures()
    bob.page.route("**/cartes/", way, times=1)
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Rechargée en vol")
    with bob.page.expect_request("**/cartes/") as first:
        dialog.get_by_role("button", name="Poser la carte").click()
    if way is lose_answer:
        expect(alice.card("Rechargée en vol")).to_be_visible()
    with bob.page.expect_request("**/cartes/") as second:
        bob.page.reload()
    assert operation(second.value.post_data) == operation(first.value.post_data)
    expect(alice.card("Rechargée en vol")).to_have_count(1, timeout=SENT_AGAIN)
    expect(bob.card("Rechargée en vol")).to_have_count(1)
    expect(bob.page.locator("#outbox")).to_be_empty()
    expect(bob.start_card().get_by_label("Titre")).to_have_value("")


def operation(body: str | None) -> str:
    found = re.search("operation=([0-9a-f-]{36})", body or "")
    assert found, body
    return found[1]


def test_reload_while_the_answer_cannot_come_shows_what_waits(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.watch.expect_network_failures()
    bob.page.route("**/cartes/", hold)
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("En attente")
    with bob.page.expect_request("**/cartes/"):
        dialog.get_by_role("button", name="Poser la carte").click()
    bob.page.reload()
    expect(bob.page.locator("#outbox")).to_contain_text("1 envoi en attente")


@pytest.mark.parametrize(
    "storage", [FULL, NO_STORAGE, BARRED_STORAGE], ids=["full", "none", "barred"]
)
def test_storage_that_keeps_nothing(
    alice: Facilitator, seance: str, site: SiteInstance, open_context: OpenContext, storage: str
) -> None:
    """The room is followed, the text waits in the page, and the page says that it lasts no longer."""
    guest = make_participant(site, open_context)
    guest.page.add_init_script(storage)
    guest.sit(seance, "Dora", "Malaunay")
    at_recits(alice, guest)
    guest.watch.expect_network_failures()
    guest.page.context.set_offline(True)
    guest.post_card("Gardée en mémoire")
    outbox = guest.page.locator("#outbox")
    expect(outbox).to_contain_text("1 envoi en attente")
    expect(outbox).to_contain_text("Ne fermez pas cette page")
    guest.page.context.set_offline(False)
    expect(alice.card("Gardée en mémoire")).to_be_visible(timeout=SENT_AGAIN)
    expect(outbox).to_be_empty()
    guest.edit_card("Gardée en mémoire", Titre="Et corrigée")
    expect(alice.card("Et corrigée")).to_be_visible()


def open_new_card(person: Participant) -> Locator:
    return person.start_card().get_by_label("Titre")


def open_edited_card(person: Participant) -> Locator:
    person.card("Une carte").get_by_role("button", name=MODIFY).click()
    return person.page.locator("#editor").get_by_label("Titre")


def open_reading(person: Participant) -> Locator:
    person.card("Une carte").get_by_role("button", name="Lire cette carte").click()
    return person.page.locator("#editor").get_by_label("En quoi ?").first


def open_new_balise(person: Participant) -> Locator:
    person.button("Formuler une balise").click()
    return person.page.locator("#editor").get_by_label("La balise")


def open_edited_balise(person: Participant) -> Locator:
    person.balise("Relier les halles").get_by_role("button", name=MODIFY).click()
    return person.page.locator("#editor").get_by_label("La balise")


FORMS = [
    pytest.param("Récits", open_new_card, id="new card"),
    pytest.param("Récits", open_edited_card, id="edited card"),
    pytest.param("Lecture", open_reading, id="reading"),
    pytest.param("Émergence", open_new_balise, id="new balise"),
    pytest.param("Émergence", open_edited_balise, id="edited balise"),
]
OpenForm = Callable[[Participant], Locator]


@pytest.fixture
def furnished(alice: Facilitator, seated: str, bob: Participant) -> str:
    """A session with a card and a balise of Bob's, back at its first step."""
    at_recits(alice, bob)
    bob.post_card("Une carte")
    alice.go_to("Émergence")
    bob.wait_for_step("Émergence")
    bob.word_balise("Relier les halles", "Une carte")
    alice.go_to("Accueil")
    return seated


def begin(alice: Facilitator, bob: Participant, step: str, open_form: OpenForm) -> Locator:
    alice.go_to(step)
    bob.wait_for_step(step)
    field = open_form(bob)
    field.fill("Partager ce qui est commencé")
    return field


@pytest.mark.parametrize(("step", "open_form"), FORMS)
def test_draft_in_each_form_after_a_reload(
    alice: Facilitator, furnished: str, bob: Participant, step: str, open_form: OpenForm
) -> None:
    begin(alice, bob, step, open_form)
    bob.page.reload()
    bob.wait_until_connected()
    field = open_form(bob)
    expect(field).to_have_value("Partager ce qui est commencé")
    if open_form is open_new_balise:
        bob.page.locator("#editor").get_by_role("checkbox", name="Une carte").check()
    if open_form is open_reading:
        bob.page.locator("#editor").get_by_role("radio", name="nettement").first.check()
    bob.open_dialog.locator(".form-actions .button--strong").click()
    expect(bob.open_dialog).to_have_count(0)
    bob.page.reload()
    bob.wait_until_connected()
    expect(bob.page.locator("[id^=remains]:not(template)")).to_have_count(0)
    if open_form in (open_new_card, open_new_balise):
        expect(open_form(bob)).to_have_value("")


@pytest.mark.parametrize(("step", "open_form"), FORMS)
def test_removed_while_typing(
    alice: Facilitator, furnished: str, bob: Participant, step: str, open_form: OpenForm
) -> None:
    begin(alice, bob, step, open_form)
    alice.remove("Bob")
    expect(bob.page.get_by_role("heading", name="n’est plus reliée")).to_be_visible(timeout=5_000)
    expect(remains_of(bob, "Partager ce qui est commencé")).to_be_visible()
    expect(bob.page.locator(".remains")).to_contain_text("Copiez ce que vous voulez garder")


def remains_of(person: Participant, words: str) -> Locator:
    """The box that holds these words, to be copied."""
    boxes = person.page.locator(".remains textarea")
    expect(boxes.first).to_be_attached()
    index = boxes.evaluate_all("(all) => all.map((one) => one.value)").index(words)
    return boxes.nth(index)


@pytest.mark.parametrize(("step", "open_form"), FORMS)
def test_session_closed_while_typing(
    alice: Facilitator, furnished: str, bob: Participant, step: str, open_form: OpenForm
) -> None:
    field = begin(alice, bob, step, open_form)
    alice.close_seance()
    expect(bob.open_dialog.get_by_role("alert")).to_contain_text("vient d’être close")
    expect(field).to_have_value("Partager ce qui est commencé")
    bob.page.reload()
    expect(remains_of(bob, "Partager ce qui est commencé")).to_be_visible()
    alice.open_seance()
    expect(bob.page.locator("#remains")).to_have_count(0)
    expect(open_form(bob)).to_have_value("Partager ce qui est commencé")


def test_texts_of_a_closed_session_can_be_erased(
    alice: Facilitator, furnished: str, bob: Participant
) -> None:
    begin(alice, bob, "Récits", open_new_card)
    alice.close_seance()
    bob.page.reload()
    bob.button("Effacer ces textes").click()
    expect(bob.page.locator("#remains")).to_have_count(0)
    bob.page.reload()
    bob.wait_until_connected()
    expect(bob.page.locator("#remains")).to_have_count(0)


@pytest.mark.parametrize(("step", "open_form"), FORMS)
def test_session_gone_while_typing(
    site: SiteInstance,
    alice: Facilitator,
    furnished: str,
    bob: Participant,
    step: str,
    open_form: OpenForm,
) -> None:
    begin(alice, bob, step, open_form)
    alice.watch.expect_network_failures()
    bob.watch.expect_network_failures()
    alice.page.close()
    bob.page.context.set_offline(True)
    with closing(sqlite3.connect(site.directory / "db.sqlite3", timeout=20)) as database, database:
        database.execute(
            "UPDATE ateliers_ateliersession SET code = 'GONE' || id WHERE code = ?", [furnished]
        )
    bob.page.context.set_offline(False)
    expect(bob.page.get_by_role("heading", name="n’existe plus")).to_be_visible()
    expect(remains_of(bob, "Partager ce qui est commencé")).to_be_visible()


def test_card_that_waits_when_its_author_is_removed(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.watch.expect_network_failures()
    bob.watch.expect_status(403)
    bob.page.context.set_offline(True)
    bob.post_card("Écrite avant le retrait")
    alice.remove("Bob")
    expect(alice.page.locator("#people .person")).to_have_count(1)
    bob.page.context.set_offline(False)
    # Refused by its POST, or shown by the goodbye of the socket, whichever comes first.
    expect(remains_of(bob, "Écrite avant le retrait")).to_be_visible()


def test_card_deleted_before_its_correction_was_sent(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.post_card("Bientôt supprimée")
    path = bob.card("Bientôt supprimée").get_by_role("button", name=MODIFY).get_attribute("hx-get")
    bob.watch.expect_network_failures()
    bob.watch.expect_status(404)
    bob.card("Bientôt supprimée").get_by_role("button", name=MODIFY).click()
    bob.page.locator("#editor").get_by_label("Titre").fill("Corrigée trop tard")
    bob.page.context.set_offline(True)
    bob.page.locator("#editor").get_by_role("button", name="Enregistrer").click()
    expect(bob.page.locator("#editor")).to_be_hidden()
    bob.send(f"{path}suppression/")
    bob.page.context.set_offline(False)
    editor = bob.page.locator("#editor")
    expect(editor).to_contain_text("Vos textes non envoyés", timeout=SENT_AGAIN)
    expect(remains_of(bob, "Corrigée trop tard")).to_be_visible()
    editor.get_by_role("button", name="Fermer").click()
    bob.open_dialog.get_by_role("button", name="Oui").click()
    expect(editor).to_be_hidden()
    expect(bob.page.locator("#outbox")).to_be_empty()


def test_draft_of_the_person_before_in_a_shared_browser(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.start_card().get_by_label("Titre").fill("Ce que Bob gardait pour lui")
    alice.remove("Bob")
    expect(bob.page.locator("#board")).to_have_count(0)
    bob.sit(seated, "Dora", "Malaunay")
    expect(bob.start_card().get_by_label("Titre")).to_have_value("")


def test_paste_that_is_too_long(alice: Facilitator, seated: str, bob: Participant) -> None:
    """Nothing is cut; the page says by how much it is too long, and the server gives it back."""
    at_recits(alice, bob)
    bob.watch.expect_status(422)
    dialog = bob.start_card()
    title = dialog.get_by_label("Titre")
    title.focus()
    bob.page.keyboard.insert_text("é" * 115)
    expect(dialog.locator(".field__length")).to_have_text("Il reste 5 signes.")
    bob.page.keyboard.insert_text("🌳" * 8)
    expect(dialog.locator(".field__length")).to_contain_text("3 signes de trop")
    dialog.get_by_role("button", name="Poser la carte").click()
    expect(dialog.get_by_role("alert")).to_contain_text("120")
    expect(title).to_have_value("é" * 115 + "🌳" * 8)


def test_paste_that_no_server_would_read(alice: Facilitator, seated: str, bob: Participant) -> None:
    at_recits(alice, bob)
    dialog = bob.start_card()
    dialog.get_by_label("Titre").fill("Tout un rapport")
    dialog.get_by_label("Récit").fill("mot " * 75_000)
    dialog.get_by_role("button", name="Poser la carte").click()
    notice = dialog.locator("#notice")
    expect(notice).to_contain_text("bien trop long")
    closing = notice.get_by_role("button", name="Fermer").bounding_box()
    assert closing is not None
    assert closing["width"] > closing["height"], "one word on one line"
    expect(dialog.get_by_label("Récit")).to_have_value("mot " * 75_000)
    expect(bob.page.locator("#outbox")).to_be_empty()


def test_text_refused_later_is_kept_by_escape_and_reload(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    at_recits(alice, bob)
    bob.watch.expect_network_failures()
    bob.watch.expect_status(422)
    bob.page.context.set_offline(True)
    bob.post_card("Refusée plus tard")
    alice.go_to("Lecture")
    bob.page.context.set_offline(False)
    editor = bob.page.locator("#editor")
    expect(editor.get_by_role("alert")).to_contain_text("ne le permet pas", timeout=SENT_AGAIN)
    for _ in range(3):
        bob.page.keyboard.press("Escape")
    expect(editor.get_by_label("Titre")).to_have_value("Refusée plus tard")
    alice.go_to("Récits")
    bob.page.reload()
    bob.wait_for_step("Récits")
    expect(bob.start_card().get_by_label("Titre")).to_have_value("Refusée plus tard")
