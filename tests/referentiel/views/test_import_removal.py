"""An imported référentiel is removed on its page, which says what goes, what stays, and why it may have to stay."""

from typing import Any

import pytest
from django.test import Client

from referentiel.models import (
    Balise,
    Crossing,
    Decision,
    DecisionKind,
    HistoryEntry,
    ImportDraft,
    ImportedEntry,
    ImportedReferentiel,
)
from referentiel.models.immutable import Immutable
from tests.referentiel.commands.crossing import (
    LEFT,
    RIGHT,
    begin,
    bring,
    close,
    entry,
    settle,
    settle_all,
)

pytestmark = pytest.mark.django_db


def address(row: ImportedReferentiel) -> str:
    return f"{row.get_absolute_url()}retirer/"


def seen(keeper: Client, row: ImportedReferentiel) -> str:
    return str(keeper.get(address(row)).context["going"].mark)


def pressed(keeper: Client, row: ImportedReferentiel, **said: Any) -> Any:
    return keeper.post(
        address(row), {"typed": row.title, "seen": seen(keeper, row), "why": "", **said}
    )


def test_page_says_what_goes_and_one_entry_says_what_went(keeper: Client) -> None:
    crossing = begin()
    settle_all(crossing)
    canal, halle = crossing.left, crossing.right
    told = keeper.get(address(canal)).content.decode()
    for sentence in ("Ses 3 entrées.", "Canal et Halle", "3 décisions", "2 enjeux nommés"):
        assert sentence in told
    before = HistoryEntry.objects.count()
    answer = pressed(keeper, canal, typed=" CANAL", why="Donné sans accord")
    assert answer.headers["Location"] == "/referentiel/croisements/"
    assert list(ImportedReferentiel.objects.all()) == [halle]
    assert ImportedEntry.objects.count() == len(RIGHT)
    assert not Crossing.objects.exists()
    (made,) = HistoryEntry.objects.order_by("pk")[before:]
    assert (made.event, made.why) == ("importedreferentiel_removed", "Donné sans accord")
    assert made.particulars == {
        "title": "Canal",
        "lines": 3,
        "crossings": [{"title": "Canal et Halle", "decisions": 3, "stakes": 2}],
    }


def test_sent_twice_it_is_removed_once(keeper: Client) -> None:
    canal = bring("Canal", LEFT)
    said = {"typed": "Canal", "seen": seen(keeper, canal)}
    answers = [keeper.post(address(canal), said) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert HistoryEntry.objects.filter(event="importedreferentiel_removed").count() == 1
    assert keeper.get(address(canal)).status_code == 404


@pytest.mark.parametrize(
    ("typed", "sentence"), [("", "Écrivez son nom"), ("Halle", "Ce n’est pas son nom")]
)
def test_name_is_typed(keeper: Client, typed: str, sentence: str) -> None:
    canal = bring("Canal", LEFT)
    answer = pressed(keeper, canal, typed=typed, why="Un doublon")
    told = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in told
    assert "Un doublon" in told
    assert ImportedReferentiel.objects.exists()


def test_what_was_decided_meanwhile_is_read_first(keeper: Client) -> None:
    crossing = begin()
    old = seen(keeper, crossing.left)
    settle(crossing, DecisionKind.APART, LEFT[0])
    answer = pressed(keeper, crossing.left, seen=old, why="Un doublon")
    told = answer.content.decode()
    assert answer.status_code == 422
    for sentence in ("Entre-temps", "1 décision,", "Un doublon"):
        assert sentence in told
    assert Decision.objects.exists()
    assert pressed(keeper, crossing.left).status_code == 302


def test_result_of_a_crossing_keeps_its_two_sides_and_says_what_to_do(keeper: Client) -> None:
    crossing = begin()
    settle_all(crossing)
    old = seen(keeper, crossing.left)
    close(crossing)
    for side in (crossing.left, crossing.right):
        told = keeper.get(address(side)).content.decode()
        for sentence in ("a abouti", "retirez les balises", crossing.get_absolute_url()):
            assert sentence in told
        assert "<form" not in told[told.index("<main") : told.index("</main")]
    assert pressed(keeper, crossing.left, seen=old).status_code == 422
    assert ImportedReferentiel.objects.count() == 2
    assert LEFT[1] in Client().get(crossing.get_absolute_url()).content.decode()
    assert Balise.objects.count() == 4


def test_entries_are_still_neither_changed_nor_removed_alone(db: None) -> None:
    canal = bring("Canal", LEFT)
    with pytest.raises(Immutable):
        canal.save()
    with pytest.raises(Immutable):
        ImportedEntry.objects.filter(pk=entry(LEFT[0]).pk).update(statement="Autre")


def test_preview_that_would_complete_it_goes_along(keeper: Client) -> None:
    canal = bring("Canal", LEFT)
    ImportDraft.objects.create(account=8, confirmation="0" * 32, title="Canal", referentiel=canal)
    assert "Un import en préparation" in keeper.get(address(canal)).content.decode()
    assert pressed(keeper, canal).status_code == 302
    assert not ImportDraft.objects.exists()
