"""What readers and voters send."""

import pytest

from sessions.models import Ballot, Poll
from tests.sessions.commands.moments import hide_proposal, reveal_poll
from tests.sessions.views.live_page import send
from tests.sessions.world import World, everything


def test_reading_refused_keeps_what_was_typed(world: World) -> None:
    world.room.go_to("lecture")
    where = f"cartes/{world.card.pk}/lecture/"
    response = send(
        world.chloe.browser(), world, where, **{"reason-value": "Sans intensité", "intensity-engagement": "3"}
    )  # fmt: skip
    html = response.content.decode()
    assert response.status_code == 422
    assert "Sans intensité" in html
    assert "choisissez aussi l’intensité" in html


@pytest.mark.parametrize("intensity", ["4", "-1", "x", "1.5"])
def test_reading_with_an_unknown_intensity_is_refused(world: World, intensity: str) -> None:
    world.room.go_to("lecture")
    before = everything()
    where = f"cartes/{world.card.pk}/lecture/"
    response = send(world.chloe.browser(), world, where, **{"intensity-value": intensity})
    assert response.status_code == 422
    assert everything() == before


def test_reading_form_holds_my_reading_and_nobody_elses(world: World) -> None:
    world.room.go_to("lecture")
    where = f"/s/{world.room.session.code}/cartes/{world.card.pk}/lecture/"
    assert "Un emblème." in world.chloe.browser().get(where).content.decode()
    assert "Un emblème." not in world.bob.browser().get(where).content.decode()


def test_ballot_taken_says_how_many_dots_are_left(world: World) -> None:
    where = f"votes/{world.poll.pk}/bulletin/"
    response = send(world.bob.browser(), world, where, **{f"dots-{world.proposal.pk}": "3"})
    assert response.status_code == 200
    assert "Il vous reste 2 points." in response.content.decode()
    assert Ballot.objects.get().choices == {str(world.proposal.pk): 3}


@pytest.mark.parametrize("dots", ["6", "-1", "x", "1.5", "9" * 40])
def test_ballot_against_the_method_says_why(world: World, dots: str) -> None:
    before = everything()
    where = f"votes/{world.poll.pk}/bulletin/"
    response = send(world.bob.browser(), world, where, **{f"dots-{world.proposal.pk}": dots})
    assert response.status_code == 422
    assert "Votre vote n’est pas enregistré." in response.content.decode()
    assert everything() == before


def test_ballot_is_taken_after_a_balise_of_the_vote_was_hidden(world: World) -> None:
    world.room.go_to("emergence")
    other = world.room.propose(world.chloe, world.card, statement="Dire autrement")
    world.room.go_to("vote")
    reveal_poll(world)
    poll = world.room.open_poll()
    hide_proposal(world)
    where = f"votes/{poll.pk}/bulletin/"
    response = send(world.bob.browser(), world, where, **{f"dots-{other}": "4"})
    assert response.status_code == 200
    late = {f"dots-{other}": "1", f"dots-{world.proposal.pk}": "1"}
    response = send(world.bob.browser(), world, where, **late)
    assert response.status_code == 422
    assert "n’est plus soumise au vote" in response.content.decode()
    assert Ballot.objects.get(poll=poll).choices == {str(other): 4}


@pytest.fixture
def judged(world: World) -> World:
    """The vote is by judgement, in three grades of the room's own."""
    settings = {"grades": ["Porteuse", "Utile", "Hors sujet"]}
    Poll.objects.filter(pk=world.poll.pk).update(method_key="judgement", settings=settings)
    return world


@pytest.mark.parametrize(("grade", "kept"), [("3", 3), ("1", 1), ("", None)])
def test_grade_is_kept_by_its_number_and_none_is_no_grade(
    judged: World, grade: str, kept: int | None
) -> None:
    where = f"votes/{judged.poll.pk}/bulletin/"
    option = str(judged.proposal.pk)
    response = send(judged.bob.browser(), judged, where, **{f"grade-{option}": grade})
    assert response.status_code == 200
    assert Ballot.objects.get().choices == ({option: kept} if kept else {})
    page = judged.bob.browser().get(f"/s/{judged.room.session.code}/").content.decode()
    assert page.count("Porteuse</bdi></label>") == 1


@pytest.mark.parametrize("grade", ["0", "4", "-1", "x", "1.5", "9" * 40])
def test_grade_that_the_vote_does_not_have_is_refused(judged: World, grade: str) -> None:
    before = everything()
    where = f"votes/{judged.poll.pk}/bulletin/"
    field = f"grade-{judged.proposal.pk}"
    response = send(judged.bob.browser(), judged, where, **{field: grade})
    assert response.status_code == 422
    assert "choisissez-en une autre" in response.content.decode()
    assert everything() == before


def test_refused_ballot_shows_its_grades_in_words(judged: World) -> None:
    where = f"votes/{judged.poll.pk}/bulletin/"
    field = f"grade-{judged.proposal.pk}"
    assert send(judged.bob.browser(), judged, where, **{field: "3"}).status_code == 200
    stale = send(judged.bob.browser(), judged, where, **{field: "2", "seen": ""})
    assert stale.status_code == 422
    assert "Utile" in stale.content.decode()
