"""The forms of a live page: taken, refused with everything typed kept, or not understood."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from sessions.models import AtelierSession, Ballot, Operation, Proposal, TrajectoryCard
from tests.sessions.commands.cases import (
    close_session,
    hide_card,
    hide_proposal,
    reveal_poll,
)
from tests.sessions.world import World, everything

LIVE = {"HX-Request": "true"}
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\" hx-get='/x' </template>"


def send(browser: Client, world: World, where: str, **fields: Any) -> Any:
    """POSTs as the live page does."""
    fields.setdefault("operation", str(uuid4()))
    return browser.post(f"/s/{world.room.session.code}/{where}", fields, headers=LIVE)


def told(response: HttpResponse) -> dict[str, Any]:
    """What the page is told to do."""
    found: dict[str, Any] = json.loads(response.headers["HX-Trigger"])["saved"]
    return found


@pytest.fixture
def at_stories(world: World) -> World:
    """The room back at « récits »."""
    world.room.go_to("recits")
    return world


@pytest.fixture
def at_balises(world: World) -> World:
    """The room back at « émergence »."""
    world.room.go_to("emergence")
    return world


def test_card_taken_gives_the_cleared_form_and_says_what_is_mine(at_stories: World) -> None:
    response = send(
        at_stories.bob.browser(), at_stories, "cartes/", kind="appui", title="Le mot juste"
    )
    card = TrajectoryCard.objects.get(title="Le mot juste")
    assert response.status_code == 200
    assert "Le mot juste" not in response.content.decode()
    assert "<form" in response.content.decode()
    assert told(response) == {"message": "Votre carte est posée.", "mine": [f"card-{card.pk}"]}


def test_card_refused_by_its_form_keeps_everything_typed(at_stories: World) -> None:
    response = send(
        at_stories.bob.browser(),
        at_stories,
        "cartes/",
        kind="obstacle",
        title="",
        text="Un long récit",
        moment="jadis",
        organisation="Régie de l’eau",
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert "HX-Trigger" not in response.headers
    for typed in ("Un long récit", "jadis", "Régie de l’eau"):
        assert typed in html
    assert html.index('value="obstacle"') < html.index("checked")
    assert "Écrivez une année à quatre chiffres" in html
    assert 'href="#new-card-title"' in html


def test_card_refused_by_the_room_keeps_everything_typed_and_says_why(world: World) -> None:
    response = send(world.bob.browser(), world, "cartes/", kind="appui", title="Trop tard")
    assert response.status_code == 422
    assert 'value="Trop tard"' in response.content.decode()
    assert "L’étape en cours (« Vote ») ne le permet pas." in response.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "reason"),
    [
        ("kind", "inconnu", "kind"),
        ("title", "x" * 121, "title"),
        ("text", "x" * 2001, "text"),
        ("moment", "2014 " + "x" * 60, "moment"),
        ("organisation", "x" * 121, "organisation"),
        ("title", "nul\0signe", "title"),
        ("text", "nul\0signe", "text"),
    ],
)
def test_card_with_a_field_beyond_its_bounds_is_refused(
    at_stories: World, field: str, typed: str, reason: str
) -> None:
    before = everything()
    words = {"kind": "etape", "title": "Une carte", field: typed}
    response = send(at_stories.bob.browser(), at_stories, "cartes/", **words)
    assert response.status_code == 422
    assert f'href="#new-card-{reason}' in response.content.decode()
    assert everything() == before


def test_direction_controls_and_runs_of_space_are_taken_out(at_stories: World) -> None:
    send(
        at_stories.bob.browser(),
        at_stories,
        "cartes/",
        kind="etape",
        title="\u202eeb à  l’envers\u2066 \u200f",
        text="Une ligne\r\nune autre\u202a",
    )
    card = TrajectoryCard.objects.latest("pk")
    assert card.title == "eb à l’envers"
    assert card.text.replace("\r\n", "\n") == "Une ligne\nune autre"


def test_fields_that_the_form_does_not_have_change_nothing(
    at_stories: World, elsewhere: World
) -> None:
    send(
        at_stories.bob.browser(),
        at_stories,
        "cartes/",
        kind="etape",
        title="Une carte",
        role="facilitator",
        author=str(at_stories.chloe.seat.pk),
        session=str(elsewhere.room.session.pk),
        territory=str(at_stories.chloe.seat.territory_id),
        is_example="1",
        hidden_at="2020-01-01",
    )
    card = TrajectoryCard.objects.latest("pk")
    assert card.author == at_stories.bob.seat
    assert card.session == at_stories.room.session
    assert card.territory == at_stories.bob.seat.territory
    assert not card.is_example
    assert card.hidden_at is None


@pytest.mark.parametrize("operation", ["", "x", "1234", "00000000-0000-0000-0000-00000000000g"])
def test_form_without_a_good_operation_id_is_not_understood(
    at_stories: World, operation: str
) -> None:
    before = everything()
    response = send(
        at_stories.bob.browser(),
        at_stories,
        "cartes/",
        kind="etape",
        title="Une carte",
        operation=operation,
    )
    assert response.status_code == 400
    assert response.content.decode().startswith("L’envoi est incomplet.")
    assert everything() == before


def test_form_sent_again_is_answered_alike_and_counts_once(at_stories: World) -> None:
    words = {"kind": "etape", "title": "Une seule", "operation": str(uuid4())}
    answers = [send(at_stories.bob.browser(), at_stories, "cartes/", **words) for _ in range(3)]
    assert len({answer.content for answer in answers}) == 1
    assert len({answer.headers["HX-Trigger"] for answer in answers}) == 1
    assert TrajectoryCard.objects.filter(title="Une seule").count() == 1


def test_operation_used_for_something_else_is_a_conflict(at_stories: World) -> None:
    words = {"kind": "etape", "operation": str(uuid4())}
    send(at_stories.bob.browser(), at_stories, "cartes/", title="La première", **words)
    response = send(at_stories.bob.browser(), at_stories, "cartes/", title="Une autre", **words)
    assert response.status_code == 409
    assert response.content.decode().startswith("Un premier envoi avait été reçu.")
    assert not TrajectoryCard.objects.filter(title="Une autre").exists()


def test_card_that_a_balise_comes_from_is_not_deleted_and_says_why(at_stories: World) -> None:
    response = send(
        at_stories.bob.browser(), at_stories, f"cartes/{at_stories.cited.pk}/suppression/"
    )
    assert response.status_code == 409
    assert "« Faire parler d’abord » vient de cette carte" in response.content.decode()


def test_card_of_somebody_else_is_neither_shown_nor_taken(at_stories: World) -> None:
    where = f"cartes/{at_stories.chloes_card.pk}/"
    browser = at_stories.bob.browser()
    assert browser.get(f"/s/{at_stories.room.session.code}/{where}").status_code == 403
    response = send(browser, at_stories, where, kind="etape", title="Volée")
    assert response.status_code == 403
    assert TrajectoryCard.objects.get(pk=at_stories.chloes_card.pk).title == "Le bois des haies"


def test_hidden_card_is_not_found_by_its_author(at_stories: World) -> None:
    hide_card(at_stories)
    where, browser = f"cartes/{at_stories.card.pk}/", at_stories.bob.browser()
    assert browser.get(f"/s/{at_stories.room.session.code}/{where}").status_code == 404
    assert send(browser, at_stories, where, kind="etape", title="Encore").status_code == 404
    reading = browser.get(f"/s/{at_stories.room.session.code}/{where}lecture/")
    assert reading.status_code == 404


def test_edit_form_holds_the_card_as_it_is(at_stories: World) -> None:
    page = at_stories.bob.browser().get(
        f"/s/{at_stories.room.session.code}/cartes/{at_stories.cited.pk}/"
    )
    html = page.content.decode()
    assert 'value="Le micro tourne"' in html
    assert 'value="2000-2004"' in html


@pytest.mark.parametrize("sent", ["", "2", "oui", "True"])
def test_button_with_an_unknown_value_is_not_understood(at_stories: World, sent: str) -> None:
    browser = at_stories.room.leader_browser()
    before = everything()
    where = f"cartes/{at_stories.card.pk}/visibilite/"
    assert send(browser, at_stories, where, hidden=sent).status_code == 400
    where = f"balises/{at_stories.proposal.pk}/visibilite/"
    assert send(browser, at_stories, where, hidden=sent).status_code == 400
    assert everything() == before


def test_balise_taken_is_mine_and_supported(at_balises: World) -> None:
    response = send(
        at_balises.bob.browser(),
        at_balises,
        "balises/",
        statement="Dire le vrai",
        cards=[at_balises.card.pk],
    )
    pk = Proposal.objects.get(statement="Dire le vrai").pk
    assert response.status_code == 200
    assert told(response) == {
        "message": "Votre balise est posée.",
        "mine": [f"proposal-{pk}", f"support-{pk}"],
    }


@pytest.mark.parametrize(
    ("statement", "cards", "reason"),
    [
        ("La vérité", ["own"], "Commencez par un verbe"),
        ("", ["own"], "balise-statement"),
        ("Dire " + "x" * 200, ["own"], "balise-statement"),
        ("Dire le vrai", [], "Choisissez au moins une carte"),
        ("Dire le vrai", ["foreign"], "Une carte choisie vient d’être"),
        ("Dire le vrai", ["own", "x"], ""),
        ("Dire le vrai", ["9" * 30], "Une carte choisie vient d’être"),
        ("Dire le vrai", ["own", "9" * 30], "Une carte choisie vient d’être"),
    ],
)
def test_balise_refused_by_its_form_keeps_what_was_typed(
    at_balises: World, elsewhere: World, statement: str, cards: list[str], reason: str
) -> None:
    ids = {"own": at_balises.card.pk, "foreign": elsewhere.card.pk}
    before = everything()
    response = send(
        at_balises.bob.browser(),
        at_balises,
        "balises/",
        statement=statement,
        cards=[ids.get(card, card) for card in cards],
    )
    html = response.content.decode()
    assert response.status_code == 422
    assert statement in html
    assert reason in html
    if "own" in cards:
        assert f'value="{at_balises.card.pk}"' in html
        assert html.count("checked") == 1
    assert everything() == before


def test_balise_starts_from_the_card_asked_for(at_balises: World) -> None:
    code = at_balises.room.session.code
    page = at_balises.bob.browser().get(f"/s/{code}/balises/?carte={at_balises.card.pk}&carte=x")
    html = page.content.decode()
    assert html.count("checked") == 1
    assert html.index(f'value="{at_balises.card.pk}"') < html.index("checked")


def test_hidden_card_is_not_offered_as_a_source(at_balises: World) -> None:
    hide_card(at_balises)
    page = at_balises.bob.browser().get(f"/s/{at_balises.room.session.code}/balises/")
    assert "Le terril" not in page.content.decode()


def test_support_is_mine_until_withdrawn(at_balises: World) -> None:
    where, browser = f"balises/{at_balises.proposal.pk}/soutien/", at_balises.chloe.browser()
    own = f"support-{at_balises.proposal.pk}"
    given = send(browser, at_balises, where, supported="1")
    assert (given.status_code, told(given)) == (204, {"mine": [own], "dropped": []})
    withdrawn = send(browser, at_balises, where, supported="0")
    assert told(withdrawn) == {"mine": [], "dropped": [own]}


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


def test_closed_session_takes_nothing_and_says_so(at_stories: World) -> None:
    close_session(at_stories)
    before = everything()
    response = send(
        at_stories.bob.browser(), at_stories, "cartes/", kind="etape", title="Trop tard"
    )
    assert response.status_code == 422
    assert "La séance est close" in response.content.decode()
    assert everything() == before


def test_body_of_a_megabyte_is_refused(at_stories: World) -> None:
    before = everything()
    response = send(
        at_stories.bob.browser(), at_stories, "cartes/", kind="etape", title="x", text="🌱" * 250_000
    )  # fmt: skip
    assert response.status_code in {400, 413}
    assert everything() == before


def test_script_in_every_field_is_shown_as_text(at_stories: World) -> None:
    room, code = at_stories.room, at_stories.room.session.code
    AtelierSession.objects.filter(pk=room.session.pk).update(title=SCRIPT)
    eve = room.seat(SCRIPT[:60], "Malaunay")
    words = {"kind": "etape", "title": SCRIPT, "text": SCRIPT, "organisation": SCRIPT}
    send(eve.browser(), at_stories, "cartes/", **words, moment=f"{SCRIPT[:40]} 2014")
    card = TrajectoryCard.objects.latest("pk")
    room.go_to("lecture")
    reading = {"intensity-value": "3", "reason-value": SCRIPT}
    send(eve.browser(), at_stories, f"cartes/{card.pk}/lecture/", **reading)
    room.go_to("emergence")
    statement = f"Faire {SCRIPT}"
    send(eve.browser(), at_stories, "balises/", statement=statement, cards=[card.pk])
    proposal = Proposal.objects.latest("pk")
    assert (card.title, proposal.statement) == (SCRIPT, statement)
    leader = room.leader_browser()
    pages = [
        eve.browser().get(f"/s/{code}/"),
        leader.get(f"/s/{code}/animation/"),
        leader.get(f"/s/{code}/ecran/"),
        leader.get(f"/s/{code}/suite/?audience=facilitators&since=1"),
        leader.get(f"/s/{code}/cartes/{card.pk}/"),
        leader.get(f"/s/{code}/balises/{proposal.pk}/"),
        eve.browser().get(f"/s/{code}/cartes/{card.pk}/lecture/"),
        leader.get("/seances/"),
        Client().get(f"/s/{code}/rejoindre/"),
        send(eve.browser(), at_stories, f"cartes/{card.pk}/", **words),
    ]
    for page in pages:
        html = page.content.decode()
        if page.headers["Content-Type"] == "application/json":
            html = json.loads(html)["html"]
        assert "alert(1)" in html
        for harmful in ("<script>", "<img src=x", "hx-get='/x'"):
            assert harmful not in html, (page.request["PATH_INFO"], harmful)
    assert Operation.objects.exists()
