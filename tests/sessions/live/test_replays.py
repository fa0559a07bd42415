"""Every POST, sent five times at once: one effect, the same answer; with another body, a refusal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from referentiel.models import Balise
from sessions import urls
from sessions.commands import polls, sessions
from sessions.models import AtelierSession, JournalEntry, Operation
from tests.crowds import at_once
from tests.sessions.commands.moments import close_with_answers, write_balise
from tests.sessions.world import (
    World,
    amend_for_consent,
    begin_amendment,
    begin_consent,
    begin_discussion,
    begin_merge,
    begin_objection,
    begin_trial,
    drop_objection,
    merge_two,
    objection_of,
    table_of,
)
from tests.visitors import Visitor

TIMES = 5
NOT_COMMANDS = {
    "home", "login", "login-link", "logout", "password", "seat",  # they change no séance
    "healthz", "readyz", "metrics", "session-list", "room", "qr", "seat-qr", "cockpit", "projector",
    "news", "presences", "export", "card-signs", "robots", "untrimmed", "door",
    "admin-login", "admin-password", "trajectories", "resource", "proposal-sheet",
}  # fmt: skip

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Post:
    """A route's form: who sends it, at what step, about what; and the same operation with another body."""

    who: str
    target: str = ""
    step: str = "vote"
    fields: Fields = field(default_factory=dict)
    other_fields: Fields | None = None
    other_route: tuple[str, str] | None = None
    before: Callable[[World], object] | None = None


def close_poll(world: World) -> None:
    polls.close_poll(world.room.leader, uuid4(), world.poll.pk)


def reveal_poll(world: World) -> None:
    close_poll(world)
    polls.reveal_poll(world.room.leader, uuid4(), world.poll.pk)


def close_session(world: World) -> None:
    sessions.close_session(world.room.leader, uuid4())


ANSWER = {"answer": "echo", "text": "Nous l’avons vu."}
CARD = {"kind": "etape", "title": "Une carte"}
CLOSING = ("session-closing", "")
PAPER = {"name": "Table 2", "seats": "3"}

POSTS: dict[str, Post] = {
    "session-new": Post(
        "leader",
        fields={
            "title": "Une",
            "held_on": "2026-11-23",
            "secrecy": "named",
            "new_territories": "Lens",
        },
        other_fields={"title": "Une autre"},
    ),
    "session-edit": Post(
        "leader",
        fields={"title": "Une", "held_on": "2026-11-23", "new_territories": "Lens"},
        other_fields={"title": "Une autre"},
    ),
    "join": Post("visitor", fields={"name": "Éva"}, other_fields={"name": "Adam"}),
    "step-clock": Post("leader", fields={"minutes": "7"}, other_fields={"minutes": "8"}),
    "card-new": Post("bob", "", "recits", CARD, {"title": "Une autre"}),
    "card": Post("bob", "card", "recits", CARD, {"title": "Une autre"}),
    "card-removal": Post("bob", "card", "recits", other_route=("card-removal", "cited")),
    "card-visibility": Post("leader", "card", fields={"hidden": "1"}, other_fields={"hidden": "0"}),
    "card-reading": Post(
        "bob", "card", "lecture", {"intensity-value": "2"}, {"intensity-value": "3"}
    ),
    "card-discussion": Post("leader", "card", "lecture", {"stake": "value"}, {"stake": ""}),
    "discussion-end": Post(
        "leader",
        "discussion",
        fields={"ended": "1"},
        other_fields={"ended": "0"},
        before=begin_discussion,
    ),
    "discussion-cancel": Post("leader", "discussion", other_route=CLOSING, before=begin_discussion),
    "proposal-new": Post(
        "chloe", "", "emergence", {"statement": "Faire mieux"}, {"statement": "Faire moins"}
    ),
    "proposal": Post(
        "bob", "proposal", "emergence", {"statement": "Faire mieux"}, {"statement": "Faire moins"}
    ),
    "proposal-support": Post(
        "chloe", "proposal", "emergence", {"supported": "1"}, {"supported": "0"}
    ),
    "proposal-visibility": Post(
        "leader", "proposal", fields={"hidden": "1"}, other_fields={"hidden": "0"}
    ),
    "proposal-merge": Post("leader", "kept", before=begin_merge),
    "proposal-split": Post("leader", "merged", other_route=CLOSING, before=merge_two),
    "proposal-memory": Post("leader", "proposal", other_route=CLOSING),
    "proposal-version": Post(
        "leader",
        "amendment",
        fields={"agreed": "on", "why": "L’été compte."},
        other_fields={"why": "Autrement."},
        before=begin_amendment,
    ),
    "amendment-new": Post(
        "bob",
        "trial",
        fields={"statement": "Tenir le fil, même l’été"},
        other_fields={"statement": "Tenir bon"},
        before=begin_trial,
    ),
    "trials": Post("leader", before=write_balise, other_route=CLOSING),
    "trial-answer": Post(
        "bob", "trial", fields=ANSWER, other_fields={"text": "Autrement."}, before=begin_trial
    ),
    "trial-dissent": Post(
        "bob",
        "trial",
        fields={"text": "Pas moi."},
        other_fields={"text": "Non."},
        before=begin_trial,
    ),
    "trials-memory": Post("leader", other_route=CLOSING, before=close_with_answers),
    "trajectory-publication": Post(
        "leader",
        fields={"agreed_by": "La maire", "agreed_on": "2020-01-05"},
        other_fields={"agreed_by": "Le bureau"},
        before=close_session,
    ),
    "step-opening": Post("leader", "lecture", other_route=("step-opening", "recits")),
    "participant-territory": Post("leader", "seat"),
    "participant-introduction": Post(
        "chloe",
        "seat",
        fields={"organisation": "Halage", "family": "citizens"},
        other_fields={"family": "state"},
    ),
    "voices": Post("leader", fields={"shown": "1"}, other_fields={"shown": "0"}),
    "participant-removal": Post("leader", "seat", other_route=CLOSING),
    "participant-erasure": Post("leader", "seat", other_route=CLOSING),
    "poll-opening": Post("leader", other_route=CLOSING, before=reveal_poll),
    "poll-closing": Post("leader", "poll", other_route=CLOSING),
    "poll-reopening": Post("leader", "poll", other_route=CLOSING, before=close_poll),
    "poll-reveal": Post("leader", "poll", other_route=CLOSING, before=close_poll),
    "ballot": Post("bob", "poll"),
    "consent-moment": Post("leader", "consent", other_route=CLOSING, before=begin_consent),
    "objection-weighing": Post(
        "leader",
        "consent",
        fields={"kept": "1"},
        other_fields={"kept": "0"},
        before=begin_objection,
    ),
    "objection-settling": Post(
        "bob",
        "consent",
        fields={"became": "as_reserve"},
        other_fields={"became": "withdrawn"},
        before=drop_objection,
    ),
    "consent-round": Post("leader", "consent", other_route=CLOSING, before=amend_for_consent),
    "table-new": Post("leader", "poll", fields=PAPER, other_fields={"seats": "4"}),
    "table": Post("leader", "poll", fields=PAPER, other_fields={"seats": "4"}, before=table_of),
    "table-removal": Post("leader", "poll", other_route=CLOSING, before=table_of),
    "screen-link": Post("leader", other_route=CLOSING),
    "session-closing": Post("leader", other_route=("session-opening", "")),
    "session-opening": Post("leader", other_route=CLOSING, before=close_session),
}


@dataclass(frozen=True)
class Reply:
    """What a browser gets."""

    status: int
    body: str
    headers: tuple[str | None, ...]


Send = Callable[[str, Fields], Reply]
"""Sends a form to a path."""


def by_client(world: World, who: str) -> Send:
    """In this process; each call has its own client, as each thread must."""

    def send(path: str, fields: Fields) -> Reply:
        answer = browser(world, who).post(path, fields, headers={"HX-Request": "true"})
        return reply(answer.status_code, answer.content.decode(), answer.headers)

    return send


def browser(world: World, who: str) -> Client:
    if who == "leader":
        return world.room.leader_browser()
    return Client() if who == "visitor" else getattr(world, who).browser()


def by_network(visitor: Callable[..., Visitor], world: World, who: str) -> Send:
    """Through a real server."""
    sender = visitor({"leader": world.room, "visitor": None}.get(who) or getattr(world, who, None))

    def send(path: str, fields: Fields) -> Reply:
        answer = sender.post(path, fields, UUID(str(fields["operation"])))
        return reply(answer.status_code, answer.text, answer.headers)

    return send


def reply(status: int, body: str, headers: Mapping[str, str]) -> Reply:
    return Reply(status, body, tuple(headers.get(name) for name in ("Location", "HX-Trigger")))


@pytest.fixture(params=["threads", "network"])
def send(request: pytest.FixtureRequest) -> Callable[[World, str], Send]:
    if request.param == "threads":
        return by_client
    return partial(by_network, request.getfixturevalue("visitor"))


def test_every_route_that_takes_a_command_is_replayed() -> None:
    routes = {one.name for one in urls.urlpatterns}
    assert routes == POSTS.keys() | NOT_COMMANDS


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", POSTS)
def test_post_five_times_at_once_has_one_effect_and_one_answer(
    route: str, world: World, send: Callable[[World, str], Send]
) -> None:
    post = prepared(POSTS[route], world)
    sender = send(world, post.who)
    form = {**all_fields(route, world), "operation": str(uuid4())}
    before = effects(world)
    answers = at_once(
        [partial(sender, address(route, post.target, world), form)] * TIMES, threads=TIMES
    )
    assert answers[0].status < 400, answers[0].body
    assert answers == [answers[0]] * TIMES
    assert effects(world) == one_more(route, before)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", POSTS)
def test_known_operation_with_another_body_is_refused(route: str, world: World) -> None:
    post = prepared(POSTS[route], world)
    sender = by_client(world, post.who)
    form = {**all_fields(route, world), "operation": str(uuid4())}
    assert sender(address(route, post.target, world), form).status < 400
    after = effects(world)
    other_route, other_target = post.other_route or (route, post.target)
    other = {**form, **(post.other_fields or {})}
    if route == "participant-territory":
        other["territory"] = world.chloe.seat.territory_id
    if route == "proposal-merge":
        other["other"] = world.proposal.pk
    if route == "ballot":
        other[f"dots-{world.proposal.pk}"] = "4"
    answer = sender(address(other_route, other_target, world), other)
    assert answer.status == 409
    assert effects(world) == after


def prepared(post: Post, world: World) -> Post:
    """The room is brought to where the form can be sent."""
    if post.before:
        post.before(world)
    elif post.step != "vote":
        world.room.go_to(post.step)
    return post


def all_fields(route: str, world: World) -> dict[str, Any]:
    """The form's own fields, with the ids that only this room knows."""
    known: dict[str, Fields] = {
        "join": {"territory": world.room.session.territories.first().pk},  # type: ignore[union-attr]
        "participant-territory": {"territory": world.bob.seat.territory_id},
        "trials": {"balises": list(Balise.objects.values_list("pk", flat=True))},
        "proposal-new": {"cards": [world.card.pk]},
        "proposal": {"cards": [world.cited.pk]},
        "proposal-merge": {"other": world.id_of("merged")},
        "ballot": {f"dots-{world.proposal.pk}": "3"},
        "table-new": {"territory": world.bob.seat.territory_id},
        "table": {"territory": world.bob.seat.territory_id},
    }
    return {**POSTS[route].fields, **known.get(route, {})}


def address(route: str, target: str, world: World) -> str:
    if route == "session-new":
        return reverse("ateliers:session-new")
    ids: list[Any] = [world.id_of(target)] if target else []
    if route == "trajectory-publication":
        return reverse(f"ateliers:{route}", args=[world.room.session.code, "malaunay"])
    if route in {"table", "table-removal"}:
        ids.append(table_of(world))
    if route == "consent-moment":
        ids.append("clarified")
    if route.startswith("objection-"):
        ids.append(objection_of(world))
    return reverse(f"ateliers:{route}", args=[world.room.session.code, *ids])


def effects(world: World) -> Sequence[int]:
    """How much has happened: journal entries here, operations answered, séances."""
    return (
        JournalEntry.objects.filter(session=world.room.session).count(),
        Operation.objects.count(),
        AtelierSession.objects.count(),
    )


def one_more(route: str, before: Sequence[int]) -> Sequence[int]:
    entries, operations, sessions = before
    if route == "session-new":
        return entries, operations + 1, sessions + 1
    return entries + 1, operations + 1, sessions
