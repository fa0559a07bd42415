"""Every piece of evidence is reachable from exactly one living balise, whatever is done to the balises."""

from collections import Counter
from contextlib import suppress
from datetime import date

from django.core.exceptions import ValidationError
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
from referentiel.commands.evidence import Piece
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.lineage import living, merged_into
from referentiel.models import Balise, BaliseState, Evidence, EvidenceKind, Territory, TrialAnswer

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
)


class Lineage(TestCase):
    """Takes, rewords, merges, splits, tests, amends and retires balises in any order."""

    @with_examples(st.lists(DEEDS, max_size=20))
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
        elif deed == "test":
            answers = [Answer(f"AAAA/trial/{second}", place, TrialAnswer.ECHO)]
            trial = Trial(answers, 1, None, "Séance", date(2024, 3, 1))
            take_trial(balise, trial, author=ALICE)
        elif deed == "amend":
            versions = {each.pk: each.versions.count() for each in balises}
            is_taken = Evidence.objects.filter(origin=f"AAAA/balise/{second + 100}").exists()
            taken = amend_balise(balise, self.amendment(second, place), seen=None, author=ALICE)
            made = taken.balise.versions.count() - versions[taken.balise.pk]
            # One version, made once, of the balise that goes on.
            assert made == (0 if is_taken else 1)
            assert taken.balise.heir_id is None
        else:
            move_balise(balise, list(BaliseState)[second], author=ALICE, why="Ainsi")

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
