"""Brings a room to the moment at which a command is allowed."""

from typing import Any
from uuid import uuid4

from referentiel.commands.balises import Wording, add_balise
from referentiel.commands.base import Author
from referentiel.models import Balise
from sessions.commands import (
    cards,
    clock,
    discussions,
    participants,
    polls,
    proposals,
    sessions,
    trials,
)
from tests.sessions.world import (
    World,
    begin_discussion,
    begin_trial,
    table_of,
)


def close_poll(world: World) -> None:
    """Closes the vote."""
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)


def reveal_poll(world: World) -> None:
    """Closes the vote and shows its result."""
    close_poll(world)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)


def close_poll_at_vote(world: World) -> None:
    """Closes the vote during its step, and goes on to the last one."""
    world.room.go_to("vote")
    close_poll(world)
    world.room.go_to("bilan")


def hide_card(world: World) -> None:
    """Hides Bob's card."""
    cards.show_or_hide_card(world.room.leader, uuid4(), world.card.pk, hidden=True)


def discuss(world: World) -> None:
    """Puts Bob's card in discussion."""
    begin_discussion(world)


def end_discussion(world: World) -> None:
    """Puts Bob's card in discussion, and ends the discussion."""
    begin_discussion(world)
    discussions.settle_discussion(world.room.leader, uuid4(), world.id_of("discussion"), ended=True)


def hide_proposal(world: World) -> None:
    """Hides Bob's balise."""
    proposals.show_or_hide_proposal(world.room.leader, uuid4(), world.proposal.pk, hidden=True)


def support(world: World) -> None:
    """Chloé supports Bob's balise."""
    proposals.support_proposal(world.chloe.actor, uuid4(), world.proposal.pk, supported=True)


def close_session(world: World) -> None:
    """Closes the séance."""
    sessions.close_session(world.room.leader, uuid4())


def write_balise(world: World) -> None:
    """Writes a balise of the référentiel."""
    add_balise(Wording("Tenir le fil"), author=Author("Alice"))


def balises(world: World) -> dict[str, Any]:
    """Every balise of the référentiel."""
    return {"balises": list(Balise.objects.values_list("pk", flat=True))}


def close_with_answers(world: World) -> None:
    """Closes the séance, once a territory has answered."""
    begin_trial(world)
    trials.answer_trial(
        world.bob.actor, uuid4(), world.id_of("trial"), answer="echo", text="Nous l’avons vu."
    )
    close_session(world)


def enter_table(world: World) -> None:
    """A table has voted on paper."""
    table_of(world)


def show_voices(world: World) -> None:
    """The screen says whose voices are missing."""
    participants.show_voices(world.room.leader, uuid4(), shown=True)


def start_clock(world: World) -> None:
    """Starts the clock of the step."""
    clock.start_clock(world.room.leader, uuid4())


def pause_clock(world: World) -> None:
    """Starts the clock of the step, then pauses it."""
    start_clock(world)
    clock.pause_clock(world.room.leader, uuid4())
