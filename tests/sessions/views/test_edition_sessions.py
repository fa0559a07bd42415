"""A séance is opened with an edition: its balises are put to the test in the words that they have there."""

from uuid import uuid4

import pytest
from django.test import Client

from referentiel.commands.balises import (
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
)
from referentiel.models import Balise, BaliseState, Edition
from sessions.commands import sessions
from sessions.commands.base import Refused
from sessions.models import AtelierSession, Facilitator, Trial
from tests.referentiel.publishing import ALICE, publish

ADDRESS = "/seances/nouvelle/"


@pytest.fixture
def balises(stakes: None) -> list[Balise]:
    return [add_balise(Wording(said), author=ALICE) for said in ("Tenir le fil", "Nouer")]


@pytest.fixture
def edition(balises: list[Balise]) -> Edition:
    return publish(*balises)


@pytest.fixture
def browser(alice: Facilitator) -> Client:
    client = Client()
    client.force_login(alice, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(edition: Edition, *balises: Balise, **said: object) -> dict[str, object]:
    return {
        "operation": str(uuid4()),
        "title": "À l’épreuve",
        "held_on": "2026-11-23",
        "agenda": "epreuve",
        "secrecy": "named",
        "new_territories": "Lens",
        "edition": edition.number,
        "balises": [balise.pk for balise in balises],
        **said,
    }


def test_edition_leads_whoever_leads_to_the_form_with_all_ticked(
    client: Client, browser: Client, edition: Edition
) -> None:
    link = f"{ADDRESS}?edition={edition.number}"
    assert link not in client.get(edition.get_absolute_url()).content.decode()
    assert link in browser.get(edition.get_absolute_url()).content.decode()
    page = browser.get(link).content.decode()
    assert page.count('name="balises"') == 2
    assert page.count("checked") == 4  # both balises, an agenda, a secrecy
    assert 'value="epreuve" ' in page
    assert client.get(link).status_code == 302


def test_chosen_balises_are_at_the_test_in_the_words_of_the_edition(
    browser: Client, edition: Edition, balises: list[Balise]
) -> None:
    first, _ = balises
    reword_balise(first, Wording("Garder le fil"), seen=1, author=ALICE)
    assert "reformulée depuis" in browser.get(f"{ADDRESS}?edition=1").content.decode()
    sent = form(edition, first)
    answer = browser.post(ADDRESS, sent)
    assert answer.status_code == 302
    assert browser.post(ADDRESS, sent).status_code == 302
    session = AtelierSession.objects.get()
    trial = session.trials.get()
    assert (trial.balise, trial.statement, trial.version, trial.edition) == (
        first, "Tenir le fil", 1, edition.number,
    )  # fmt: skip
    assert "epreuve" in session.steps.values_list("kind_key", flat=True)
    cockpit = browser.get(f"/s/{session.code}/animation/").content.decode()
    assert "Texte de l’édition 1 (version 1). La balise a été reformulée depuis." in cockpit


def test_merged_balise_is_tested_in_its_own_words(
    browser: Client, edition: Edition, balises: list[Balise]
) -> None:
    first, second = balises
    merge_balise(first, second, author=ALICE)
    assert "réunie depuis à" in browser.get(f"{ADDRESS}?edition=1").content.decode()
    browser.post(ADDRESS, form(edition, first, second))
    assert Trial.objects.count() == 2


@pytest.mark.parametrize("said", [{"balises": []}, {"agenda": "balises"}, {"title": ""}])
def test_form_that_is_refused_keeps_all_that_was_typed(
    browser: Client, edition: Edition, balises: list[Balise], said: dict[str, object]
) -> None:
    back = browser.post(ADDRESS, form(edition, balises[1], new_territories="Liévin", **said))
    html = back.content.decode()
    assert back.status_code == 422
    assert "Liévin" in html
    assert f'name="edition" value="{edition.number}"' in html
    assert html.count("checked") == (2 if said == {"balises": []} else 3)
    assert not AtelierSession.objects.exists()


def test_retired_balise_is_said_and_refused(
    browser: Client, alice: Facilitator, edition: Edition, balises: list[Balise]
) -> None:
    first, second = balises
    move_balise(first, BaliseState.RETIRED, author=ALICE, why="Ainsi.")
    assert "a été retirée depuis" in browser.get(f"{ADDRESS}?edition=1").content.decode()
    back = browser.post(ADDRESS, form(edition, first, second))
    assert back.status_code == 422
    assert "vient d’être retirée" in back.content.decode()
    session = AtelierSession()
    tested = [sessions.Tested(first.pk, first.statement, 1, 1)]
    plan = sessions.Plan("Une", None, session.held_on, [], tested=tested)
    with pytest.raises(Refused, match="vient d’être retirée"):
        sessions.create_session(alice, uuid4(), plan)
    assert not AtelierSession.objects.exists()


@pytest.mark.parametrize("asked", ["9", "x", "-1", "9" * 40, "²"])
def test_edition_that_is_not_there_is_said(browser: Client, edition: Edition, asked: str) -> None:
    page = browser.get(ADDRESS, {"edition": asked})
    assert page.status_code == 200
    assert "Il n’y a pas d’édition de ce numéro" in page.content.decode()
    back = browser.post(ADDRESS, {**form(edition), "edition": asked})
    assert back.status_code == 422
    assert "Lens" in back.content.decode()
    assert not AtelierSession.objects.exists()


def test_edition_of_a_form_stays_its_own(
    browser: Client, edition: Edition, balises: list[Balise]
) -> None:
    other = publish(balises[1])
    back = browser.post(ADDRESS, form(other, balises[0]))
    assert back.status_code == 422
    assert "vient d’être retirée" in back.content.decode()
