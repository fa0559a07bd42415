"""What is composed once gives what Django gives, on either database."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Q, QuerySet
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions.models import (
    AtelierSession,
    Ballot,
    JournalEntry,
    Operation,
    Participant,
    Poll,
    StakeReading,
    TrajectoryCard,
)
from sessions.prepared import Insert, Prepared, UpdateOne
from sessions.prepared.querysets import LONGEST_SEQUENCE
from tests.sessions.world import World

Make = Callable[..., QuerySet[Any, Any]]

NUMBER = st.integers(min_value=-(2**63), max_value=2**63 - 1) | st.integers(0, 30)
ANY_NUMBER = st.integers(min_value=-(2**70), max_value=2**70)
"""No column holds most of these: Django knows, and asks no database."""
TEXT = st.text(max_size=12).filter(lambda text: "\x00" not in text)

EXPRESSIONS: dict[str, tuple[Make, tuple[st.SearchStrategy[Any], ...]]] = {
    "by text": (lambda code: AtelierSession.objects.filter(code=code), (TEXT,)),
    "by key": (lambda pk: AtelierSession.objects.filter(pk=pk), (NUMBER,)),
    "by any number": (lambda pk: TrajectoryCard.objects.filter(pk=pk), (ANY_NUMBER,)),
    "by foreign key and number": (
        lambda pk, seq: JournalEntry.objects.filter(session=pk, seq__gt=seq).order_by("seq"),
        (NUMBER, NUMBER),
    ),
    "with related": (
        lambda pk: TrajectoryCard.objects.filter(pk=pk).select_related("territory", "author"),
        (NUMBER,),
    ),
    "with related of null": (
        lambda pk: AtelierSession.objects.filter(pk=pk).select_related("current_step", "season"),
        (NUMBER,),
    ),
    "of several": (
        lambda pks: StakeReading.objects.filter(card__pk__in=pks).select_related("reader"),
        (st.lists(NUMBER, max_size=LONGEST_SEQUENCE + 3, unique=True).map(tuple),),
    ),
    "of several relations, left to Django": (
        lambda pks: StakeReading.objects.filter(card__in=pks),
        (st.lists(NUMBER, max_size=3).map(tuple),),
    ),
    "of one value twice": (
        lambda pk: Participant.objects.filter(Q(pk=pk) | Q(session=pk), removed_at=None),
        (NUMBER,),
    ),
    "excluded": (
        lambda pk, title: TrajectoryCard.objects.filter(session=pk).exclude(title=title),
        (NUMBER, TEXT),
    ),
    "by UUID": (lambda pk: Operation.objects.filter(pk=pk), (st.uuids(),)),
    "by boolean": (lambda seen: AtelierSession.objects.filter(is_example=seen), (st.booleans(),)),
    "counted": (
        lambda pk: Poll.objects.filter(session=pk).annotate(turnout=Count("ballots")),
        (NUMBER,),
    ),
    "prefetched": (
        lambda pk: TrajectoryCard.objects.filter(session=pk).prefetch_related("readings"),
        (NUMBER,),
    ),
    "flat": (
        lambda pk: TrajectoryCard.objects.filter(session=pk).values_list("pk", flat=True),
        (NUMBER,),
    ),
    "tuples": (
        lambda pk: TrajectoryCard.objects.filter(session=pk).values_list(
            "pk", "title", "created_at"
        ),
        (NUMBER,),
    ),
    "sliced": (lambda pk: JournalEntry.objects.filter(session=pk).order_by("-seq")[:2], (NUMBER,)),
    "dictionaries, left to Django": (
        lambda pk: TrajectoryCard.objects.filter(session=pk).values("pk", "title"),
        (NUMBER,),
    ),
    "nothing, left to Django": (lambda pk: Poll.objects.none().filter(pk=pk), (NUMBER,)),
    "computed, left to Django": (
        lambda seq: AtelierSession.objects.annotate(more=F("last_seq") + seq).filter(more__gt=9),
        (st.integers(0, 30),),
    ),
}


def plain(row: Any, *, deep: bool = True) -> Any:
    """All that a row holds, with what was loaded beside it; a prefetched row leads back to its card."""
    if not hasattr(row, "_meta"):
        return row
    held = {name: value for name, value in vars(row).items() if name[0] != "_"}
    if not deep:
        return type(row), held
    fields = {name: plain(one) for name, one in row._state.fields_cache.items()}
    lists = {
        name: [plain(one, deep=False) for one in found]
        for name, found in getattr(row, "_prefetched_objects_cache", {}).items()
    }
    return type(row), held, fields, lists, row._state.adding, row._state.db


@pytest.mark.parametrize("name", EXPRESSIONS)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_prepared_queryset_gives_what_django_gives(
    name: str, data: st.DataObject, world: World
) -> None:
    make, strategies = EXPRESSIONS[name]
    prepared = PREPARED.setdefault(name, Prepared(make))
    known = st.sampled_from(known_values(world))
    values = tuple(
        data.draw(strategy | known if strategy is NUMBER else strategy) for strategy in strategies
    )
    assert [plain(row) for row in prepared.all(*values)] == [plain(row) for row in make(*values)]


PREPARED: dict[str, Prepared[Any]] = {}
"""Kept over the examples: what is tested is the second call as much as the first."""


def known_values(world: World) -> list[int]:
    """Keys that exist, or else most examples would find nothing."""
    cards = TrajectoryCard.objects.values_list("pk", flat=True)
    return [world.room.session.pk, *cards, *world.room.session.polls.values_list("pk", flat=True)]


@pytest.mark.django_db
def test_known_text_and_instance_are_found(world: World) -> None:
    session = world.room.session
    by_code = Prepared(lambda code: AtelierSession.objects.filter(code=code))
    assert by_code.one(session.code) == session
    seats = Prepared(lambda room: Participant.objects.filter(session=room).order_by("pk"))
    assert seats.all(session) == list(session.participants.order_by("pk"))
    with pytest.raises(AtelierSession.DoesNotExist):
        by_code.one("NO-CODE")
    assert by_code.first("NO-CODE") is None


@pytest.mark.django_db
def test_none_means_null_as_it_does_for_django(world: World) -> None:
    hidden_at = Prepared(lambda when: TrajectoryCard.objects.filter(hidden_at=when))
    assert len(hidden_at.all(None)) == TrajectoryCard.objects.filter(hidden_at=None).count() > 0


@pytest.mark.django_db
def test_second_call_composes_nothing_and_asks_once(world: World) -> None:
    composed = 0

    def make(pk: int) -> QuerySet[TrajectoryCard]:
        nonlocal composed
        composed += 1
        return TrajectoryCard.objects.filter(pk=pk)

    prepared = Prepared(make)
    card = TrajectoryCard.objects.first()
    assert card is not None
    prepared.one(card.pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert prepared.one(card.pk) == card
    assert len(queries) == 1
    assert composed == 1


@pytest.mark.django_db
def test_insert_writes_what_save_writes(world: World) -> None:
    bob = world.bob.seat
    said = {"title": "Une forge 🌿", "kind": "etape", "year_from": 2014, "session": bob.session}
    by_django = TrajectoryCard.objects.create(territory=bob.territory, author=bob, **said)
    inserted = Insert(TrajectoryCard)(TrajectoryCard(territory=bob.territory, author=bob, **said))
    assert inserted.pk > by_django.pk
    assert not inserted._state.adding
    rows = TrajectoryCard.objects.filter(pk__in=[by_django.pk, inserted.pk]).values()
    one, other = ({**row, "id": 0, "created_at": 0} for row in rows)
    assert one == other


@pytest.mark.django_db
def test_insert_keeps_json_and_a_key_of_its_own(world: World) -> None:
    operation: UUID = uuid4()
    answer = {"seq": 3, "é": [None, True, 1.5]}
    Insert(Operation)(Operation(pk=operation, fingerprint="f", answer=answer))
    assert Operation.objects.get(pk=operation).answer == answer
    with pytest.raises(IntegrityError), transaction.atomic():
        Insert(Operation)(Operation(pk=operation, fingerprint="f", answer=answer))


@pytest.mark.django_db
def test_insert_that_replaces_keeps_one_row(world: World) -> None:
    insert = Insert(Ballot, replaces=("poll", "voter_key"), updates=("choices", "territory"))
    bob, poll = world.bob.seat, world.poll
    for choices in ({"1": 2}, {"2": 3}):
        insert(Ballot(poll=poll, voter_key="k", territory_id=bob.territory_id, choices=choices))
    assert Ballot.objects.get(poll=poll, voter_key="k").choices == {"2": 3}


@pytest.mark.django_db
def test_update_gives_the_row_back_as_it_is_then(world: World) -> None:
    session = world.room.session
    session.refresh_from_db()
    advance = UpdateOne(AtelierSession, last_seq=F("last_seq") + 1)
    for step in (1, 2):
        advanced = advance(session.pk)
        assert advanced.last_seq == session.last_seq + step
        assert plain(advanced) == plain(AtelierSession.objects.get(pk=session.pk))
    with pytest.raises(AtelierSession.DoesNotExist):
        advance(session.pk + 1_000)


@pytest.mark.django_db
def test_sequences_are_composed_once_for_each_length() -> None:
    composed = []

    def make(pks: Any) -> QuerySet[Any, Any]:
        composed.append(len(pks))
        return TrajectoryCard.objects.filter(pk__in=pks).select_related("territory")

    some = Prepared(make)
    for pks in [(1,), (2,), (3, 4), (5, 6), (7,)]:
        some.all(pks)
    assert composed == [1, 2]
