"""The page of an atelier tells the séances that were held in it, each once."""

from datetime import date

import pytest

from referentiel.commands.held_sessions import Held, hold_in_atelier
from referentiel.models import Atelier, HeldSession, HistoryEntry, Season
from tests.referentiel.publishing import ALICE


@pytest.fixture
def atelier(season: Season) -> Atelier:
    return Atelier.objects.create(season=season, number=1, theme="Tenir le fil")


def hold(atelier: Atelier | None, title: str = "Récits croisés") -> None:
    hold_in_atelier(Held("ABCD2345", title, date(2023, 5, 2), atelier), author=ALICE)


def test_held_session_is_told_once_and_follows_its_corrections(atelier: Atelier) -> None:
    hold(atelier)
    hold(atelier)
    assert HistoryEntry.objects.filter(noun="heldsession").count() == 1
    hold(atelier, "Récits croisés, le matin")
    assert [held.title for held in HeldSession.objects.all()] == ["Récits croisés, le matin"]


def test_session_that_moves_to_another_atelier_leaves_the_first(
    atelier: Atelier, season: Season
) -> None:
    other = Atelier.objects.create(season=season, number=2, theme="Reprendre le fil")
    hold(atelier)
    hold(other)
    assert not atelier.held_sessions.exists()
    assert other.held_sessions.count() == 1


def test_session_of_no_atelier_is_told_nowhere(atelier: Atelier) -> None:
    hold(None)
    assert not HistoryEntry.objects.exists()
    hold(atelier)
    hold(None)
    assert not HeldSession.objects.exists()


def test_history_does_not_hold_the_code(atelier: Atelier) -> None:
    hold(atelier)
    hold(None)
    assert "ABCD2345" not in str(list(HistoryEntry.objects.values()))
