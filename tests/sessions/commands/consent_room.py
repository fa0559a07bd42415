"""A room at a consent, and what its people do there, for the tests of consents."""

from dataclasses import dataclass
from uuid import uuid4

from sessions.commands import consents, polls, proposals
from sessions.models import Poll, Proposal
from sessions.queries.polls import CountedPoll, count_poll
from sessions.voting.consent.method import Result
from tests.factories import Person, Room, make_facilitator, make_room

AMENDED = "Faire parler d’abord, puis écouter"


@dataclass
class Consent:
    """A room of four people with one balise, and the latest round of its consent."""

    room: Room
    balise: Proposal
    poll: Poll

    def lead(self, *moments: str) -> None:
        for moment in moments:
            consents.lead_on(self.room.leader, uuid4(), self.poll.pk, moment=moment)

    def ask(self) -> None:
        self.lead("clarified", "felt", "question")

    def answer(self, who: str, answer: str, text: str = "") -> None:
        said = {"answer": answer, "text": text} if text else {"answer": answer}
        choices = {self.balise.pk: said}
        polls.cast_ballot(self.person(who).actor, uuid4(), self.poll.pk, choices=choices)

    def person(self, who: str) -> Person:
        return self.room.people[who]

    def reveal(self) -> Result:
        self.reveal_hidden()
        return self.told()

    def reveal_hidden(self) -> None:
        """Reveals a consent whose balise may be hidden: there is nothing to tell."""
        polls.close_poll(self.room.leader, uuid4(), self.poll.pk)
        polls.reveal_poll(self.room.leader, uuid4(), self.poll.pk)

    @property
    def counted(self) -> CountedPoll:
        return count_poll(Poll.objects.get(pk=self.poll.pk))

    def told(self) -> Result:
        found: Result = self.counted.results(list(self.room.session.territories.all()))[0]
        return found

    def weigh(self, *, kept: bool, seen: str | None = None, key: str = "") -> None:
        discussed = self.told().discussed
        objection = key or (discussed.key if discussed else "")
        consents.weigh_objection(
            self.room.leader, uuid4(), self.poll.pk, objection=objection, kept=kept, seen=seen
        )

    def settle(self, who: str, fate: str) -> None:
        actor = self.room.leader if who == "leader" else self.person(who).actor
        discussed = self.told().discussed
        assert discussed is not None
        consents.settle_objection(actor, uuid4(), self.poll.pk, objection=discussed.key, fate=fate)

    def reword(self, statement: str = AMENDED, **texts: str) -> None:
        cards = list(self.balise.cards.values_list("pk", flat=True))
        proposals.edit_proposal(
            self.room.leader,
            uuid4(),
            self.balise.pk,
            statement=statement,
            cards=cards,
            texts=texts,
        )
        self.balise.refresh_from_db()

    def ask_again(self) -> None:
        answer = consents.ask_again(self.room.leader, uuid4(), self.poll.pk)
        self.poll = Poll.objects.get(pk=answer.subject)


def make_consent(secrecy: str = "named") -> Consent:
    """Leads a room to a consent that is presented."""
    room = make_room(make_facilitator("zoe@exemple.fr"), secrecy=secrecy)
    bob = room.seat("Bob", "Malaunay")
    for name, territory in (("Chloé", "Le Mené"), ("Dina", "Le Mené"), ("Élie", "Malaunay")):
        room.seat(name, territory)
    room.go_to("recits")
    card = room.post(bob, "Le terril")
    room.go_to("emergence")
    balise = Proposal.objects.get(pk=room.propose(bob, card, statement="Faire parler d’abord"))
    room.go_to("vote")
    step = room.session.steps.get(kind_key="vote")
    step.settings = {"method": "consent"}
    step.save()
    return Consent(room, balise, room.open_poll())
