"""Makes rooms for tests, by calling the commands: what a test starts from is what people can reach."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import uuid4

from django.test import Client

from referentiel.commands.territories import add_territory
from referentiel.models import Referentiel
from sessions import access
from sessions.actor import Actor, Role
from sessions.commands import cards, participants, polls, proposals, sessions, steps
from sessions.models import AtelierSession, Facilitator, Participant, Poll, TrajectoryCard

PASSWORD = "une phrase longue pour les tests"


@dataclass
class Person:
    """Somebody seated: the actor of their commands, and a browser that holds their key."""

    seat: Participant
    key: str

    @property
    def actor(self) -> Actor:
        voter_key = access.voter_key(self.key)
        return Actor(self.seat.session_id, Role.PARTICIPANT, self.seat.pk, voter_key)

    def browser(self) -> Client:
        """A test client with this person's cookie."""
        client = Client()
        client.cookies[access.seat_cookie(self.seat.session)] = self.key
        return client


@dataclass
class Room:
    """An open séance with its facilitator, and shortcuts that call the real commands."""

    session: AtelierSession
    facilitator: Facilitator
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def leader(self) -> Actor:
        return Actor(self.session.pk, Role.FACILITATOR, self.facilitator.pk)

    @property
    def visitor(self) -> Actor:
        return Actor(self.session.pk, Role.VISITOR)

    def leader_browser(self) -> Client:
        """A test client logged in as the facilitator."""
        client = Client()
        client.force_login(self.facilitator, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def seat(self, name: str, territory: str = "") -> Person:
        """Seats somebody; by default with the first territory."""
        operation = uuid4()
        key = access.seat_key_for(operation)
        chosen = self.session.territories.filter(name=territory) if territory else None
        where = (chosen or self.session.territories.all()).first()
        assert where is not None
        answer = participants.join(
            self.visitor,
            operation,
            name=name,
            territory=where.pk,
            seat_fingerprint=access.seat_fingerprint(key),
        )
        person = Person(Participant.objects.get(pk=answer.subject), key)
        self.people[name] = person
        return person

    def go_to(self, step: str) -> None:
        """Opens the step of this kind, e.g. `recits`."""
        steps.open_step(self.leader, uuid4(), self.session.steps.get(kind_key=step).pk)

    def post(self, person: Person, title: str = "Une carte", **fields: Any) -> TrajectoryCard:
        """Posts a card; the room must be at « récits »."""
        fields.setdefault("kind", "etape")
        answer = cards.post_card(person.actor, uuid4(), title=title, **fields)
        return TrajectoryCard.objects.get(pk=answer.subject)

    def propose(
        self, person: Person, *sources: TrajectoryCard, statement: str = "Faire avec"
    ) -> int:
        """Words a balise; the room must be at « émergence ». Returns its id."""
        answer = proposals.propose(
            person.actor, uuid4(), statement=statement, cards=[card.pk for card in sources]
        )
        return answer.subject

    def open_poll(self) -> Poll:
        """Opens a vote; the room must be at « vote »."""
        return Poll.objects.get(pk=polls.open_poll(self.leader, uuid4()).subject)


def make_facilitator(email: str = "alice@exemple.fr") -> Facilitator:
    """An account with the password PASSWORD."""
    return Facilitator.objects.create_user(
        email, PASSWORD, name=email.split("@", maxsplit=1)[0].title()
    )


def make_room(
    facilitator: Facilitator,
    *,
    title: str = "Séance d’essai",
    territories: tuple[str, ...] = ("Malaunay", "Le Mené"),
    secrecy: str = "named",
    opened: bool = True,
    referentiel: Referentiel | None = None,
) -> Room:
    """A séance with the usual agenda, open, at its first step."""
    plan = sessions.Plan(
        title=title,
        season=None,
        held_on=date(2026, 11, 23),
        territories=[add_territory(name=name) for name in territories],
        secrecy=secrecy,
        referentiel=referentiel,
    )
    room = Room(sessions.create_session(facilitator, uuid4(), plan), facilitator)
    if opened:
        sessions.open_session(room.leader, uuid4())
    return room
