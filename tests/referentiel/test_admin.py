"""Everything that is remembered can be corrected in the admin."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.contrib import admin
from django.http import QueryDict
from django.test import Client
from lxml import html

from referentiel.models import Collective, Organisation, Resource, Season, Stake, Territory
from sessions.models import AtelierSession

pytestmark = pytest.mark.usefixtures("loaded")

FORM = "application/x-www-form-urlencoded"
NOUNS = ["stake", "organisation", "territory", "season", "collective", "atelier", "resource"]


@pytest.mark.parametrize("noun", NOUNS)
def test_admin_lists_and_searches(admin_client: Client, noun: str) -> None:
    assert admin_client.get(f"/admin/referentiel/{noun}/").status_code == 200
    assert admin_client.get(f"/admin/referentiel/{noun}/?q=loos").status_code == 200


@pytest.mark.parametrize("noun", NOUNS[1:])
def test_admin_can_add(admin_client: Client, noun: str) -> None:
    assert admin_client.get(f"/admin/referentiel/{noun}/add/").status_code == 200


def test_admin_corrects_an_organisation(admin_client: Client) -> None:
    colas = Organisation.objects.get(slug="colas")
    answer = admin_client.post(
        f"/admin/referentiel/organisation/{colas.pk}/change/",
        {"name": "Colas", "slug": "colas", "family": "operator", "description": "Routes"},
    )
    assert answer.status_code == 302
    colas.refresh_from_db()
    assert colas.description == "Routes"


@pytest.mark.parametrize(("noun", "slug"), [("territory", "lens"), ("organisation", "colas")])
def test_admin_leaves_an_address_as_it_is(admin_client: Client, noun: str, slug: str) -> None:
    row = apps.get_model("referentiel", noun)._default_manager.get(slug=slug)
    address = f"/admin/referentiel/{noun}/{row.pk}/change/"
    sent = filled_in(admin_client, address) | {"name": "Un autre nom", "slug": "ailleurs"}
    assert admin_client.post(address, sent).status_code == 302
    row.refresh_from_db()
    assert (row.name, row.slug) == ("Un autre nom", slug)


def test_admin_shows_the_collectives_inside_their_season(admin_client: Client) -> None:
    third = Season.objects.get(number=3)
    answer = admin_client.get(f"/admin/referentiel/season/{third.pk}/change/")
    assert "Ville et agglomération de Lorient" in answer.content.decode()


def test_admin_finds_guests_by_name(admin_client: Client) -> None:
    answer = admin_client.get(
        "/admin/autocomplete/?app_label=referentiel&model_name=guest&field_name=organisation&term=bioc"
    )
    assert [found["text"] for found in answer.json()["results"]] == ["Biocoop"]


def test_admin_reorders_the_stakes(admin_client: Client) -> None:
    admin_client.post(
        "/admin/referentiel/stake/", {"action": "promote", "_selected_action": ["cooperation"]}
    )
    assert list(Stake.objects.values_list("key", flat=True))[:2] == ["cooperation", "engagement"]


def test_admin_moves_nothing_up_when_everything_is_chosen_and_says_so(admin_client: Client) -> None:
    keys = list(Stake.objects.values_list("key", flat=True))
    page = admin_client.post(
        "/admin/referentiel/stake/", {"action": "promote", "_selected_action": keys}, follow=True
    )
    assert list(Stake.objects.values_list("key", flat=True)) == keys
    assert "Rien n’a changé" in page.content.decode()


def test_admin_moves_once_for_two_clicks(admin_client: Client) -> None:
    """The list shows an order, and its button acts upon that one."""
    address = "/admin/referentiel/stake/"
    page = admin_client.get(address).content.decode()
    keys = list(Stake.objects.values_list("key", flat=True))
    assert f'name="seen" value="{" ".join(keys)}"' in page
    form = {"action": "promote", "_selected_action": ["value"], "seen": " ".join(keys)}
    admin_client.post(address, form)
    after = list(Stake.objects.values_list("key", flat=True))
    assert after.index("value") == 2
    page = admin_client.post(address, form, follow=True).content.decode()
    assert list(Stake.objects.values_list("key", flat=True)) == after
    assert "L’ordre a changé entre-temps" in page


def filled_in(browser: Client, address: str) -> dict[str, Any]:
    """The form of a page, as its browser would send it."""
    form = html.fromstring(browser.get(address).content).xpath("//main//form")[0]
    return dict(form.form_values())


@pytest.mark.parametrize("noun", ["territory", "organisation", "resource", "atelier", "stake"])
def test_admin_does_not_save_over_what_somebody_else_saved(admin_client: Client, noun: str) -> None:
    model = apps.get_model("referentiel", noun)
    names = {"resource": "title", "atelier": "theme", "stake": "short_title"}
    name = names.get(noun, "name")
    thing = model._default_manager.first()
    address = f"/admin/referentiel/{noun}/{thing.pk}/change/"
    mine = filled_in(admin_client, address) | {name: "La mienne"}
    admin_client.post(address, filled_in(admin_client, address) | {name: "La leur"})
    page = admin_client.post(address, mine)
    assert "quelqu’un d’autre a changé" in page.content.decode()
    assert "«\u00a0La leur\u00a0»" in page.content.decode()
    thing.refresh_from_db()
    assert getattr(thing, name) == "La leur"
    again = html.fromstring(page.content).xpath("//main//form")[0]
    assert again.fields[name] == "La mienne"
    admin_client.post(address, dict(again.form_values()))
    thing.refresh_from_db()
    assert getattr(thing, name) == "La mienne"


def test_admin_does_not_save_a_collective_over_another_within_its_season(
    admin_client: Client,
) -> None:
    season = Season.objects.get(number=1)
    address = f"/admin/referentiel/season/{season.pk}/change/"
    form = html.fromstring(admin_client.get(address).content).xpath("//main//form")[0]
    row = Collective.objects.get(pk=form.fields["collectives-0-id"])
    Collective.objects.filter(pk=row.pk).update(note="La leur")
    sent = QueryDict(urlencode(form.form_values()), mutable=True)
    sent["collectives-0-note"] = "La mienne"
    page = admin_client.post(address, sent.urlencode(), content_type=FORM).content.decode()
    assert "quelqu’un d’autre a changé" in page
    row.refresh_from_db()
    assert row.note == "La leur"


@pytest.mark.parametrize("seen", ["x", "[1]", '"x"', "{", "[" * 9_000, '{"name": 3}'])
def test_mark_that_no_page_has_drawn_breaks_nothing(admin_client: Client, seen: str) -> None:
    thing = Territory.objects.all()[0]
    address = f"/admin/referentiel/territory/{thing.pk}/change/"
    answer = admin_client.post(address, filled_in(admin_client, address) | {"seen": seen})
    assert answer.status_code in {200, 302}


def test_admin_neither_adds_nor_deletes_a_stake(admin_client: Client) -> None:
    assert admin_client.get("/admin/referentiel/stake/add/").status_code == 403
    assert admin_client.post("/admin/referentiel/stake/value/delete/").status_code == 403
    assert admin_client.get("/admin/referentiel/stake/value/change/").status_code == 200


def test_admin_is_closed_to_visitors(client: Client) -> None:
    assert client.get("/admin/referentiel/season/").status_code == 302


def deleting(browser: Client, noun: str, pk: object) -> str:
    """What the administrator reads after the list's deletion."""
    form = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
    return browser.post(f"/admin/referentiel/{noun}/", form, follow=True).content.decode()


def test_admin_deletes_nothing_that_is_in_use(admin_client: Client) -> None:
    season = Season.objects.get(number=1)
    Resource.objects.all().delete()
    session = AtelierSession.objects.create(title="Une séance", season=season)
    guest = Organisation.objects.filter(collectives__isnull=False).first()
    pilot = Organisation.objects.filter(piloted_seasons__isnull=False).first()
    territory = Territory.objects.filter(collectives__isnull=False).first()
    assert guest
    assert pilot
    assert territory
    for noun, thing in (("organisation", guest), ("organisation", pilot), ("territory", territory)):
        page = deleting(admin_client, noun, thing.pk)
        assert "Rien n’a été supprimé" in page
        assert "_guests" not in page
        assert "_pilots" not in page
        assert type(thing).objects.filter(pk=thing.pk).exists()
    assert "«\u00a0Une séance\u00a0»" in deleting(admin_client, "season", season.pk)
    session.refresh_from_db()
    assert session.season == season


def test_admin_deletes_what_is_not_in_use(admin_client: Client) -> None:
    idle = Organisation.objects.create(name="Oisive", slug="oisive", family="state")
    collective = Collective.objects.filter(guests__isnull=False).first()
    assert collective
    asked = admin_client.get(f"/admin/referentiel/collective/{collective.pk}/delete/")
    assert "Collective_guests" not in asked.content.decode()
    for noun, thing in (("organisation", idle), ("collective", collective)):
        deleting(admin_client, noun, thing.pk)
        assert not type(thing).objects.filter(pk=thing.pk).exists()


@pytest.mark.parametrize("added", ["_to_field=", "_to_field=id&_to_field=", "%C2%A0=x"])
def test_link_with_something_added_breaks_nothing(admin_client: Client, added: str) -> None:
    for model in admin.site._registry:
        noun = f"{model._meta.app_label}/{model._meta.model_name}"
        row = model._default_manager.first()
        for page in (
            f"{row.pk if row else 1}/change",
            f"{row.pk if row else 1}/delete",
            "x/change",
        ):
            assert admin_client.get(f"/admin/{noun}/{page}/?{added}").status_code < 500, (
                noun,
                page,
            )


@pytest.mark.parametrize("value", ["x", "%C2%A0", "9" * 30, "-1", ""])
def test_link_that_fills_in_a_form_breaks_nothing(admin_client: Client, value: str) -> None:
    for model in admin.site._registry:
        added = "&".join(f"{field.name}={value}" for field in model._meta.get_fields())
        page = f"/admin/{model._meta.app_label}/{model._meta.model_name}/add/"
        assert admin_client.get(f"{page}?{added}").status_code in {200, 403}, page
