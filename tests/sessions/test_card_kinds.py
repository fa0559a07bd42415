"""Kinds of card: one list that everything reads."""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from sessions.audience import AUDIENCES
from sessions.cards.kinds import KINDS, CardKind, kind_of
from sessions.commands import cards
from sessions.commands.base import Refused
from sessions.exports.stylesheets import embedded_styles
from sessions.forms.cards import CardForm
from sessions.fragments.boards import render_board
from sessions.models import AtelierSession, TrajectoryCard
from tests.sessions.world import World


@pytest.fixture
def alliance() -> Iterator[CardKind]:
    kind = CardKind("alliance", "Alliance", "avec qui nous avançons", edge="dotted")
    KINDS[kind.key] = kind
    yield kind
    del KINDS[kind.key]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.key)
def test_kind_has_a_key_that_exports_take_a_phrase_and_a_sign(kind: CardKind) -> None:
    assert re.fullmatch("[a-z][a-z0-9-]{0,11}", kind.key)
    assert str(kind.word)
    assert str(kind.phrase)
    assert finders.find(kind.sign)


def test_one_more_line_is_in_the_form_and_in_the_stylesheet(alliance: CardKind) -> None:
    shown = [(choice.data["value"], kind.key) for choice, kind in CardForm().kinds()]
    assert shown == [(key, key) for key in KINDS]
    answer = Client().get("/cartes.css")
    assert answer["Content-Type"].startswith("text/css")
    css = answer.content.decode()
    assert "img/kinds/alliance.svg" in css
    assert ".card.card--alliance > article { border-top-style: dotted; }" in css
    # Rules outside a layer would win over every other one.
    assert re.fullmatch(r"@layer parts {\n[^@]+}\n", css)


def test_signs_are_inside_a_report_that_is_sent() -> None:
    styles = embedded_styles()
    assert "img/kinds" not in styles
    assert styles.count(".kind-sign--") == len(KINDS)


def told(world: World, kind: str) -> None:
    cards.post_card(world.bob.actor, uuid4(), kind=kind, title="Une carte")


def test_card_of_a_new_kind_is_told_and_shown(world: World, alliance: CardKind) -> None:
    world.room.go_to("recits")
    told(world, "alliance")
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    for audience in AUDIENCES:
        assert "Alliance" in render_board(session, audience)


def test_card_of_a_kind_that_is_not_in_the_list_is_refused(world: World) -> None:
    world.room.go_to("recits")
    with pytest.raises(Refused):
        told(world, "alliance")


def test_card_whose_kind_was_taken_out_breaks_no_page_and_can_be_reworded(world: World) -> None:
    TrajectoryCard.objects.filter(pk=world.card.pk).update(kind="of-before")
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    for audience in AUDIENCES:
        assert f'id="card-{world.card.pk}"' in render_board(session, audience)
    assert str(kind_of("of-before").word) == "Carte"
    cards.edit_card(world.room.leader, uuid4(), world.card.pk, kind="of-before", title="Autre")
    assert TrajectoryCard.objects.get(pk=world.card.pk).title == "Autre"
