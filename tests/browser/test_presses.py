"""I26 in real browsers: a press does what its button said to who pressed it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import LAPTOP, PHONE, OpenContext
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

SENT_AGAIN = 20_000  # milliseconds; the page tries every five seconds
HURRY = (80, 150, 300, 500)
"""Milliseconds between the two clicks of somebody in a hurry."""


def count_posts(page: Page, path: str) -> list[str]:
    """The addresses of this path that the page posts to from now on."""
    posts: list[str] = []
    page.on(
        "request",
        lambda request: (
            posts.append(request.url) if request.method == "POST" and path in request.url else None
        ),
    )
    return posts


def click_twice(page: Page, button: Locator, apart: int) -> None:
    """Two clicks at one place of the screen, whatever stands there by then."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    page.wait_for_timeout(apart)
    page.mouse.click(x, y)


def wait_until_steady(person: Facilitator) -> None:
    """Until every button takes presses."""
    expect(person.page.locator("#board [hx-post] [aria-disabled=true]")).to_have_count(0)


@pytest.mark.parametrize("apart", HURRY)
def test_two_clicks_on_the_next_step_pass_one(alice: Facilitator, seance: str, apart: int) -> None:
    wait_until_steady(alice)
    posts = count_posts(alice.page, "/etapes/")
    click_twice(alice.page, alice.button("Étape suivante"), apart)
    alice.wait_for_step("Récits")
    wait_until_steady(alice)
    # Between the answer and the frame the old button may send again what it said: the server takes it for done.
    assert len(set(posts)) == 1
    alice.wait_for_step("Récits")
    alice.go_on()
    alice.wait_for_step("Lecture")


def test_enter_held_down_on_the_next_step_passes_one(alice: Facilitator, seance: str) -> None:
    wait_until_steady(alice)
    posts = count_posts(alice.page, "/etapes/")
    alice.button("Étape suivante").focus()
    for _ in range(12):
        # A second and later `down` of a key that is down is a repetition.
        alice.page.keyboard.down("Enter")
        alice.page.wait_for_timeout(100)
    alice.page.keyboard.up("Enter")
    alice.wait_for_step("Récits")
    assert len(set(posts)) == 1


def test_press_on_a_button_that_has_just_changed_says_so(alice: Facilitator, seance: str) -> None:
    wait_until_steady(alice)
    alice.go_on()
    alice.wait_for_step("Récits")
    alice.button("Étape suivante").click(force=True)
    expect(alice.page.locator("#toast")).to_contain_text("Ce bouton venait de changer")
    alice.wait_for_step("Récits")
    # It is held for a moment only.
    wait_until_steady(alice)
    alice.go_on()
    alice.wait_for_step("Lecture")


def second_cockpit(alice: Facilitator, open_context: OpenContext, login: object) -> Facilitator:
    """Another browser with the cockpit of Alice's séance."""
    context, watch = open_context(LAPTOP, storage_state=login)
    other = Facilitator(context.new_page(), alice.origin, watch)
    other.enter_cockpit(alice.code)
    return other


def test_two_facilitators_go_on_at_once_and_pass_one_step(
    alice: Facilitator, seance: str, open_context: OpenContext, login: object
) -> None:
    other = second_cockpit(alice, open_context, login)
    press = "() => [...document.querySelectorAll('.step__next button')].at(-1).click()"
    for person in (alice, other):
        wait_until_steady(person)
    handles = [
        person.page.evaluate_handle(
            "() => { window.pressed = false; "
            "setTimeout(() => { (" + press + ")(); window.pressed = true; }, 50); }"
        )
        for person in (alice, other)
    ]
    assert len(handles) == 2
    for person in (alice, other):
        person.page.wait_for_function("() => window.pressed")
        person.wait_for_step("Récits")
        wait_until_steady(person)
        person.wait_for_step("Récits")


def test_two_taps_on_support_are_one(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    lead_to_a_balise(alice, bob, chloe)
    click_twice(chloe.page, chloe.button("Soutenir"), 300)
    expect(chloe.page.locator("button[data-support]")).to_have_attribute("aria-pressed", "true")
    expect(alice.page.locator(".balise__support")).to_contain_text("2 soutiens")
    expect(chloe.page.locator("button[data-support][aria-disabled]")).to_have_count(0)
    expect(chloe.page.locator("button[data-support]")).to_have_attribute("aria-pressed", "true")
    chloe.button("Soutenue").click()
    expect(alice.page.locator(".balise__support")).to_contain_text("1 soutien")


def test_answer_that_comes_after_its_button_was_drawn_again_is_heard(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    """The frame is often quicker than the answer: what the answer says must not be lost with the old button."""
    lead_to_a_balise(alice, bob, chloe)
    support = chloe.page.locator(".balise__support")
    hold_answers_back(
        chloe.page, "**/soutien/", lambda: expect(support).to_contain_text("2 soutiens")
    )
    chloe.button("Soutenir").click()
    expect(chloe.page.locator("button[data-support]")).to_have_attribute("aria-pressed", "true")
    wait_until_steady(alice)
    alice.watch.expect_status(409)
    step = alice.page.locator("#step")
    hold_answers_back(
        alice.page,
        "**/etapes/**",
        lambda: step.evaluate("step => { step.outerHTML = step.outerHTML; }"),
    )
    alice.button("Étape suivante").evaluate(
        "button => { button.form.elements.seen.value = '0'; button.click(); }"
    )
    expect(alice.page.locator("#notice")).to_contain_text("Votre bouton datait d’avant")
    stored = "() => localStorage.getItem(`outbox:${document.getElementById('room').dataset.code}`)"
    for person in (alice, chloe):
        assert person.page.evaluate(stored) is None


def hold_answers_back(page: Page, path: str, until: Callable[[], object]) -> None:
    """Each request reaches the server at once; its answer comes only after `until`."""

    def hold(route: Route) -> None:
        answer = route.fetch()
        until()
        route.fulfill(response=answer)

    page.route(path, hold)


def lead_to_a_balise(alice: Facilitator, bob: Participant, *others: Participant) -> None:
    """Bob tells a card and words a balise."""
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Un moulin")
    alice.go_to("Émergence")
    for person in (bob, *others):
        person.wait_for_step("Émergence")
    bob.word_balise("Relier ce qui existe", "Un moulin")
    for person in others:
        expect(person.balise("Relier ce qui existe")).to_be_visible()
        expect(person.page.locator("button[data-support][aria-disabled]")).to_have_count(0)


def test_second_tab_keeps_what_is_not_saved_and_says_so(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    lead_to_a_balise(alice, bob)
    alice.go_to("Vote")
    alice.open_poll()
    bob.wait_for_step("Vote")
    other = Participant(bob.page.context.new_page(), bob.origin, bob.watch)
    other.code = bob.code
    other.visit(f"/s/{bob.code}/")
    other.wait_until_connected()
    other.add_dots("Relier ce qui existe", 5)
    bob.add_dots("Relier ce qui existe", 2)
    bob.save_vote()
    # What was chosen here and not saved stays, and the page says that another vote is kept.
    expect(other.page.locator("#ballot-answer")).to_contain_text("sur une autre page")
    field = other.page.locator("#ballot input[type=number]")
    expect(field).to_have_value("5")
    other.save_vote()
    expect(field).to_have_value("5")
    expect(bob.page.locator("#ballot input[type=number]")).to_have_value("5")
    bob.page.reload()
    expect(bob.page.locator("#ballot input[type=number]")).to_have_value("5")


def test_card_corrected_by_two_is_compared_and_then_decided(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Un moulin")
    for person in (alice, bob):
        person.card("Un moulin").get_by_role("button", name=re.compile("^Modifier")).click()
    his, hers = (person.page.locator("#editor") for person in (bob, alice))
    his.get_by_label("Titre").fill("Le moulin du bas")
    hers.get_by_label("Titre").fill("Deux moulins")
    hers.get_by_role("button", name="Enregistrer").click()
    expect(bob.card("Deux moulins")).to_be_visible()
    bob.watch.expect_status(422)
    his.get_by_role("button", name="Enregistrer").click()
    expect(his.get_by_role("alert")).to_contain_text("quelqu’un d’autre a modifié cette carte")
    expect(his.locator(".theirs__text")).to_have_text("Deux moulins")
    expect(his.get_by_label("Titre")).to_have_value("Le moulin du bas")
    his.get_by_role("button", name="Enregistrer").click()
    expect(alice.card("Le moulin du bas")).to_be_visible()


def test_question_answered_after_its_button_was_drawn_again_or_taken_away(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.post_card("Un moulin")
    bob.post_card("Une halle")
    for title in ("Un moulin", "Une halle"):
        bob.card(title).get_by_role("button", name=re.compile("^Supprimer")).click()
        if title == "Un moulin":
            # Hidden and shown again: another button, which means the same.
            for words in ("Masquer", "Restaurer"):
                alice.card(title).get_by_role("button", name=re.compile(f"^{words}")).click()
            expect(bob.page.locator(".card")).to_have_count(2)
            bob.open_dialog.get_by_role("button", name="Oui").click()
            expect(bob.card(title)).to_have_count(0)
        else:
            # Corrected: the button would delete what Bob has not read.
            alice.card(title).get_by_role("button", name=re.compile("^Modifier")).click()
            editor = alice.page.locator("#editor")
            editor.get_by_label("Titre").fill("Une grande halle")
            editor.get_by_role("button", name="Enregistrer").click()
            expect(bob.page.locator(".card h4")).to_have_text("Une grande halle")
            bob.open_dialog.get_by_role("button", name="Oui").click()
            expect(bob.page.locator("#notice")).to_contain_text("rien n’a été fait")
            expect(bob.card("Une grande halle")).to_have_count(1)


def test_ballot_sent_late_by_the_outbox_does_not_overwrite_a_newer_one(
    alice: Facilitator, seated: str, bob: Participant, open_context: OpenContext
) -> None:
    lead_to_a_balise(alice, bob)
    alice.go_to("Vote")
    alice.open_poll()
    bob.wait_for_step("Vote")
    # His seat on another device: tabs of one browser share their outbox.
    context, watch = open_context(PHONE, storage_state=bob.page.context.storage_state())
    other = Participant(context.new_page(), bob.origin, watch)
    other.visit(f"/s/{bob.code}/")
    other.wait_until_connected()
    bob.watch.expect_network_failures()
    bob.watch.expect_status(422)
    bob.page.context.set_offline(True)
    bob.add_dots("Relier ce qui existe", 5)
    bob.button("Enregistrer mon vote").click()
    expect(bob.page.locator("#outbox")).to_contain_text("1 envoi en attente")
    field = bob.page.locator("#ballot input[type=number]")
    expect(field).to_have_value("5")
    other.add_dots("Relier ce qui existe", 2)
    other.save_vote()
    bob.page.context.set_offline(False)
    expect(bob.page.locator("#notice")).to_contain_text("sur une autre page", timeout=SENT_AGAIN)
    expect(field).to_have_value("2")
    expect(bob.page.locator("#outbox")).to_be_empty()
