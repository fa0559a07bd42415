"""Séances created by several clicks, or by several facilitators, at the same moment."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import uuid4

import pytest

from referentiel.models import Territory
from sessions.commands.sessions import Plan, create_session
from sessions.models import AtelierSession, Operation
from tests.crowds import at_once
from tests.factories import make_facilitator

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = Plan(
    title="Récits croisés",
    season=None,
    held_on=date(2026, 11, 23),
    territories=[],
    new_territories=["Lens"],
)


def test_session_created_by_several_clicks_at_once_is_one() -> None:
    create: Callable[[], AtelierSession] = partial(
        create_session, make_facilitator(), uuid4(), PLAN
    )
    assert len(set(at_once([create] * 8))) == 1
    assert AtelierSession.objects.count() == Operation.objects.count() == 1
    assert Operation.objects.get().session == AtelierSession.objects.get()


def test_sessions_created_at_once_share_the_territory_that_they_add() -> None:
    alice = make_facilitator()
    at_once([partial(create_session, alice, uuid4(), PLAN) for _ in range(8)])
    assert AtelierSession.objects.count() == 8
    assert Territory.objects.get().ateliersession_set.count() == 8
