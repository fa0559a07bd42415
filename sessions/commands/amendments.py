"""Amendments: a balise that is put to the test is worded anew, and the new wording goes its way as a proposal."""

from collections.abc import Mapping, Sequence

from sessions.commands.base import Change, Turn, command
from sessions.commands.proposals import find_readings, find_sources, refuse_same, word
from sessions.commands.together import Readings
from sessions.commands.trials import find_trial
from sessions.models import Proposal
from sessions.queries.tested import tested_texts
from sessions.steps import Action


@command
def amend(
    turn: Turn,
    trial: int,
    *,
    statement: str,
    cards: Sequence[int] = (),
    texts: Mapping[str, str] | None = None,
    readings: Readings = (),
    is_shared: bool = True,
) -> Change:
    """Words an amendment of a balise that is put to the test, drawn from cards or from the answers alone.

    `texts` are the texts beside the statement; without them they stay as they were tested. A participant supports
    the amendment from the start; a facilitator, who has no seat, supports nothing.
    """
    known = find_trial(turn, trial)
    turn.check(Action.AMEND)
    worded = {**(tested_texts(known) if texts is None else texts), "statement": statement}
    refuse_same(known, worded)
    sources = find_sources(turn, cards, needed=False)
    kept = find_readings(turn, readings, sources)
    proposal = Proposal(amends=known, readings=kept, is_shared=is_shared, **worded)
    return word(turn, proposal, sources)
