"""Who may do what, when: the whole table, written by hand from what a séance should allow.

A column is a step, in the order of the agenda: accueil, récits, lecture, émergence, vote, bilan.
`x` is allowed, `.` is refused.
"""

import pytest

from sessions.actor import Role
from sessions.models import AtelierSession
from sessions.rights import NOT_NOW, NOT_THEIRS, RULES, allowed, refusal
from sessions.steps import KINDS, Action

pytestmark = pytest.mark.standalone

STEPS = ("accueil", "recits", "lecture", "epreuve", "emergence", "vote", "bilan")
WHO = {
    "visitor": (Role.VISITOR, False),
    "owner": (Role.PARTICIPANT, True),
    "other": (Role.PARTICIPANT, False),
    "facilitator": (Role.FACILITATOR, False),
    "observer": (Role.OBSERVER, True),
    "scribe": (Role.SCRIBE, True),
    "foreign": (Role.SCRIBE, False),
    "projector": (Role.PROJECTOR, True),
}
"""`owner` made the card or the balise in question; `other` is somebody else in the room. A `scribe` wrote it on
behalf of somebody; it is `foreign` to another scribe. The others own nothing: they are refused even so."""

WHILE_OPEN = """
                    visitor owner other facilitator observer scribe foreign projector
                    arlpevb arlpevb arlpevb arlpevb arlpevb arlpevb arlpevb arlpevb
join                xxxxxxx ....... ....... ....... ....... ....... ....... .......
post_card           ....... .x..... .x..... ....... ....... .x..... .x..... .......
edit_card           ....... .xx.... ....... xxxxxxx ....... .xx.... ....... .......
delete_card         ....... .x..... ....... ....... ....... .x..... ....... .......
hide_card           ....... ....... ....... xxxxxxx ....... ....... ....... .......
read_card           ....... ..x.... ..x.... ....... ....... ..x.... ..x.... .......
open_discussion     ....... ....... ....... ..x.... ....... ....... ....... .......
settle_discussion   ....... ....... ....... xxxxxxx ....... ....... ....... .......
propose             ....... ....x.. ....x.. xxxxxxx ....... ....x.. ....x.. .......
amend               ....... ...xx.. ...xx.. xxxxxxx ....... ...xx.. ...xx.. .......
edit_proposal       ....... ...xx.. ....... xxxxxxx ....... ...xx.. ....... .......
merge_proposals     ....... ....... ....... xxxxxxx ....... ....... ....... .......
hide_proposal       ....... ....... ....... xxxxxxx ....... ....... ....... .......
remember_proposal   ....... ....... ....... xxxxxxx ....... ....... ....... .......
support             ....... ...xx.. ...xx.. ....... ....... ....... ....... .......
vote                ....... .....x. .....x. ....... ....... ....... ....... .......
choose_trials       ....... ....... ....... xxxxxxx ....... ....... ....... .......
answer_trial        ....... ...x... ...x... ....... ....... ....... ....... .......
remember_trials     ....... ....... ....... ....... ....... ....... ....... .......
publish_trajectory  ....... ....... ....... ....... ....... ....... ....... .......
open_step           ....... ....... ....... xxxxxxx ....... ....... ....... .......
lead_clock          ....... ....... ....... xxxxxxx ....... ....... ....... .......
open_poll           ....... ....... ....... .....x. ....... ....... ....... .......
close_poll          ....... ....... ....... .....x. ....... ....... ....... .......
reopen_poll         ....... ....... ....... .....x. ....... ....... ....... .......
reveal_poll         ....... ....... ....... .....xx ....... ....... ....... .......
introduce           ....... xxxxxxx ....... xxxxxxx ....... ....... ....... .......
show_voices         ....... ....... ....... xxxxxxx ....... ....... ....... .......
lead_consent        ....... ....... ....... .....x. ....... ....... ....... .......
settle_objection    ....... .....x. ....... .....x. ....... ....... ....... .......
enter_table         ....... ....... ....... .....x. ....... ....... ....... .......
move_participant    ....... x...... ....... xxxxxxx ....... ....... ....... .......
remove_participant  ....... ....... ....... xxxxxxx ....... ....... ....... .......
erase_participant   ....... xxxxxxx ....... xxxxxxx ....... ....... ....... .......
edit_session        ....... ....... ....... xxxxxxx ....... ....... ....... .......
open_session        ....... ....... ....... xxxxxxx ....... ....... ....... .......
close_session       ....... ....... ....... xxxxxxx ....... ....... ....... .......
change_screen_key   ....... ....... ....... xxxxxxx ....... ....... ....... .......
carry_seat          ....... xxxxxxx xxxxxxx ....... ....... ....... ....... .......
export              ....... ....... ....... xxxxxxx ....... ....... ....... .......
watch_room          ....... xxxxxxx xxxxxxx ....... xxxxxxx xxxxxxx xxxxxxx .......
watch_cockpit       ....... ....... ....... xxxxxxx ....... ....... ....... .......
watch_screen        ....... ....... ....... xxxxxxx ....... ....... ....... xxxxxxx
"""

ALWAYS = {
    ("open_session", "facilitator"),
    ("erase_participant", "facilitator"),
    ("erase_participant", "owner"),
    ("change_screen_key", "facilitator"),
    ("carry_seat", "owner"),
    ("carry_seat", "other"),
    ("export", "facilitator"),
    ("watch_room", "owner"),
    ("watch_room", "other"),
    ("watch_room", "observer"),
    ("watch_room", "scribe"),
    ("watch_room", "foreign"),
    ("watch_cockpit", "facilitator"),
    ("watch_screen", "facilitator"),
    ("watch_screen", "projector"),
}
WHILE_NOT_OPEN = {
    "draft": ALWAYS | {("edit_session", "facilitator"), ("choose_trials", "facilitator")},
    "closed": ALWAYS
    | {
        (action, "facilitator")
        for action in ("remember_proposal", "remember_trials", "publish_trajectory")
    },
}
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
    assert tuple(KINDS) == STEPS


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("action", list(Action))
def test_open_session_allows_what_the_table_says(action: Action, step: str, who: str) -> None:
    role, owns = WHO[who]
    reason = refusal(action, role=role, status="open", step=KINDS[step], owns=owns)
    assert (reason is None) == ((action.value, who, step) in allowed_while_open()), reason


@pytest.mark.parametrize("status", ["draft", "closed"])
@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("action", list(Action))
def test_session_that_is_not_open_allows_next_to_nothing(
    action: Action, who: str, status: str
) -> None:
    role, owns = WHO[who]
    for step in STEPS:
        reason = refusal(action, role=role, status=status, step=KINDS[step], owns=owns)
        assert (reason is None) == ((action.value, who) in WHILE_NOT_OPEN[status]), reason


def test_refusal_names_the_step_that_does_not_allow_it() -> None:
    reason = refusal(Action.POST_CARD, role=Role.PARTICIPANT, status="open", step=KINDS["vote"])
    assert reason == "L’étape en cours (« Vote ») ne le permet pas."


def test_table_has_a_rule_for_every_action_and_a_sentence_for_every_ground() -> None:
    assert set(RULES) == set(Action)
    assert set(NOT_THEIRS) == set(Role)
    assert set(NOT_NOW) == set(AtelierSession.Status)


@pytest.mark.parametrize("action", list(Action))
def test_limits_of_a_rule_concern_roles_that_have_the_right(action: Action) -> None:
    rule = RULES[action]
    assert rule.own | rule.steps <= rule.roles


def test_what_a_step_allows_depends_on_a_step_for_somebody() -> None:
    named = {action for kind in KINDS.values() for action in kind.allows}
    assert named == {action for action, rule in RULES.items() if rule.steps}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("who", ["owner", "facilitator", "observer", "scribe", "projector"])
def test_page_is_told_what_the_table_allows(who: str, step: str) -> None:
    shown = allowed(WHO[who][0], status="open", step=KINDS[step])
    assert set(shown) == {
        action for action in Action if (action.value, who, step) in allowed_while_open()
    }


def test_each_ground_has_its_sentence() -> None:
    def said(action: Action, role: Role, status: str = "open", *, owns: bool = False) -> str | None:
        return refusal(action, role=role, status=status, step=KINDS["vote"], owns=owns)

    assert said(Action.JOIN, Role.PARTICIPANT) == "Vous avez déjà une place dans cette séance."
    assert said(Action.VOTE, Role.VISITOR) == "Rejoignez d’abord la séance avec son code."
    assert said(Action.HIDE_CARD, Role.PARTICIPANT) == "Seule l’animation peut faire cela."
    assert said(Action.EDIT_CARD, Role.PARTICIPANT) == "Seul son auteur peut faire cela."
    assert said(Action.VOTE, Role.PARTICIPANT, "draft") == "La séance n’est pas encore ouverte."
    assert said(Action.VOTE, Role.SCRIBE) == str(NOT_THEIRS[Role.SCRIBE])
    assert said(Action.SUPPORT, Role.OBSERVER) == str(NOT_THEIRS[Role.OBSERVER])
