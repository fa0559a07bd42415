"""The forms of cards: taken, refused with everything typed kept, or not understood."""

from uuid import uuid4

import pytest

from sessions.models import TrajectoryCard
from tests.sessions.commands.moments import hide_card
from tests.sessions.views.live_page import send, told
from tests.sessions.world import World, everything


@pytest.fixture
def at_stories(world: World) -> World:
    """The room back at « récits »."""
    world.room.go_to("recits")
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
    assert "L’étape en cours (« Vote ») ne le permet pas." in response.content.decode()


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
    assert "« Faire parler d’abord » vient de cette carte" in response.content.decode()


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
