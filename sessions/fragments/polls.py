"""The vote: its state and result, the ballot, how many have voted, tables on paper, and the votes before it."""

from sessions.audience import AudienceRole
from sessions.fragments.registry import Condition, Context, SingleFragment, always, telling
from sessions.models import AtelierSession
from sessions.queries import polls
from sessions.queries.tables import tables_of

STATE_OF_VOTE: dict[str, Condition] = {
    "poll_opened": always,
    "poll_closed": always,
    "poll_reopened": always,
    "poll_revealed": always,
    "consent_asked_again": always,
}
COURSE: dict[str, Condition] = {
    # What the method keeps of how the vote goes on.
    "consent_led_on": always,
    "objection_weighed": always,
    "objection_settled": always,
}
OPTIONS: dict[str, Condition] = {
    # Most balises change before any vote. So an entry says when its balise is in a vote.
    "balise_reworded": telling("polls"),
    "balise_hidden": telling("polls"),
    "balise_restored": telling("polls"),
}
ON_PAPER: dict[str, Condition] = {"table_entered": always, "table_removed": always}
WHEN_TO_VOTE: dict[str, Condition] = {
    "step_opened": always,
    "session_opened": always,
    "session_closed": always,
}


def _poll(session: AtelierSession) -> Context:
    return {"poll": polls.poll_view(session)}


def _earlier(session: AtelierSession) -> Context:
    return {"earlier": polls.earlier_polls(session)}


def _tables(session: AtelierSession) -> Context:
    return {"tables": tables_of(session)}


def _turnout(session: AtelierSession) -> Context:
    return {"turnout": polls.turnout(session)}


SIGNATURES: dict[str, Condition] = {
    # Texts of a consent stand under the names of their authors.
    "participant_erased": always,
}

POLL = SingleFragment(
    key="poll",
    load=_poll,
    shows={**STATE_OF_VOTE, **COURSE, **OPTIONS, **WHEN_TO_VOTE, **SIGNATURES},
)
BALLOT = SingleFragment(
    key="ballot",
    load=_poll,
    roles=frozenset({AudienceRole.PARTICIPANTS}),
    shows={**STATE_OF_VOTE, **COURSE, **OPTIONS, **WHEN_TO_VOTE},
)
TURNOUT = SingleFragment(
    key="turnout",
    load=_turnout,
    shows={
        **STATE_OF_VOTE,
        "ballot_cast": always,
        **ON_PAPER,
        "participant_joined": always,
        "participant_removed": always,
        "participant_erased": always,
    },
)
EARLIER_POLLS = SingleFragment(
    key="earlier-polls",
    load=_earlier,
    # The screen shows one result at a time.
    roles=frozenset({AudienceRole.PARTICIPANTS, AudienceRole.FACILITATORS}),
    shows={
        "poll_opened": always,
        # The round of before is an earlier vote from now on; its author may still say what becomes of an objection.
        "consent_asked_again": always,
        "objection_weighed": always,
        "objection_settled": always,
        **OPTIONS,
        **SIGNATURES,
    },
)
TABLES = SingleFragment(
    key="tables",
    load=_tables,
    roles=frozenset({AudienceRole.FACILITATORS}),
    # Whoever takes a phone leaves the n of their table: facilitators are told that somebody did.
    shows={
        **STATE_OF_VOTE,
        **ON_PAPER,
        "participant_joined": always,
        "participant_moved": always,
        "participant_removed": always,
        "participant_erased": always,
    },
)
