"""The administration: accounts and who leads what, and nothing of what happens in a room."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client

from sessions.models import Facilitator
from tests.factories import Room

CHANGELIST = "/admin/ateliers/facilitator/"


@pytest.fixture
def admin_browser(db: None) -> Client:
    """An administrator, logged in."""
    root = Facilitator.objects.create_superuser("racine@exemple.fr", None)
    client = Client()
    client.force_login(root, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_new_account_has_no_password_and_a_lower_case_login(admin_browser: Client) -> None:
    admin_browser.post(f"{CHANGELIST}add/", {"email": "Eva@Exemple.FR", "name": "Eva"})
    account = Facilitator.objects.get(email="eva@exemple.fr")
    assert not account.has_usable_password()
    assert not account.is_staff


def test_login_link_is_given_and_works(admin_browser: Client, alice: Facilitator) -> None:
    answer = admin_browser.post(
        CHANGELIST,
        {"action": "show_login_links", "_selected_action": [alice.pk]},
        follow=True,
    )
    shown = next(str(message) for message in answer.context["messages"])
    browser = Client()
    browser.post(shown.split(" : ")[1])
    assert browser.get("/seances/").status_code == 200


def test_what_happens_in_a_room_cannot_be_changed(admin_browser: Client, room: Room) -> None:
    address = f"/admin/ateliers/ateliersession/{room.session.pk}/change/"
    assert admin_browser.get(address).status_code == 200
    changed = {"title": "Autre", "status": "closed", "facilitators": [room.facilitator.pk]}
    admin_browser.post(address, changed)
    room.session.refresh_from_db()
    assert (room.session.title, room.session.status) == ("Séance d’essai", "open")


def test_who_leads_can_be_changed(admin_browser: Client, room: Room, denis: Facilitator) -> None:
    address = f"/admin/ateliers/ateliersession/{room.session.pk}/change/"
    admin_browser.post(address, {"facilitators": [room.facilitator.pk, denis.pk]})
    assert set(room.session.facilitators.all()) == {room.facilitator, denis}


def test_staff_cannot_give_rights(room: Room, alice: Facilitator) -> None:
    Facilitator.objects.filter(pk=alice.pk).update(is_staff=True)
    browser = room.leader_browser()
    assert browser.get(f"{CHANGELIST}{alice.pk}/change/").status_code == 403


def test_every_action_says_what_right_it_takes() -> None:
    actions = {
        (type(model_admin).__name__, name): action
        for model_admin in admin.site._registry.values()
        for action, name, _ in model_admin._get_base_actions()  # type: ignore[attr-defined]
    }
    assert ("FacilitatorAdmin", "show_login_links") in actions
    loose = [
        key for key, action in actions.items() if not getattr(action, "allowed_permissions", ())
    ]
    assert loose == []


def test_staff_cannot_take_a_login_link(room: Room, alice: Facilitator, denis: Facilitator) -> None:
    Facilitator.objects.filter(pk=alice.pk).update(is_staff=True)
    alice.user_permissions.set(Permission.objects.filter(codename="view_facilitator"))
    sent = {"action": "show_login_links", "_selected_action": [denis.pk]}
    answer = room.leader_browser().post(CHANGELIST, sent, follow=True)
    assert answer.status_code == 200
    assert "/connexion/lien/" not in answer.content.decode()
