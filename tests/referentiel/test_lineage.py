"""Every piece of evidence is reachable from exactly one living balise, whatever is done to the balises."""

from collections import Counter
from contextlib import suppress
from datetime import date

from django.core.exceptions import ValidationError
from hypothesis import example
from hypothesis import given as with_examples
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.amendments import amend_balise
from referentiel.commands.balises import (
    Given,
    Wording,
    merge_balise,
    move_balise,
    reword_balise,
    split_balise,
    take_balise,
)
from referentiel.commands.base import Author
from referentiel.commands.crossing_results import close_crossing
from referentiel.commands.crossings import begin_crossing
from referentiel.commands.decisions import Decided, decide, decision_about, mark_of, undo_decision
from referentiel.commands.evidence import Piece
from referentiel.commands.named_stakes import name_stake
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.lineage import living, merged_into
from referentiel.models import (
    Balise,
    BaliseState,
    Crossing,
    DecidedEntry,
    DecisionKind,
    Evidence,
    EvidenceKind,
    ImportedReferentiel,
    Territory,
    TrialAnswer,
)
from referentiel.queries.crossings import mark_of_work, work_of
from tests.referentiel.commands.crossing import bring

ALICE = Author("Alice", 7)
NUMBERS = st.integers(0, 5)
DEEDS = st.one_of(
    st.tuples(st.just("take"), NUMBERS, NUMBERS),
    st.tuples(st.just("reword"), NUMBERS, NUMBERS),
    st.tuples(st.just("merge"), NUMBERS, NUMBERS),
    st.tuples(st.just("split"), NUMBERS, NUMBERS),
    st.tuples(st.just("move"), NUMBERS, NUMBERS),
    st.tuples(st.just("test"), NUMBERS, NUMBERS),
    st.tuples(st.just("amend"), NUMBERS, NUMBERS),
    st.tuples(st.just("import"), NUMBERS, NUMBERS),
    st.tuples(st.just("cross"), NUMBERS, NUMBERS),
    st.tuples(st.sampled_from(["link", "fuse", "keep apart"]), NUMBERS, NUMBERS),
    st.tuples(st.just("undo"), NUMBERS, NUMBERS),
    st.tuples(st.just("close"), NUMBERS, NUMBERS),
)
CROSSES = {"import", "cross", "link", "fuse", "keep apart", "undo", "close"}
KINDS = {
    "link": DecisionKind.LINK,
    "fuse": DecisionKind.MERGE,
    "keep apart": DecisionKind.APART,
}


class Lineage(TestCase):
    """Takes, rewords, merges, splits, tests, amends, retires and crosses balises in any order."""

    @with_examples(st.lists(DEEDS, max_size=20))
    # Two of our own were reunited by hand while they were crossed, and the result reunites another pair of them.
    @example(
        [
            *(("take", number, 0) for number in range(3)),
            *(("import", 1, 0), ("cross", 0, 0), ("merge", 2, 1)),
            *(("fuse", 1, 3), ("close", 0, 0)),
        ]
    )
    def test_lineage(self, deeds: list[tuple[str, int, int]]) -> None:
        lens = Territory.objects.create(name="Lens", slug="lens", kind="town")
        for deed, first, second in deeds:
            # What the référentiel refuses changes nothing: that is checked as well.
            with suppress(ValidationError):
                self.perform(deed, first, second, lens)
            self.check()

    def perform(self, deed: str, first: int, second: int, place: Territory) -> None:
        balises = list(Balise.objects.order_by("pk"))
        if deed == "take":
            take_balise(self.given(first, second, place), author=ALICE)
            return
        if deed in CROSSES:
            self.cross(deed, first, second)
            return
        if not balises:
            return
        balise, other = balises[first % len(balises)], balises[second % len(balises)]
        if deed == "reword":
            seen = balise.versions.count()
            reword_balise(balise, Wording(f"Faire {second}"), seen=seen, author=ALICE)
        elif deed == "merge":
            merge_balise(balise, other, author=ALICE)
        elif deed == "split":
            pieces = Evidence.objects.filter(balise__in=merged_into(balise)).order_by("pk")
            chosen = [piece.pk for piece in pieces][second:]
            split_balise(balise, Wording(f"Séparer {second}"), chosen, author=ALICE)
        elif deed in {"test", "amend"}:
            self.try_out(deed, balise, second, place)
        else:
            move_balise(balise, list(BaliseState)[second], author=ALICE, why="Ainsi")

    def try_out(self, deed: str, balise: Balise, second: int, place: Territory) -> None:
        if deed == "test":
            answers = [Answer(f"AAAA/trial/{second}", place, TrialAnswer.ECHO)]
            trial = Trial(answers, 1, None, "Séance", date(2024, 3, 1))
            take_trial(balise, trial, author=ALICE)
            return
        versions = {each.pk: each.versions.count() for each in Balise.objects.order_by("pk")}
        is_taken = Evidence.objects.filter(origin=f"AAAA/balise/{second + 100}").exists()
        taken = amend_balise(balise, self.amendment(second, place), seen=None, author=ALICE)
        made = taken.balise.versions.count() - versions[taken.balise.pk]
        # One version, made once, of the balise that goes on.
        assert made == (0 if is_taken else 1)
        assert taken.balise.heir_id is None

    def cross(self, deed: str, first: int, second: int) -> None:
        """Each crossing is of one imported référentiel and another one, or the balises of this site."""
        if deed == "import":
            title = f"Canal {ImportedReferentiel.objects.count()}"
            bring(title, [f"Tenir {title} {number}" for number in range(first)] or ["Tenir"])
            return
        if deed == "cross":
            sides = list(ImportedReferentiel.objects.filter(is_own=False))
            if sides:
                left, right = sides[first % len(sides)], [*sides, None, None][-1 - second % 3]
                begin_crossing(title=f"Croisement {first}", left=left, right=right, author=ALICE)
            return
        crossing = Crossing.objects.filter(result__isnull=True).last()
        if crossing is None:
            return
        if deed == "close":
            self.close(crossing)
            return
        entries = list(work_of(crossing).entries)
        one, other = entries[first % len(entries)], entries[second % len(entries)]
        current = decision_about(crossing, one.pk)
        if deed == "undo":
            if current is not None:
                undo_decision(crossing, current.pk, seen=mark_of(current), author=ALICE)
            return
        kind = KINDS[deed]
        texts = {"statement": f"Réunir {second}"} if kind is DecisionKind.MERGE else {}
        others = [] if kind is DecisionKind.APART else [other.pk]
        decided = Decided(kind, others, texts)
        decide(crossing, one, decided, seen=mark_of(current), author=ALICE)

    def close(self, crossing: Crossing) -> None:
        """Keeps apart what nobody has looked at, and makes the result: whatever was decided, it can be made."""
        for entry in work_of(crossing).open_entries:
            decide(crossing, entry, Decided(DecisionKind.APART), seen="", author=ALICE)
        under = [group.decision.pk for group in work_of(crossing).unplaced]
        name_stake(crossing, short_title="Récit", title="Récit", decisions=under, author=ALICE)
        name, seen = f"Résultat {crossing.pk}", mark_of_work(work_of(crossing))
        try:
            close_crossing(crossing, name=name, seen=seen, author=ALICE)
        except ValidationError as refused:
            raise AssertionError(refused) from refused
        for member in DecidedEntry.objects.filter(crossing=crossing):
            origin = f"croisement/{crossing.pk}/{member.decision_id}/entree/{member.entry_id}"
            piece = Evidence.objects.get(origin=origin)
            assert member.balise is not None
            assert living(piece.balise) == living(member.balise)

    def given(self, number: int, cards: int, place: Territory) -> Given:
        origin = f"AAAA/balise/{number}"
        pieces = [Piece(origin, EvidenceKind.WORDING, f"Faire {number}")]
        pieces += [
            Piece(f"{origin}/card/{card}", EvidenceKind.CARD, f"Carte {card}", territory=place)
            for card in range(cards)
        ]
        return Given(pieces, None, "Séance", date(2024, 3, 1))

    def amendment(self, number: int, place: Territory) -> Given:
        origin = f"AAAA/balise/{number + 100}"
        said = {"supports": 0, "was": "", "tested": 1, "edition": None, "trial": "AAAA/trial/1"}
        pieces = [
            Piece(origin, EvidenceKind.AMENDMENT, f"Amender {number}", particulars=said),
            Piece(f"{origin}/card/1", EvidenceKind.CARD, "Carte", territory=place),
        ]
        return Given(pieces, None, "Séance", date(2024, 3, 1))

    def check(self) -> None:
        reached = Counter[int]()
        for balise in Balise.objects.filter(heir__isnull=True):
            numbers = merged_into(balise)
            reached.update(Evidence.objects.filter(balise__in=numbers).values_list("pk", flat=True))
            assert all(living(one) == balise for one in Balise.objects.filter(pk__in=numbers))
        assert set(reached) == set(Evidence.objects.values_list("pk", flat=True))
        assert set(reached.values()) <= {1}
