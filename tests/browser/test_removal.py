"""Somebody whose seat is taken away sees it at once, and can do nothing more."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DEMO, LAPTOP, OpenContext
from tests.browser.people import Facilitator, Participant
from tests.servers import SiteInstance

pytestmark = pytest.mark.browser


def test_removed_person_is_told_and_refused(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("Ce que Bob laisse")
    bob.start_card()
    alice.remove("Bob")
    goodbye = bob.page.get_by_role("heading", name="Cette page n’est plus reliée à la séance")
    expect(goodbye).to_be_visible(timeout=5_000)
    expect(bob.page.locator("#board")).to_have_count(0)
    expect(bob.open_dialog).to_have_count(0)
    expect(bob.status).to_have_text("séance quittée")
    expect(bob.button("Bob · Malaunay")).to_be_hidden()
    refused = bob.send(f"/s/{seated}/cartes/", kind="etape", title="Encore moi")
    assert refused.status == 403
    expect(chloe.card("Ce que Bob laisse")).to_be_visible()
    expect(chloe.card("Encore moi")).to_have_count(0)
    expect(alice.page.locator("#people .person")).to_have_count(1)


def test_removed_person_who_reloads_is_led_to_the_door(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    alice.remove("Bob")
    expect(bob.page.locator("#board")).to_have_count(0)
    bob.visit(f"/s/{seated}/")
    expect(bob.page.get_by_label("Votre nom")).to_be_visible()


def test_erased_person_leaves_every_page_and_their_card_stays(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("La carte qui reste")
    expect(chloe.card("La carte qui reste").locator(".card__by")).to_have_text("Bob")
    alice.remove("Bob")
    leaver = alice.page.locator("#leavers .person")
    expect(leaver).to_contain_text("Bob")
    alice.button("Effacer Bob").click()
    expect(alice.open_dialog).to_contain_text("restent, sans nom d’auteur")
    alice.say_yes()
    expect(leaver).to_have_count(0)
    for person in (alice, chloe):
        expect(person.card("La carte qui reste").locator(".card__by")).to_have_count(0)
        expect(person.card("La carte qui reste")).to_be_visible()


def test_person_erases_their_own_name_and_leaves(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    bob.button("Bob · Malaunay").click()
    bob.button("Effacer mon nom et quitter").click()
    bob.button("Oui").click()
    goodbye = bob.page.get_by_role("heading", name="Cette page n’est plus reliée à la séance")
    expect(goodbye).to_be_visible(timeout=5_000)
    expect(alice.page.locator(".person")).to_have_count(1)


def test_session_that_was_deleted_tells_its_pages(
    site: SiteInstance, alice: Facilitator, seated: str, bob: Participant
) -> None:
    gone = "from sessions.models import AtelierSession as S; S.objects.get(code='{}').delete()"
    site.manage("shell", "--no-imports", "-c", gone.format(seated))
    for person in (alice, bob):
        told = person.page.get_by_role("heading", name="Cette séance n’existe plus")
        expect(told).to_be_visible(timeout=10_000)
        expect(person.page.locator("#board")).to_have_count(0)


def test_facilitator_who_logs_out_in_another_tab_is_told(
    site: SiteInstance, open_context: OpenContext, seance: str
) -> None:
    # A login of its own: the laptop keeps the other one from test to test.
    context, _ = open_context(LAPTOP)
    page, other = context.new_page(), context.new_page()
    other.goto(site.manage("login_link", DEMO).strip())
    other.get_by_role("button", name="Me connecter").click()
    other.wait_for_url("**/seances/")
    page.goto(f"{site.url}/s/{seance}/animation/")
    expect(page.locator("#connection")).to_have_attribute("data-state", "connected")
    other.get_by_role("banner").get_by_role("button").click()
    goodbye = page.get_by_role("heading", name="Cette page n’est plus reliée à la séance")
    expect(goodbye).to_be_visible(timeout=10_000)
