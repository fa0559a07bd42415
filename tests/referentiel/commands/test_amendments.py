"""An amendment that was consented to becomes the next version of its balise, once, and brings what it comes from."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from referentiel.commands.amendments import Reworded, amend_balise
from referentiel.commands.balises import (
    Given,
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
)
from referentiel.commands.base import Author
from referentiel.commands.evidence import Piece
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.models import (
    Balise,
    BaliseState,
    Evidence,
    EvidenceKind,
    HistoryEntry,
    Territory,
    TrialAnswer,
)
from referentiel.queries.amendments import last_of_living, mark_of
from referentiel.queries.balises import sheet, sheets
from referentiel.queries.snapshots import balises_of_now
from referentiel.thread import draw_thread

ALICE = Author("Alice", 7)
WAS, NOW = "Tenir le fil", "Tenir le fil, même l’été"
DAY = date(2024, 3, 1)


@pytest.fixture
def balise(stakes: None) -> Balise:
    wording = Wording(WAS, concept="Un fil.", stakes=["value"])
    made = add_balise(wording, author=ALICE)
    return move_balise(made, BaliseState.CONSENTED, author=ALICE)


def amendment(statement: str = NOW, *more: Piece, number: int = 9) -> Given:
    said = {"supports": 2, "was": WAS, "tested": 1, "edition": 3, "trial": "AAAA/trial/1"}
    origin = f"AAAA/balise/{number}"
    first = Piece(origin, EvidenceKind.AMENDMENT, statement, particulars=said)
    return Given([first, *more], None, "Séance d’épreuve", DAY)


def test_it_becomes_the_next_version_and_keeps_the_rest(balise: Balise) -> None:
    taken = amend_balise(balise, amendment(), seen=None, author=ALICE, why="L’été compte.")
    balise.refresh_from_db()
    first, second = balise.versions.order_by("number")
    assert (taken.version, taken.added) == (2, 1)
    assert (balise.statement, balise.state) == (NOW, BaliseState.AMENDED)
    assert (second.statement, second.concept, second.stakes) == (NOW, "Un fil.", first.stakes)
    assert (second.entry.event, second.entry.why, second.entry.account) == (
        "balise_amended", "L’été compte.", 7,
    )  # fmt: skip
    assert HistoryEntry.objects.filter(event="balise_amended").count() == 1


def test_taken_twice_it_is_one_version_which_a_later_vote_completes(balise: Balise) -> None:
    amend_balise(balise, amendment(), seen=None, author=ALICE)
    vote = Piece("AAAA/balise/9/vote/1", EvidenceKind.VOTE, "Points", particulars={"total": "3"})
    again = amend_balise(balise, amendment(NOW, vote), seen="1.1", author=ALICE)
    assert (again.version, again.added) == (2, 1)
    assert amend_balise(balise, amendment(NOW, vote), seen=None, author=ALICE).added == 0
    assert balise.versions.count() == 2
    (source,) = sheet(sheets().get(pk=balise.pk)).amendments
    assert [one.title for one in source.votes] == ["Points"]


def test_reworded_meanwhile_nothing_is_lost_silently(balise: Balise) -> None:
    seen = mark_of(last_of_living(balise))
    reword_balise(balise, Wording("Garder le fil", stakes=["value"]), seen=1, author=ALICE)
    with pytest.raises(Reworded):
        amend_balise(balise, amendment(), seen=seen, author=ALICE)
    assert balise.versions.count() == 2
    now = mark_of(last_of_living(balise))
    assert amend_balise(balise, amendment(), seen=now, author=ALICE).version == 3


def test_merged_meanwhile_it_goes_to_the_living_heir(balise: Balise) -> None:
    heir = add_balise(Wording("Nouer"), author=ALICE)
    seen = mark_of(last_of_living(balise))
    merge_balise(balise, heir, author=ALICE)
    with pytest.raises(Reworded):
        amend_balise(balise, amendment(), seen=seen, author=ALICE)
    balise.refresh_from_db()
    now = mark_of(last_of_living(balise))
    taken = amend_balise(balise, amendment(), seen=now, author=ALICE)
    assert (taken.balise, taken.version) == (heir, 2)
    assert Evidence.objects.get().balise == heir


def test_retired_it_is_refused_clearly(balise: Balise) -> None:
    move_balise(balise, BaliseState.RETIRED, author=ALICE, why="Ainsi.")
    with pytest.raises(ValidationError, match="retirée du référentiel"):
        amend_balise(balise, amendment(), seen=None, author=ALICE)
    assert not Evidence.objects.exists()


def test_what_it_says_already_is_no_version(balise: Balise) -> None:
    with pytest.raises(ValidationError, match="dit déjà cela"):
        amend_balise(balise, amendment(WAS), seen=None, author=ALICE)


@pytest.mark.parametrize(
    ("before", "after"),
    [("emergente", "consentie"), ("consentie", "amendee"), ("amendee", "amendee")],
)
def test_state_follows_its_life(stakes: None, before: str, after: str) -> None:
    made = add_balise(Wording(WAS), author=ALICE)
    if before != "emergente":
        move_balise(made, BaliseState.CONSENTED, author=ALICE)
    if before == "amendee":
        move_balise(made, BaliseState.AMENDED, author=ALICE)
    assert amend_balise(made, amendment(), seen=None, author=ALICE).balise.state == after


def trial_of(place: Territory, version: int) -> Trial:
    answers = [Answer(f"AAAA/trial/{version}/{place.pk}", place, TrialAnswer.ADAPT)]
    return Trial(answers, version, None, "Séance d’épreuve", DAY, edition=3)


def test_answers_to_the_text_before_do_not_test_the_amended_one(
    balise: Balise, territory: Territory
) -> None:
    amend_balise(balise, amendment(), seen=None, author=ALICE)
    take_trial(balise, trial_of(territory, 1), author=ALICE)
    balise.refresh_from_db()
    assert balise.state == BaliseState.AMENDED
    emerging = add_balise(Wording("Nouer"), author=ALICE)
    amend_balise(emerging, amendment("Nouer bien", number=8), seen=None, author=ALICE)
    late = [Answer("AAAA/trial/9/1", territory, TrialAnswer.ADAPT)]
    take_trial(emerging, Trial(late, 1, None, "Séance", DAY), author=ALICE)
    emerging.refresh_from_db()
    assert emerging.state == BaliseState.CONSENTED
    take_trial(balise, trial_of(territory, 2), author=ALICE)
    balise.refresh_from_db()
    assert balise.state == BaliseState.TESTED


def test_pages_say_what_it_came_from(client: Client, balise: Balise, territory: Territory) -> None:
    take_trial(balise, trial_of(territory, 1), author=ALICE)
    amend_balise(balise, amendment(), seen=None, author=ALICE, why="L’été compte.")
    page = client.get(balise.get_absolute_url()).content.decode()
    assert "Amendée en mars 2024, à la suite de la mise à l’épreuve de" in page
    assert "(édition 3), amendée\N{NO-BREAK SPACE}: version 2" in page
    assert "<ins>" in page
    thread = client.get(f"{balise.get_absolute_url()}provenance/").content.decode()
    assert "thread__box--amendment" in thread
    assert "devenu la version 2" in thread
    assert f'{balise.get_absolute_url()}versions/?a=2">amendement devenu la version 2</a>' in thread


def test_picture_leads_from_the_trials_to_the_amendment(
    balise: Balise, territory: Territory
) -> None:
    other = Territory.objects.create(name="Loos", slug="loos", kind="town")
    answers = [
        Answer(f"AAAA/trial/{number}/{place.pk}", place, TrialAnswer.ADAPT)
        for number, place in ((1, territory), (1, other), (2, other))
    ]
    take_trial(balise, Trial(answers, 1, None, "Séance d’épreuve", DAY), author=ALICE)
    card = Piece("AAAA/balise/9/card/1", EvidenceKind.CARD, "Le puits", territory=territory)
    amend_balise(balise, amendment(NOW, card), seen=None, author=ALICE)
    thread = draw_thread(sheet(sheets().get(pk=balise.pk)))
    by_kind = {
        kind: [box for box in thread.boxes if box.kind == kind] for kind in ("trial", "amendment")
    }
    (amended,) = by_kind["amendment"]
    into = [
        line for line in thread.lines if line.path.endswith(f" {amended.x:g} {amended.middle:g}")
    ]
    begins = {line.path.split(" C")[0] for line in into}
    # Two territories answered in that trial; the third answer is of another trial.
    before = {f"M{box.right:g} {box.middle:g}" for box in by_kind["trial"][:2]}
    assert before <= begins
    assert len(begins - before) == 1
    assert amended.x + thread.box_width == thread.width
    places = [(box.x, box.y) for box in thread.boxes]
    assert len(set(places)) == len(places)


def test_edition_keeps_it(balise: Balise, territory: Territory) -> None:
    take_trial(balise, trial_of(territory, 1), author=ALICE)
    amend_balise(balise, amendment(), seen=None, author=ALICE)
    (facts,) = balises_of_now([balise.pk])
    (source,) = facts["sources"]
    assert (source["wording"], source["supports"]) == (NOW, 2)
    assert source["amendment"] == {"tested": 1, "edition": 3, "was": WAS, "version": 2}
    assert [trial["edition"] for trial in facts["trials"]] == [3]


def test_piece_that_a_split_took_along_is_completed_where_it_went(balise: Balise) -> None:
    amend_balise(balise, amendment(), seen=None, author=ALICE)
    other = add_balise(Wording("Nouer"), author=ALICE)
    Evidence.objects.update(balise=other)
    card = replace(amendment().pieces[0], origin="AAAA/balise/9/x", kind=EvidenceKind.WORDING)
    taken = amend_balise(balise, amendment(NOW, card), seen=None, author=ALICE)
    assert taken.balise == other
    assert balise.versions.count() == 2
