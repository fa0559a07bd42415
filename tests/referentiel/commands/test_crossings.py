"""Two référentiels are crossed: decided, named, closed; nobody's decision is lost."""

from collections import Counter
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from referentiel.commands.crossing_results import Unread
from referentiel.commands.crossings import begin_crossing
from referentiel.commands.decisions import DecisionOutdated, undo_decision
from referentiel.commands.named_stakes import (
    PlacesChanged,
    StakeOutdated,
    change_named_stake,
    name_stake,
    raise_named_stake,
    remove_named_stake,
)
from referentiel.lineage import merged_into
from referentiel.models import (
    Balise,
    Crossing,
    DecidedEntry,
    Decision,
    DecisionKind,
    Evidence,
    HistoryEntry,
    Referentiel,
    Territory,
)
from referentiel.queries.balises import sheet, sheets
from referentiel.queries.crossings import beside_each_other, mark_of_work, work_of
from referentiel.queries.snapshots import balises_of_now
from tests.referentiel.commands.crossing import (
    ALICE,
    CLAIRE,
    LEFT,
    RIGHT,
    begin,
    bring,
    close,
    entry,
    settle,
    settle_all,
)
from tests.referentiel.publishing import make_balise, make_stake

pytestmark = pytest.mark.django_db

LINK, MERGE, APART = DecisionKind.LINK, DecisionKind.MERGE, DecisionKind.APART


def test_crossing_that_is_begun_twice_is_one() -> None:
    left, right, operation = bring("Canal", LEFT), bring("Halle", RIGHT), uuid4()
    for _ in range(2):
        begin_crossing(title="Un", left=left, right=right, operation=operation, author=ALICE)
    assert Crossing.objects.count() == 1
    with pytest.raises(ValidationError, match="deux référentiels différents"):
        begin_crossing(title="Un", left=left, right=left, author=ALICE)


def test_what_is_alike_stands_beside_until_it_is_decided() -> None:
    crossing = begin()
    left, right = beside_each_other(work_of(crossing))
    assert [(one.entry.statement, [n.entry.statement for n in one.neighbours]) for one in left] == [
        (LEFT[0], [RIGHT[0]]), (LEFT[1], [RIGHT[1]]), (LEFT[2], []),
    ]  # fmt: skip
    assert right == []
    settle(crossing, APART, LEFT[1])
    left, right = beside_each_other(work_of(crossing))
    assert [one.entry.statement for one in right] == [RIGHT[1]]
    assert work_of(crossing).done == 1


def test_decision_that_is_sent_twice_is_one() -> None:
    crossing, operation = begin(), uuid4()
    made = [settle(crossing, LINK, LEFT[0], RIGHT[0], operation=operation) for _ in range(2)]
    assert made[0] == made[1]
    assert HistoryEntry.objects.filter(event="entries_decided").count() == 1


def test_two_facilitators_never_lose_a_decision() -> None:
    crossing = begin()
    first = settle(crossing, MERGE, LEFT[0], RIGHT[0], wording="Tenir un récit commun")
    with pytest.raises(DecisionOutdated) as outdated:
        settle(crossing, APART, LEFT[0], author=CLAIRE)
    assert outdated.value.decision == first
    with pytest.raises(ValidationError, match="déjà dans une autre décision"):
        settle(crossing, LINK, LEFT[1], RIGHT[0], author=CLAIRE)
    # With both in sight, the second one decides.
    second = settle(crossing, LINK, LEFT[0], RIGHT[0], seen=first, author=CLAIRE)
    assert (second.pk, second.kind, second.statement, second.version) == (first.pk, LINK, "", 2)
    with pytest.raises(DecisionOutdated):
        settle(crossing, MERGE, LEFT[0], RIGHT[0], wording="Autre", seen=first)


def test_decision_that_says_the_same_changes_nothing() -> None:
    crossing = begin()
    first = settle(crossing, MERGE, LEFT[0], RIGHT[0], wording="Tenir un récit commun")
    again = settle(crossing, MERGE, RIGHT[0], LEFT[0], wording="« Tenir un récit commun »")
    assert again.version == first.version


def test_decision_is_taken_back_as_it_was_shown() -> None:
    crossing = begin()
    decision = settle(crossing, LINK, LEFT[0], RIGHT[0])
    with pytest.raises(DecisionOutdated):
        undo_decision(crossing, decision.pk, seen=f"{decision.pk}:7", author=CLAIRE)
    seen = f"{decision.pk}:1"
    assert undo_decision(crossing, decision.pk, seen=seen, author=CLAIRE, why="Trop vite.")
    assert not undo_decision(crossing, decision.pk, seen=seen, author=CLAIRE)
    assert not DecidedEntry.objects.exists()
    told = HistoryEntry.objects.get(event="decision_undone")
    assert (told.author, told.why, told.particulars["statements"]) == (
        "Claire", "Trop vite.", [LEFT[0], RIGHT[0]],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "others", "wording", "said"),
    [
        (LINK, (), "", "au moins une entrée"),
        (APART, (RIGHT[0],), "", "seule"),
        (MERGE, (RIGHT[0],), "", "Écrivez la balise"),
        (MERGE, (RIGHT[0],), "x" * 201, "200"),
    ],
)
def test_choice_that_is_no_decision_is_refused(
    kind: DecisionKind, others: tuple[str, ...], wording: str, said: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        settle(begin(), kind, LEFT[0], *others, wording=wording)
    assert said in str(refused.value)
    assert not Decision.objects.exists()


def test_stakes_are_named_reworded_ordered_and_taken_out() -> None:
    crossing = begin()
    merged, linked, apart = settle_all(crossing)
    first, second = crossing.named_stakes.all()
    with pytest.raises(ValidationError, match="déjà celui"):
        name_stake(crossing, short_title="RÉCIT", title="x", author=ALICE)
    with pytest.raises(ValidationError, match="est sous l’enjeu"):
        name_stake(crossing, short_title="Eau", title="x", decisions=[merged.pk], author=ALICE)
    changed = change_named_stake(
        crossing, second.pk, short_title="Biens communs", title=second.title,
        decisions=[linked.pk], seen=1, author=ALICE,
    )  # fmt: skip
    assert (changed.short_title, changed.version) == ("Biens communs", 2)
    assert [group.decision for group in work_of(crossing).unplaced] == [apart]
    with pytest.raises(StakeOutdated) as outdated:
        change_named_stake(
            crossing, second.pk, short_title="Eau", title="x", decisions=[], seen=1, author=CLAIRE
        )
    assert outdated.value.stake is not None
    assert outdated.value.stake.short_title == "Biens communs"
    order = [first.pk, second.pk]
    assert raise_named_stake(crossing, second.pk, seen=order, author=ALICE)
    with pytest.raises(PlacesChanged):
        raise_named_stake(crossing, second.pk, seen=order, author=CLAIRE)
    assert list(crossing.named_stakes.values_list("pk", flat=True)) == order[::-1]
    assert remove_named_stake(crossing, first.pk, seen=1, author=ALICE)
    assert not remove_named_stake(crossing, first.pk, seen=1, author=ALICE)
    merged.refresh_from_db()
    assert merged.stake_id is None


def test_crossing_closes_once_everything_is_decided_and_placed() -> None:
    crossing = begin()
    with pytest.raises(ValidationError, match="5 entrées à regarder"):
        close(crossing)
    settle_all(crossing)
    seen = mark_of_work(work_of(crossing))
    extra = settle(crossing, APART, LEFT[2], seen=Decision.objects.get(kind=APART))
    assert extra.version == 1
    crossing.named_stakes.update(version=9)
    with pytest.raises(Unread):
        close(crossing, seen=seen)
    assert not Referentiel.objects.filter(name="Canal et Halle").exists()


def test_result_says_where_each_part_comes_from() -> None:
    crossing = begin()
    settle_all(crossing)
    crossing = close(crossing)
    assert crossing.result is not None
    stakes = list(crossing.result.stakes.values_list("short_title", "key"))
    assert stakes == [("Récit", "recit"), ("Communs", "communs")]
    merged, *others = Balise.objects.all()
    assert [one.statement for one in others] == [LEFT[1], RIGHT[1], LEFT[2]]
    shown = sheet(sheets().get(pk=merged.pk))
    assert merged.statement == "Tenir un récit commun"
    assert shown.version.stakes == [{"key": "recit", "title": "Récit"}]
    (source,) = shown.sources
    assert [(one.title, one.particulars["place"]) for one in source.entries] == [
        (LEFT[0], "Canal.csv, ligne\u00a02"), (RIGHT[0], "Halle.csv, ligne\u00a02"),
    ]  # fmt: skip
    assert "Concept 2 de Canal." in source.entries[0].text
    assert shown.life[0].what == "Sortie du croisement «\u00a0Canal et Halle\u00a0»."
    linked = Evidence.objects.get(title=LEFT[1])
    assert linked.particulars["linked"] == [{"statement": RIGHT[1], "referentiel": "Halle"}]
    (facts,) = balises_of_now([merged.pk])
    assert [(one["kind"], one["title"], one["moment"]) for one in facts["sources"][0]["others"]] == [
        ("entry", LEFT[0], "Canal, Canal.csv, ligne\u00a02 · fondue"),
        ("entry", RIGHT[0], "Halle, Halle.csv, ligne\u00a02 · fondue"),
    ]  # fmt: skip


def test_crossing_that_is_closed_twice_is_closed_once_and_changes_no_more() -> None:
    crossing = begin()
    decision, *_ = settle_all(crossing)
    seen = mark_of_work(work_of(crossing))
    close(crossing, seen=seen)
    close(crossing, "Un autre nom", seen=seen)
    assert Balise.objects.count() == 4
    assert not Referentiel.objects.filter(name="Un autre nom").exists()
    assert HistoryEntry.objects.filter(event="crossing_closed").count() == 1
    with pytest.raises(ValidationError, match="ne change plus"):
        undo_decision(crossing, decision.pk, seen=f"{decision.pk}:1", author=ALICE)
    with pytest.raises(ValidationError, match="ne change plus"):
        name_stake(crossing, short_title="Eau", title="x", author=ALICE)


def test_name_of_a_referentiel_that_is_there_is_refused_and_nothing_is_made() -> None:
    crossing = begin()
    settle_all(crossing)
    with pytest.raises(ValidationError, match="déjà celui"):
        close(crossing, "référentiel villes pairs")
    assert not Balise.objects.exists()


def test_balises_of_this_site_go_on_when_they_are_crossed(territory: Territory) -> None:
    make_stake()
    own = make_balise(territory, "Partager l’eau", number=1)
    alone = make_balise(territory, "Tenir le fil", number=2)
    other = make_balise(territory, "Partager la pluie", number=3)
    crossing = begin_crossing(
        title="Avec nous", left=bring("Halle", RIGHT), right=None, author=ALICE
    )
    assert [one.balise for one in crossing.right.entries.all()] == [own, alone, other]
    merged = settle(
        crossing, MERGE, RIGHT[1], "Partager l’eau", "Partager la pluie",
        wording="Partager l’eau et ses rives",
    )  # fmt: skip
    others = [settle(crossing, APART, one) for one in (RIGHT[0], "Tenir le fil")]
    under = [one.pk for one in (merged, *others)]
    name_stake(crossing, short_title="Eau", title="L’eau", decisions=under, author=ALICE)
    close(crossing, "Avec nous")
    own.refresh_from_db()
    assert own.statement == "Partager l’eau et ses rives"
    assert [stake["key"] for stake in own.versions.latest("number").stakes] == ["value", "eau"]
    assert alone.versions.latest("number").statement == "Tenir le fil"
    other.refresh_from_db()
    assert other.heir == own
    assert entry(RIGHT[0]).balise is None
    assert Balise.objects.count() == 4
    reached = Counter(
        piece
        for balise in Balise.objects.filter(heir__isnull=True)
        for piece in Evidence.objects.filter(balise__in=merged_into(balise)).values_list(
            "pk", flat=True
        )
    )
    assert set(reached) == set(Evidence.objects.values_list("pk", flat=True))
    assert set(reached.values()) == {1}
    kinds = Evidence.objects.filter(balise__in=merged_into(own)).values_list("kind", flat=True)
    assert Counter(kinds) == {"card": 2, "entry": 3, "vote": 2, "wording": 2}
