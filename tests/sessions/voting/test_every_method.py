"""What holds for every method: one ballot each (I4), nothing told before the reveal (I10), tables on paper included."""

import json
from collections.abc import Callable
from functools import partial
from uuid import uuid4

import pytest

from sessions.audience import AUDIENCES
from sessions.commands import polls, tables
from sessions.commands.base import Answer, Refused
from sessions.exports.formats import FORMATS
from sessions.exports.outcome import read_outcome
from sessions.fragments.boards import render_board
from sessions.gate import Busy
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, Ballot, JournalEntry, Poll, Revision
from sessions.queries.attendance import attendance_of
from sessions.queries.openings import Opening
from sessions.queries.polls import count_poll
from sessions.voting import METHODS
from sessions.voting.method import Method
from tests.crowds import at_once
from tests.factories import Person, Room, make_facilitator, make_room
from tests.sessions.voting.samples import SAMPLES, Sample

VOTERS, SEATS = 13, 4
EVERY = pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.key)


def test_every_method_has_a_sample() -> None:
    assert SAMPLES.keys() == METHODS.keys()


def hall(method: Method, secrecy: str, people: int) -> tuple[Room, list[Person], Poll, int]:
    """A room at an open vote by this method, on one balise."""
    room = make_room(make_facilitator("votes@exemple.fr"), secrecy=secrecy)
    room.go_to("recits")
    seated = [room.seat(f"Voix {number}", "Malaunay") for number in range(people)]
    card = room.post(seated[0])
    room.go_to("emergence")
    option = room.propose(seated[0], card, statement="Faire simple")
    room.go_to("vote")
    opening = Opening([option], method.key, method.read_settings({}))
    answer = polls.open_poll(room.leader, uuid4(), chosen=opening)
    poll = Poll.objects.get(pk=answer.subject)
    SAMPLES[method.key].lead(room, poll)
    return room, seated, Poll.objects.get(pk=poll.pk), option


def enter(room: Room, poll: Poll, option: int, sample: Sample) -> None:
    """A table of four has voted on paper."""
    territory = room.session.territories.get(name="Malaunay").pk
    tally = sample.tally(option, SEATS)
    tables.enter_table(
        room.leader,
        uuid4(),
        poll.pk,
        territory=territory,
        name="Table du fond",
        seats=SEATS,
        tally=tally,
    )


def cast(poll: Poll, option: int, voter: Person, value: object) -> Answer | None:
    """One click; a page sends it again under the same id when the server is busy."""
    operation = uuid4()
    while True:
        try:
            return polls.cast_ballot(voter.actor, operation, poll.pk, choices={option: value})
        except Busy:
            continue
        except Refused:
            return None


@EVERY
@pytest.mark.usefixtures("four_stakes")
@pytest.mark.django_db(transaction=True)
def test_four_clicks_at_once_make_one_ballot_each_and_the_last_counts(method: Method) -> None:
    sample = SAMPLES[method.key]
    _, people, poll, option = hall(method, "anonymous", 6)
    values = sample.values[:4]
    clicks = [(person, value) for person in people for value in values]
    answers = at_once(partial(cast, poll, option, person, value) for person, value in clicks)
    assert all(answers)
    last: dict[str, tuple[int, object]] = {}
    for (person, value), answer in zip(clicks, answers, strict=True):
        assert answer is not None
        key = person.actor.voter_key
        last[key] = max(last.get(key, (0, None)), (answer.seq, value), key=lambda each: each[0])
    kept = {each.voter_key: each.choices[str(option)] for each in Ballot.objects.filter(poll=poll)}
    assert kept == {key: value for key, (_, value) in last.items()}


@EVERY
@pytest.mark.usefixtures("four_stakes")
@pytest.mark.django_db(transaction=True)
def test_nothing_counts_after_the_close_that_races_with_it(method: Method) -> None:
    sample = SAMPLES[method.key]
    room, people, poll, option = hall(method, "named", 5)

    def close() -> Answer | None:
        return polls.close_poll(room.leader, uuid4(), poll.pk)

    def paper() -> Answer | None:
        try:
            enter(room, poll, option, sample)
        except Refused:
            return None
        return Answer(0)

    works: list[Callable[[], Answer | None]] = [paper, close]
    works += [partial(cast, poll, option, each, sample.values[0]) for each in people]
    on_paper, _, *answers = at_once(works)
    poll.refresh_from_db()
    taken = sum(answer is not None for answer in answers) + (SEATS if on_paper else 0)
    entries = JournalEntry.objects.filter(session=room.session)
    closed = entries.get(event="poll_closed").seq
    assert not entries.filter(event__in=("ballot_cast", "table_entered"), seq__gt=closed).exists()
    kept = attendance_of(poll)
    assert kept is not None
    assert count_poll(poll).turnout == taken == kept.voted


@EVERY
@pytest.mark.usefixtures("four_stakes")
@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
@pytest.mark.django_db
def test_sealed_tally_is_in_no_byte_before_it_is_revealed(method: Method, secrecy: str) -> None:
    sample = SAMPLES[method.key]
    room, people, poll, option = hall(method, secrecy, VOTERS)
    for person in people:
        assert cast(poll, option, person, sample.values[-1])
    enter(room, poll, option, sample)
    kept = [json.dumps(row.tally) for row in poll.tables.all()]
    for state in ("open", "closed"):
        if state == "closed":
            polls.close_poll(room.leader, uuid4(), poll.pk)
        for text in every_byte(room, people[0], poll):
            assert sample.told not in text
            assert not [tally for tally in kept if tally in text]
    polls.reveal_poll(room.leader, uuid4(), poll.pk)
    session = AtelierSession.objects.get(pk=room.session.pk)
    assert all(sample.told in render_board(session, audience) for audience in AUDIENCES)


def every_byte(room: Room, guest: Person, poll: Poll) -> list[str]:
    """Boards, frames, pages, forms, exports, the journal and the revisions."""
    session = AtelierSession.objects.get(pk=room.session.pk)
    code, leader = session.code, room.leader_browser()
    told = [render_board(session, audience) for audience in AUDIENCES]
    told += [catch_up(session.pk, 0, audience).text for audience in AUDIENCES]
    pages = ["animation/", "ecran/", f"votes/{poll.pk}/tables/", "votes/"]
    pages += [f"votes/{poll.pk}/tables/{row.pk}/" for row in poll.tables.all()]
    told += [leader.get(f"/s/{code}/{page}").content.decode() for page in pages]
    told.append(guest.browser().get(f"/s/{code}/").content.decode())
    outcome = read_outcome(code)
    told += [each.write(outcome).decode("utf-8", "replace") for each in FORMATS.values()]
    told.append(str(list(JournalEntry.objects.values())))
    return [*told, str(list(Revision.objects.values()))]
