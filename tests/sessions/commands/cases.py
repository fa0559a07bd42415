"""Every command of a room once: who gives it, where, with what, and what the journal says of it."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from sessions.commands import (
    amendments,
    cards,
    clock,
    consents,
    discussions,
    merging,
    participants,
    polls,
    promotions,
    proposals,
    readings,
    sessions,
    steps,
    tables,
    trajectories,
    trials,
)
from tests.sessions.commands.case import Case
from tests.sessions.commands.moments import (
    balises,
    close_poll,
    close_poll_at_vote,
    close_session,
    close_with_answers,
    discuss,
    end_discussion,
    enter_table,
    hide_card,
    hide_proposal,
    pause_clock,
    reveal_poll,
    show_voices,
    start_clock,
    support,
    write_balise,
)
from tests.sessions.world import (
    World,
    amend_for_consent,
    begin_amendment,
    begin_consent,
    begin_merge,
    begin_objection,
    begin_trial,
    drop_objection,
    merge_two,
    objection_of,
    table_of,
)

CARD = {"kind": "appui", "title": "Les visites"}
READING = {"cooperation": {"intensity": 2, "reason": "Ensemble."}}
BALISE = "Raconter pour comprendre"
OTHERS = {"bob": "chloe", "chloe": "bob", "leader": "bob", "visitor": "bob"}


AN_ANSWER = {"answer": "echo", "text": "Nous l’avons vu."}


def _newcomer(world: World) -> dict[str, Any]:
    territory = world.bob.seat.territory_id
    return {"name": "Émile", "territory": territory, "seat_fingerprint": "e" * 64}


def _worded(world: World) -> dict[str, Any]:
    return {"statement": BALISE, "cards": [world.card.pk]}


def _voted(world: World) -> dict[str, Any]:
    return {"choices": {world.proposal.pk: 3}}


def _other(world: World) -> dict[str, Any]:
    return {"other": world.id_of("merged")}


def _on_paper(world: World) -> dict[str, Any]:
    given = {"tally": {str(world.proposal.pk): 4}}
    return {"territory": world.bob.seat.territory_id, "name": "Table 2", "seats": 2, **given}


def _that_table(world: World) -> dict[str, Any]:
    return {"table": table_of(world)}


def _again(world: World) -> dict[str, Any]:
    return {**_on_paper(world), **_that_table(world)}


def _corrected(world: World) -> dict[str, Any]:
    return {"title": "Récits croisés", "season": None, "held_on": date(2026, 12, 1)}


def _grown(world: World) -> dict[str, Any]:
    return {**_corrected(world), "new_territories": ["Lens"]}


def _agreed(world: World) -> dict[str, Any]:
    return {**_malaunay(world), "agreed_by": "La maire", "agreed_on": date(2020, 1, 5)}


def _malaunay(world: World) -> dict[str, Any]:
    return {"territory": world.bob.seat.territory_id}


STATE = "session-state step clock poll ballot"
VOTE = "poll ballot turnout tables"

CASES = [
    Case(
        participants.join, "visitor", "recits", "closed", "participant_joined",
        "person-{new} participants-count territories-count turnout voices tables",
        words=_newcomer, other_words={"name": "Un autre"},
    ),
    Case(
        participants.move_participant, "leader", "recits", "closed", "participant_moved",
        "person-{about} seat-{about} territories-count card-{read} heatmap gaps discussion voices tables",
        about="seat", words=_malaunay, other_words={"territory": 10**9},
    ),
    Case(
        participants.introduce, "chloe", "recits", "closed", "participant_introduced",
        "person-{about} card-{read} card-{told} voices", about="seat",
        words=lambda world: {"organisation": "Halage", "family": "citizens"}, other_words={"family": "state"},
    ),
    Case(
        participants.show_voices, "leader", "recits", "closed", "voices_shown", "voices",
        words=lambda world: {"shown": True}, other_words={"shown": False},
    ),
    Case(
        participants.show_voices, "leader", "recits", "closed", "voices_hidden", "voices", before=show_voices,
        words=lambda world: {"shown": False}, other_words={"shown": True}, name="hide_voices",
    ),
    Case(
        participants.remove_participant, "leader", "recits", "closed", "participant_removed",
        "person-{about} leaver-{about} participants-count territories-count turnout tables voices", about="seat",
    ),
    Case(
        participants.erase_participant, "leader", "recits", "", "participant_erased",
        "person-{about} leaver-{about} participants-count territories-count turnout tables card-{read} card-{told}"
        " voices poll earlier-polls",
        about="seat",
    ),
    Case(
        cards.post_card, "bob", "recits", "lecture", "card_posted", "card-{new} cards-count territories-count voices",
        words=lambda world: CARD, other_words={"title": "Autre chose"},
    ),
    Case(
        cards.edit_card, "bob", "lecture", "emergence", "card_edited",
        "card-{about} proposal-{balise} gaps discussion", about="cited",
        words=lambda world: CARD, other_words={"title": "Autre chose"},
    ),
    Case(
        cards.delete_card, "bob", "recits", "lecture", "card_deleted",
        "card-{about} cards-count readings-count territories-count heatmap gaps discussion voices", about="card",
    ),
    Case(
        cards.show_or_hide_card, "leader", "vote", "closed", "card_hidden",
        "card-{about} cards-count readings-count territories-count heatmap gaps discussion proposal-{balise}",
        about="cited", words=lambda world: {"hidden": True}, other_words={"hidden": False},
    ),
    Case(
        cards.show_or_hide_card, "leader", "vote", "closed", "card_restored",
        "card-{about} cards-count readings-count territories-count heatmap gaps discussion",
        about="card", before=hide_card, name="restore_card",
        words=lambda world: {"hidden": False}, other_words={"hidden": True},
    ),
    Case(
        readings.read_card, "chloe", "lecture", "recits", "card_read",
        "card-{about} readings-count heatmap gaps voices", about="card",
        words=lambda world: {"tags": READING}, other_words={"tags": {}},
    ),
    Case(
        readings.read_card, "chloe", "lecture", "recits", "card_read",
        "card-{about} readings-count heatmap gaps discussion voices",
        about="card", before=discuss, name="read_discussed_card",
        words=lambda world: {"tags": READING}, other_words={"tags": {}},
    ),
    Case(
        discussions.open_discussion, "leader", "lecture", "vote", "discussion_opened", "discussion",
        about="card", words=lambda world: {"stake": "value"}, other_words={"stake": ""},
    ),
    Case(
        discussions.settle_discussion, "leader", "lecture", "closed", "discussion_ended", "discussion",
        about="discussion", before=discuss,
        words=lambda world: {"ended": True}, other_words={"ended": False},
    ),
    Case(
        discussions.settle_discussion, "leader", "lecture", "closed", "discussion_resumed", "discussion",
        about="discussion", before=end_discussion, name="resume_discussion",
        words=lambda world: {"ended": False}, other_words={"ended": True},
    ),
    Case(
        discussions.cancel_discussion, "leader", "lecture", "closed", "discussion_cancelled", "discussion",
        about="discussion", before=discuss,
    ),
    Case(
        proposals.propose, "chloe", "emergence", "vote", "balise_proposed",
        "proposal-{new} balises-count voices", words=_worded, other_words={"statement": "Dire autrement"},
    ),
    Case(
        proposals.edit_proposal, "bob", "emergence", "vote", "balise_reworded",
        "proposal-{about} poll ballot earlier-polls", about="proposal", words=_worded,
        other_words={"statement": "Dire autrement"},
    ),
    Case(
        proposals.support_proposal, "chloe", "emergence", "vote", "balise_supported",
        "proposal-{about} voices", about="proposal",
        words=lambda world: {"supported": True}, other_words={"supported": False},
    ),
    Case(
        proposals.support_proposal, "chloe", "emergence", "vote", "balise_unsupported",
        "proposal-{about} voices", about="proposal", before=support, name="stop_supporting",
        words=lambda world: {"supported": False}, other_words={"supported": True},
    ),
    Case(
        proposals.show_or_hide_proposal, "leader", "recits", "closed", "balise_hidden",
        "proposal-{about} balises-count poll ballot earlier-polls", about="proposal",
        words=lambda world: {"hidden": True}, other_words={"hidden": False},
    ),
    Case(
        proposals.show_or_hide_proposal, "leader", "recits", "closed", "balise_restored",
        "proposal-{about} balises-count poll ballot earlier-polls", about="proposal", before=hide_proposal,
        words=lambda world: {"hidden": False}, other_words={"hidden": True},
        name="restore_proposal",
    ),
    Case(
        merging.merge_proposals, "leader", "recits", "closed", "balise_merged",
        "proposal-{about} proposal-{new} balises-count", about="kept", before=begin_merge,
        words=_other, other_words={"other": 10**9},
    ),
    Case(
        merging.split_proposal, "leader", "recits", "closed", "balise_split",
        "proposal-{about} proposal-{kept} balises-count", about="merged", before=merge_two,
    ),
    Case(
        promotions.remember_proposal, "leader", "recits", "", "balise_remembered",
        "proposal-{about}", about="proposal",
    ),
    Case(
        promotions.remember_amendment, "leader", "recits", "", "balise_remembered",
        "proposal-{about} trial-{trial}", about="amendment", before=begin_amendment,
        words=lambda world: {"agreed": True}, other_words={"why": "Autrement."},
    ),
    Case(
        amendments.amend, "bob", "vote", "recits", "balise_proposed",
        "proposal-{new} trial-{about} balises-count voices", about="trial", before=begin_trial,
        words=lambda world: {"statement": "Tenir le fil, même l’été"}, other_words={"statement": "Tenir bon"},
    ),
    Case(
        trials.choose_trials, "leader", "vote", "closed", "trials_chosen", "board",
        before=write_balise, words=balises, other_words={"balises": [0]},
    ),
    Case(
        trials.answer_trial, "bob", "vote", "closed", "trial_answered",
        "trial-{about}", about="trial", before=begin_trial, words=lambda world: AN_ANSWER,
        other_words={"answer": "adapter"},
    ),
    Case(
        trials.dissent, "bob", "vote", "closed", "trial_dissented",
        "trial-{about}", about="trial", before=begin_trial,
        words=lambda world: {"text": "Pas moi."}, other_words={"text": "Moi non plus."},
    ),
    Case(
        trials.remember_trials, "leader", "vote", "", "trials_remembered", "",
        before=close_with_answers,
    ),
    Case(
        trajectories.publish_trajectory, "leader", "recits", "", "trajectory_published", "",
        before=close_session, words=_agreed,
        other_words={"agreed_by": "Le bureau"},
    ),
    Case(polls.open_poll, "leader", "vote", "bilan", "poll_opened", f"{VOTE} earlier-polls", before=reveal_poll),
    Case(polls.close_poll, "leader", "vote", "bilan", "poll_closed", VOTE, about="poll"),
    Case(
        polls.reopen_poll, "leader", "vote", "bilan", "poll_reopened", VOTE, about="poll",
        before=close_poll,
    ),
    Case(
        polls.reveal_poll, "leader", "bilan", "emergence", "poll_revealed", VOTE, about="poll",
        before=close_poll_at_vote,
    ),
    Case(
        polls.cast_ballot, "bob", "vote", "bilan", "ballot_cast", "turnout", about="poll",
        words=_voted, other_words={"choices": {}},
    ),
    Case(consents.lead_on, "leader", "vote", "bilan", "consent_led_on", "poll ballot", about="consent",
         before=begin_consent, words=lambda world: {"moment": "clarified"}, other_words={"moment": "felt"}),
    Case(consents.weigh_objection, "leader", "vote", "bilan", "objection_weighed",
         "poll ballot earlier-polls", about="consent",
         before=begin_objection, words=lambda world: {"objection": objection_of(world), "kept": True},
         other_words={"kept": False}),
    Case(consents.settle_objection, "leader", "vote", "bilan", "objection_settled",
         "poll ballot earlier-polls", about="consent",
         before=drop_objection, words=lambda world: {"objection": objection_of(world), "fate": "as_reserve"},
         other_words={"fate": "withdrawn"}),
    Case(
        consents.ask_again, "leader", "vote", "bilan", "consent_asked_again",
        "poll ballot turnout tables earlier-polls", about="consent", before=amend_for_consent,
    ),
    Case(
        tables.enter_table, "leader", "vote", "bilan", "table_entered", "turnout tables", about="poll",
        words=_on_paper, other_words={"seats": 3},
    ),
    Case(
        tables.enter_table, "leader", "vote", "bilan", "table_entered", "turnout tables", about="poll",
        before=enter_table, words=_again, other_words={"seats": 4}, name="correct_table",
    ),
    Case(
        tables.remove_table, "leader", "vote", "bilan", "table_removed", "turnout tables", about="poll",
        before=enter_table, words=_that_table, other_words={"table": uuid4()},
    ),
    Case(
        steps.open_step, "leader", "vote", "closed", "step_opened", "step clock poll ballot voices",
        about="bilan",
    ),
    Case(
        clock.start_clock, "leader", "vote", "closed", "clock_started", "clock",
        other_words={"minutes": 7},
    ),
    Case(clock.pause_clock, "leader", "vote", "closed", "clock_paused", "clock", before=start_clock),
    Case(clock.resume_clock, "leader", "vote", "closed", "clock_resumed", "clock", before=pause_clock),
    Case(
        clock.shift_clock, "leader", "vote", "closed", "clock_shifted", "clock", before=start_clock,
        words=lambda world: {"minutes": 1}, other_words={"minutes": -1},
    ),
    Case(clock.stop_clock, "leader", "vote", "closed", "clock_stopped", "clock", before=start_clock),
    Case(
        sessions.edit_session, "leader", "vote", "closed", "session_edited", "heading resources",
        words=_corrected, other_words={"title": "Autre chose"},
    ),
    Case(
        sessions.edit_session, "leader", "accueil", "closed", "session_edited", "heading resources board",
        words=_grown, other_words={"new_territories": ["Liévin"]}, name="add_territory",
    ),
    Case(
        sessions.open_session, "leader", "vote", "", "session_opened", STATE, before=close_session
    ),
    Case(sessions.close_session, "leader", "vote", "", "session_closed", STATE),
    Case(sessions.change_screen_key, "leader", "vote", "", "screen_key_changed", ""),
]  # fmt: skip
CASES = [replace(case, name=case.name or case.perform.__name__) for case in CASES]
