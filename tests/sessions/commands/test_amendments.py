"""An amendment of a balise that is put to the test: worded in the room, consented to, taken as its next version."""

import re
from dataclasses import replace
from uuid import uuid4

import pytest

from referentiel.commands.balises import Wording, merge_balise, move_balise, reword_balise
from referentiel.commands.balises import add_balise as write
from referentiel.commands.base import Author
from referentiel.models import Balise, BaliseState, Evidence, EvidenceKind, Territory
from sessions.commands import amendments, polls, promotions, proposals, sessions, trials
from sessions.commands.base import Refused, Stale
from sessions.models import AtelierSession, JournalEntry, Proposal, Trial
from sessions.queries.amendments import taking_of
from sessions.queries.proposals import proposal_views
from sessions.queries.trials import trial_views
from sessions.voting import METHODS
from sessions.voting.method import Facts, OptionResult
from tests.sessions.world import World, begin_trial

NEW = "Tenir le fil, même l’été"
ALICE = Author("Alice", 7)


@pytest.fixture
def trial(world: World) -> Trial:
    begin_trial(world)
    return world.room.session.trials.get()


def amend(world: World, trial: Trial, statement: str = NEW) -> Proposal:
    answer = amendments.amend(world.bob.actor, uuid4(), trial.pk, statement=statement)
    return Proposal.objects.get(pk=answer.subject)


def take(world: World, proposal: Proposal, **words: object) -> None:
    said = {"agreed": True, **words}
    promotions.remember_amendment(world.room.leader, uuid4(), proposal.pk, **said)  # type: ignore[arg-type]


def test_board_shows_what_it_changes(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    shown = next(one for one in proposal_views(world.room.session) if one.id == proposal.pk)
    assert shown.amends is not None
    assert shown.amends.statement == "Tenir le fil"
    assert [stretch.fate for stretch in shown.amends.stretches] == ["kept", "added"]
    assert shown.support_count == 1
    assert [one.amendments for one in trial_views(world.room.session)] == [[NEW]]


def test_who_leads_words_one_too_and_supports_nothing(world: World, trial: Trial) -> None:
    world.room.go_to("accueil")
    answer = amendments.amend(world.room.leader, uuid4(), trial.pk, statement=NEW)
    proposal = Proposal.objects.get(pk=answer.subject)
    assert (proposal.author, proposal.supports.count()) == (None, 0)


def test_it_must_say_something_else(world: World, trial: Trial) -> None:
    with pytest.raises(Refused, match="changez au moins un mot"):
        amend(world, trial, "Tenir le fil")
    proposal = amend(world, trial)
    with pytest.raises(Refused, match="changez au moins un mot"):
        proposals.edit_proposal(
            world.bob.actor, uuid4(), proposal.pk, statement="Tenir le fil", cards=[]
        )
    proposals.edit_proposal(world.bob.actor, uuid4(), proposal.pk, statement="Tenir bon", cards=[])
    proposal.refresh_from_db()
    assert proposal.statement == "Tenir bon"


def test_it_may_change_other_texts_than_the_statement(world: World, trial: Trial) -> None:
    tested = trial.balise.versions.get()
    texts = {"concept": "Le récit est un commun.", "method": "", "conditions": ""}
    answer = amendments.amend(
        world.bob.actor,
        uuid4(),
        trial.pk,
        statement=trial.statement,
        texts={**texts, "counter_example": tested.counter_example},
    )
    proposal = Proposal.objects.get(pk=answer.subject)
    taking = taking_of(proposal)
    assert (taking.statement, [part.label for part in taking.parts]) == (
        trial.statement,
        ["Concept opératoire"],
    )
    # The statement is reworded meanwhile: an amendment of the concept leaves it alone.
    reword_balise(trial.balise, Wording("Tenir bon le fil"), seen=1, author=ALICE)
    take(world, proposal)
    version = trial.balise.versions.latest("number")
    assert (version.number, version.statement) == (3, "Tenir bon le fil")
    assert version.concept == "Le récit est un commun."


def test_balise_with_an_amendment_stays_at_the_test(world: World, trial: Trial) -> None:
    amend(world, trial)
    with pytest.raises(Refused, match="déjà un amendement"):
        trials.choose_trials(world.room.leader, uuid4(), balises=[])


def test_hidden_one_is_not_shown_under_its_balise(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    proposals.show_or_hide_proposal(world.room.leader, uuid4(), proposal.pk, hidden=True)
    assert [one.amendments for one in trial_views(world.room.session)] == [[]]


def test_taken_it_is_the_next_version_and_no_new_balise(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    take(world, proposal, why="L’été compte.", seen=taking_of(proposal).mark)
    balise = Balise.objects.get()
    proposal.refresh_from_db()
    assert (balise.statement, balise.versions.count()) == (NEW, 2)
    assert (proposal.remembered, proposal.remembered_version) == (balise.slug, 2)
    piece = Evidence.objects.get()
    assert piece.kind == EvidenceKind.AMENDMENT
    assert piece.particulars["trial"] == f"{world.room.session.code}/trial/{trial.pk}"
    assert "Bob" not in str(list(Evidence.objects.values()))


def test_taken_twice_it_is_one_version(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    take(world, proposal)
    take(world, proposal)
    promotions.remember_proposal(world.room.leader, uuid4(), proposal.pk)
    assert Balise.objects.get().versions.count() == 2
    assert JournalEntry.objects.filter(event="balise_remembered").count() == 1


def test_revealed_vote_joins_it_later(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    take(world, proposal)
    world.room.go_to("vote")
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    poll = world.room.open_poll()
    polls.cast_ballot(world.bob.actor, uuid4(), poll.pk, choices={proposal.pk: 2})
    polls.close_poll(world.room.leader, uuid4(), poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), poll.pk)
    promotions.remember_proposal(world.room.leader, uuid4(), proposal.pk)
    vote = Evidence.objects.get(kind=EvidenceKind.VOTE)
    assert vote.particulars["total"] == "2 points"
    assert vote.balise.versions.count() == 2


def test_nobody_takes_it_before_the_group_consents(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    with pytest.raises(Refused, match="quand le groupe y consent"):
        take(world, proposal, agreed=False)
    with pytest.raises(Refused, match="C’est un amendement"):
        promotions.remember_proposal(world.room.leader, uuid4(), proposal.pk)
    with pytest.raises(Refused, match="n’est pas un amendement"):
        take(world, world.proposal)
    assert not Evidence.objects.exists()


def test_once_closed_the_answers_go_with_it(world: World, trial: Trial) -> None:
    move_balise(trial.balise, BaliseState.CONSENTED, author=ALICE)
    trials.answer_trial(world.bob.actor, uuid4(), trial.pk, answer="adapter", text="L’été, non.")
    proposal = amend(world, trial)
    sessions.close_session(world.room.leader, uuid4())
    take(world, proposal)
    assert set(Evidence.objects.values_list("kind", flat=True)) == {"trial", "amendment"}
    assert Balise.objects.get().state == BaliseState.AMENDED
    trials.remember_trials(world.room.leader, uuid4())
    assert Evidence.objects.count() == 2


def test_answers_kept_after_an_amendment_leave_it_amended(world: World, trial: Trial) -> None:
    move_balise(trial.balise, BaliseState.CONSENTED, author=ALICE)
    trials.answer_trial(world.bob.actor, uuid4(), trial.pk, answer="adapter", text="L’été, non.")
    take(world, amend(world, trial))
    sessions.close_session(world.room.leader, uuid4())
    trials.remember_trials(world.room.leader, uuid4())
    assert Balise.objects.get().state == BaliseState.AMENDED


def test_form_shows_both_texts_when_the_balise_was_reworded(world: World, trial: Trial) -> None:
    proposal = amend(world, trial)
    address = f"/s/{world.room.session.code}/balises/{proposal.pk}/version/"
    browser = world.room.leader_browser()
    seen = taking_of(proposal).mark
    reword_balise(trial.balise, Wording("Garder le fil"), seen=1, author=ALICE)
    with pytest.raises(Stale):
        take(world, proposal, seen=seen)
    operation = str(uuid4())
    sent = {"operation": operation, "agreed": "on", "why": "Ils l’ont dit.", "seen": seen}
    back = browser.post(address, sent)
    html = back.content.decode()
    assert back.status_code == 422
    assert all(text in html for text in ("Garder le fil", NEW, "Ils l’ont dit.", "checked"))
    assert Balise.objects.get().versions.count() == 2
    again = re.search(r'name="seen" value="([^"]+)"', html)
    assert again is not None
    sent |= {"operation": str(uuid4()), "seen": again[1]}
    assert browser.post(address, sent).status_code == 200
    assert browser.post(address, sent).status_code == 200
    assert Balise.objects.get().versions.count() == 3


def test_merged_balise_is_amended_in_its_heir_and_a_retired_one_is_not(
    world: World, trial: Trial
) -> None:
    heir = write(Wording("Nouer"), author=ALICE)
    merge_balise(trial.balise, heir, author=ALICE)
    proposal, browser = amend(world, trial), world.room.leader_browser()
    address = f"/s/{world.room.session.code}/balises/{proposal.pk}/version/"
    assert "réunie à" in browser.get(address).content.decode()
    move_balise(heir, BaliseState.RETIRED, author=ALICE, why="Ainsi.")
    assert "retirée du référentiel" in browser.get(address).content.decode()
    with pytest.raises(Refused, match="retirée du référentiel"):
        take(world, proposal)


def test_it_outlives_its_seance(world: World, trial: Trial) -> None:
    take(world, amend(world, trial))
    AtelierSession.objects.get(pk=world.room.session.pk).delete()
    assert Balise.objects.get().versions.count() == 2
    assert not Trial.objects.exists()


def test_page_of_the_room_says_when_the_balise_was_reworded(world: World, trial: Trial) -> None:
    reword_balise(trial.balise, Wording("Garder le fil"), seen=1, author=ALICE)
    page = world.bob.browser().get(f"/s/{world.room.session.code}/").content.decode()
    assert "Version 1\N{NO-BREAK SPACE}: la balise a été reformulée depuis." in page
    assert Territory.objects.exists()


def test_amendment_refused_by_its_form_keeps_what_was_typed(world: World, trial: Trial) -> None:
    address = f"/s/{world.room.session.code}/epreuve/{trial.pk}/amendement/"
    browser = world.bob.browser()
    assert "Tenir le fil</textarea>" in browser.get(address).content.decode()
    said = {"operation": str(uuid4()), "statement": "Le fil" * 40, "cards": [world.card.pk]}
    back = browser.post(address, said)
    assert back.status_code == 422
    assert f"{'Le fil' * 40}</textarea>" in back.content.decode()
    assert "checked" in back.content.decode()
    said |= {"operation": str(uuid4()), "statement": NEW}
    assert browser.post(address, said).status_code == 200
    assert browser.post(address, said).status_code == 200
    assert Proposal.objects.filter(amends=trial).count() == 1


def reveal_a_vote_that_says(
    monkeypatch: pytest.MonkeyPatch, world: World, proposal: Proposal, *, consented: bool
) -> None:
    """Reveals a vote on the amendment by a method that asks for consent."""

    def of_option(facts: Facts) -> OptionResult:
        return OptionResult(facts["proposal"], "dit", {}, consented=consented)

    exported = replace(METHODS["dots"].exported, of_option=of_option)
    monkeypatch.setitem(METHODS, "dots", replace(METHODS["dots"], exported=exported))
    world.room.go_to("vote")
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)
    poll = world.room.open_poll()
    polls.close_poll(world.room.leader, uuid4(), poll.pk)
    polls.reveal_poll(world.room.leader, uuid4(), poll.pk)


def test_vote_that_refuses_consent_stands(
    monkeypatch: pytest.MonkeyPatch, world: World, trial: Trial
) -> None:
    proposal = amend(world, trial)
    reveal_a_vote_that_says(monkeypatch, world, proposal, consented=False)
    with pytest.raises(Refused, match="ne consent pas"):
        take(world, proposal, agreed=True)
    address = f"/s/{world.room.session.code}/balises/{proposal.pk}/version/"
    page = world.room.leader_browser().get(address).content.decode()
    assert "le groupe n’y consent pas" in page
    assert 'type="submit"' not in page


def test_vote_that_consents_needs_no_other_word(
    monkeypatch: pytest.MonkeyPatch, world: World, trial: Trial
) -> None:
    proposal = amend(world, trial)
    reveal_a_vote_that_says(monkeypatch, world, proposal, consented=True)
    take(world, proposal, agreed=False)
    assert Balise.objects.get().versions.count() == 2
