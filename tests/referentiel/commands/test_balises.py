"""Balises: taken, written, reworded, moved on, merged, split; and nothing of their provenance is ever lost."""

from contextlib import suppress
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from referentiel.commands.balises import (
    Given,
    Outdated,
    Taken,
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
    split_balise,
    take_balise,
)
from referentiel.commands.base import Author
from referentiel.commands.evidence import Piece
from referentiel.commands.history import forget_author
from referentiel.lineage import living, merged_into
from referentiel.models import (
    LIFE,
    Balise,
    BaliseState,
    Evidence,
    EvidenceKind,
    HistoryEntry,
    Immutable,
    Season,
    Stake,
    Territory,
)
from tests.crowds import at_once

ALICE = Author("Alice", 7)


@pytest.fixture
def stakes(db: None) -> None:
    Stake.objects.create(key="value", position=1, short_title="Valeur", title="Exprimer la valeur")
    Stake.objects.create(
        key="engagement", position=2, short_title="Engagement", title="L’engagement"
    )


def given(
    territory: Territory | None = None, *, cards: int = 2, origin: str = "AAAA/balise/1"
) -> Given:
    """What a séance gives: a wording, and cards of a territory."""
    wording = Piece(origin, EvidenceKind.WORDING, "Faire du récit un équipement commun")
    told = [
        Piece(
            f"{origin}/card/{number}",
            EvidenceKind.CARD,
            f"Carte {number}",
            territory=territory,
            text="Un récit.",
        )
        for number in range(cards if territory else 0)
    ]
    return Given([wording, *told], None, "Séance d’essai", date(2024, 3, 1), stakes=["value"])


def test_balise_that_is_taken_has_a_version_its_evidence_and_an_entry(
    territory: Territory, season: Season, stakes: None
) -> None:
    balise = take_balise(given(territory), author=ALICE).balise
    version = balise.versions.get()
    assert (version.number, version.statement) == (1, "Faire du récit un équipement commun")
    assert version.stakes == [{"key": "value", "title": "Valeur"}]
    assert balise.slug == "faire-du-recit-un-equipement-commun"
    assert balise.state == BaliseState.EMERGING
    assert [piece.title for piece in balise.evidence.all()] == [
        version.statement,
        "Carte 0",
        "Carte 1",
    ]
    entry = HistoryEntry.objects.get(noun="balise")
    assert (entry.event, entry.author, version.entry) == ("balise_taken", "Alice", entry)


def test_taken_twice_it_is_one_balise_with_what_came_since(territory: Territory) -> None:
    first = take_balise(given(territory, cards=1), author=ALICE).balise
    again = take_balise(given(territory, cards=1), author=ALICE).balise
    assert again == first
    assert HistoryEntry.objects.filter(noun="balise").count() == 1
    assert take_balise(given(territory, cards=3), author=ALICE).added == 2
    assert first.evidence.count() == 4
    assert HistoryEntry.objects.filter(event="balise_completed").count() == 1


def test_taken_again_after_a_merge_it_completes_the_heir(territory: Territory) -> None:
    taken = take_balise(given(territory, cards=1), author=ALICE).balise
    heir = add_balise(Wording("Tenir le fil"), author=ALICE)
    merge_balise(taken, heir, author=ALICE, why="Le même")
    assert take_balise(given(territory, cards=2), author=ALICE) == (heir, 1)
    assert heir.evidence.count() == 1
    assert taken.evidence.count() == 2


def test_rewording_adds_a_version_and_changes_none(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    reword_balise(
        balise, Wording("Garder le fil", concept="Un fil."), seen=1, author=ALICE, why="Plus clair"
    )
    assert list(balise.versions.values_list("number", "statement")) == [
        (1, "Tenir le fil"),
        (2, "Garder le fil"),
    ]
    balise.refresh_from_db()
    assert balise.statement == "Garder le fil"
    assert balise.slug == "tenir-le-fil"
    with pytest.raises(Immutable):
        balise.versions.update(statement="Autre")


def test_rewording_to_the_same_words_adds_nothing(db: None, stakes: None) -> None:
    wording = Wording("Tenir le fil", concept="Un fil.", stakes=["value"])
    balise = add_balise(wording, author=ALICE)
    reword_balise(balise, wording, seen=1, author=ALICE)
    assert balise.versions.count() == 1


def test_whoever_rewords_an_older_version_is_told(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    reword_balise(balise, Wording("Garder le fil"), seen=1, author=ALICE)
    with pytest.raises(Outdated):
        reword_balise(balise, Wording("Suivre le fil"), seen=1, author=ALICE)
    assert balise.versions.count() == 2


def test_renamed_stake_keeps_its_old_name_in_older_versions(db: None, stakes: None) -> None:
    balise = add_balise(Wording("Tenir le fil", stakes=["value"]), author=ALICE)
    Stake.objects.filter(key="value").update(short_title="Richesse")
    reword_balise(balise, Wording("Garder le fil", stakes=["value"]), seen=1, author=ALICE)
    titles = [version.stakes[0]["title"] for version in balise.versions.all()]
    assert titles == ["Valeur", "Richesse"]


@pytest.mark.parametrize("state", BaliseState)
@pytest.mark.parametrize("to", BaliseState)
def test_life_goes_where_the_method_says_and_nowhere_else(
    db: None, state: BaliseState, to: BaliseState
) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    Balise.objects.filter(pk=balise.pk).update(state=state)
    if state == to or to in LIFE[state]:
        move_balise(balise, to, author=ALICE, why="Ainsi")
        assert Balise.objects.get(pk=balise.pk).state == to
    else:
        with pytest.raises(ValidationError):
            move_balise(balise, to, author=ALICE, why="Ainsi")
        assert Balise.objects.get(pk=balise.pk).state == state


def test_move_says_who_when_and_why(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    move_balise(balise, BaliseState.DISCUSSED, author=ALICE, why="Au conseil")
    entry = HistoryEntry.objects.get(event="balise_moved")
    assert (entry.author, entry.why) == ("Alice", "Au conseil")
    assert entry.particulars == {"state": ["emergente", "discutee"]}


def test_retiring_needs_a_reason(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    with pytest.raises(ValidationError, match="pourquoi"):
        move_balise(balise, BaliseState.RETIRED, author=ALICE)


@pytest.mark.parametrize("ended", ["merged", "retired"])
def test_balise_that_has_ended_is_neither_reworded_nor_split_nor_an_heir(
    territory: Territory, ended: str
) -> None:
    balise = take_balise(given(territory), author=ALICE).balise
    other = add_balise(Wording("Tenir le fil"), author=ALICE)
    if ended == "merged":
        merge_balise(balise, other, author=ALICE)
    else:
        move_balise(balise, BaliseState.RETIRED, author=ALICE, why="Dépassée")
    piece = balise.evidence.latest("pk").pk
    third = add_balise(Wording("Suivre le fil"), author=ALICE)
    with pytest.raises(ValidationError):
        reword_balise(balise, Wording("Autrement"), seen=1, author=ALICE)
    with pytest.raises(ValidationError):
        split_balise(balise, Wording("Séparer"), [piece], author=ALICE)
    with pytest.raises(ValidationError):
        merge_balise(third, balise, author=ALICE)


def test_balise_is_not_merged_into_itself(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    with pytest.raises(ValidationError):
        merge_balise(balise, balise, author=ALICE)


def test_split_takes_the_chosen_pieces_along(territory: Territory) -> None:
    balise = take_balise(given(territory), author=ALICE).balise
    piece = balise.evidence.latest("pk")
    part = split_balise(balise, Wording("Séparer"), [piece.pk], author=ALICE, why="Deux idées")
    assert part.split_from == balise
    assert list(part.evidence.all()) == [piece]
    assert balise.evidence.count() == 2
    with pytest.raises(ValidationError):
        split_balise(balise, Wording("Séparer encore"), [piece.pk], author=ALICE)
    with pytest.raises(ValidationError):
        split_balise(balise, Wording("Séparer rien"), [], author=ALICE)


def test_form_that_is_sent_twice_makes_one_balise(territory: Territory) -> None:
    operation = uuid4()
    first = add_balise(Wording("Tenir le fil"), operation=operation, author=ALICE)
    assert add_balise(Wording("Tenir le fil"), operation=operation, author=ALICE) == first
    taken = take_balise(given(territory), author=ALICE).balise
    pieces, operation = [taken.evidence.latest("pk").pk], uuid4()
    split = partial(
        split_balise, taken, Wording("Séparer"), pieces, operation=operation, author=ALICE
    )
    assert split() == split()
    assert Balise.objects.count() == 3


def test_evidence_is_neither_changed_nor_removed(territory: Territory) -> None:
    piece = take_balise(given(territory), author=ALICE).balise.evidence.latest("pk")
    piece.title = "Autre"
    with pytest.raises(Immutable):
        piece.save()
    with pytest.raises(Immutable):
        piece.delete()
    with pytest.raises(Immutable):
        Evidence.objects.update(title="Autre")


def test_author_who_is_forgotten_leaves_versions_without_a_name(db: None) -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    forget_author(7)
    assert balise.versions.get().entry.author == ""


def test_chain_of_merges_leads_to_its_end(db: None) -> None:
    first, second, third = (
        add_balise(Wording(f"Tenir le fil {number}"), author=ALICE) for number in range(3)
    )
    merge_balise(first, second, author=ALICE)
    merge_balise(second, third, author=ALICE)
    assert living(Balise.objects.get(pk=first.pk)) == third
    assert merged_into(third) == [third.pk, second.pk, first.pk]


@pytest.mark.django_db(transaction=True)
def test_two_merges_at_once_make_no_circle() -> None:
    first, second = (add_balise(Wording(f"Tenir le fil {n}"), author=ALICE) for n in range(2))

    def merge(one: Balise, other: Balise) -> None:
        with suppress(ValidationError):
            merge_balise(one, other, author=ALICE)

    at_once([partial(merge, first, second), partial(merge, second, first)])
    assert Balise.objects.filter(heir__isnull=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_balise_taken_by_eight_at_once_is_one() -> None:
    at_once([partial(take_balise, given(), author=ALICE) for _ in range(8)])
    assert Balise.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_balise_that_somebody_takes_between_two_looks_is_one() -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    meanwhile: list[Taken] = []

    def interrupt(execute: Any, sql: str, *others: Any) -> Any:
        answer = execute(sql, *others)
        if not meanwhile and "referentiel_evidence" in sql:
            meanwhile.extend(at_once([partial(take_balise, given(), author=ALICE)]))
        return answer

    with connection.execute_wrapper(interrupt):
        taken = take_balise(given(), author=ALICE)
    assert meanwhile == [Taken(taken.balise, len(given().pieces))]
    assert taken.added == 0
    assert Balise.objects.count() == 1
