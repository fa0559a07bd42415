"""The page of a territory: its trajectory, its seasons, the balises that it brought, tested or carries."""

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import merge_balise
from referentiel.commands.held_sessions import Held, hold_in_atelier
from referentiel.commands.trials import Answer, Trial, take_trial
from referentiel.models import Atelier, Balise, PublishedTrajectory, Season, Territory, TrialAnswer
from referentiel.templatetags.stakes import stake_class
from tests.referentiel.publishing import (
    AGREEMENT,
    ALICE,
    make_balise,
    make_stake,
    publish_cards,
    put_to_the_test,
    told_card,
)

pytestmark = pytest.mark.usefixtures("territory")
ADDRESS = "/referentiel/territoires/val-d-essai/"


def page(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def listed(told: str, heading: str) -> str:
    """Returns what follows a heading, up to the next one."""
    (title,) = (each for each in html.fromstring(told).iter("h3") if heading in each.text_content())
    following = title.getnext()
    assert following is not None
    return " ".join(following.text_content().split())


def test_published_trajectory_is_read_along_its_moments(client: Client) -> None:
    earlier = told_card("Le bois", told_in="Séance d’avant", told_on=date(2020, 2, 1))
    publish_cards("val-d-essai", told_card("Le terril"), earlier)
    told = page(client)
    assert "Sa trajectoire" in told
    assert "1986" in told
    assert "Un récit &lt;b&gt;fort&lt;/b&gt;." in told
    assert "le territoire 1 sur 3" in told
    assert "Dite le 1 février 2020" in told
    assert told.count("Dite le") == 1


def test_reading_of_another_referentiel_has_the_sign_of_its_stake(client: Client) -> None:
    reading = {"stake": "soin", "title": "Soin", "own": 2.0, "peers": None, "gap": False}
    publish_cards("val-d-essai", told_card(readings=[reading]))
    told = page(client)
    assert f"stake {stake_class('soin')}" in told
    assert '<span class="sign sign--mark" aria-hidden="true">S</span>Soin' in told


def test_page_says_neither_who_agreed_nor_the_code(client: Client) -> None:
    publish_cards("val-d-essai", session="ABCD2345")
    told = page(client)
    assert "avec l’accord du territoire" in told
    assert "Sentinelle" not in told
    assert "ABCD2345" not in told
    assert "Retirer" not in told


def test_earlier_trajectories_unfold_below_the_latest(client: Client) -> None:
    publish_cards("val-d-essai")
    publish_cards("val-d-essai", session="BBBB")
    assert page(client).count("Telle qu’elle fut dite en mars 2024") == 1


def test_balises_are_those_it_brought_and_those_it_carries_or_would_adapt(
    client: Client, territory: Territory
) -> None:
    make_stake()
    brought = make_balise(territory, "Tenir le fil")
    other = Territory.objects.create(name="Ailleurs", slug="ailleurs", kind="town")
    carried = make_balise(other, "Faire avec", number=2)
    put_to_the_test(carried, territory)
    adapted = make_balise(other, "Dire ensemble", number=3)
    answer = Answer("CCCC/trial/3/1", territory, TrialAnswer.ADAPT, "Pas tel quel.")
    take_trial(adapted, Trial([answer], 1, None, "Épreuve", date(2024, 5, 1)), author=ALICE)
    told = page(client)
    assert brought.statement in listed(told, "Il les a apportées")
    assert carried.statement in listed(told, "Il les porte")
    assert "Fait écho" in listed(told, "Il les porte")
    assert adapted.statement in listed(told, "Il les a mises à l’épreuve")
    assert "À adapter" in listed(told, "Il les a mises à l’épreuve")
    assert "Pas tel quel." in listed(told, "Il les a mises à l’épreuve")


def test_last_answer_stands_and_a_merged_balise_leads_to_its_heir(
    client: Client, territory: Territory
) -> None:
    make_stake()
    other = Territory.objects.create(name="Ailleurs", slug="ailleurs", kind="town")
    first, heir = make_balise(other, "Faire avec", number=2), make_balise(other, "Agir", number=3)
    put_to_the_test(first, territory)
    answer = Answer("CCCC/trial/3/1", territory, TrialAnswer.NOT_HERE, "Plus ici.")
    take_trial(heir, Trial([answer], 1, None, "Épreuve", date(2025, 5, 1)), author=ALICE)
    merge_balise(first, heir, author=ALICE, why="C’est la même.")
    told = page(client)
    assert "Il les porte" not in told
    assert "Agir" in listed(told, "Il les a mises à l’épreuve")
    assert "Faire avec" not in told


def test_page_takes_twelve_queries_at_most(
    client: Client, territory: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_stake()
    for number in range(4):
        put_to_the_test(make_balise(territory, f"Tenir le fil {number}", number=number), territory)
        publish_cards("val-d-essai", session=f"S{number}")
    with django_assert_max_num_queries(12):
        page(client)


def test_keeper_withdraws_a_trajectory_and_reads_who_agreed(keeper: Client) -> None:
    published = publish_cards("val-d-essai")
    address = f"{ADDRESS}trajectoires/{published.pk}/retirer/"
    assert address in page(keeper)
    assert AGREEMENT.by in page(keeper, address)
    answer = keeper.post(address, {"why": "Le conseil le demande."})
    assert answer.headers["Location"] == ADDRESS
    assert not PublishedTrajectory.objects.exists()
    assert "Sa trajectoire" not in page(keeper)
    # The second of two clicks leads where the first one did, and says what stands.
    assert keeper.post(address, {"why": ""}).headers["Location"] == ADDRESS
    assert "Cette trajectoire est retirée." in page(keeper)


def test_old_page_withdraws_nothing_of_what_was_published_since(keeper: Client) -> None:
    published = publish_cards("val-d-essai", told_card("Le terril"))
    publish_cards("val-d-essai", told_card("Le bois"))
    address = f"{ADDRESS}trajectoires/{published.pk}/retirer/"
    assert keeper.post(address, {"why": ""}).headers["Location"] == ADDRESS
    assert "publiée de nouveau" in page(keeper)
    assert PublishedTrajectory.objects.count() == 1


def test_refused_reason_withdraws_nothing(keeper: Client) -> None:
    published = publish_cards("val-d-essai")
    answer = keeper.post(f"{ADDRESS}trajectoires/{published.pk}/retirer/", {"why": "x" * 400})
    assert answer.status_code == 422
    assert "x" * 400 in answer.content.decode()
    assert PublishedTrajectory.objects.exists()


def test_trajectory_is_withdrawn_from_its_own_territory_only(keeper: Client) -> None:
    published = publish_cards("val-d-essai")
    Territory.objects.create(name="Ailleurs", slug="ailleurs", kind="town")
    address = f"/referentiel/territoires/ailleurs/trajectoires/{published.pk}/retirer/"
    assert keeper.post(address, {"operation": str(uuid4())}).status_code == 404


def test_atelier_tells_its_sessions_with_the_balises_that_came_from_them(
    client: Client,
    territory: Territory,
    season: Season,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    atelier = Atelier.objects.create(season=season, number=1, theme="Tenir le fil")
    make_stake()
    make_balise(territory, "Faire avec")
    for reference, title in (("AAAA", "Le matin"), ("BBBB", "Le soir")):
        hold_in_atelier(Held(reference, title, date(2023, 5, 2), atelier), author=ALICE)
    with django_assert_max_num_queries(12):
        told = page(client, atelier.get_absolute_url())
    first, second = (
        part.text_content() for part in html.fromstring(told).find_class("atelier-line")
    )
    assert "Le matin" in first
    assert "2 mai 2023" in first
    assert "Faire avec" in first
    assert "Faire avec" not in second
    assert "AAAA" not in told
    assert Balise.objects.count() == 1
