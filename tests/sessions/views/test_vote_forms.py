"""The form that opens a vote, and the form of a table on paper: what they keep, what they look at twice."""

from typing import Any
from uuid import uuid4

import pytest

from sessions.commands.proposals import show_or_hide_proposal
from sessions.forms.polls import drawn_for
from sessions.models import AtelierSession, JournalEntry, Poll, Proposal, TableTally
from sessions.voting import METHODS
from tests.sessions.commands.moments import reveal_poll
from tests.sessions.world import World, table_of


@pytest.fixture
def ready(world: World) -> World:
    """The first vote is revealed, a second balise is worded."""
    reveal_poll(world)
    world.room.go_to("emergence")
    world.room.propose(world.chloe, world.chloes_card, statement="Planter avec les enfants")
    world.room.go_to("vote")
    return world


def written() -> tuple[int, int, int]:
    """How much there is of votes, of tables and of the journal."""
    return Poll.objects.count(), TableTally.objects.count(), JournalEntry.objects.count()


def seen(world: World) -> str:
    """What a form drawn now carries."""
    session = AtelierSession.objects.get(pk=world.room.session.pk)
    return drawn_for(session, session.proposals.filter(hidden_at__isnull=True))


def opened(world: World, **changes: Any) -> Any:
    """The answer to a form that picks Bob's balise, with six dots and two at most on one."""
    fields = {
        "operation": str(uuid4()),
        "proposals": [world.proposal.pk],
        "method": "dots",
        "dots-dots": "6",
        "dots-cap": "2",
        "seen": seen(world),
    }
    address = f"/s/{world.room.session.code}/votes/"
    return world.room.leader_browser().post(address, {**fields, **changes})


def test_form_offers_every_visible_balise_and_the_settings_of_the_step(ready: World) -> None:
    step = ready.room.session.steps.get(kind_key="vote")
    step.settings = {"dots": 3}
    step.save()
    page = ready.room.leader_browser().get(f"/s/{ready.room.session.code}/votes/")
    html = page.content.decode()
    assert html.count('name="proposals"') == html.count("checked") - 1 == 2
    assert 'name="dots-dots" value="3"' in html


def test_vote_has_the_balises_and_the_settings_that_were_chosen(ready: World) -> None:
    assert opened(ready).status_code == 200
    poll = Poll.objects.latest("pk")
    assert list(poll.proposals.values_list("pk", flat=True)) == [ready.proposal.pk]
    assert (poll.method_key, poll.rules) == ("dots", {"dots": 6, "cap": 2})
    board = ready.room.leader_browser().get(f"/s/{ready.room.session.code}/animation/")
    assert "Les votes d’avant" in board.content.decode()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"proposals": []}, "Choisissez au moins une balise"),
        ({"proposals": ["999999999999999999999"]}, "vérifiez votre choix"),
        ({"method": "scrutin"}, "Choisissez une façon de voter"),
        ({"dots-dots": "beaucoup"}, "beaucoup"),
        ({"dots-dots": "0"}, 'name="dots-cap" value="2"'),
    ],
)
def test_refused_opening_keeps_what_was_typed(
    ready: World, changes: dict[str, Any], reason: str
) -> None:
    before = written()
    answer = opened(ready, **changes)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert written() == before


def test_opening_drawn_before_a_balise_came_is_looked_at_twice(ready: World) -> None:
    drawn = seen(ready)
    other = Proposal.objects.exclude(pk=ready.proposal.pk).get()
    show_or_hide_proposal(ready.room.leader, uuid4(), other.pk, hidden=True)
    answer = opened(ready, seen=drawn)
    assert answer.status_code == 422
    assert "les balises ont changé" in answer.content.decode()
    assert Poll.objects.count() == 1
    assert f'value="{seen(ready)}"' in answer.content.decode()
    assert opened(ready).status_code == 200


def test_opening_drawn_before_another_vote_opens_none(ready: World) -> None:
    drawn = seen(ready)
    assert opened(ready).status_code == 200
    after = Poll.objects.count()
    assert opened(ready, seen=drawn).status_code == 200  # somebody has opened it: done
    assert Poll.objects.count() == after
    assert opened(ready).status_code == 422  # one vote at a time


def table(world: World, path: str = "", **changes: Any) -> Any:
    """The answer to a form of a table of three, who gave seven dots to Bob's balise."""
    fields = {
        "operation": str(uuid4()),
        "territory": world.bob.seat.territory_id,
        "name": "Table du fond",
        "seats": "3",
        f"dots-{world.proposal.pk}": "7",
    }
    address = f"/s/{world.room.session.code}/votes/{world.poll.pk}/tables/{path}"
    return world.room.leader_browser().post(address, {**fields, **changes})


def test_table_is_entered(world: World) -> None:
    assert table(world).status_code == 200
    row = TableTally.objects.get()
    assert (row.name, row.seats, row.tally) == ("Table du fond", 3, {str(world.proposal.pk): 7})


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"seats": "0"}, "au moins une personne"),
        ({"seats": "101"}, "faites-en plusieurs"),
        ({"name": " "}, "Table du fond"),
        ({"territory": "999"}, "Table du fond"),
    ],
)
def test_refused_table_keeps_what_was_typed(
    world: World, changes: dict[str, Any], reason: str
) -> None:
    before = written()
    answer = table(world, **changes)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert reason in html or not changes.get("name", "x").strip()
    assert f'name="dots-{world.proposal.pk}" value="7"' in html
    assert written() == before


def test_table_with_more_dots_than_its_people_have_says_so(world: World) -> None:
    answer = table(world, seats="1")
    assert answer.status_code == 422
    assert "5 points au plus" in answer.content.decode()


def test_form_of_a_table_shows_nothing_of_what_it_gave(world: World) -> None:
    key = table_of(world)
    page = world.room.leader_browser().get(
        f"/s/{world.room.session.code}/votes/{world.poll.pk}/tables/{key}/"
    )
    html = page.content.decode()
    assert 'value="Table 1"' in html
    assert f'name="dots-{world.proposal.pk}" value' not in html
    assert "n’est pas montré" in html


def test_stale_table_says_what_stands_there_and_no_number_of_the_tally(world: World) -> None:
    key = table_of(world)
    drawn = str(TableTally.objects.get().version)
    assert table(world, f"{key}/", seen=drawn).status_code == 200
    answer = table(world, f"{key}/", seen=drawn, seats="2", name="Table 9")
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Relisez la feuille" in html
    assert "Table du fond" in html
    fresh = str(TableTally.objects.get().version)
    again = table(world, f"{key}/", seen=fresh, seats="2", name="Table 9")
    assert again.status_code == 200


def test_own_ballot_is_told_to_its_voter_as_it_is_kept(world: World) -> None:
    address = f"/s/{world.room.session.code}/votes/{world.poll.pk}/bulletin/"
    browser = world.bob.browser()
    nothing = {"poll": str(world.poll.pk), "seen": "", "fields": {}, "mine": []}
    assert browser.get(address).json() == nothing
    browser.post(address, {"operation": str(uuid4()), f"dots-{world.proposal.pk}": "2"})
    told = browser.get(address).json()
    assert told["fields"] == {f"dots-{world.proposal.pk}": 2}
    assert told["seen"] == str(world.poll.ballots.get().version)
    assert world.chloe.browser().get(address).json()["fields"] == {}


def test_every_method_has_settings_that_the_form_shows(ready: World) -> None:
    page = ready.room.leader_browser().get(f"/s/{ready.room.session.code}/votes/")
    html = page.content.decode()
    for key, method in METHODS.items():
        for name in method.settings().fields if method.settings else ():
            assert f'name="{key}-{name}"' in html
