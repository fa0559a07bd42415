"""Editions: drafted by several, published once, changed for one reason alone."""

from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from referentiel.commands.balises import (
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
)
from referentiel.commands.base import Author
from referentiel.commands.editions import (
    DraftOutdated,
    Unread,
    change_draft,
    draft_edition,
    erase_signatory,
    publish_draft,
    remove_draft,
)
from referentiel.editions.contents import document_of
from referentiel.models import (
    BaliseState,
    Edition,
    EditionDraft,
    HistoryEntry,
    Immutable,
    Territory,
)
from referentiel.queries.editions import merged_since, prepared_by, preview
from tests.crowds import at_once
from tests.referentiel.publishing import (
    ADA,
    ALICE,
    LUC,
    draft,
    make_balise,
    prepared,
    publish,
    put_to_the_test,
)

BRUNO = Author("Bruno", 8)


def test_publication_makes_a_numbered_and_dated_edition_and_removes_the_draft(
    territory: Territory,
) -> None:
    edition = publish(make_balise(territory))
    assert (edition.number, edition.title) == (1, "Premier référentiel")
    assert edition.signatories == [ADA, LUC]
    assert edition.contents["licence"]["name"] == "CC BY-SA 4.0"
    assert not EditionDraft.objects.exists()
    entry = HistoryEntry.objects.get(event="edition_published")
    assert (entry.author, entry.subject, edition.entry) == ("Alice", "1", entry)
    assert publish(add_balise(Wording("Garder le cap"), author=ALICE)).number == 2


def test_edition_keeps_the_whole_provenance(territory: Territory, stakes: None) -> None:
    balise = make_balise(territory)
    other = add_balise(Wording("Suivre le fil"), author=ALICE)
    merge_balise(other, balise, author=ALICE, why="La même")
    reword_balise(
        balise, Wording("Garder le fil", stakes=["value"]), seen=1, author=ALICE, why="Plus clair"
    )
    (kept,) = document_of(publish(balise))["balises"]
    assert (kept["slug"], kept["statement"], kept["version"]) == (
        "tenir-le-fil",
        "Garder le fil",
        2,
    )
    assert [one["statement"] for one in kept["versions"]] == ["Tenir le fil", "Garder le fil"]
    assert [one["key"] for one in kept["stakes"]] == ["value"]
    assert kept["merged"] == [{"slug": "suivre-le-fil", "statement": "Suivre le fil"}]
    (source,) = kept["sources"]
    assert (source["session"], source["held_on"], source["wording"], source["supports"]) == (
        "Séance de mars", "2024-03-01", "Tenir le fil", 3,
    )  # fmt: skip
    assert source["votes"][0]["total"] == "7 points"
    assert source["cards"][0]["territory"] == "Val-d’Essai"
    assert source["cards"][0]["readings"][0]["peers"] == 2.5


def test_edition_keeps_where_a_balise_held(territory: Territory) -> None:
    balise = make_balise(territory)
    Territory.objects.update(population=12_000)
    put_to_the_test(balise, territory)
    (kept,) = document_of(publish(balise))["balises"]
    assert kept["reach"] == "Fait écho\u00a0: Commune."
    (trial,) = kept["trials"]
    assert (trial["territory"], trial["answer"], trial["population"], trial["area_km2"]) == (
        "Val-d’Essai", "echo", 12_000, None,
    )  # fmt: skip
    assert (trial["dissent"], len(kept["sources"])) == (["Pas moi."], 1)


def test_evidence_of_a_merged_balise_is_in_its_heir(territory: Territory) -> None:
    heir = add_balise(Wording("Garder le fil"), author=ALICE)
    merge_balise(make_balise(territory), heir, author=ALICE, why="La même")
    (kept,) = document_of(publish(heir))["balises"]
    assert kept["sources"][0]["cards"][0]["title"] == "Le terril"


def test_edition_is_neither_changed_nor_removed(territory: Territory) -> None:
    edition = publish(make_balise(territory))
    edition.title = "Autre"
    with pytest.raises(Immutable):
        edition.save()
    with pytest.raises(Immutable):
        edition.delete()
    columns: list[dict[str, Any]] = [
        {"title": "Autre"},
        {"contents": {}},
        {"number": 2},
        {"published_on": None},
    ]
    for changed in columns:
        with pytest.raises(Immutable):
            Edition.objects.update(**changed)


def test_erased_signatory_is_nowhere_and_the_edition_says_so(territory: Territory) -> None:
    edition = erase_signatory(publish(make_balise(territory)), ADA, author=ALICE)
    kept = Edition.objects.get()
    assert kept.signatories == edition.signatories == [LUC]
    assert len(kept.removals) == 1
    entry = HistoryEntry.objects.get(event="edition_signatory_erased")
    assert entry.particulars == {"signatories": [2, 1]}
    assert ADA not in everything()


def test_signatory_is_erased_once(territory: Territory) -> None:
    edition = publish(make_balise(territory), signatories=[ADA, LUC, "Zoé"])
    erase = partial(erase_signatory, edition, ADA, operation=uuid4(), author=ALICE)
    assert erase().removals == erase().removals
    erase_signatory(edition, "Personne", author=ALICE)
    assert HistoryEntry.objects.filter(event="edition_signatory_erased").count() == 1


def everything() -> str:
    """All rows of the référentiel, as one text."""
    nouns: list[type[models.Model]] = [Edition, EditionDraft, HistoryEntry]
    rows = [list(noun._default_manager.values()) for noun in nouns]
    return DjangoJSONEncoder(ensure_ascii=False).encode(rows)


def test_name_that_is_taken_out_of_a_draft_is_gone(territory: Territory) -> None:
    made = draft(make_balise(territory))
    changed = prepared([*made.balises.all()], signatories=[LUC])
    change_draft(made, changed, seen=1, author=BRUNO)
    assert ADA not in everything()


def test_several_people_prepare_a_draft(territory: Territory) -> None:
    made = draft(make_balise(territory))
    change_draft(made, prepared(title="Second titre"), seen=1, author=BRUNO)
    kept = EditionDraft.objects.get()
    assert (kept.title, kept.version, kept.balises.count()) == ("Second titre", 2, 0)
    assert prepared_by(kept) == ["Alice", "Bruno"]
    entry = HistoryEntry.objects.get(event="edition_draft_changed")
    assert entry.particulars == {"fields": ["balises", "title"], "version": 2}


def test_whoever_changes_an_older_draft_is_told(db: None) -> None:
    made = draft()
    change_draft(made, prepared(title="Celui de Bruno"), seen=1, author=BRUNO)
    with pytest.raises(DraftOutdated):
        change_draft(made, prepared(title="Celui d’Alice"), seen=1, author=ALICE)
    assert EditionDraft.objects.get().title == "Celui de Bruno"


def test_draft_that_says_the_same_has_no_new_version(db: None) -> None:
    made = draft()
    assert change_draft(made, prepared(), seen=0, author=BRUNO).version == 1
    assert not HistoryEntry.objects.filter(event="edition_draft_changed").exists()


def test_draft_of_an_unknown_licence_is_refused(db: None) -> None:
    with pytest.raises(ValidationError, match="licence"):
        draft(licence="wtfpl")
    assert not EditionDraft.objects.exists()


def test_form_that_is_sent_twice_makes_one_draft_and_one_edition(territory: Territory) -> None:
    balise, operation = make_balise(territory), uuid4()
    begin = partial(draft_edition, prepared([balise]), operation=operation, author=ALICE)
    assert begin() == begin()
    made, operation = EditionDraft.objects.get(), uuid4()
    mark = preview(made).mark
    sent = partial(publish_draft, made.pk, seen=mark, operation=operation, author=ALICE)
    assert sent() == sent()
    assert Edition.objects.count() == 1
    with pytest.raises(ValidationError):
        begin()


@pytest.mark.parametrize("change", ["draft", "wording", "state", "merge"])
def test_what_nobody_has_read_is_not_published(territory: Territory, change: str) -> None:
    balise = make_balise(territory)
    made = draft(balise, add_balise(Wording("Garder le cap"), author=ALICE))
    mark = preview(made).mark
    if change == "draft":
        change_draft(made, prepared([balise], foreword="Autre."), seen=1, author=BRUNO)
    elif change == "wording":
        reword_balise(balise, Wording("Garder le fil"), seen=1, author=BRUNO)
    elif change == "state":
        move_balise(balise, BaliseState.DISCUSSED, author=BRUNO)
    else:
        merge_balise(balise, add_balise(Wording("Suivre"), author=BRUNO), author=BRUNO, why="Idem")
        assert [one.statement for one in merged_since(made)] == ["Tenir le fil"]
    with pytest.raises(Unread):
        publish_draft(made.pk, seen=mark, author=ALICE)
    assert not Edition.objects.exists()
    assert publish_draft(made.pk, seen=preview(made_again(made)).mark, author=ALICE).number == 1


def made_again(made: EditionDraft) -> EditionDraft:
    return EditionDraft.objects.get(pk=made.pk)


def test_draft_without_a_balise_is_not_published(db: None) -> None:
    made = draft()
    with pytest.raises(ValidationError, match="au moins une balise"):
        publish_draft(made.pk, seen=preview(made).mark, author=ALICE)


def test_draft_is_removed_once_and_only_as_it_was_seen(db: None) -> None:
    made = draft()
    with pytest.raises(Unread):
        remove_draft(made.pk, seen=2, author=ALICE)
    remove_draft(made.pk, seen=1, author=ALICE)
    remove_draft(made.pk, seen=1, author=ALICE)
    assert HistoryEntry.objects.filter(event="edition_draft_removed").count() == 1
    with pytest.raises(ValidationError):
        change_draft(made, prepared(), seen=1, author=ALICE)


@pytest.mark.django_db(transaction=True)
def test_publications_at_once_get_numbers_of_their_own() -> None:
    balise = add_balise(Wording("Tenir le fil"), author=ALICE)
    made = [draft(balise) for _ in range(4)]
    at_once(
        [partial(publish_draft, each.pk, seen=preview(each).mark, author=ALICE) for each in made]
    )
    assert list(Edition.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_publication_sent_five_times_at_once_is_one() -> None:
    made, operation = draft(add_balise(Wording("Tenir le fil"), author=ALICE)), uuid4()
    mark = preview(made).mark
    sent = partial(publish_draft, made.pk, seen=mark, operation=operation, author=ALICE)
    at_once([sent] * 5)
    assert Edition.objects.count() == 1
