"""A séance opens with the earlier cards of its territories: copies, which neither side can change for the other."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from referentiel.commands.territories import add_territory
from referentiel.models import Territory
from sessions.commands import cards, carrying, participants, sessions, trajectories
from sessions.commands.base import Refused
from sessions.commands.carrying import COPIED
from sessions.models import AtelierSession, Facilitator, JournalEntry, Revision, TrajectoryCard
from sessions.queries.carrying import Earlier
from tests.factories import Person, Room, make_facilitator, make_room
from tests.sessions.test_revisions import fold, present

PLACES = ("Malaunay", "Le Mené")


def all_of(room: Room) -> list[Earlier]:
    """Names the trajectories of all territories of a séance."""
    places = room.session.territories.values_list("pk", flat=True)
    return [Earlier(place, session=room.session.pk) for place in places]


def follow(
    *earlier: Room,
    places: tuple[str, ...] = PLACES,
    by: Facilitator | None = None,
    continues: Sequence[Earlier] = (),
    **said: Any,
) -> Room:
    """Opens the next séance, with the cards of earlier ones."""
    leader = by or earlier[0].facilitator
    plan = sessions.Plan(
        title="La suite",
        season=None,
        held_on=date(2027, 1, 10),
        territories=[add_territory(name=name) for name in places],
        continues=[*continues, *(one for room in earlier for one in all_of(room))],
        **said,
    )
    room = Room(sessions.create_session(leader, uuid4(), plan), leader)
    sessions.open_session(room.leader, uuid4())
    return room


def values(card: TrajectoryCard) -> dict[str, Any]:
    return {name: getattr(card, name) for name in COPIED}


def told(room: Room) -> list[dict[str, Any]]:
    return [values(card) for card in room.session.cards.order_by("territory", "year_from", "pk")]


@pytest.fixture
def first(room: Room, bob: Person, chloe: Person) -> Room:
    """Closed, with a card of each territory."""
    room.go_to("recits")
    room.post(bob, "Le terril", text="Un récit.", moment="1986", organisation="La régie")
    room.post(chloe, "Le bois", moment="1999-2004")
    sessions.close_session(room.leader, uuid4())
    return room


def test_copies_equal_their_cards_and_say_where_they_come_from(first: Room) -> None:
    second = follow(first)
    assert told(second) == told(first)
    for card in second.session.cards.all():
        assert (card.carried_from, card.carried_on) == ("Séance d’essai", date(2026, 11, 23))
        assert card.author is None
        assert card.readings.count() == 0


def test_only_territories_that_come_again_find_their_cards(first: Room) -> None:
    second = follow(first, places=("Malaunay", "Lens"))
    assert [card.title for card in second.session.cards.all()] == ["Le terril"]


def test_hidden_card_stays_where_it_is(room: Room, bob: Person) -> None:
    room.go_to("recits")
    hidden = room.post(bob, "À masquer")
    cards.show_or_hide_card(room.leader, uuid4(), hidden.pk, hidden=True)
    sessions.close_session(room.leader, uuid4())
    assert not follow(room).session.cards.exists()


def test_origin_outlives_the_purge_of_its_session(first: Room) -> None:
    second = follow(first)
    before = told(second)
    sessions.delete_session(first.session.pk)
    assert told(second) == before
    assert {card.carried_from for card in second.session.cards.all()} == {"Séance d’essai"}


def test_no_name_follows_and_none_is_left_after_an_erasure(first: Room) -> None:
    participants.erase_participant(first.leader, uuid4(), first.people["Bob"].seat.pk)
    second = follow(first)
    revisions = Revision.objects.filter(entry__session=second.session)
    assert {revision.after["author"] for revision in revisions if revision.after} == {None}


def test_what_an_erased_person_wrote_into_a_copy_is_left_in_no_revision(first: Room) -> None:
    second = follow(first)
    bea, carl = second.seat("Béa", "Malaunay"), second.seat("Carl", "Malaunay")
    second.go_to("recits")
    card = second.session.cards.get(title="Le terril")
    for person, title in ((bea, "Le terril, par Sentinelle"), (carl, "Le terril d’ici")):
        cards.edit_card(person.actor, uuid4(), card.pk, kind=card.kind, title=title)
    participants.erase_participant(second.leader, uuid4(), bea.seat.pk)
    kept = str(list(Revision.objects.values("before", "after")))
    assert "Sentinelle" not in kept
    assert "Le bois" in kept
    card.refresh_from_db()
    assert card.title == "Le terril d’ici"


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_anybody_of_the_territory_goes_on_with_its_cards(first: Room, secrecy: str) -> None:
    second = follow(first, secrecy=secrecy)
    bea, carl = second.seat("Béa", "Malaunay"), second.seat("Carl", "Malaunay")
    second.go_to("recits")
    card = second.session.cards.get(title="Le terril")
    cards.edit_card(bea.actor, uuid4(), card.pk, kind="etape", title="Le terril, reboisé")
    cards.delete_card(carl.actor, uuid4(), card.pk)
    assert not second.session.cards.filter(pk=card.pk).exists()


def test_nobody_of_another_territory_touches_them(first: Room) -> None:
    second = follow(first)
    dora = second.seat("Dora", "Le Mené")
    second.go_to("recits")
    card = second.session.cards.get(title="Le terril")
    with pytest.raises(Refused, match="Seul son auteur"):
        cards.edit_card(dora.actor, uuid4(), card.pk, kind="etape", title="Volé")
    with pytest.raises(Refused):
        cards.delete_card(dora.actor, uuid4(), card.pk)


def test_whoever_is_moved_leaves_the_cards_of_their_territory(first: Room) -> None:
    second = follow(first)
    bea = second.seat("Béa", "Malaunay")
    second.go_to("recits")
    elsewhere = Territory.objects.get(name="Le Mené")
    participants.move_participant(second.leader, uuid4(), bea.seat.pk, territory=elsewhere.pk)
    card = second.session.cards.get(title="Le terril")
    with pytest.raises(Refused):
        cards.delete_card(bea.actor, uuid4(), card.pk)


def test_session_sent_twice_has_its_copies_once(first: Room) -> None:
    plan = sessions.Plan(
        title="La suite",
        season=None,
        held_on=date(2027, 1, 10),
        territories=list(first.session.territories.all()),
        continues=all_of(first),
    )
    operation = uuid4()
    one, two = (sessions.create_session(first.facilitator, operation, plan) for _ in range(2))
    assert one == two
    assert one.cards.count() == 2


def test_journal_and_revisions_tell_the_copies_from_the_first_number_on(first: Room) -> None:
    second = follow(first)
    entries = list(JournalEntry.objects.filter(session=second.session).order_by("seq"))
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert [entry.event for entry in entries] == ["card_carried", "card_carried", "session_opened"]
    assert {entry.actor for entry in entries} == {second.leader.label}
    assert AtelierSession.objects.get(pk=second.session.pk).last_seq == 3
    assert fold(second.session) == present(second.session)


def test_text_of_a_deleted_copy_goes_when_the_session_closes(first: Room) -> None:
    second = follow(first)
    bea = second.seat("Béa", "Malaunay")
    second.go_to("recits")
    cards.delete_card(bea.actor, uuid4(), second.session.cards.get(title="Le terril").pk)
    sessions.close_session(second.leader, uuid4())
    kept = str(list(Revision.objects.filter(entry__session=second.session).values()))
    assert "Le terril" not in kept
    assert "Le bois" in kept


def test_third_session_follows_the_second_and_says_who_told_each_card(first: Room) -> None:
    second = follow(first)
    bea = second.seat("Béa", "Malaunay")
    second.go_to("recits")
    card = second.session.cards.get(title="Le terril")
    cards.edit_card(bea.actor, uuid4(), card.pk, kind="etape", title="Le terril, reboisé")
    sessions.close_session(second.leader, uuid4())
    third = follow(first, second)
    origins = {card.title: card.carried_from for card in third.session.cards.all()}
    assert origins == {"Le terril, reboisé": "La suite", "Le bois": "Séance d’essai"}


def test_copy_that_the_second_session_hid_does_not_come_back(first: Room) -> None:
    second = follow(first)
    card = second.session.cards.get(title="Le terril")
    cards.show_or_hide_card(second.leader, uuid4(), card.pk, hidden=True)
    sessions.close_session(second.leader, uuid4())
    third = follow(first, second)
    assert [card.title for card in third.session.cards.all()] == ["Le bois"]


def published(room: Room, place: str = "Malaunay") -> Earlier:
    """Publishes what a territory told, and names it."""
    territory = Territory.objects.get(name=place)
    trajectories.publish_trajectory(
        room.leader,
        uuid4(),
        territory=territory.pk,
        agreed_by="La maire",
        agreed_on=date(2026, 12, 1),
    )
    return Earlier(territory.pk, publication=territory.trajectories.latest("pk").pk)


def refused(first: Room, facilitator: Facilitator, match: str) -> None:
    before = AtelierSession.objects.count()
    plan = sessions.Plan(
        title="La suite",
        season=None,
        held_on=date(2027, 1, 10),
        territories=list(first.session.territories.all()),
        new_territories=["Trifouillis"],
        continues=all_of(first),
    )
    with pytest.raises(Refused, match=match):
        sessions.create_session(facilitator, uuid4(), plan)
    assert AtelierSession.objects.count() == before
    assert not Territory.objects.filter(name="Trifouillis").exists()


def test_open_session_gives_no_cards(first: Room) -> None:
    sessions.open_session(first.leader, uuid4())
    refused(first, first.facilitator, "rouverte")


def test_session_of_others_gives_no_cards(first: Room, denis: Facilitator) -> None:
    refused(first, denis, "vous ne l’animez plus")


def test_more_cards_than_a_session_opens_with_are_refused(
    first: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "MOST_CARRIED", 1)
    refused(first, first.facilitator, "au plus")


CARDS = st.lists(
    st.tuples(
        st.sampled_from(PLACES),
        st.sampled_from(["racine", "etape", "horizon"]),
        st.sampled_from(["", "1986", "vers 2010", "2014-2017"]),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
DEEDS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["edit", "delete", "hide"]), st.integers(0, 9)),
    max_size=6,
)


class Apart(TestCase):
    """Copies equal what they were made from; whatever is then done on one side leaves the other as it was."""

    alice: Facilitator

    @classmethod
    def setUpTestData(cls) -> None:
        cls.alice = make_facilitator()

    # Each example leads two séances.
    @settings(max_examples=25)
    @given(CARDS, DEEDS, st.booleans(), st.booleans())
    def test_apart(
        self,
        posted: list[tuple[str, str, str, bool]],
        deeds: list[tuple[bool, str, int]],
        purged: bool,
        by_page: bool,
    ) -> None:
        first = make_room(self.alice)
        seats = {place: first.seat(place, place) for place in PLACES}
        first.go_to("recits")
        for number, (place, kind, moment, hidden) in enumerate(posted):
            card = first.post(seats[place], f"Carte {number}", kind=kind, moment=moment)
            if hidden:
                cards.show_or_hide_card(first.leader, uuid4(), card.pk, hidden=True)
        sessions.close_session(first.leader, uuid4())
        shown = [values(card) for card in first.session.cards.filter(hidden_at__isnull=True)]
        pages = [published(first, place) for place in told_places(first)] if by_page else []
        second = follow(by=self.alice, continues=pages) if by_page else follow(first)
        assert sorted(map(str, told(second))) == sorted(map(str, shown))
        sessions.open_session(first.leader, uuid4())
        second.go_to("recits")
        sides = (first, second)
        for on_second, deed, number in deeds:
            other = sides[not on_second]
            before = told(other)
            do(sides[on_second], deed, number)
            assert told(other) == before
        assert fold(second.session) == present(second.session)
        before = told(second)
        if purged:
            sessions.close_session(first.leader, uuid4())
            sessions.delete_session(first.session.pk)
        assert told(second) == before


def told_places(room: Room) -> list[str]:
    """Lists the territories that have a visible card."""
    shown = room.session.cards.filter(hidden_at__isnull=True)
    return sorted(set(shown.values_list("territory__name", flat=True)))


def do(room: Room, deed: str, number: int) -> None:
    """Makes one change of one card, by somebody who may."""
    there = list(room.session.cards.order_by("pk"))
    if not there:
        return
    card = there[number % len(there)]
    if deed == "edit":
        words = {"kind": "appui", "title": f"{card.title} encore"}
        cards.edit_card(room.leader, uuid4(), card.pk, **words)
    elif deed == "hide":
        cards.show_or_hide_card(room.leader, uuid4(), card.pk, hidden=card.hidden_at is None)
    elif card.hidden_at is None:
        owner = next(owners(room, card))
        cards.delete_card(owner.actor, uuid4(), card.pk)


def owners(room: Room, card: TrajectoryCard) -> Iterator[Person]:
    for person in room.people.values():
        if card.is_of(person.seat):
            yield person
    yield room.seat("Quelqu’un", card.territory.name)
