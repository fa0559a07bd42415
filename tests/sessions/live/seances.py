"""Séances that might happen: any sequence of what people may do, led forward and back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from hypothesis import strategies as st

from sessions.cards.kinds import KINDS as CARD_KINDS
from sessions.commands import (
    cards,
    discussions,
    merging,
    participants,
    polls,
    proposals,
    readings,
    sessions,
    tables,
)
from sessions.commands.base import NotHere, Refused
from sessions.models import Poll, Proposal, TrajectoryCard
from tests.factories import Person, Room


@dataclass(frozen=True)
class Deed:
    """Something somebody does; `picks` choose who, and to what."""

    name: str
    picks: tuple[int, int, int]


@dataclass
class Seance:
    """A room in which deeds are done. Those that the room refuses change nothing, as in life."""

    room: Room
    names: int = 0
    people: list[Person] = field(default_factory=list)

    def do(self, deed: Deed) -> None:
        """Opens what the deed needs, as the facilitator would, then does it."""
        step, perform = DEEDS[deed.name]
        try:
            self.room.session.refresh_from_db()
            if not self.room.session.is_open and deed.picks[0] % 4:
                sessions.open_session(self.room.leader, uuid4())
            current = self.room.session.current_step
            if step and current and current.kind_key != step:
                self.room.go_to(step)
            perform(self, *deed.picks)
        except (Refused, NotHere):
            return

    def person(self, pick: int) -> Person:
        return self.people[pick % len(self.people)]

    def card(self, pick: int) -> TrajectoryCard:
        found = list(self.room.session.cards.all())
        if not found:
            raise NotHere
        return found[pick % len(found)]

    def proposal(self, pick: int) -> Proposal:
        found = list(Proposal.objects.filter(session=self.room.session))
        if not found:
            raise NotHere
        return found[pick % len(found)]

    def poll(self) -> Poll:
        found = self.room.session.polls.last()
        if found is None:
            raise NotHere
        return found

    def discussion(self) -> int:
        found = self.room.session.discussions.last()
        if found is None:
            raise NotHere
        return found.pk

    def author(self, author_id: int | None, pick: int) -> Person:
        """Usually the author themselves, sometimes somebody who is not."""
        own = [person for person in self.people if person.seat.pk == author_id]
        return own[0] if own and pick % 4 else self.person(pick)


MOMENTS = ("", "2014", "1986-1990", "vers 2010", "2020")
KINDS = list(CARD_KINDS)


def join(seance: Seance, who: int, what: int, how: int) -> None:
    seance.names += 1
    territories = [territory.name for territory in seance.room.session.territories.all()]
    territory = territories[who % len(territories)]
    seance.people.append(seance.room.seat(f"Personne {seance.names}", territory))


def remove(seance: Seance, who: int, what: int, how: int) -> None:
    participants.remove_participant(seance.room.leader, uuid4(), seance.person(who).seat.pk)


def erase(seance: Seance, who: int, what: int, how: int) -> None:
    person = seance.person(who)
    actor = person.actor if how % 2 else seance.room.leader
    participants.erase_participant(actor, uuid4(), person.seat.pk)


def move(seance: Seance, who: int, what: int, how: int) -> None:
    territories = list(seance.room.session.territories.all())
    participants.move_participant(
        seance.room.leader,
        uuid4(),
        seance.person(who).seat.pk,
        territory=territories[what % len(territories)].pk,
    )


def post(seance: Seance, who: int, what: int, how: int) -> None:
    seance.names += 1
    cards.post_card(
        seance.person(who).actor,
        uuid4(),
        kind=KINDS[what % len(KINDS)],
        title=f"Carte {seance.names} <b>&amp;</b>",
        text="Un récit.\nEn deux lignes." if how % 2 else "",
        moment=MOMENTS[how % len(MOMENTS)],
    )


def edit(seance: Seance, who: int, what: int, how: int) -> None:
    card = seance.card(what)
    actor = seance.room.leader if who % 3 == 0 else seance.author(card.author_id, who).actor
    cards.edit_card(
        actor,
        uuid4(),
        card.pk,
        kind=KINDS[how % len(KINDS)],
        title=f"{card.title[:90]} bis",
        moment=MOMENTS[who % len(MOMENTS)],
    )


def delete(seance: Seance, who: int, what: int, how: int) -> None:
    card = seance.card(what)
    cards.delete_card(seance.author(card.author_id, how).actor, uuid4(), card.pk)


def hide_card(seance: Seance, who: int, what: int, how: int) -> None:
    cards.show_or_hide_card(seance.room.leader, uuid4(), seance.card(what).pk, hidden=bool(how % 3))


def read(seance: Seance, who: int, what: int, how: int) -> None:
    keys = ("engagement", "cooperation", "integration", "value")[: how % 5]
    tags: dict[str, readings.Tag] = {
        key: {"intensity": 1 + how % 3, "reason": "Car." if who % 2 else ""} for key in keys
    }
    readings.read_card(seance.person(who).actor, uuid4(), seance.card(what).pk, tags=tags)


def discuss(seance: Seance, who: int, what: int, how: int) -> None:
    """Somebody reads the card first: one that nobody read is not put in discussion."""
    read(seance, who, what, 2)
    stake = "engagement" if how % 2 else ""
    discussions.open_discussion(seance.room.leader, uuid4(), seance.card(what).pk, stake=stake)


def settle(seance: Seance, who: int, what: int, how: int) -> None:
    discussions.settle_discussion(
        seance.room.leader, uuid4(), seance.discussion(), ended=bool(how % 3)
    )


def cancel(seance: Seance, who: int, what: int, how: int) -> None:
    discussions.cancel_discussion(seance.room.leader, uuid4(), seance.discussion())


def propose(seance: Seance, who: int, what: int, how: int) -> None:
    seance.names += 1
    sources = {seance.card(what).pk, seance.card(how).pk}
    statement = f"Faire {seance.names} fois"
    proposals.propose(seance.person(who).actor, uuid4(), statement=statement, cards=sorted(sources))


def reword(seance: Seance, who: int, what: int, how: int) -> None:
    known = seance.proposal(what)
    actor = seance.room.leader if who % 3 == 0 else seance.author(known.author_id, who).actor
    proposals.edit_proposal(
        actor, uuid4(), known.pk, statement=f"Dire {how}", cards=[seance.card(how).pk]
    )


def support(seance: Seance, who: int, what: int, how: int) -> None:
    proposals.support_proposal(
        seance.person(who).actor, uuid4(), seance.proposal(what).pk, supported=bool(how % 3)
    )


def hide_proposal(seance: Seance, who: int, what: int, how: int) -> None:
    proposals.show_or_hide_proposal(
        seance.room.leader, uuid4(), seance.proposal(what).pk, hidden=bool(how % 3)
    )


def merge(seance: Seance, who: int, what: int, how: int) -> None:
    other = seance.proposal(how).pk
    merging.merge_proposals(seance.room.leader, uuid4(), seance.proposal(what).pk, other=other)


def split(seance: Seance, who: int, what: int, how: int) -> None:
    merged = seance.room.session.proposals.filter(heir__isnull=False)
    if not merged:
        raise NotHere
    merging.split_proposal(seance.room.leader, uuid4(), merged[what % len(merged)].pk)


def open_poll(seance: Seance, who: int, what: int, how: int) -> None:
    polls.open_poll(seance.room.leader, uuid4())


def close_poll(seance: Seance, who: int, what: int, how: int) -> None:
    polls.close_poll(seance.room.leader, uuid4(), seance.poll().pk)


def reopen_poll(seance: Seance, who: int, what: int, how: int) -> None:
    polls.reopen_poll(seance.room.leader, uuid4(), seance.poll().pk)


def reveal(seance: Seance, who: int, what: int, how: int) -> None:
    polls.reveal_poll(seance.room.leader, uuid4(), seance.poll().pk)


def vote(seance: Seance, who: int, what: int, how: int) -> None:
    dots = {seance.proposal(what).pk: 1 + how % 3}
    polls.cast_ballot(seance.person(who).actor, uuid4(), seance.poll().pk, choices=dots)


def enter_table(seance: Seance, who: int, what: int, how: int) -> None:
    """A table is entered, or corrected."""
    poll, seats = seance.poll(), 1 + how % 3
    known = poll.tables.first()
    tables.enter_table(
        seance.room.leader,
        uuid4(),
        poll.pk,
        territory=seance.person(who).seat.territory_id,
        name="Table 1",
        seats=seats,
        tally={str(seance.proposal(what).pk): seats},
        table=known.pk if known else None,
    )


def correct(seance: Seance, who: int, what: int, how: int) -> None:
    edit_session(seance, how)


def add_territories(seance: Seance, who: int, what: int, how: int) -> None:
    """One that was there already, among those before and after it in the alphabet."""
    edit_session(seance, how, ("Lens", "Malaunay", "Ablain", "Vimy")[: 1 + what % 4])


def edit_session(seance: Seance, how: int, names: Sequence[str] = ()) -> None:
    sessions.edit_session(
        seance.room.leader,
        uuid4(),
        title=f"Séance {how} <b>&amp;</b>",
        season=None,
        held_on=date(2026, 11, 1 + how),
        new_territories=names,
    )


def close_session(seance: Seance, who: int, what: int, how: int) -> None:
    sessions.close_session(seance.room.leader, uuid4())


def open_session(seance: Seance, who: int, what: int, how: int) -> None:
    sessions.open_session(seance.room.leader, uuid4())


def turn_page(seance: Seance, who: int, what: int, how: int) -> None:
    kinds = ("accueil", "recits", "lecture", "emergence", "vote", "bilan")
    seance.room.go_to(kinds[what % len(kinds)])


Performed = Callable[[Seance, int, int, int], None]

DEEDS: dict[str, tuple[str, Performed]] = {
    # What is done: the step that it needs ("" for any), and how it is done.
    "join": ("", join),
    "remove": ("", remove),
    "erase": ("", erase),
    "move": ("", move),
    "post": ("recits", post),
    "edit": ("recits", edit),
    "edit while reading": ("lecture", edit),
    "delete": ("recits", delete),
    "hide card": ("", hide_card),
    "read": ("lecture", read),
    "discuss": ("lecture", discuss),
    "read again": ("lecture", read),
    "settle": ("", settle),
    "cancel": ("", cancel),
    "propose": ("emergence", propose),
    "reword": ("emergence", reword),
    "support": ("emergence", support),
    "hide proposal": ("", hide_proposal),
    "propose again": ("emergence", propose),
    "merge": ("", merge),
    "split": ("", split),
    "open poll": ("vote", open_poll),
    "close poll": ("vote", close_poll),
    "reopen poll": ("vote", reopen_poll),
    "reveal": ("bilan", reveal),
    "vote": ("vote", vote),
    "enter table": ("vote", enter_table),
    "correct": ("", correct),
    "add territories": ("", add_territories),
    "close session": ("", close_session),
    "open session": ("", open_session),
    "turn page": ("", turn_page),
}


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[Deed, bool]]:
    """Every deed once, in any order; and after which of them the hub has a round."""
    picks = st.tuples(*[st.integers(0, 11)] * 3)
    names = draw(st.permutations(sorted(DEEDS)))
    return [(Deed(name, draw(picks)), draw(st.booleans())) for name in names]


def begin(room: Room, *, until: Sequence[str] = ("post", "post", "propose", "open poll")) -> Seance:
    """A séance with two people, three cards' worth of past, and nothing hidden yet."""
    seance = Seance(room)
    seance.do(Deed("join", (0, 0, 0)))
    seance.do(Deed("join", (1, 0, 0)))
    for number, name in enumerate(until):
        seance.do(Deed(name, (number, number, number)))
    return seance
