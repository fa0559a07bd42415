"""Who may do what, when: the whole table, written by hand from what a séance should allow.

A column is a step, in the order of the agenda: accueil, récits, lecture, émergence, vote, bilan.
`x` is allowed, `.` is refused.
"""

import pytest

from sessions.actor import Role
from sessions.permissions import refusal
from sessions.steps import STEP_KINDS, Action

STEPS = ("accueil", "recits", "lecture", "emergence", "vote", "bilan")
WHO = {
    "visitor": (Role.VISITOR, False),
    "owner": (Role.PARTICIPANT, True),
    "other": (Role.PARTICIPANT, False),
    "facilitator": (Role.FACILITATOR, False),
}
"""`owner` made the card or the balise in question; `other` is somebody else in the room."""

WHILE_OPEN = """
                    visitor  owner   other   facilitator
                    arlevb   arlevb  arlevb  arlevb
join                xxxxxx   ......  ......  ......
post_card           ......   .x....  .x....  ......
edit_card           ......   .xx...  ......  xxxxxx
delete_card         ......   .x....  ......  ......
hide_card           ......   ......  ......  xxxxxx
read_card           ......   ..x...  ..x...  ......
propose             ......   ...x..  ...x..  ......
edit_proposal       ......   ...x..  ......  xxxxxx
hide_proposal       ......   ......  ......  xxxxxx
support             ......   ...x..  ...x..  ......
vote                ......   ....x.  ....x.  ......
open_step           ......   ......  ......  xxxxxx
open_poll           ......   ......  ......  ....x.
close_poll          ......   ......  ......  ....x.
reopen_poll         ......   ......  ......  ....x.
reveal_poll         ......   ......  ......  ....xx
move_participant    ......   x.....  ......  xxxxxx
remove_participant  ......   ......  ......  xxxxxx
erase_participant   ......   xxxxxx  ......  xxxxxx
edit_session        ......   ......  ......  xxxxxx
open_session        ......   ......  ......  xxxxxx
close_session       ......   ......  ......  xxxxxx
change_screen_key   ......   ......  ......  xxxxxx
"""

ALWAYS = {
    ("open_session", "facilitator"),
    ("change_screen_key", "facilitator"),
    ("erase_participant", "facilitator"),
    ("erase_participant", "owner"),
}
WHILE_NOT_OPEN = {"draft": ALWAYS | {("edit_session", "facilitator")}, "closed": ALWAYS}
"""All that can be done, at whatever step."""


def allowed_while_open() -> set[tuple[str, str, str]]:
    """`(action, who, step)` for each `x` of the table."""
    rows = [line.split() for line in WHILE_OPEN.strip().splitlines()[2:]]
    return {
        (action, who, step)
        for action, *columns in rows
        for who, signs in zip(WHO, columns, strict=True)
        for step, sign in zip(STEPS, signs, strict=True)
        if sign == "x"
    }


def test_table_knows_every_action_and_every_step() -> None:
    rows = [line.split()[0] for line in WHILE_OPEN.strip().splitlines()[2:]]
    assert rows == [action.value for action in Action]
    assert tuple(STEP_KINDS) == STEPS


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("action", list(Action))
def test_open_session_allows_what_the_table_says(action: Action, step: str, who: str) -> None:
    role, owns = WHO[who]
    reason = refusal(action, role=role, status="open", step=STEP_KINDS[step], owns=owns)
    assert (reason is None) == ((action.value, who, step) in allowed_while_open()), reason


@pytest.mark.parametrize("status", ["draft", "closed"])
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", list(Action))
def test_session_that_is_not_open_allows_next_to_nothing(
    action: Action, who: str, status: str
) -> None:
    role, owns = WHO[who]
    for step in STEPS:
        reason = refusal(action, role=role, status=status, step=STEP_KINDS[step], owns=owns)
        assert (reason is None) == ((action.value, who) in WHILE_NOT_OPEN[status]), reason


def test_refusal_names_the_step_that_does_not_allow_it() -> None:
    reason = refusal(
        Action.POST_CARD, role=Role.PARTICIPANT, status="open", step=STEP_KINDS["vote"]
    )
    assert reason == "L’étape en cours (« Vote ») ne le permet pas."
