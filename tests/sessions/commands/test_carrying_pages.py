"""A séance opens with what a territory published on its page: it is public, so anybody who leads may do so."""

from datetime import date
from uuid import uuid4

import pytest

from referentiel.commands.base import Author
from referentiel.commands.trajectories import withdraw_trajectory
from referentiel.models import PublishedTrajectory, Territory
from sessions.commands import cards, sessions
from sessions.commands.base import Refused
from sessions.models import AtelierSession, Facilitator
from sessions.queries.carrying import Earlier, earlier_trajectories
from tests.factories import Person, Room
from tests.sessions.commands.test_carrying import PLACES, all_of, follow, published, values
from tests.sessions.test_revisions import fold, present


@pytest.fixture
def first(room: Room, bob: Person, chloe: Person) -> Room:
    """Closed, with a card of each territory."""
    room.go_to("recits")
    room.post(bob, "Le terril", text="Un récit.", moment="1986", organisation="La régie")
    room.post(chloe, "Le bois", moment="1999-2004")
    sessions.close_session(room.leader, uuid4())
    return room


def test_anybody_goes_on_from_what_a_territory_published(first: Room, denis: Facilitator) -> None:
    page = published(first)
    second = follow(by=denis, continues=[page])
    card = second.session.cards.get()
    kept = {**values(first.session.cards.get(title="Le terril")), "organisation": ""}
    assert values(card) == kept
    assert (card.carried_from, card.carried_on) == ("Séance d’essai", date(2026, 11, 23))
    assert (card.author, card.carried_card) == (None, None)
    assert fold(second.session) == present(second.session)
    withdraw_trajectory(PublishedTrajectory.objects.get(), author=Author("Bob"))
    assert values(second.session.cards.get()) == kept


def test_trajectory_that_was_withdrawn_gives_no_cards(first: Room, denis: Facilitator) -> None:
    page = published(first)
    withdraw_trajectory(PublishedTrajectory.objects.get(), author=Author("Bob"))
    with pytest.raises(Refused, match="retirée de la page"):
        follow(by=denis, continues=[page])
    assert AtelierSession.objects.count() == 1


def test_trajectory_of_another_territory_gives_no_cards(first: Room, denis: Facilitator) -> None:
    page = published(first)
    elsewhere = Territory.objects.get(name="Le Mené")
    wrong = Earlier(elsewhere.pk, publication=page.publication)
    assert not follow(by=denis, continues=[wrong]).session.cards.exists()


def test_what_went_on_from_a_page_goes_on_once(first: Room, denis: Facilitator) -> None:
    """Reworded in the séance that opened with it, a published card does not come back beside its copy."""
    page = published(first)
    second = follow(by=denis, continues=[page])
    bea = second.seat("Béa", "Malaunay")
    second.go_to("recits")
    second.post(bea, "Le théâtre")
    words = {"kind": "etape", "title": "Le terril, reboisé"}
    cards.edit_card(bea.actor, uuid4(), second.session.cards.get(title="Le terril").pk, **words)
    sessions.close_session(second.leader, uuid4())
    third = follow(by=denis, continues=[page, *all_of(second)])
    assert {card.title for card in third.session.cards.all()} == {
        "Le terril, reboisé",
        "Le théâtre",
    }


def test_later_page_goes_on_with_what_the_first_one_told(first: Room, denis: Facilitator) -> None:
    page = published(first)
    second = follow(by=denis, continues=[page])
    bea = second.seat("Béa", "Malaunay")
    second.go_to("recits")
    second.post(bea, "Le théâtre")
    sessions.close_session(second.leader, uuid4())
    third = follow(by=first.facilitator, continues=[page, published(second)])
    assert sorted(card.title for card in third.session.cards.all()) == ["Le terril", "Le théâtre"]


def test_trajectories_are_offered_by_territory_the_latest_first(
    first: Room, denis: Facilitator
) -> None:
    page = published(first)
    second = follow(by=denis, continues=[page])
    sessions.close_session(second.leader, uuid4())
    places = [Territory.objects.get(name=name).pk for name in PLACES]
    theirs = [each.source for each in earlier_trajectories(denis, places)]
    assert theirs == [Earlier(page.territory, session=second.session.pk), page]
    mine = [each.source for each in earlier_trajectories(first.facilitator, places)]
    # What one leads oneself is there once, as the séance.
    assert sorted(mine) == sorted(all_of(first))
    assert earlier_trajectories(denis, places[1:]) == []
