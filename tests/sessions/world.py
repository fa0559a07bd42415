"""A room in the middle of its séance, with one of everything; and everything that the database holds."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db.models import QuerySet

from referentiel.commands.balises import Wording, add_balise
from referentiel.commands.base import Author
from sessions.actor import Actor
from sessions.audience import Audience
from sessions.commands import (
    amendments,
    consents,
    discussions,
    merging,
    polls,
    proposals,
    readings,
    tables,
    trials,
)
from sessions.fragments.boards import render_board
from sessions.fragments.clock import CLOCK
from sessions.fragments.drawing import Loads, render
from sessions.fragments.people import SEAT
from sessions.fragments.session import HEADING
from sessions.fragments.touching import touched
from sessions.models import (
    AtelierSession,
    Ballot,
    JournalEntry,
    Poll,
    Proposal,
    Step,
    TrajectoryCard,
)
from sessions.queries.openings import Opening
from sessions.voting import METHODS
from tests.factories import Person, Room

BESIDE = {"kept": "Tenir table ouverte", "merged": "Ouvrir la table"}
"""Two balises beside the one that is voted on."""


@dataclass
class World:
    """Bob told two cards and worded a balise from one; Chloé told a card and read Bob's; a vote is open."""

    room: Room
    bob: Person
    chloe: Person
    card: TrajectoryCard
    cited: TrajectoryCard
    chloes_card: TrajectoryCard
    proposal: Proposal
    poll: Poll
    table: UUID | None = None

    def actor(self, who: str) -> Actor:
        """`bob`, `chloe`, `leader` or `visitor`."""
        people = {"bob": self.bob.actor, "chloe": self.chloe.actor}
        return people.get(who) or {"leader": self.room.leader, "visitor": self.room.visitor}[who]

    def id_of(self, what: str) -> int:
        """The id of a row by its noun, of `cited` (a card), of `seat` (Chloé’s), or of a step.

        Also of the two balises `kept` and `merged`, on which nobody votes.
        """
        if what == "seat":
            return self.chloe.seat.pk
        session = self.room.session
        begun: dict[str, QuerySet[Any]] = {
            "trial": session.trials.all(),
            "discussion": session.discussions.all(),
            "consent": session.polls.filter(method_key="consent"),
            "amendment": session.proposals.filter(amends__isnull=False),
            **{key: session.proposals.filter(statement=words) for key, words in BESIDE.items()},
        }
        if what in begun:
            found = begun[what].first()
            return found.pk if found else 1
        if what in {"card", "cited", "proposal", "poll"}:
            return int(getattr(self, what).pk)
        return self.room.session.steps.get(kind_key=what).pk


def table_of(world: World) -> UUID:
    """The table on paper of the open vote; at the first call, it is entered: two people of Bob's territory."""
    if world.table is None:
        tables.enter_table(
            world.room.leader,
            uuid4(),
            world.poll.pk,
            territory=world.bob.seat.territory_id,
            name="Table 1",
            seats=2,
            tally={str(world.proposal.pk): 7},
        )
        world.table = world.poll.tables.get().pk
    return world.table


def build_world(room: Room, bob: Person, chloe: Person) -> World:
    """Leads the room from the stories to an open vote. The stakes must be loaded."""
    room.go_to("recits")
    card = room.post(bob, "Le terril", moment="1986")
    cited = room.post(bob, "Le micro tourne", moment="2000-2004")
    chloes_card = room.post(chloe, "Le bois des haies")
    room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 3, "reason": "Un emblème."}}
    readings.read_card(chloe.actor, uuid4(), card.pk, tags=tags)
    room.go_to("emergence")
    proposal = Proposal.objects.get(pk=room.propose(bob, cited, statement="Faire parler d’abord"))
    room.go_to("vote")
    return World(room, bob, chloe, card, cited, chloes_card, proposal, room.open_poll())


def begin_consent(world: World) -> None:
    """Ends the vote by dots; at the first call, opens a consent on Bob's balise."""
    room = world.room
    room.go_to("vote")
    if room.session.polls.filter(method_key="consent").exists():
        return
    polls.close_poll(room.leader, uuid4(), world.poll.pk)
    polls.reveal_poll(room.leader, uuid4(), world.poll.pk)
    room.session.steps.filter(kind_key="vote").update(settings={"method": "consent"})
    chosen = Opening([world.proposal.pk], "consent", METHODS["consent"].read_settings({}))
    polls.open_poll(room.leader, uuid4(), chosen=chosen)


def begin_objection(world: World) -> None:
    """Bob objects in a consent, whose answers are revealed."""
    begin_consent(world)
    leader, poll = world.room.leader, world.id_of("consent")
    for moment in ("clarified", "felt", "question"):
        consents.lead_on(leader, uuid4(), poll, moment=moment)
    answer = {"answer": "objection", "text": "Trop cher"}
    polls.cast_ballot(world.bob.actor, uuid4(), poll, choices={world.proposal.pk: answer})
    polls.close_poll(leader, uuid4(), poll)
    polls.reveal_poll(leader, uuid4(), poll)


def weigh_objection(world: World, *, kept: bool) -> None:
    """The group keeps Bob's objection, or not."""
    begin_objection(world)
    consents.weigh_objection(
        world.room.leader, uuid4(), world.id_of("consent"), objection=objection_of(world), kept=kept
    )


def drop_objection(world: World) -> None:
    """The group does not keep Bob's objection."""
    weigh_objection(world, kept=False)


def amend_for_consent(world: World) -> None:
    """The group keeps Bob's objection, and the balise is reworded."""
    weigh_objection(world, kept=True)
    proposals.edit_proposal(
        world.room.leader,
        uuid4(),
        world.proposal.pk,
        statement="Faire parler d’abord, et écouter",
        cards=[world.cited.pk],
    )


def objection_of(world: World) -> str:
    """The key of Bob's objection; one of nobody's while there is none."""
    ballot = Ballot.objects.filter(poll=world.id_of("consent")).first()
    return ballot.pk.hex if ballot else "0" * 32


def begin_trial(world: World) -> None:
    """Goes to a step at which a balise is put to the test; at the first call, makes it after the usual ones."""
    session = world.room.session
    if not session.steps.filter(kind_key="epreuve").exists():
        place = session.steps.count() + 1
        Step.objects.create(session=session, position=place, kind_key="epreuve", minutes=60)
        balise = add_balise(Wording("Tenir le fil"), author=Author("Alice"))
        trials.choose_trials(world.room.leader, uuid4(), balises=[balise.pk])
    world.room.go_to("epreuve")


def begin_discussion(world: World) -> None:
    """Goes to the step of reading; at the first call, puts Bob's card in discussion."""
    world.room.go_to("lecture")
    if not world.room.session.discussions.exists():
        discussions.open_discussion(world.room.leader, uuid4(), world.card.pk, stake="value")


def begin_amendment(world: World) -> None:
    """Puts a balise to the test; at the first call, Bob words an amendment of it."""
    begin_trial(world)
    trial = world.room.session.trials.get()
    if not trial.amendments.exists():
        amendments.amend(world.bob.actor, uuid4(), trial.pk, statement="Tenir le fil, même l’été")


def begin_merge(world: World) -> None:
    """Words two balises on which nobody votes; at the first call only."""
    world.room.go_to("emergence")
    session = world.room.session
    if not session.proposals.filter(statement=BESIDE["kept"]).exists():
        world.room.propose(world.bob, world.card, statement=BESIDE["kept"])
        world.room.propose(world.chloe, world.cited, statement=BESIDE["merged"])


def merge_two(world: World) -> None:
    """Merges one of these two into the other."""
    begin_merge(world)
    merging.merge_proposals(
        world.room.leader, uuid4(), world.id_of("kept"), other=world.id_of("merged")
    )


def whole_page(session: AtelierSession, audience: Audience) -> str:
    """What a fresh page of this audience shows of the room: its heading, its clock, its first seat and its board."""
    seats = [SEAT.id(seat.pk) for seat in session.participants.all()[:1]]
    # The cockpit has its clock in the board.
    clock = [] if audience.is_facilitator else [CLOCK.key]
    beside = render(Loads(session), [HEADING.key, *clock, *seats], audience)
    return beside + render_board(session, audience)


def touched_by(entry: JournalEntry) -> list[str]:
    """The fragments that a page draws again after this entry."""
    return sorted(touched(entry.session, [entry]))


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours: what a refused command must leave as it was."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for label in ("ateliers", "referentiel")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }
