"""The administration: accounts and who leads what, and nothing of what happens in a room."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from lxml import html

from sessions.commands import accounts
from sessions.commands.base import Refused
from sessions.models import AtelierSession, Facilitator
from tests.factories import PASSWORD, Person, Room, make_room

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


def test_who_leads_is_not_chosen_over_another_choice(
    admin_browser: Client, room: Room, denis: Facilitator
) -> None:
    address = f"/admin/ateliers/ateliersession/{room.session.pk}/change/"
    form = html.fromstring(admin_browser.get(address).content).xpath("//main//form")[0]
    seen = form.fields["seen"]
    admin_browser.post(address, {"facilitators": [room.facilitator.pk, denis.pk], "seen": seen})
    page = admin_browser.post(address, {"facilitators": [room.facilitator.pk], "seen": seen})
    assert "quelqu’un d’autre a changé" in page.content.decode()
    assert set(room.session.facilitators.all()) == {room.facilitator, denis}


def test_account_is_not_saved_over_another_change(
    admin_browser: Client, denis: Facilitator
) -> None:
    address = f"{CHANGELIST}{denis.pk}/change/"
    form = html.fromstring(admin_browser.get(address).content).xpath("//main//form")[0]
    mine = dict(form.form_values()) | {"name": "Denis D."}
    Facilitator.objects.filter(pk=denis.pk).update(is_active=False)
    assert "quelqu’un d’autre a changé" in admin_browser.post(address, mine).content.decode()
    denis.refresh_from_db()
    assert not denis.is_active


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


# --- What is in use is not pulled away ---------------------------------------------------------------


def delete(browser: Client, noun: str, *pks: int) -> str:
    """Deletes these by the list of the admin, and says yes; what the administrator reads then."""
    form = {"action": "delete_selected", "_selected_action": pks, "post": "yes"}
    return browser.post(f"/admin/{noun}/", form, follow=True).content.decode()


def change(browser: Client, account: Facilitator, **fields: object) -> str:
    """Fills in the form of an account; what the administrator reads then."""
    rights = ("is_active", "is_staff", "is_superuser")
    usual = {name: "on" for name in rights if getattr(account, name)}
    form = {"email": account.email, "name": account.name, **usual, **fields}
    kept = {name: value for name, value in form.items() if value is not None}
    address = f"{CHANGELIST}{account.pk}/change/"
    return browser.post(address, kept, follow=True).content.decode()


@pytest.mark.parametrize("opened", [True, False])
def test_territory_of_a_session_is_not_deleted(
    admin_browser: Client, alice: Facilitator, opened: bool
) -> None:
    room = make_room(alice, territories=("Malaunay",), opened=opened)
    territory = room.session.territories.get()
    one = admin_browser.get(f"/admin/referentiel/territory/{territory.pk}/delete/")
    for page in (
        one.content.decode(),
        delete(admin_browser, "referentiel/territory", territory.pk),
    ):
        assert "«\u00a0Malaunay\u00a0» sert à 1 séance\u00a0: «\u00a0Séance d’essai\u00a0»." in page
        assert "AtelierSession_" not in page
    assert room.session.territories.get() == territory


def test_refusal_counts_people_and_names_none(admin_browser: Client, bob: Person) -> None:
    page = delete(admin_browser, "referentiel/territory", bob.seat.territory_id)
    assert "sert à 1 participant·e." in page
    assert "Bob" not in page


def test_open_session_is_not_deleted(admin_browser: Client, room: Room) -> None:
    page = delete(admin_browser, "ateliers/ateliersession", room.session.pk)
    assert "closez-la d’abord" in page
    assert AtelierSession.objects.filter(pk=room.session.pk).exists()


def test_session_that_is_not_open_is_deleted_and_no_table_is_named(
    admin_browser: Client, alice: Facilitator
) -> None:
    draft = make_room(alice, opened=False).session
    asked = admin_browser.get(f"/admin/ateliers/ateliersession/{draft.pk}/delete/").content.decode()
    assert "Séance : Séance d’essai" in asked
    assert "AtelierSession_" not in asked
    assert "relation" not in asked.lower()
    delete(admin_browser, "ateliers/ateliersession", draft.pk)
    assert not AtelierSession.objects.exists()


def test_who_alone_leads_a_session_is_not_deleted(
    admin_browser: Client, room: Room, alice: Facilitator, denis: Facilitator
) -> None:
    page = delete(admin_browser, "ateliers/facilitator", alice.pk)
    assert (
        "Plus personne n’animerait la séance «\N{NO-BREAK SPACE}Séance d’essai\N{NO-BREAK SPACE}»"
        in page
    )
    room.session.facilitators.add(denis)
    both = delete(admin_browser, "ateliers/facilitator", alice.pk, denis.pk)
    assert "Plus personne n’animerait" in both
    asked = admin_browser.get(f"{CHANGELIST}{alice.pk}/delete/").content.decode()
    assert "AtelierSession_" not in asked
    delete(admin_browser, "ateliers/facilitator", alice.pk)
    assert list(room.session.facilitators.all()) == [denis]


def test_session_keeps_somebody_who_leads_it(admin_browser: Client, room: Room) -> None:
    address = f"/admin/ateliers/ateliersession/{room.session.pk}/change/"
    assert admin_browser.post(address, {"facilitators": []}).status_code == 200
    assert room.session.facilitators.get() == room.facilitator


@pytest.mark.parametrize("right", ["is_active", "is_staff", "is_superuser"])
def test_last_administrator_keeps_their_rights(admin_browser: Client, right: str) -> None:
    root = Facilitator.objects.get(is_superuser=True)
    assert "dernier compte actif" in change(admin_browser, root, **{right: None})
    assert "Plus personne n’administrerait" in delete(
        admin_browser, "ateliers/facilitator", root.pk
    )
    root.refresh_from_db()
    assert getattr(root, right)
    setattr(root, right, False)
    with pytest.raises(Refused):
        accounts.save_account(root)


def test_one_of_two_administrators_may_go(admin_browser: Client) -> None:
    second = Facilitator.objects.create_superuser("seconde@exemple.fr", None)
    Facilitator.objects.create_superuser("fermee@exemple.fr", None, is_active=False)
    change(admin_browser, second, is_active=None)
    second.refresh_from_db()
    assert not second.is_active
    delete(admin_browser, "ateliers/facilitator", second.pk)
    assert not Facilitator.objects.filter(pk=second.pk).exists()


def test_account_is_disabled_though_it_leads_a_session(
    admin_browser: Client, room: Room, alice: Facilitator
) -> None:
    change(admin_browser, alice, is_active=None)
    alice.refresh_from_db()
    assert not alice.is_active


# --- An address has one form -------------------------------------------------------------------------


def test_address_in_capitals_still_logs_in(admin_browser: Client, alice: Facilitator) -> None:
    change(admin_browser, alice, email=" Alice@EXEMPLE.fr ")
    alice.refresh_from_db()
    assert alice.email == "alice@exemple.fr"
    for spelling in ("alice@exemple.fr", "ALICE@exemple.FR"):
        answer = Client().post("/connexion/", {"username": spelling, "password": PASSWORD})
        assert answer.status_code == 302


def test_address_of_another_account_is_refused_in_any_spelling(
    admin_browser: Client, alice: Facilitator, denis: Facilitator
) -> None:
    assert "errornote" in change(admin_browser, denis, email="ALICE@exemple.fr")
    admin_browser.post(f"{CHANGELIST}add/", {"email": "Alice@Exemple.fr", "name": "Autre"})
    assert Facilitator.objects.filter(email="Alice@exemple.FR").count() == 1


def test_addresses_kept_in_capitals_before_are_brought_into_form(
    alice: Facilitator, denis: Facilitator
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ateliers_facilitator SET email = UPPER(email)")
    migration = import_module("sessions.migrations.0006_addresses_in_one_form")
    migration.keep_in_one_form(apps, None)
    assert set(Facilitator.objects.values_list("email", flat=True)) == {
        "alice@exemple.fr",
        "denis@exemple.fr",
    }
