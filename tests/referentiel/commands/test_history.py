"""Every change of the référentiel has its entry: who, when, why, and what stood there before."""

from functools import partial

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.base import Author, keep, record, remove
from referentiel.commands.history import forget_author
from referentiel.commands.load import LoadReport, load_referentiel
from referentiel.commands.stakes import promote_stakes
from referentiel.commands.territories import add_territory
from referentiel.models import HistoryEntry, Immutable, Season, Stake, Territory
from sessions.commands.accounts import delete_accounts
from sessions.models import Facilitator
from tests.crowds import at_once

ALICE = Author("Alice", 7)
WORDS = st.text(st.characters(categories=["L", "Zs"]), max_size=12)


@pytest.fixture
def entries(db: None) -> type[HistoryEntry]:
    """The history, empty."""
    assert not HistoryEntry.objects.exists()
    return HistoryEntry


def last() -> HistoryEntry:
    entry = HistoryEntry.objects.first()
    assert entry is not None
    return entry


def test_added_row_has_an_entry_with_what_it_says(entries: type[HistoryEntry]) -> None:
    territory = add_territory(name="Lens", location="Artois", author=ALICE, why="Saison 4")
    entry = last()
    assert (entry.author, entry.account, entry.why) == ("Alice", 7, "Saison 4")
    assert (entry.event, entry.noun, entry.subject) == (
        "territory_added", "territory", str(territory.pk),
    )  # fmt: skip
    assert entry.particulars["name"] == [None, "Lens"]


def test_changed_row_has_an_entry_with_what_changed_only(territory: Territory) -> None:
    was = territory.location
    territory.location = "Là-haut"
    keep(territory, author=ALICE)
    assert last().event == "territory_changed"
    assert last().particulars == {"location": [was, "Là-haut"]}


def test_row_that_says_the_same_has_no_entry(territory: Territory) -> None:
    before = HistoryEntry.objects.count()
    assert keep(territory, author=ALICE) is None
    assert HistoryEntry.objects.count() == before


def test_removed_row_is_told_by_its_entry(territory: Territory) -> None:
    name, number = territory.name, str(territory.pk)
    remove(territory, author=ALICE, why="Deux fois")
    assert not Territory.objects.filter(pk=number).exists()
    assert (last().event, last().subject) == ("territory_removed", number)
    assert last().particulars["name"] == [name, None]


def test_refused_row_leaves_neither_row_nor_entry(entries: type[HistoryEntry]) -> None:
    with pytest.raises(ValidationError):
        keep(Territory(name="", slug="vide", kind="town"), author=ALICE)
    assert not entries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_entry_goes_with_the_transaction_of_its_change() -> None:
    with transaction.atomic():
        add_territory(name="Lens", author=ALICE)
        transaction.set_rollback(True)
    assert not HistoryEntry.objects.exists()
    assert not Territory.objects.exists()
    with pytest.raises(RuntimeError, match="change"):
        record("x", "territory", "1", {}, author=ALICE)


@pytest.mark.django_db(transaction=True)
def test_several_who_add_one_territory_have_one_entry() -> None:
    at_once([partial(add_territory, name="Lens", author=ALICE) for _ in range(8)])
    assert HistoryEntry.objects.count() == 1


def test_order_of_stakes_is_one_entry(stakes: None) -> None:
    promote_stakes(keys=["value"], author=ALICE)
    before, after = last().particulars["order"]
    assert last().event == "stakes_ordered"
    assert after == list(Stake.objects.order_by("position").values_list("key", flat=True))
    assert sorted(before) == sorted(after)


def test_loading_says_that_it_was_a_script(loaded: LoadReport) -> None:
    assert HistoryEntry.objects.count() == loaded.created
    assert set(HistoryEntry.objects.values_list("author", "account")) == {("load_referentiel", 0)}
    load_referentiel()
    assert HistoryEntry.objects.count() == loaded.created


def test_entry_is_neither_changed_nor_removed(entries: type[HistoryEntry]) -> None:
    add_territory(name="Lens", author=ALICE)
    entry = last()
    entry.why = "Autrement"
    for attempt in (
        entry.save,
        entry.delete,
        entries.objects.all().delete,
        partial(entries.objects.update, why="Autrement"),
    ):
        with pytest.raises(Immutable):
            attempt()
    assert last().why == ""


def test_name_of_a_deleted_account_leaves_the_history(entries: type[HistoryEntry]) -> None:
    accounts = get_user_model().objects
    accounts.create_superuser("reste@exemple.fr", "une phrase assez longue")
    gone = Facilitator.objects.create_user("part@exemple.fr", name="Part")
    add_territory(name="Lens", author=Author(str(gone), gone.pk))
    delete_accounts([gone.pk])
    assert (last().author, last().account) == ("", gone.pk)
    with pytest.raises(ValueError, match="script"):
        forget_author(0)


class EntriesFold(TestCase):
    """Folded one after the other, the entries of a row say what the row says."""

    @given(st.lists(st.fixed_dictionaries({"location": WORDS, "description": WORDS}), max_size=6))
    def test_fold(self, changes: list[dict[str, str]]) -> None:
        territory = add_territory(name="Lens", author=ALICE)
        for change in changes:
            for name, value in change.items():
                setattr(territory, name, value)
            keep(territory, author=ALICE)
        folded: dict[str, object] = {}
        for entry in HistoryEntry.objects.filter(subject=str(territory.pk)).order_by("pk"):
            for name, (before, after) in entry.particulars.items():
                assert folded.get(name) == before
                folded[name] = after
        territory.refresh_from_db()
        assert folded["location"] == territory.location
        assert folded["description"] == territory.description


def test_admin_says_who_and_why(client: Client, territory: Territory) -> None:
    chief = get_user_model().objects.create_superuser("chef@exemple.fr", "une phrase assez longue")
    client.force_login(chief)
    address = f"/admin/referentiel/territory/{territory.pk}"
    form = {"name": "Val neuf", "slug": territory.slug, "kind": "town", "why": "Ils ont fusionné"}
    assert client.post(f"{address}/change/", form).status_code == 302
    assert (last().account, last().why) == (chief.pk, "Ils ont fusionné")
    assert last().particulars["name"][1] == "Val neuf"
    page = client.get(f"{address}/history/", follow=True).content.decode()
    assert "Ils ont fusionné" in page
    assert client.post(f"{address}/delete/", {"post": "yes"}).status_code == 302
    assert last().event == "territory_removed"
    number = last().pk
    assert client.get("/admin/referentiel/historyentry/add/").status_code == 403
    assert client.post(f"/admin/referentiel/historyentry/{number}/delete/").status_code == 403
    assert client.post(f"/admin/referentiel/historyentry/{number}/change/", {}).status_code == 403


def test_rows_inside_of_a_form_have_entries_of_their_own(
    client: Client, loaded: LoadReport
) -> None:
    chief = get_user_model().objects.create_superuser("chef@exemple.fr", "une phrase assez longue")
    client.force_login(chief)
    season = Season.objects.order_by("number").first()
    assert season is not None
    address = f"/admin/referentiel/season/{season.pk}/change/"
    page = client.get(address)
    form = page.context["adminform"].form
    fields = {name: form[name].value() for name in form.fields}
    inline = page.context["inline_admin_formsets"][0].formset
    count = inline.management_form
    fields |= {f"{inline.prefix}-{name}": count[name].value() for name in count.fields}
    for each in inline.initial_forms:
        fields |= {each.add_prefix(name): each[name].value() for name in each.fields}
    first = inline.initial_forms[0]
    fields[first.add_prefix("note")] = "Note nouvelle"
    data = {name: value for name, value in fields.items() if value is not None and value != ""}
    before = HistoryEntry.objects.count()
    assert client.post(address, data).status_code == 302
    assert HistoryEntry.objects.count() == before + 1
    assert (last().event, last().particulars["note"][1]) == ("collective_changed", "Note nouvelle")
