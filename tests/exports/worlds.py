"""A whole séance held by the commands, with everything that an export may meet."""

from dataclasses import dataclass, field
from uuid import uuid4

from sessions.commands import cards, participants, polls, proposals, readings
from sessions.models import Poll, TrajectoryCard
from tests.factories import Person, Room

FORMULA = "=HYPERLINK(0)"
SECRET_DOTS = 7351
"""A number of dots that nothing else in the séance has: found in an export, it is a leak."""


@dataclass
class World:
    """What the tests look for."""

    room: Room
    cards: dict[str, TrajectoryCard] = field(default_factory=dict)
    balises: dict[str, int] = field(default_factory=dict)
    poll: Poll | None = None

    @property
    def code(self) -> str:
        return self.room.session.code


def hold_session(room: Room, *, vote: str = "revealed") -> World:
    """Récits, lectures, balises, and a vote left `none`, `open`, `closed` or `revealed`."""
    world = World(room)
    bob, chloe = room.seat("Sentinelle-Bob", "Malaunay"), room.seat("Sentinelle-Chloé", "Le Mené")
    gone = room.seat("Sentinelle-Gaston", "Le Mené")
    _tell(world, bob, chloe, gone)
    _read(world, bob, chloe)
    _word(world, bob, chloe)
    participants.remove_participant(room.leader, uuid4(), gone.seat.pk)
    if vote != "none":
        _vote(world, vote, bob, chloe)
    return world


def _tell(world: World, bob: Person, chloe: Person, gone: Person) -> None:
    room = world.room
    room.go_to("recits")
    world.cards = {
        "mine": room.post(
            bob, "La mine ferme", kind="racine", moment="1986", text="Ligne 1\nLigne 2"
        ),
        "works": room.post(
            bob, FORMULA, moment="2010-2014", organisation="Régie d’eau", is_example=True
        ),
        "hope": room.post(bob, "Vivre <b>mieux</b>", kind="horizon"),
        "farm": room.post(chloe, "La ferme commune", kind="appui", moment="vers 2005"),
        "hidden": room.post(gone, "Carte à cacher", kind="obstacle", moment="1999"),
    }
    cards.show_or_hide_card(room.leader, uuid4(), world.cards["hidden"].pk, hidden=True)


def _read(world: World, bob: Person, chloe: Person) -> None:
    room = world.room
    room.go_to("lecture")
    _tag(bob, world.cards["mine"], engagement=3, value=1)
    _tag(chloe, world.cards["mine"], engagement=1, cooperation=2)
    _tag(chloe, world.cards["farm"], value=2)


def _tag(reader: Person, card: TrajectoryCard, **intensities: int) -> None:
    tags = {
        stake: readings.Tag(intensity=number, reason=f"Raison {stake} {number}")
        for stake, number in intensities.items()
    }
    readings.read_card(reader.actor, uuid4(), card.pk, tags=tags)


def _word(world: World, bob: Person, chloe: Person) -> None:
    room = world.room
    room.go_to("emergence")
    world.balises = {
        "trust": room.propose(bob, world.cards["mine"], statement="Partir de la mémoire"),
        "share": room.propose(
            chloe, world.cards["farm"], world.cards["mine"], statement="Partager les moyens"
        ),
        "hidden": room.propose(chloe, world.cards["farm"], statement="Cacher une balise"),
    }
    proposals.support_proposal(chloe.actor, uuid4(), world.balises["trust"], supported=True)
    proposals.show_or_hide_proposal(room.leader, uuid4(), world.balises["hidden"], hidden=True)


def _vote(world: World, state: str, bob: Person, chloe: Person) -> None:
    room = world.room
    room.go_to("vote")
    poll = room.open_poll()
    # An allowance that no room has: the sealed numbers can then be searched for in every byte.
    Poll.objects.filter(pk=poll.pk).update(settings={"dots": 30_000})
    trust, share = world.balises["trust"], world.balises["share"]
    polls.cast_ballot(bob.actor, uuid4(), poll.pk, choices={trust: SECRET_DOTS, share: 1})
    polls.cast_ballot(chloe.actor, uuid4(), poll.pk, choices={share: 2})
    if state in ("closed", "revealed"):
        polls.close_poll(room.leader, uuid4(), poll.pk)
    if state == "revealed":
        polls.reveal_poll(room.leader, uuid4(), poll.pk)
    world.poll = Poll.objects.get(pk=poll.pk)
