"""Balises put to the test: one answer per territory, the last one stands, and dissent beside it."""

import json
from uuid import uuid4

import pytest
from django.test import Client

from referentiel.commands.balises import Wording, add_balise
from referentiel.commands.base import Author
from referentiel.models import Balise, Evidence, TrialAnswer
from sessions.commands import cards, sessions, trials
from sessions.commands.base import Refused, Stale
from sessions.exports.outcome import read_outcome
from sessions.models import Dissent, TerritoryAnswer, Trial
from sessions.queries.trials import trial_views
from tests.sessions.world import World, begin_trial


@pytest.fixture
def trial(world: World) -> Trial:
    begin_trial(world)
    return world.room.session.trials.get()


def answer(world: World, trial: Trial, said: str = "echo", **more: object) -> None:
    words = {"text": "Nous l’avons vu.", **more}
    trials.answer_trial(world.bob.actor, uuid4(), trial.pk, answer=said, **words)  # type: ignore[arg-type]


def test_last_answer_of_a_territory_stands(world: World, trial: Trial) -> None:
    answer(world, trial)
    answer(world, trial, "adapter")
    row = TerritoryAnswer.objects.get()
    assert (row.territory, row.answer) == (world.bob.seat.territory, TrialAnswer.ADAPT)


def test_each_territory_has_its_own(world: World, trial: Trial) -> None:
    answer(world, trial)
    trials.answer_trial(world.chloe.actor, uuid4(), trial.pk, answer="pas-ici", text="Trop grand.")
    assert trial.answers.count() == 2


def test_second_of_one_territory_is_told_of_the_first(world: World, trial: Trial) -> None:
    answer(world, trial, seen="0")
    neighbour = world.room.seat("Nora", world.bob.seat.territory.name)
    with pytest.raises(Stale):
        trials.answer_trial(
            neighbour.actor, uuid4(), trial.pk, answer="adapter", text="Non.", seen="0"
        )
    trials.answer_trial(neighbour.actor, uuid4(), trial.pk, answer="adapter", text="Non.", seen="1")
    assert TerritoryAnswer.objects.get().author == neighbour.seat


def test_dissent_is_written_beside_and_can_be_taken_back(world: World, trial: Trial) -> None:
    answer(world, trial)
    neighbour = world.room.seat("Nora", world.bob.seat.territory.name)
    trials.dissent(neighbour.actor, uuid4(), trial.pk, text="Pas chez nous.")
    (shown,) = trial_views(world.room.session)
    assert [view.dissents for view in shown.answers] == [["Pas chez nous."]]
    trials.dissent(neighbour.actor, uuid4(), trial.pk, text="")
    assert not Dissent.objects.exists()


def test_card_that_an_answer_rests_on_cannot_be_deleted(world: World, trial: Trial) -> None:
    answer(world, trial, card=world.card.pk)
    world.room.go_to("recits")
    with pytest.raises(Refused, match="s’appuie"):
        cards.delete_card(world.bob.actor, uuid4(), world.card.pk)


def test_hidden_card_is_neither_chosen_nor_shown(world: World, trial: Trial) -> None:
    answer(world, trial, card=world.card.pk)
    cards.show_or_hide_card(world.room.leader, uuid4(), world.card.pk, hidden=True)
    (shown,) = trial_views(world.room.session)
    assert shown.answers[0].card_title == ""
    with pytest.raises(Refused, match="masquée"):
        answer(world, trial, "adapter", card=world.card.pk)


def test_balise_with_an_answer_stays(world: World, trial: Trial) -> None:
    answer(world, trial)
    with pytest.raises(Refused, match="déjà une réponse"):
        trials.choose_trials(world.room.leader, uuid4(), balises=[])
    assert Trial.objects.count() == 1


def test_choice_can_be_changed_before(world: World, trial: Trial) -> None:
    other = add_balise(Wording("Garder le cap"), author=Author("Alice"))
    trials.choose_trials(world.room.leader, uuid4(), balises=[other.pk])
    assert [one.balise for one in world.room.session.trials.all()] == [other]


def test_answers_go_into_the_referentiel_once(world: World, trial: Trial) -> None:
    answer(world, trial)
    trials.dissent(world.bob.actor, uuid4(), trial.pk, text="Pas tout à fait.")
    sessions.close_session(world.room.leader, uuid4())
    trials.remember_trials(world.room.leader, uuid4())
    trials.remember_trials(world.room.leader, uuid4())
    piece = Evidence.objects.get()
    assert piece.territory == world.bob.seat.territory
    assert piece.particulars == {"answer": "echo", "version": 1, "dissent": ["Pas tout à fait."]}
    assert "Bob" not in str(list(Evidence.objects.values()))


def test_export_signs_no_answer_in_an_anonymous_seance(world: World, trial: Trial) -> None:
    answer(world, trial)
    trials.dissent(world.bob.actor, uuid4(), trial.pk, text="Pas moi.")
    session = world.room.session
    (facts,) = read_outcome(session.code).trials
    assert facts.answers[0].author == world.bob.seat.pk
    session.secrecy = "anonymous"
    session.save()
    (facts,) = read_outcome(session.code).trials
    assert facts.answers[0].author is None
    assert [voice.text for voice in facts.voices] == ["Pas moi."]


def test_exports_tell_of_it(world: World, trial: Trial) -> None:
    answer(world, trial)
    browser = world.room.leader_browser()
    address = f"/s/{world.room.session.code}/exports"
    assert (
        json.loads(browser.get(f"{address}/json").content)["trials"][0]["balise"] == "tenir-le-fil"
    )
    told = browser.get(f"{address}/html").content.decode()
    assert "Les balises à l’épreuve" in told
    assert "Nous l’avons vu." in told


def test_answer_without_evidence_comes_back_with_what_was_chosen(
    world: World, trial: Trial
) -> None:
    browser: Client = world.bob.browser()
    address = f"/s/{world.room.session.code}/epreuve/{trial.pk}/reponse/"
    back = browser.post(address, {"operation": str(uuid4()), "answer": "adapter"})
    assert back.status_code == 422
    assert "Dites ce qui le montre" in back.content.decode()
    assert "checked" in back.content.decode()
    assert not TerritoryAnswer.objects.exists()


def test_tested_balise_cannot_be_lost_with_the_seance(world: World, trial: Trial) -> None:
    world.room.session.delete()
    assert Balise.objects.filter(pk=trial.balise_id).exists()
