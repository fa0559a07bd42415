"""What both sides read before a discussion and after it, and what stale buttons and small sides do."""

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, PROJECTOR
from sessions.commands import cards, discussions, readings
from sessions.commands.base import NotHere, Refused, Stale
from sessions.fragments.drawing import Loads, render
from sessions.models import AtelierSession, Discussion, Facilitator, JournalEntry, TrajectoryCard
from sessions.queries.discussions import discussions as shown_discussions
from sessions.queries.discussions import moved_sentence, offers
from sessions.queries.sides import shown_sides
from tests.factories import Person, Room, make_room
from tests.sessions.world import touched_by


@pytest.fixture
def card(four_stakes: None, room: Room, bob: Person, chloe: Person) -> TrajectoryCard:
    """Bob's card, which he and Chloé read two points apart."""
    room.go_to("recits")
    told = room.post(bob, "Le terril")
    room.go_to("lecture")
    read(bob, told, cooperation=1)
    read(chloe, told, cooperation=3)
    return told


def read(person: Person, card: TrajectoryCard, **intensities: int) -> int:
    """Somebody's whole reading of a card; the number of its entry."""
    tags: dict[str, readings.Tag] = {
        key: {"intensity": number, "reason": ""} for key, number in intensities.items()
    }
    return readings.read_card(person.actor, uuid4(), card.pk, tags=tags).seq


def begin(room: Room, card: TrajectoryCard, stake: str = "cooperation", seen: str = "0") -> int:
    """Puts a card in discussion."""
    return discussions.open_discussion(
        room.leader, uuid4(), card.pk, stake=stake, seen=seen
    ).subject


def end(room: Room, discussion: int, *, ended: bool = True) -> None:
    discussions.settle_discussion(room.leader, uuid4(), discussion, ended=ended)


def now(room: Room) -> AtelierSession:
    return AtelierSession.objects.select_related("current_step").get(pk=room.session.pk)


def test_before_stays_and_after_follows_until_the_end(
    room: Room, card: TrajectoryCard, bob: Person, chloe: Person
) -> None:
    opened = begin(room, card)
    read(bob, card, cooperation=3)
    read(chloe, card, cooperation=3, value=2)
    (view,) = shown_discussions(now(room))
    assert [(each.stake.key, each.before.gap, each.after.gap) for each in view.moved] == [
        ("cooperation", 2.0, 0.0)
    ]
    end(room, opened)
    read(bob, card, cooperation=1)
    (view,) = shown_discussions(now(room))
    assert (view.runs, view.moved[0].after.own) == (False, 3.0)
    assert view.sentences == [
        "Après l’échange, l’écart sur «\u00a0Coopération\u00a0» est passé de 2 à 0."
    ]


def test_whole_card_shows_every_stake_read_before_or_after(
    room: Room, card: TrajectoryCard, chloe: Person
) -> None:
    begin(room, card, stake="")
    read(chloe, card, value=2)
    (view,) = shown_discussions(now(room))
    assert [(each.stake.key, *each.before, *each.after) for each in view.moved] == [
        ("cooperation", 1.0, 3.0, 1.0, 0.0),
        ("value", 0.0, 0.0, 0.0, 2.0),
    ]


def test_resumed_discussion_follows_again_from_the_same_before(
    room: Room, card: TrajectoryCard, bob: Person
) -> None:
    opened = begin(room, card)
    end(room, opened)
    end(room, opened, ended=False)
    read(bob, card, cooperation=2)
    (view,) = shown_discussions(now(room))
    assert (view.runs, view.moved[0].before.gap, view.moved[0].after.gap) == (True, 2.0, 1.0)


def test_next_discussion_ends_the_one_that_runs(
    room: Room, card: TrajectoryCard, chloe: Person
) -> None:
    first = begin(room, card)
    second = begin(room, card, stake="", seen=str(first))
    assert now(room).discussion_id == second
    assert Discussion.objects.get(pk=first).after is not None
    with pytest.raises(Refused):
        end(room, first, ended=False)


def test_form_drawn_before_another_discussion_began_is_stale(
    room: Room, card: TrajectoryCard
) -> None:
    first = begin(room, card)
    with pytest.raises(Stale):
        begin(room, card, stake="", seen="0")
    assert now(room).discussion_id == first
    # What the form asks for is there already: done.
    assert begin(room, card, seen="0") == first


def test_cancelled_discussion_was_never_there_and_an_ended_one_stays(
    room: Room, card: TrajectoryCard
) -> None:
    first = begin(room, card)
    discussions.cancel_discussion(room.leader, uuid4(), first)
    assert (now(room).discussion_id, Discussion.objects.count()) == (None, 0)
    with pytest.raises(NotHere):
        end(room, first)
    second = begin(room, card)
    end(room, second)
    with pytest.raises(Refused):
        discussions.cancel_discussion(room.leader, uuid4(), second)
    assert Discussion.objects.count() == 1


def test_card_that_nobody_read_or_sees_is_not_put_in_discussion(
    room: Room, card: TrajectoryCard, bob: Person
) -> None:
    room.go_to("recits")
    unread = room.post(bob, "Les visites")
    room.go_to("lecture")
    with pytest.raises(Refused):
        begin(room, unread, stake="")
    cards.show_or_hide_card(room.leader, uuid4(), card.pk, hidden=True)
    with pytest.raises(Refused):
        begin(room, card)


def test_hidden_card_leaves_the_room_and_stays_with_facilitators(
    room: Room, card: TrajectoryCard
) -> None:
    begin(room, card)
    cards.show_or_hide_card(room.leader, uuid4(), card.pk, hidden=True)
    drawn = {each: render(Loads(now(room)), ["discussion"], each) for each in AUDIENCES}
    assert "Le terril" in drawn[FACILITATORS]
    assert "Le terril" not in drawn[PARTICIPANTS] + drawn[PROJECTOR]


def test_reading_says_that_it_is_of_a_discussion_and_costs_nothing_otherwise(
    room: Room, card: TrajectoryCard, bob: Person, chloe: Person
) -> None:
    def particulars(seq: int) -> dict[str, int]:
        return dict(JournalEntry.objects.get(session=room.session, seq=seq).particulars)

    with CaptureQueriesContext(connection) as queries:
        plain = read(bob, card, cooperation=2)
    assert particulars(plain) == {}
    assert not any("ateliers_discussion" in query["sql"] for query in queries)
    opened = begin(room, card)
    assert particulars(read(bob, card, cooperation=1)) == {"discussion": opened}


def test_offers_stand_by_gap_and_leave_agreement_out(
    room: Room, card: TrajectoryCard, bob: Person, chloe: Person
) -> None:
    room.go_to("recits")
    near, alike = room.post(bob, "Les visites"), room.post(bob, "Le micro")
    room.go_to("lecture")
    for other, own, peers in ((near, 2, 3), (alike, 2, 2)):
        read(bob, other, value=own)
        read(chloe, other, value=peers)
    found = offers(now(room), shown_sides(now(room)))
    assert [(each.card.title, each.means.gap) for each in found.first] == [
        ("Le terril", 2.0),
        ("Les visites", 1.0),
    ]
    assert found.first[0].readers == "1 lecture du territoire, 1 de ses pairs"


def anonymous_room(facilitator: Facilitator, own: int, peers: int) -> tuple[Room, TrajectoryCard]:
    """A séance without names, whose one card so many people of each side have read two points apart."""
    room = make_room(facilitator, title="Sans noms", secrecy="anonymous")
    tellers = [room.seat(f"Territoire {number}", "Malaunay") for number in range(max(own, 1))]
    others = [room.seat(f"Pair {number}", "Le Mené") for number in range(peers)]
    room.go_to("recits")
    told = room.post(tellers[0], "Le terril")
    room.go_to("lecture")
    for teller in tellers[:own]:
        read(teller, told, cooperation=1)
    for peer in others:
        read(peer, told, cooperation=3)
    return room, told


@pytest.mark.parametrize(("own", "peers"), [(1, 1), (4, 6), (6, 4), (5, 5)])
def test_anonymous_session_keeps_and_shows_no_side_of_fewer_than_five(
    four_stakes: None, alice: Facilitator, own: int, peers: int
) -> None:
    room, told = anonymous_room(alice, own, peers)
    begin(room, told)
    kept = Discussion.objects.get().before
    assert kept["stakes"]["cooperation"] == [
        1.0 if own >= 5 else None,
        3.0 if peers >= 5 else None,
    ]
    assert (kept["own_readers"] is None, kept["peer_readers"] is None) == (own < 5, peers < 5)
    shown = own >= 5 and peers >= 5
    assert bool(offers(now(room), shown_sides(now(room))).first) is shown
    for audience in AUDIENCES:
        drawn = render(
            Loads(now(room)), [f"card-{told.pk}", "gaps", "heatmap", "discussion"], audience
        )
        assert ("gap-mark" in drawn) is shown
        # A mean is written « 1 sur 3 » on cards, and as a number in a cell of the discussion.
        assert ("1 sur 3" in drawn) is (own >= 5 and not audience.is_projector)
        assert ("3 sur 3" in drawn) is (peers >= 5 and not audience.is_projector)
        assert ("<td>1</td>" in drawn) is (own >= 5)
        assert ("<td>3</td>" in drawn) is (peers >= 5)


def test_what_is_kept_names_no_reader(room: Room, card: TrajectoryCard, chloe: Person) -> None:
    opened = begin(room, card)
    end(room, opened)
    kept = Discussion.objects.get()
    assert kept.after is not None
    for frozen in (kept.before, kept.after):
        assert set(frozen) == {"own_readers", "peer_readers", "stakes"}
        assert chloe.seat.name not in json.dumps(frozen)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (2.0, 0.5, "est passé de 2 à 0,5."),
        (1.5, 1.5, "reste de 1,5."),
        (None, 1.0, "est de 1."),
        (1.0, None, ""),
        (None, None, ""),
    ],
)
def test_sentence_says_what_moved(before: float | None, after: float | None, told: str) -> None:
    sentence = moved_sentence("Coopération", before, after)
    assert sentence.endswith(told)
    assert bool(sentence) is bool(told)


def test_ended_discussion_follows_the_title_of_its_card(room: Room, card: TrajectoryCard) -> None:
    """A page that stood open showed the title of before: an edit touched only the discussion that ran."""
    discussions.settle_discussion(room.leader, uuid4(), begin(room, card), ended=True)
    words = {"kind": card.kind, "title": "Le terril, debout"}
    edited = cards.edit_card(room.leader, uuid4(), card.pk, **words).seq
    entry = JournalEntry.objects.get(session=room.session, seq=edited)
    assert "discussion" in touched_by(entry)
    session = AtelierSession.objects.get(pk=room.session.pk)
    assert "Le terril, debout" in render(Loads(session), ["discussion"], PARTICIPANTS)
