"""The pieces of page that change, by noun. To add one: a module, a template, a line here."""

from sessions.fragments.cards import CARD
from sessions.fragments.clock import CLOCK
from sessions.fragments.discussions import DISCUSSION
from sessions.fragments.people import LEAVER, PERSON, SEAT
from sessions.fragments.polls import BALLOT, EARLIER_POLLS, POLL, TABLES, TURNOUT
from sessions.fragments.proposals import PROPOSAL
from sessions.fragments.registry import Fragment
from sessions.fragments.resources import RESOURCES
from sessions.fragments.room import COUNTS, GAPS, HEATMAP
from sessions.fragments.session import BOARD, HEADING, SESSION_STATE
from sessions.fragments.step import STEP
from sessions.fragments.trials import TRIAL
from sessions.fragments.voices import VOICES

FRAGMENTS: list[Fragment] = [
    BOARD,
    HEADING,
    SESSION_STATE,
    STEP,
    CLOCK,
    *COUNTS,
    RESOURCES,
    CARD,
    DISCUSSION,
    GAPS,
    PROPOSAL,
    TRIAL,
    POLL,
    BALLOT,
    TURNOUT,
    TABLES,
    EARLIER_POLLS,
    HEATMAP,
    VOICES,
    PERSON,
    LEAVER,
    SEAT,
]
