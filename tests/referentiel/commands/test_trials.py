"""A balise that is put to the test keeps what each territory answered, and says how far it reaches."""

from datetime import date

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from referentiel.commands.balises import Wording, add_balise, merge_balise, move_balise
from referentiel.commands.base import Author
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.models import Balise, BaliseState, Evidence, HistoryEntry, Territory, TrialAnswer
from referentiel.queries.balises import Trial as Told
from referentiel.queries.balises import sheet, sheets
from referentiel.reach import reach

ALICE = Author("Alice", 7)
KINDS = st.sampled_from(["town", "region", "other"])


@pytest.fixture
def region(db: None) -> Territory:
    return Territory.objects.create(
        name="Grand-Essai", slug="grand-essai", kind="region", population=2_600_000
    )


@pytest.fixture
def balise(db: None) -> Balise:
    made = add_balise(Wording("Tenir le fil"), author=ALICE)
    return move_balise(made, BaliseState.CONSENTED, author=ALICE)


def trial(*answers: tuple[Territory, TrialAnswer]) -> Trial:
    told = [
        Answer(f"AAAA/trial/1/{place.pk}", place, answer, "Nous l’avons vu.", ["Pas moi."])
        for place, answer in answers
    ]
    return Trial(told, 1, None, "Séance d’épreuve", date(2024, 3, 1))


def test_answers_are_kept_and_the_balise_is_tested(
    balise: Balise, territory: Territory, region: Territory
) -> None:
    answers = trial((region, TrialAnswer.NOT_HERE), (territory, TrialAnswer.ECHO))
    assert take_trial(balise, answers, author=ALICE) == 2
    shown = sheet(sheets().get(pk=balise.pk))
    assert shown.balise.state == BaliseState.TESTED
    assert [(one.territory, one.answer) for one in shown.trials] == [
        (territory, TrialAnswer.ECHO),
        (region, TrialAnswer.NOT_HERE),
    ]
    assert shown.reach == "Fait écho : Commune. Pas encore : Région."
    assert not shown.sources


def test_taken_again_nothing_is_new(balise: Balise, territory: Territory) -> None:
    take_trial(balise, trial((territory, TrialAnswer.ECHO)), author=ALICE)
    count = HistoryEntry.objects.count()
    assert take_trial(balise, trial((territory, TrialAnswer.ADAPT)), author=ALICE) == 0
    assert HistoryEntry.objects.count() == count
    assert Evidence.objects.get().particulars["answer"] == "echo"


def test_heir_takes_the_answers_to_a_merged_balise(balise: Balise, territory: Territory) -> None:
    heir = add_balise(Wording("Garder le fil"), author=ALICE)
    merge_balise(balise, heir, author=ALICE)
    balise.refresh_from_db()
    take_trial(balise, trial((territory, TrialAnswer.ECHO)), author=ALICE)
    assert heir.evidence.count() == 1


def test_emerging_balise_stays_so(db: None, territory: Territory) -> None:
    """Its life does not lead from there to a test: the answers are kept all the same."""
    made = add_balise(Wording("Tenir le fil"), author=ALICE)
    take_trial(made, trial((territory, TrialAnswer.ECHO)), author=ALICE)
    assert Balise.objects.get(pk=made.pk).state == BaliseState.EMERGING
    assert made.evidence.count() == 1


def test_page_shows_kinds_and_sizes_and_leaves_blank_what_is_not_known(
    client: Client, balise: Balise, territory: Territory, region: Territory
) -> None:
    answers = trial((region, TrialAnswer.ADAPT), (territory, TrialAnswer.ECHO))
    take_trial(balise, answers, author=ALICE)
    told = client.get(balise.get_absolute_url()).content.decode()
    assert "2\xa0600\xa0000" in told
    assert "None" not in told
    assert "Pas moi." in told


@given(st.lists(st.tuples(KINDS, st.sampled_from(TrialAnswer))))
def test_each_kind_is_said_once(answers: list[tuple[str, TrialAnswer]]) -> None:
    told = [
        Told(Evidence(territory=Territory(name=kind, kind=kind)), answer)
        for kind, answer in answers
    ]
    sentence = reach(told)
    echo, _, not_yet = sentence.partition("Pas encore")
    for kind in {kind for kind, _ in answers}:
        label = Territory(kind=kind).get_kind_display()
        echoes = (kind, TrialAnswer.ECHO) in answers
        assert sentence.count(label) == 1
        assert label in (echo if echoes else not_yet)
