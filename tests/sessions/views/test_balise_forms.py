"""The forms of emerging balises, and the buttons of a cockpit."""

import pytest

from sessions.models import Proposal
from tests.sessions.commands.moments import hide_card
from tests.sessions.views.live_page import send, told
from tests.sessions.world import World, everything


@pytest.fixture
def at_balises(world: World) -> World:
    """The room back at « émergence »."""
    world.room.go_to("emergence")
    return world


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


def test_balise_without_an_infinitive_is_taken_with_a_hint(at_balises: World) -> None:
    browser, form = at_balises.bob.browser(), {"cards": [at_balises.card.pk]}
    taken = send(browser, at_balises, "balises/", statement="La vérité", **form)
    assert taken.status_code == 200
    assert "verbe à l’infinitif" in str(told(taken)["message"])
    pk = Proposal.objects.get(statement="La vérité").pk
    page = browser.get(f"/s/{at_balises.room.session.code}/balises/{pk}/").content.decode()
    assert "Elle ne commence pas par un verbe" in page
    better = send(browser, at_balises, f"balises/{pk}/", statement="Dire le vrai", **form)
    assert told(better)["message"] == "La balise est modifiée."


def test_balise_starts_from_the_gap_asked_for(at_balises: World) -> None:
    code, browser = at_balises.room.session.code, at_balises.bob.browser()
    page = browser.get(f"/s/{code}/balises/?carte={at_balises.card.pk}&enjeu=value")
    html = page.content.decode()
    gap = f"{at_balises.card.pk}:value"
    assert f'value="{gap}" id="stake-{gap}" checked' in html
    words = {"statement": "Dire le vrai", "cards": [at_balises.card.pk], "readings": [gap]}
    assert send(browser, at_balises, "balises/", **words).status_code == 200
    kept = Proposal.objects.get(statement="Dire le vrai")
    assert kept.readings == [{"card": at_balises.card.pk, "stake": "value"}]


@pytest.mark.parametrize("stake", ["value", "nulle-part", "<b>", "9" * 90, ""])
def test_stake_that_is_not_there_is_refused_and_asked_for_is_harmless(
    at_balises: World, stake: str
) -> None:
    code, browser = at_balises.room.session.code, at_balises.bob.browser()
    for card in (at_balises.chloes_card.pk, 10**30, "x"):
        page = browser.get(f"/s/{code}/balises/", {"carte": card, "enjeu": stake})
        assert page.status_code == 200
    words = {"statement": "Dire le vrai", "cards": [at_balises.card.pk]}
    gap = f"{at_balises.card.pk}:{stake}"
    answer = send(browser, at_balises, "balises/", **words, readings=[gap])
    assert answer.status_code == (200 if stake == "value" else 422)


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


@pytest.mark.parametrize("sent", ["", "2", "oui", "True"])
def test_button_with_an_unknown_value_is_not_understood(at_balises: World, sent: str) -> None:
    browser = at_balises.room.leader_browser()
    before = everything()
    where = f"cartes/{at_balises.card.pk}/visibilite/"
    assert send(browser, at_balises, where, hidden=sent).status_code == 400
    where = f"balises/{at_balises.proposal.pk}/visibilite/"
    assert send(browser, at_balises, where, hidden=sent).status_code == 400
    assert everything() == before
