"""The pieces of page that change, by noun. To add one: a module, a template, a line here."""

from sessions.fragments.cards import CARD
from sessions.fragments.people import LEAVER, PERSON, SEAT
from sessions.fragments.polls import BALLOT, EARLIER_POLLS, POLL, TABLES, TURNOUT
from sessions.fragments.proposals import PROPOSAL
from sessions.fragments.registry import Fragment
from sessions.fragments.resources import RESOURCES
from sessions.fragments.room import COUNTS, HEATMAP
from sessions.fragments.session import BOARD, HEADING, SESSION_STATE
from sessions.fragments.step import STEP
from sessions.fragments.trials import TRIAL

FRAGMENTS: list[Fragment] = [
    BOARD,
    HEADING,
    SESSION_STATE,
    STEP,
    *COUNTS,
    RESOURCES,
    CARD,
    PROPOSAL,
    TRIAL,
    POLL,
    BALLOT,
    TURNOUT,
    TABLES,
    EARLIER_POLLS,
    HEATMAP,
    PERSON,
    LEAVER,
    SEAT,
]
