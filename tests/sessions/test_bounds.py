"""What bounds costly things: bytes in a cache, tokens in a bucket, places at a gate, seats in a séance."""

import math
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from sessions import limits
from sessions.bucket import Bucket
from sessions.commands import participants
from sessions.commands.base import Refused
from sessions.gate import Busy, Gate, computing, waits_end
from sessions.kept import Kept, text_bytes
from sessions.limits import Pace, TooFast
from sessions.models import Facilitator
from tests.factories import PASSWORD, Person, Room

MOST = 20_000
texts = st.text(st.sampled_from("aé’😀"), max_size=9000)
pauses = st.lists(st.floats(0, 3), min_size=1, max_size=100)


@given(st.lists(st.tuples(st.integers(0, 9), texts), max_size=40))
def test_kept_never_holds_more_bytes_than_it_may(puts: list[tuple[int, str]]) -> None:
    kept: Kept[int, str] = Kept(MOST, text_bytes)
    for key, text in puts:
        kept.put(key, text)
        assert kept.get(key) in {text, None}
        held = {number: kept.get(number) for number in range(10)}
        assert sum(sys.getsizeof(text) for text in held.values() if text is not None) <= MOST


def test_kept_lets_go_what_was_not_asked_for_the_longest() -> None:
    kept: Kept[str, str] = Kept(3 * 1000, lambda text: 700)
    for key in "abc":
        kept.put(key, key)
    assert kept.get("a") == "a"
    kept.put("d", "d")
    assert [kept.get(key) for key in "abcd"] == ["a", None, "c", "d"]


def test_kept_forgets_what_its_successor_has_no_room_for() -> None:
    kept: Kept[str, str] = Kept(5000, text_bytes)
    kept.put("board", "x")
    kept.put("board", "x" * 6000)
    assert kept.get("board") is None
    assert kept.bytes == 0


def test_kept_gives_one_value_to_all_who_ask_at_once() -> None:
    kept: Kept[str, object] = Kept(5000, lambda value: 1)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: kept.get_or_put("place", object), range(200)))
    assert len(set(map(id, made))) == 1


@given(pauses, st.floats(1, 20), st.floats(0.1, 5))
def test_bucket_never_gives_more_than_its_burst_and_its_rate(
    waits: list[float], burst: float, rate: float
) -> None:
    now, taken, bucket = 0.0, 0, Bucket(burst=burst, a_second=rate, now=0.0)
    for pause in waits:
        now += pause
        if not bucket.wait(1, now):
            bucket.take(1, now)
            taken += 1
        assert taken <= burst + rate * now + 1e-6


@given(pauses)
def test_pace_says_how_long_to_wait_and_refuses_only_past_its_patience(waits: list[float]) -> None:
    now = [0.0]
    pace = Pace("test", burst=3, a_second=1, patience=2, clock=lambda: now[0])
    served: list[float] = []
    for pause in waits:
        now[0] += pause
        try:
            served.append(now[0] + pace.delay())
        except TooFast:
            continue
        assert served[-1] <= now[0] + 2
        assert len(served) <= 3 + served[-1] + 1e-6


def test_keys_have_buckets_of_their_own_and_long_ones_take_no_room() -> None:
    pace = Pace("test", burst=1, a_second=0.001, patience=0, clock=lambda: 0.0)
    assert pace.delay("a") == pace.delay("b") == 0
    with pytest.raises(TooFast):
        pace.delay("a")
    pace.delay("x" * 8000)
    assert max(map(len, pace._buckets)) == 64


def test_gate_lets_few_through_and_turns_away_who_would_wait_too_long() -> None:
    gate = Gate("test", at_once=1, waiting=2, patience=0.05)
    with gate.held(), ThreadPoolExecutor(6) as threads:
        tried = [threads.submit(gate.enter) for _ in range(6)]
        assert all(isinstance(one.exception(), Busy) for one in tried)
    with gate.held():
        pass


def test_gate_gives_a_place_that_is_left_to_one_who_waits() -> None:
    gate = Gate("test", at_once=1, waiting=1, patience=30)
    gate.enter()
    with ThreadPoolExecutor(1) as threads:
        waits = threads.submit(gate.enter)
        gate.leave()
        assert waits.exception(timeout=30) is None


def test_waits_before_gates_end_together_however_patient_each_is() -> None:
    """Each of them was patient for itself: a form waited 12 s while its page gave up after 10."""
    gates = [Gate("test", at_once=1, waiting=1, patience=30) for _ in range(3)]
    for gate in gates:
        gate.enter()
    began = time.monotonic()
    with waits_end(began + 0.2):
        for gate in gates:
            with pytest.raises(Busy):
                gate.enter()
    assert time.monotonic() - began < 30


def test_lane_lets_few_compute_and_keeps_nobody_out_for_good() -> None:
    lane = Gate("test", at_once=2, waiting=40, patience=math.inf)
    inside: list[None] = []
    seen: list[int] = []

    def compute() -> None:
        with computing(lane):
            inside.append(None)
            seen.append(len(inside))
            # All the other threads go on meanwhile: without a lane, they would be inside too.
            time.sleep(0.001)
            inside.pop()

    with ThreadPoolExecutor(40) as threads:
        done = [threads.submit(compute) for _ in range(40)]
        assert all(one.exception(timeout=30) is None for one in done)
    assert len(seen) == 40
    assert max(seen) <= 2


def test_who_waits_at_a_gate_leaves_the_lane_to_others_and_never_comes_back() -> None:
    lane = Gate("test", at_once=1, waiting=1, patience=30)
    gate = Gate("test", at_once=1, waiting=1, patience=30)
    gate.enter()
    is_in_lane = Event()

    def wait_at_the_gate() -> None:
        with computing(lane):
            is_in_lane.set()
            with gate.held():
                pass

    with ThreadPoolExecutor(1) as threads:
        waits = threads.submit(wait_at_the_gate)
        assert is_in_lane.wait(30)
        with computing(lane):
            # We have the only lane until the other is through.
            gate.leave()
            assert waits.exception(timeout=30) is None
    with computing(lane):
        pass


def test_lane_is_given_back_by_whoever_fails_in_it_or_finds_its_gate_full() -> None:
    lane = Gate("test", at_once=1, waiting=1, patience=0)
    full = Gate("test", at_once=0, waiting=0, patience=0)
    with pytest.raises(Busy), computing(lane):
        full.enter()
    with pytest.raises(ZeroDivisionError), computing(lane):
        sum([1 / 0])
    lane.enter()


@pytest.fixture
def argon2(settings: Settings) -> None:
    """The hasher of the site, which tests do without elsewhere."""
    settings.PASSWORD_HASHERS = ["sessions.hashers.BoundedArgon2"]


def ways_to_hash() -> list[Callable[[], object]]:
    """Known, unknown and chosen: each computes one hash."""
    known = make_password(PASSWORD)
    return [
        lambda: check_password(PASSWORD, known),
        lambda: check_password("faux", known),
        lambda: check_password(PASSWORD, "!"),
        lambda: make_password(PASSWORD),
    ]


def test_every_way_to_a_hash_goes_through_the_gate(
    argon2: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = ways_to_hash()
    monkeypatch.setattr(limits.HASHING, "patience", 0.01)
    with limits.HASHING.held():
        for way in ways:
            with pytest.raises(Busy):
                way()
    assert ways[0]() is True


def test_hash_of_djangos_own_hasher_still_opens_and_is_renewed(
    argon2: None, alice: Facilitator
) -> None:
    alice.password = Argon2PasswordHasher().encode(PASSWORD, "selselselselselselsel1")
    alice.save()
    assert alice.check_password(PASSWORD)
    alice.refresh_from_db()
    assert "$argon2id$v=19$m=19456,t=4,p=1$" in alice.password
    assert alice.check_password(PASSWORD)


@pytest.mark.parametrize("account", ["known", "unknown", "closed", "without a password"])
def test_login_before_a_full_gate_is_told_to_come_back(
    argon2: None,
    alice: Facilitator,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    account: str,
) -> None:
    """Each computes a hash, so how long a login takes does not tell which account exists."""
    if account == "without a password":
        alice.set_unusable_password()
    else:
        alice.set_password(PASSWORD)
    alice.is_active = account != "closed"
    alice.save()
    email = "personne@exemple.fr" if account == "unknown" else alice.email
    monkeypatch.setattr(limits.HASHING, "patience", 0.01)
    with limits.HASHING.held():
        answer = client.post("/connexion/", {"username": email, "password": PASSWORD})
    assert answer.status_code == 503
    assert "réessayez dans quelques secondes" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()


def test_session_has_a_largest_number_of_seats(
    room: Room, bob: Person, chloe: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(participants, "MOST_SEATS", 2)
    with pytest.raises(Refused, match="places de cette séance sont prises"):
        room.seat("Zoé")
    participants.remove_participant(room.leader, uuid4(), bob.seat.pk)
    assert room.seat("Zoé").seat.name == "Zoé"


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="writers queue in the process on SQLite only"
)
def test_name_typed_at_the_door_comes_back_when_nobody_can_write(
    room: Room, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits.WRITING, "patience", 0.01)
    territory = room.session.territories.first()
    assert territory is not None
    words = {"name": "Zoé de Lens", "territory": territory.pk, "operation": str(uuid4())}
    address = f"/s/{room.session.code}/rejoindre/"
    with limits.WRITING.held():
        answer = client.post(address, words)
    assert answer.status_code == 503
    assert 'value="Zoé de Lens"' in answer.content.decode()
    assert "réessayez dans quelques secondes" in answer.content.decode()
    assert client.post(address, words).status_code == 302
