"""A référentiel of others is taken in: prepared, previewed, imported once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from referentiel.commands.imports import (
    KEPT,
    MOST_DRAFTS,
    Announced,
    PreviewOutdated,
    drop_import,
    import_lines,
    mark_of,
    prepare_import,
    verdicts_of,
)
from referentiel.imports.lines import Line, Reading
from referentiel.imports.verdicts import Fate
from referentiel.models import (
    HistoryEntry,
    Immutable,
    ImportDraft,
    ImportedEntry,
    ImportedReferentiel,
)
from tests.referentiel.commands.crossing import ALICE, CLAIRE, LEFT, bring, prepare, take_in

pytestmark = pytest.mark.django_db


def test_lines_become_entries_that_say_where_they_come_from() -> None:
    referentiel = bring("Canal", LEFT)
    first = referentiel.entries.all()[0]
    assert (first.statement, first.line, first.file_name) == (LEFT[0], 2, "Canal.csv")
    assert first.stakes == ["Le vivant"]
    assert (first.entry.author, first.entry.event) == ("Alice", "importedreferentiel_added")
    assert not ImportDraft.objects.exists()
    with pytest.raises(Immutable):
        first.save()


def test_import_that_is_sent_twice_is_one() -> None:
    draft = prepare("Canal", LEFT)
    seen = mark_of(verdicts_of(draft))
    made = [
        import_lines(draft.pk, seen=seen, confirmation=draft.confirmation, author=ALICE)
        for _ in range(2)
    ]
    assert made[0] == made[1]
    assert ImportedReferentiel.objects.count() == 1
    assert HistoryEntry.objects.filter(noun="importedreferentiel").count() == 1


def test_file_that_is_sent_twice_is_one_preview() -> None:
    operation = uuid4()
    reading = Reading([Line(2, {"statement": "Tenir"})])
    for _ in range(2):
        prepare_import(reading, Announced("Canal"), operation=operation, author=ALICE)
    assert ImportDraft.objects.count() == 1


def test_each_line_has_a_verdict() -> None:
    into = bring("Canal", LEFT)
    lines = [
        Line(2, {"statement": "Tenir bon"}),
        Line(3),
        Line(4, {"statement": "« tenir le FIL du récit »"}),
        Line(5, {"concept": "Sans énoncé."}),
        Line(6, {"statement": "x" * 201}),
        Line(7, {"statement": "Tenir", "concept": "x" * 1501}),
        Line(8, {"statement": "Notre maire"}),
        Line(9, {"statement": "tenir bon"}),
        Line(10, {"statement": "Tenir la barre"}, ("x" * 251,)),
    ]
    draft = prepare_import(Reading(lines), Announced("", into=into), author=ALICE)
    found = verdicts_of(draft)
    assert [verdict.fate for verdict in found] == [
        Fate.ADDED, Fate.EMPTY, Fate.KNOWN, *([Fate.REFUSED] * 3), Fate.ADDED, Fate.KNOWN, Fate.REFUSED,
    ]  # fmt: skip
    said = [verdict.sentence for verdict in found]
    assert said[2] == "déjà dans ce référentiel\u00a0: ignorée"
    assert said[4] == "énoncé trop long\u00a0: 201 signes, 200 au plus"
    assert said[5] == "concept opératoire trop long\u00a0: 1501 signes, 1500 au plus"
    assert "ligne 2" in said[7]
    assert take_in(draft) == into
    assert into.entries.count() == len(LEFT) + 2


def test_preview_that_is_no_longer_true_imports_nothing() -> None:
    into = bring("Canal", LEFT)
    drafts = [
        prepare_import(Reading([Line(2, {"statement": "Tenir"})]), Announced("", into=into), author=ALICE)
        for _ in range(2)
    ]  # fmt: skip
    seen = mark_of(verdicts_of(drafts[1]))
    take_in(drafts[0])
    with pytest.raises(PreviewOutdated):
        import_lines(drafts[1].pk, seen=seen, confirmation=drafts[1].confirmation, author=ALICE)
    with pytest.raises(ValidationError, match="rien à importer"):
        take_in(drafts[1])
    assert ImportDraft.objects.count() == 1


def test_preview_belongs_to_one_account() -> None:
    draft = prepare("Canal", LEFT)
    drop_import(draft.pk, author=CLAIRE)
    with pytest.raises(ValidationError, match="abandonné"):
        import_lines(
            draft.pk, seen=mark_of(verdicts_of(draft)), confirmation=uuid4(), author=CLAIRE
        )
    drop_import(draft.pk, author=ALICE)
    assert not ImportDraft.objects.exists()


def test_previews_expire_and_are_few() -> None:
    old = prepare("Vieux", LEFT)
    ImportDraft.objects.filter(pk=old.pk).update(
        created_at=timezone.now() - KEPT - timedelta(hours=1)
    )
    for number in range(MOST_DRAFTS + 2):
        prepare(f"Canal {number}", LEFT)
    titles = set(ImportDraft.objects.values_list("title", flat=True))
    assert len(titles) == MOST_DRAFTS
    assert not titles & {"Vieux", "Canal 0", "Canal 1"}


def test_referentiel_that_grows_stays_small_enough_to_be_crossed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("referentiel.commands.imports.MOST_LINES", 4)
    here = bring("Canal", LEFT)
    bring("Canal", ["Une de plus"], into=here)
    with pytest.raises(ValidationError, match="plus de 4 entrées"):
        bring("Canal", ["Une de trop"], into=here)
    assert here.entries.count() == 4


def test_import_of_three_hundred_takes_few_queries(django_assert_max_num_queries: object) -> None:
    draft = prepare("Canal", [f"Tenir le fil {number}" for number in range(300)])
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        take_in(draft)
    assert ImportedEntry.objects.count() == 300
