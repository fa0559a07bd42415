"""The form that puts a card in discussion, and the buttons that end it."""

from uuid import uuid4

from sessions.commands import discussions
from sessions.models import Discussion, JournalEntry
from tests.sessions.views.live_page import LIVE
from tests.sessions.views.stale_pages import Still
from tests.sessions.world import World, begin_discussion, everything


def form_of(world: World) -> Still:
    """The form as the facilitator opens it on Bob's card."""
    address = f"/s/{world.room.session.code}/cartes/{world.card.pk}/echange/?enjeu=value"
    return Still(world.room.leader_browser(), address)


def cockpit(world: World) -> Still:
    return Still(world.room.leader_browser(), f"/s/{world.room.session.code}/animation/")


def test_form_proposes_the_stakes_that_were_read(world: World) -> None:
    world.room.go_to("lecture")
    form = form_of(world)
    choices = form.document.xpath("//input[@name='stake']")
    assert [(each.get("value"), each.get("checked")) for each in choices] == [
        ("", None),
        ("value", "checked"),
    ]
    assert form.press("Mettre en discussion").status_code == 200
    assert Discussion.objects.get().stake_id == "value"


def test_stale_form_comes_back_and_the_second_press_goes_through(world: World) -> None:
    world.room.go_to("lecture")
    form = form_of(world)
    discussions.open_discussion(world.room.leader, uuid4(), world.card.pk, stake="")
    before = everything()
    answer = form.press("Mettre en discussion")
    assert answer.status_code == 422
    assert "un autre échange a commencé" in answer.content.decode()
    assert everything() == before
    form.show(answer)
    assert form.typed("seen") == str(Discussion.objects.get().pk)
    assert form.press("Mettre en discussion").status_code == 200
    assert Discussion.objects.count() == 2


def test_stake_that_nobody_reads_is_refused_in_the_form(world: World) -> None:
    world.room.go_to("lecture")
    answer = form_of(world).press("Mettre en discussion", stake="engagement")
    assert answer.status_code == 422
    assert "choisissez-en un autre" in answer.content.decode()


def test_ended_discussion_is_not_cancelled_by_a_stale_button(world: World) -> None:
    begin_discussion(world)
    stale, page = cockpit(world), cockpit(world)
    assert page.press("Terminer l’échange").status_code == 204
    answer = stale.press("Annuler la mise en discussion")
    assert answer.status_code == 409
    assert "terminé entre-temps" in answer.content.decode()
    assert cockpit(world).press("Reprendre l’échange").status_code == 204
    assert Discussion.objects.get().after is None


def test_ending_without_its_state_is_a_bad_request(world: World) -> None:
    begin_discussion(world)
    at = JournalEntry.objects.count()
    address = f"/s/{world.room.session.code}/echanges/{world.id_of('discussion')}/fin/"
    answer = world.room.leader_browser().post(address, {"operation": str(uuid4())}, headers=LIVE)
    assert answer.status_code == 400
    assert JournalEntry.objects.count() == at
