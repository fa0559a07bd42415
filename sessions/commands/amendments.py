"""Amendments: a balise that is put to the test is worded anew, and the new wording goes its way as a proposal."""

from collections.abc import Sequence

from sessions.commands.base import Change, Revised, Turn, command
from sessions.commands.contents import proposal_contents
from sessions.commands.proposals import find_sources, refuse_same
from sessions.commands.trials import find_trial
from sessions.models import Proposal, Support
from sessions.steps import Action


@command
def amend(turn: Turn, trial: int, *, statement: str, cards: Sequence[int] = ()) -> Change:
    """Words an amendment of a balise that is put to the test, drawn from cards or from the answers alone.

    A participant supports it from the start; a facilitator, who has no seat, supports nothing.
    """
    known = find_trial(turn, trial)
    turn.check(Action.AMEND)
    refuse_same(known, statement)
    sources = find_sources(turn, cards, needed=False)
    seat = turn.seat
    proposal = Proposal.objects.create(
        session=turn.session, author=seat, statement=statement, amends=known
    )
    proposal.cards.set(sources)
    if seat is not None:
        Support.objects.create(proposal=proposal, participant=seat)
    revised = Revised("proposal", proposal.pk, None, proposal_contents(proposal, sources))
    return Change("balise_proposed", "proposal", proposal.pk, revised=revised)
