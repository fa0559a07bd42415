"""What must not be told: names in an anonymous séance, tallies before they are revealed, hidden pieces."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils.html import strip_tags

from sessions.audience import AUDIENCES, FACILITATORS, PARTICIPANTS, PROJECTOR, Audience
from sessions.commands import polls, readings
from sessions.commands.cards import show_or_hide_card
from sessions.fragments.boards import render_board
from sessions.fragments.drawing import Loads, render
from sessions.fragments.session import BOARD
from sessions.fragments.touching import touched
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, Ballot, Facilitator, JournalEntry, Proposal
from sessions.queries.cards import card_views
from tests.factories import Person, Room, make_facilitator, make_room
from tests.sessions.commands.moments import close_poll, hide_card, hide_proposal, reveal_poll
from tests.sessions.world import World, build_world, touched_by

TELLER, READER = "Zéphyrine-Qui-Raconte", "Barnabé-Qui-Lit"
PERSON = re.compile(r'<li id="person-.*?</li>', re.DOTALL)
"""Who sits in the room is no secret of the facilitator's; who wrote what is."""


def every_text(room: Room, people: list[Person]) -> dict[str, str]:
    """All that leaves the server about a room, by where: boards, fragments, frames, pages."""
    session = AtelierSession.objects.get(pk=room.session.pk)
    changed = touched(session, list(session.journal.all())) - {BOARD.key}
    told = {}
    for audience in AUDIENCES:
        told[f"board {audience}"] = render_board(session, audience)
        told[f"fragments {audience}"] = render(Loads(session), changed, audience)
        told[f"frame {audience}"] = catch_up(session.pk, 1, audience).text
    code, leader = session.code, room.leader_browser()
    for name, browser in {"leader": leader, "screen": Client(), "nobody": Client()}.items():
        if name == "screen":
            browser.get(f"/s/{code}/ecran/", {"cle": session.screen_key})
        for where in ("animation/", "ecran/", "rejoindre/"):
            told[f"{where} {name}"] = browser.get(f"/s/{code}/{where}").content.decode()
    for person in people:
        name = person.seat.name
        told[f"room {name}"] = person.browser().get(f"/s/{code}/").content.decode()
    told["/seances/"] = leader.get("/seances/").content.decode()
    return told


@pytest.fixture
def quiet(four_stakes: None) -> World:
    """An anonymous séance with somebody who told, worded and voted, and somebody who read."""
    room = make_room(make_facilitator("quiet@exemple.fr"), secrecy="anonymous")
    return build_world(room, room.seat(TELLER, "Malaunay"), room.seat(READER, "Le Mené"))


def test_anonymous_room_tells_no_author_and_no_reader(quiet: World) -> None:
    polls.cast_ballot(quiet.bob.actor, uuid4(), quiet.poll.pk, choices={quiet.proposal.pk: 2})
    reveal_poll(quiet)
    bystander = quiet.room.seat("Témoin", "Le Mené")
    for where, text in every_text(quiet.room, [bystander]).items():
        left = PERSON.sub("", text.replace("\\n", "\n").replace('\\"', '"'))
        assert TELLER not in left, where
        assert READER not in left, where


def test_named_room_tells_author_and_reader(world: World) -> None:
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    board = render_board(session, PARTICIPANTS)
    assert '<p class="card__by" dir="auto">Bob</p>' in board
    assert "un pair · Chloé" in strip_tags(board)


def test_anonymous_ballot_is_tied_to_nobody_in_the_database(quiet: World) -> None:
    polls.cast_ballot(quiet.bob.actor, uuid4(), quiet.poll.pk, choices={quiet.proposal.pk: 2})
    ballot = Ballot.objects.get()
    assert ballot.participant is None
    assert ballot.voter_key not in (quiet.bob.key, quiet.bob.seat.seat_fingerprint)
    entry = JournalEntry.objects.get(event="ballot_cast")
    assert (entry.actor, entry.noun, entry.subject) == ("", "poll", quiet.poll.pk)
    assert entry.particulars == {}
    assert touched_by(entry) == ["turnout"]


def seal(room: Room, count: int) -> tuple[list[Person], str]:
    """`count` people give all their dots to one balise: the sentinel is a total that nothing else shows."""
    room.go_to("recits")
    people = [room.seat(f"Votant {number}", "Malaunay") for number in range(count)]
    card = room.post(people[0], "Une carte")
    room.go_to("emergence")
    proposals = [room.propose(people[0], card, statement=f"Faire {n}") for n in "ab"]
    room.go_to("vote")
    poll = room.open_poll()
    for person in people:
        polls.cast_ballot(
            person.actor, uuid4(), poll.pk, choices={proposals[0]: 4, proposals[1]: 1}
        )
    return people, str(4 * count)


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
@pytest.mark.parametrize("closed", [False, True])
def test_sealed_tally_is_nowhere_before_it_is_revealed(
    alice: Facilitator, secrecy: str, closed: bool
) -> None:
    room = make_room(alice, secrecy=secrecy)
    people, sentinel = seal(room, 13)
    assert sentinel == "52"
    poll = room.session.polls.get()
    if closed:
        polls.close_poll(room.leader, uuid4(), poll.pk)
    number = re.compile(r"(?<![\w:./#;%-])(?:52|13)(?![\w:./-])")
    for where, text in every_text(room, people[:2]).items():
        shown = re.sub(r"<(?:svg|path|img|link|meta)[^>]*>|qr[^>]*>|<script[^>]*>", "", text)
        seen = set(number.findall(shown))
        # 13 people sit in the room and 13 voted: that is a turnout, and no tally.
        assert seen <= {"13"}, where
        assert "result__" not in text, where
    assert "52 points" not in "".join(every_text(room, people[:1]).values())
    if not closed:
        polls.close_poll(room.leader, uuid4(), poll.pk)
    polls.reveal_poll(room.leader, uuid4(), poll.pk)
    session = AtelierSession.objects.get(pk=room.session.pk)
    for audience in AUDIENCES:
        assert "52 points" in render_board(session, audience)


def test_own_ballot_is_in_the_page_of_its_voter_only(alice: Facilitator) -> None:
    room = make_room(alice)
    people, _ = seal(room, 2)
    proposal = Proposal.objects.get(statement="Faire a")
    mine = f'data-ballot="{{&quot;dots-{proposal.pk}&quot;: 4'
    polls.cast_ballot(people[1].actor, uuid4(), room.session.polls.get().pk, choices={})
    pages = [person.browser().get(f"/s/{room.session.code}/").content.decode() for person in people]
    assert mine in pages[0]
    assert mine not in pages[1]


def test_small_territory_is_not_shown_apart_in_an_anonymous_vote(alice: Facilitator) -> None:
    room = make_room(alice, secrecy="anonymous")
    room.go_to("recits")
    people = [room.seat(f"M{n}", "Malaunay") for n in range(7)]
    people += [room.seat(f"L{n}", "Le Mené") for n in range(2)]
    card = room.post(people[0])
    room.go_to("emergence")
    balise = room.propose(people[0], card)
    room.go_to("vote")
    poll = room.open_poll()
    for person in people:
        polls.cast_ballot(person.actor, uuid4(), poll.pk, choices={balise: 3})
    polls.close_poll(room.leader, uuid4(), poll.pk)
    polls.reveal_poll(room.leader, uuid4(), poll.pk)
    session = AtelierSession.objects.get(pk=room.session.pk)
    board = render_board(session, FACILITATORS)
    table = board[board.index("Les mêmes nombres") :]
    # 21 = 7 × 3 would give the six dots of the other two away.
    assert "<strong>27</strong>" in table
    assert ">21<" not in table
    assert ">6<" not in table
    assert table.count("non montré") == 2


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hidden_card_is_for_facilitators_only(world: World, audience: Audience) -> None:
    hide_card(world)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    fragment = render(Loads(session), [f"card-{world.card.pk}"], audience)
    seen = audience == FACILITATORS
    assert ("Le terril" in render_board(session, audience)) is seen
    assert ("Le terril" in catch_up(session.pk, 1, audience).text) is seen
    assert ("Le terril" in fragment) is seen
    assert (f'<div id="card-{world.card.pk}" data-gone></div>' == fragment) is not seen


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hidden_card_is_no_source_to_show(world: World, audience: Audience) -> None:
    world.room.go_to("recits")
    show_or_hide_card(world.room.leader, uuid4(), world.cited.pk, hidden=True)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    balise = render(Loads(session), [f"proposal-{world.proposal.pk}"], audience)
    assert "Faire parler d’abord" in balise
    assert ("2000-2004" in balise) is (audience == FACILITATORS)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_hidden_balise_is_for_facilitators_only(world: World, audience: Audience) -> None:
    reveal_poll(world)
    hide_proposal(world)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    assert ("Faire parler d’abord" in render_board(session, audience)) is (audience == FACILITATORS)
    assert "Faire parler d’abord" not in render(Loads(session), ["poll", "ballot"], audience)


def test_hidden_card_counts_nowhere(world: World) -> None:
    hide_card(world)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    counts = render(Loads(session), ["cards-count", "readings-count"], PARTICIPANTS)
    assert "<b>2</b> cartes" in counts
    assert "<b>0</b> lecture" in counts
    assert "heat--4" not in render(Loads(session), ["heatmap"], PARTICIPANTS).split("</table>")[0]


@pytest.mark.parametrize("audience", [PARTICIPANTS, PROJECTOR])
def test_list_of_people_is_for_facilitators_only(world: World, audience: Audience) -> None:
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    person = f"person-{world.bob.seat.pk}"
    assert person not in render_board(session, audience)
    assert render(Loads(session), [person], audience) == ""
    for action in ("retrait", "visibilite", "cloture"):
        assert f"/{action}/" not in render_board(session, audience)


def test_closed_vote_shows_neither_ballot_nor_result(world: World) -> None:
    polls.cast_ballot(world.bob.actor, uuid4(), world.poll.pk, choices={world.proposal.pk: 5})
    close_poll(world)
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    for audience in AUDIENCES:
        html = render(Loads(session), ["poll", "ballot", "turnout"], audience)
        for sign in ("<input", "<table", 'class="result'):
            assert sign not in html


def test_journal_holds_ids_and_no_contents(quiet: World) -> None:
    quiet.room.go_to("lecture")
    tags: dict[str, readings.Tag] = {"value": {"intensity": 1, "reason": "Un secret bien gardé"}}
    readings.read_card(quiet.chloe.actor, uuid4(), quiet.card.pk, tags=tags)
    written = str(list(JournalEntry.objects.values()))
    for content in (TELLER, READER, "Le terril", "Faire parler", "Un secret bien gardé"):
        assert content not in written


def test_reasons_stand_in_an_order_that_tells_no_reader(quiet: World) -> None:
    """The same two people read two stakes: whoever came first is not first in both."""
    room, card = quiet.room, quiet.cited
    room.go_to("lecture")
    other = room.seat("Autre", "Le Mené")
    for person, said in ((quiet.chloe, ("Z", "A")), (other, ("B", "Y"))):
        tags: dict[str, readings.Tag] = {
            stake: {"intensity": 2, "reason": reason}
            for stake, reason in zip(("value", "cooperation"), said, strict=True)
        }
        readings.read_card(person.actor, uuid4(), card.pk, tags=tags)
    [shown] = card_views(AtelierSession.objects.get(), ids=[card.pk])
    for read in shown.readings:
        told = [(reason.side, reason.text) for reason in read.reasons]
        assert told == sorted(told)
    assert sum(len(read.reasons) for read in shown.readings) == 4
