"""What several people do to one crossing at the same moment: one of them waits, and nothing is lost or made twice."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from referentiel.commands.balises import Given, Wording, add_balise, take_balise
from referentiel.commands.base import Author, keep
from referentiel.commands.crossings import begin_crossing
from referentiel.commands.decisions import Decided, decide
from referentiel.commands.evidence import Piece
from referentiel.commands.import_removal import remove_imported
from referentiel.commands.imports import (
    Announced,
    import_lines,
    mark_of,
    prepare_import,
    verdicts_of,
)
from referentiel.commands.indexing import index_everything
from referentiel.commands.named_stakes import name_stake
from referentiel.imports.lines import Line, Reading
from referentiel.models import (
    Balise,
    Crossing,
    DecidedEntry,
    Decision,
    DecisionKind,
    EvidenceKind,
    HistoryEntry,
    ImportDraft,
    ImportedEntry,
    ImportedReferentiel,
    Referentiel,
    SearchEntry,
    Season,
    Territory,
)
from referentiel.queries.crossings import mark_of_work, work_of
from referentiel.queries.import_removal import going_with
from tests.crowds import at_once
from tests.referentiel.commands.crossing import (
    ALICE,
    CLAIRE,
    LEFT,
    RIGHT,
    begin,
    bring,
    close,
    entry,
    prepare,
    settle_all,
)

pytestmark = pytest.mark.django_db(transaction=True)


def test_file_and_import_that_are_sent_five_times_at_once_are_one() -> None:
    reading, operation = Reading([Line(2, {"statement": "Tenir"})]), uuid4()
    announced = prepare("Canal", LEFT)
    sent = partial(prepare_import, reading, Announced("Halle"), operation=operation, author=ALICE)
    at_once([sent] * 5)
    assert ImportDraft.objects.filter(operation=operation).count() == 1
    seen = mark_of(verdicts_of(announced))
    confirmed = partial(
        import_lines,
        announced.pk,
        seen=seen,
        confirmation=announced.confirmation,
        author=ALICE,
    )
    at_once([confirmed] * 5)
    assert ImportedReferentiel.objects.count() == 1
    assert ImportedEntry.objects.count() == len(LEFT)


def test_two_decisions_at_once_about_one_entry_leave_one_and_a_refusal() -> None:
    crossing, refusals = begin(), []

    def decided(first: str, author: Author) -> Callable[[], None]:
        def perform() -> None:
            try:
                decide(
                    crossing,
                    entry(first),
                    Decided(DecisionKind.LINK, [entry(RIGHT[0]).pk]),
                    seen="",
                    author=author,
                )
            except ValidationError as refused:
                refusals.append(refused.messages[0])

        return perform

    at_once([decided(LEFT[0], ALICE), decided(LEFT[1], CLAIRE)])
    assert len(refusals) == 1
    assert "déjà dans une autre décision" in refusals[0]
    assert Decision.objects.count() == 1
    assert DecidedEntry.objects.count() == 2


def test_two_crossings_of_the_same_balises_are_closed_at_once_whatever_their_order() -> None:
    """The last moment of one is the first of the other: neither holds what the other one waits for."""
    words = [f"Partager le bien {number}" for number in range(8)]
    for word in words:
        add_balise(Wording(word), author=ALICE)
    crossings = []
    for title, order in (("Canal", words), ("Halle", words[::-1])):
        crossings.append(crossing_of_ours(title, order))
    at_once([partial(close, crossing, crossing.title) for crossing in crossings])
    assert {one.versions.count() for one in Balise.objects.filter(statement__in=words)} == {3}


def test_referentiel_that_is_removed_while_it_is_crossed_and_completed_goes_or_stays_whole() -> (
    None
):
    for number in range(3):
        canal, halle = bring(f"Canal {number}", LEFT), bring(f"Halle {number}", RIGHT)
        announced = prepare("Suite", ["Tenir encore"], into=canal)
        begun = partial(begin_crossing, title="Croisement", left=halle, right=canal, author=ALICE)
        confirmed = partial(
            import_lines,
            announced.pk,
            seen=mark_of(verdicts_of(announced)),
            confirmation=announced.confirmation,
            author=ALICE,
        )
        removed = partial(remove_imported, canal, seen=going_with(canal).mark, author=CLAIRE)
        at_once([suppressed(one) for one in (begun, confirmed, removed)])
        there = ImportedReferentiel.objects.filter(pk=canal.pk).exists()
        assert Crossing.objects.filter(right=canal.pk).exists() <= there
        assert ImportedEntry.objects.filter(referentiel=canal.pk).exists() == there


def suppressed(call: Callable[[], object]) -> Callable[[], None]:
    """Makes the call; what the référentiel refuses changes nothing."""

    def perform() -> None:
        with suppress(ValidationError):
            call()

    return perform


def test_rows_that_are_renamed_while_a_large_crossing_closes_never_wait_in_a_circle() -> None:
    """The result is made from the last balise to the first, a new name is indexed from the first to the last."""
    places = [
        Territory.objects.create(name=name, slug=name.lower(), kind="town")
        for name in ("Lens", "Loos", "Arras")
    ]
    season = Season.objects.create(
        number=1, title="Une", theme="Le lien", starts_on=date(2024, 1, 1)
    )
    words = [f"Partager le bien {number}" for number in range(12)]
    for number, word in enumerate(words):
        origin = f"AAAA/balise/{number}"
        cards = [
            Piece(f"{origin}/card/{place.pk}", EvidenceKind.CARD, place.name, territory=place)
            for place in places
        ]
        pieces = [Piece(origin, EvidenceKind.WORDING, word), *cards]
        take_balise(Given(pieces, season, "Séance", date(2024, 3, 1)), author=ALICE)
    for turn in range(2):
        crossing = crossing_of_ours(f"Canal {turn}", words[::-1])
        rows: list[Territory | Season] = [*places, season]
        calls = [partial(renamed, row, f"{row} {turn}") for row in rows]
        at_once([patient(partial(close, crossing, crossing.title)), *map(patient, calls)])
        assert Crossing.objects.get(pk=crossing.pk).is_closed
    changed = HistoryEntry.objects.filter(event__in=["territory_changed", "season_changed"])
    assert changed.count() == 8
    found = list(SearchEntry.objects.order_by("noun", "subject").values("noun", "subject", "words"))
    index_everything()
    again = SearchEntry.objects.order_by("noun", "subject").values("noun", "subject", "words")
    assert list(again) == found


def renamed(row: Territory | Season, name: str) -> None:
    fresh = type(row).objects.get(pk=row.pk)
    setattr(fresh, "name" if isinstance(fresh, Territory) else "title", name)
    keep(fresh, author=CLAIRE)


def patient(call: Callable[[], object]) -> Callable[[], None]:
    """Makes the call again where a busy machine made it wait for too long. A circle of locks is an error."""

    def perform() -> None:
        for _turn in range(20):
            try:
                call()
            except OperationalError as late:
                if "lock timeout" not in str(late):
                    raise
            else:
                return

    return perform


def crossing_of_ours(title: str, order: Sequence[str]) -> Crossing:
    """A crossing of the balises of this site, each kept apart in this order."""
    crossing = begin_crossing(
        title=title, left=bring(title, [f"Tenir {title}"]), right=None, author=ALICE
    )
    own = {one.statement: one for one in crossing.right.entries.all()}
    apart = Decided(DecisionKind.APART)
    for one in [entry(f"Tenir {title}"), *(own[word] for word in order)]:
        assert decide(crossing, one, apart, seen="", author=ALICE) is not None
    left = [one for name, one in own.items() if name not in order]
    for one in left:
        assert decide(crossing, one, apart, seen="", author=ALICE) is not None
    under = list(Decision.objects.filter(crossing=crossing).values_list("pk", flat=True))
    name_stake(crossing, short_title=title, title=title, decisions=under, author=ALICE)
    return crossing


def test_crossing_that_is_closed_five_times_at_once_is_closed_once() -> None:
    crossing = begin()
    settle_all(crossing)
    seen = mark_of_work(work_of(crossing))
    at_once([partial(close, crossing, f"Nom {number}", seen=seen) for number in range(5)])
    assert Referentiel.objects.filter(name__startswith="Nom").count() == 1
    assert Balise.objects.count() == 4
