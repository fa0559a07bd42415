"""A trajectory becomes public once its séance is closed, and the next séance goes on from it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def test_territory_publishes_its_trajectory_and_goes_on_with_it(
    alice: Facilitator, bob: Participant, chloe: Participant
) -> None:
    inspection = Inspection("trajectories")
    page = alice.page
    code = alice.have_seance("Première fois", "Malaunay", "Le Mené")
    bob.sit(code, "Bob", "Malaunay")
    alice.go_to("Récits")
    bob.wait_for_step("Récits")
    bob.send_card("La chaudière de l’école")
    expect(alice.card("La chaudière de l’école")).to_be_visible()
    alice.close_seance()
    with page.expect_navigation():
        page.get_by_role("link", name="Publier des trajectoires").click()
    inspection.look(page, "trajectories")
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("^Relire et publier.*Malaunay")).click()
    alice.watch.expect_status(422)
    alice.button("Publier la trajectoire").click()
    expect(page.get_by_role("alert")).to_be_visible()
    inspection.look(page, "publication, errors")
    page.get_by_label("Qui a donné l’accord").fill("La maire")
    with page.expect_navigation():
        alice.button("Publier la trajectoire").click()
    expect(page.get_by_role("heading", name="Sa trajectoire")).to_be_visible()
    expect(page.get_by_text("La chaudière de l’école")).to_be_visible()
    inspection.look(page, "territory, published")
    alice.visit(f"/s/{code}/animation/")
    with page.expect_navigation():
        page.get_by_role("link", name="Préparer la suite").click()
    expect(page.get_by_role("checkbox", name=re.compile("^Première fois"))).to_be_checked()
    inspection.look(page, "what follows")
    page.get_by_label("Titre").fill("Seconde fois")
    alice.button("Créer la séance").click()
    page.wait_for_url(re.compile("/animation/"))
    second = alice.enter_cockpit()
    alice.open_seance()
    alice.go_to("Récits")
    bob.sit(second, "Béa", "Malaunay")
    chloe.sit(second, "Chloé", "Le Mené")
    for person in (bob, chloe):
        card = person.card("La chaudière de l’école")
        expect(card).to_contain_text("Carte de la séance du")
        edit = card.get_by_role("button", name=re.compile("^Modifier"))
        expect(edit).to_be_visible(visible=person is bob)
    inspection.look(bob.page, "room, carried card")
    bob.edit_card("La chaudière de l’école", Titre="La chaudière, dix ans après")
    expect(chloe.card("La chaudière, dix ans après")).to_be_visible()
    inspection.check()
