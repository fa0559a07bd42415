"""Each change of the référentiel is found at once, and what is kept is what a rebuild would make."""

import io
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from hypothesis import given as with_examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.balises import Wording, add_balise, merge_balise, reword_balise
from referentiel.commands.base import Author, change, keep, remove
from referentiel.commands.indexing import index_everything
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.models import (
    Collective,
    Guest,
    Organisation,
    Resource,
    SearchEntry,
    SearchNoun,
    Season,
    Territory,
    TrialAnswer,
)
from referentiel.queries.search import Asked, found
from tests.referentiel import test_lineage

ALICE = Author("Alice", 7)


def kept() -> list[dict[str, Any]]:
    """All entries, whatever their numbers."""
    rows = SearchEntry.objects.order_by("noun", "subject").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def assert_a_rebuild_changes_nothing() -> None:
    before = kept()
    SearchEntry.objects.all().delete()
    assert index_everything() == len(before)
    assert kept() == before


def asked(text: str) -> list[str]:
    return [entry.title for entry in found(Asked.of({"q": text}))]


class Kept(TestCase):
    """Balises that are taken, reworded, merged, split and moved in any order, while their territory is renamed."""

    @with_examples(st.lists(test_lineage.DEEDS, max_size=12), st.integers(0, 12))
    def test_kept(self, deeds: list[tuple[str, int, int]], renamed: int) -> None:
        lens = Territory(name="Lens", slug="lens", kind="town")
        keep(lens, author=ALICE)
        lineage = test_lineage.Lineage("test_lineage")
        for number, (deed, first, second) in enumerate(deeds):
            # A refused one leaves nothing, here either.
            with suppress(ValidationError), transaction.atomic():
                lineage.perform(deed, first, second, lens)
            if number == renamed:
                lens.name, lens.slug = "Lens-Liévin", "lens-lievin"
                keep(lens, author=ALICE)
        assert_a_rebuild_changes_nothing()


@pytest.mark.usefixtures("loaded")
def test_loaded_rows_are_kept_as_a_rebuild_makes_them() -> None:
    assert (
        SearchEntry.objects.filter(noun=SearchNoun.TERRITORY).count() == Territory.objects.count()
    )
    assert SearchEntry.objects.filter(noun=SearchNoun.RESOURCE).count() == Resource.objects.count()
    assert_a_rebuild_changes_nothing()


@pytest.mark.usefixtures("loaded")
def test_each_change_of_seasons_and_their_people_is_kept() -> None:
    season = Season.objects.get(number=1)
    guest = Organisation(name="Dupont", slug="dupont", family="state")
    keep(guest, author=ALICE)
    collective = Collective.objects.filter(season=season).first()
    assert collective
    territory = Territory(name="Zuydcoote", slug="zuydcoote", kind="town")
    keep(territory, author=ALICE)
    season.title = "Recommencer"
    keep(season, author=ALICE)
    keep(Guest(collective=collective, organisation=guest), author=ALICE)
    guest.name = "Dupont et consorts"
    keep(guest, author=ALICE)
    collective.territory = territory
    keep(collective, author=ALICE)
    resource = Resource.objects.all()[0]
    resource.title = "Un autre film"
    keep(resource, author=ALICE)
    assert set(asked("consorts")) == {"Zuydcoote", "Saison 1\u00a0: Recommencer"}
    assert asked("un autre film")[0] == "Un autre film"
    assert_a_rebuild_changes_nothing()
    remove(resource, author=ALICE)
    remove(collective, author=ALICE)
    remove(territory, author=ALICE)
    assert asked("zuydcoote") == []
    assert "Un autre film" not in asked("un autre film")
    assert_a_rebuild_changes_nothing()


@pytest.mark.django_db
def test_reworded_balise_is_found_by_its_last_words_only() -> None:
    balise = add_balise(Wording("Tenir le fil", method="Un cahier."), author=ALICE)
    assert asked("cahier") == ["Tenir le fil"]
    reword_balise(balise, Wording("Garder le fil"), seen=1, author=ALICE)
    assert asked("cahier") == []
    assert asked("tenir") == []
    assert asked("garder") == ["Garder le fil"]


@pytest.mark.django_db
def test_merged_balise_finds_its_heir() -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    heir = add_balise(Wording("Garder la trace"), author=ALICE)
    merge_balise(balise, heir, author=ALICE)
    assert asked("fil") == ["Garder la trace"]


@pytest.mark.django_db
def test_what_territories_answered_finds_the_balise_that_they_tested(territory: Territory) -> None:
    index_everything()
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    answer = Answer("a/1", territory, TrialAnswer.ECHO, "Le marché du jeudi.", ["Pas aux hameaux."])
    trial = Trial([answer], 1, None, "Séance", date(2024, 3, 1))
    take_trial(balise, trial, author=ALICE)
    assert asked("marché jeudi") == ["Tenir le fil"]
    assert asked("hameaux") == ["Tenir le fil"]
    assert_a_rebuild_changes_nothing()
    heir = add_balise(Wording("Garder la trace"), author=ALICE)
    merge_balise(balise, heir, author=ALICE)
    assert asked("hameaux") == ["Garder la trace"]
    assert_a_rebuild_changes_nothing()


@pytest.mark.django_db
def test_change_that_is_undone_is_not_found() -> None:
    with suppress(ZeroDivisionError), transaction.atomic():
        keep(Territory(name="Lens", slug="lens", kind="town"), author=ALICE)
        assert asked("lens") == ["Lens"]
        raise ZeroDivisionError
    assert asked("lens") == []


@pytest.mark.django_db
def test_change_is_found_at_its_end_with_all_of_its_rows() -> None:
    with change():
        place = Territory(name="Lens", slug="lens", kind="town")
        keep(place, author=ALICE)
        with suppress(ZeroDivisionError), change():
            keep(Territory(name="Liévin", slug="lievin", kind="town"), author=ALICE)
            raise ZeroDivisionError
        assert asked("lens") == []
        Territory.objects.filter(pk=place.pk).update(location="Pas-de-Calais")
    assert asked("calais") == ["Lens"]
    assert asked("lievin") == []
    keep(Territory(name="Arras", slug="arras", kind="town"), author=ALICE)
    assert asked("arras") == ["Arras"]


@pytest.mark.django_db
def test_command_makes_again_what_was_lost_and_says_how_much() -> None:
    keep(Territory(name="Lens", slug="lens", kind="town"), author=ALICE)
    keep(
        Season(number=1, title="Une saison", theme="Ici.", starts_on=date(2020, 1, 1)),
        author=ALICE,
    )
    SearchEntry.objects.all().delete()
    told = io.StringIO()
    call_command("index_referentiel", stdout=told)
    assert told.getvalue() == "Recherche\u00a0: 2 fiche(s).\n"
    assert asked("lens") == ["Lens"]
