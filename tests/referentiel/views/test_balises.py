"""Balises on the web: everyone reads them, those with an account change them, and their addresses never break."""

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from referentiel.commands.balises import (
    Given,
    Wording,
    add_balise,
    merge_balise,
    move_balise,
    reword_balise,
    take_balise,
)
from referentiel.commands.base import Author
from referentiel.commands.evidence import Piece
from referentiel.models import Balise, BaliseState, EvidenceKind, Stake, Territory

ALICE = Author("Alice", 7)


@pytest.fixture
def stake(db: None) -> Stake:
    return Stake.objects.create(key="value", position=1, short_title="Valeur", title="La valeur")


@pytest.fixture
def keeper(db: None, client: Client) -> Client:
    """Somebody with an account."""
    account = get_user_model().objects.create_user("alice@exemple.fr", "une phrase assez longue")
    client.force_login(account)
    return client


def taken(place: Territory, number: int = 1, statement: str = "Tenir le fil") -> Balise:
    origin = f"AAAA/balise/{number}"
    readings = [{"stake": "value", "title": "Valeur", "own": 1.0, "peers": 3.0, "gap": True}]
    pieces = [
        Piece(origin, EvidenceKind.WORDING, statement, particulars={"supports": 3}),
        Piece(
            f"{origin}/card/1", EvidenceKind.CARD, "Le terril", "Un récit <b>fort</b>.", "1986", place,
            {"kind": "Racine", "readings": readings},
        ),
    ]  # fmt: skip
    given = Given(pieces, None, "Séance de mars", date(2024, 3, 1), stakes=["value"])
    return take_balise(given, author=ALICE).balise


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client: Client, name: str, balise: Balise | None = None, **fields: object) -> int:
    address = reverse(f"referentiel:{name}", args=[balise.slug] if balise else [])
    return client.post(address, {"operation": str(uuid4()), **fields}).status_code


def test_sheet_shows_where_a_balise_comes_from(
    client: Client, territory: Territory, stake: Stake
) -> None:
    told = page(client, taken(territory).get_absolute_url())
    for words in ("Tenir le fil", "Le terril", "1986", "Val-d’Essai", "Séance de mars", "écart"):
        assert words in told
    assert "<b>fort" not in told
    assert told.count("<h1") == 1


def test_public_reads_no_name_of_who_keeps_balises(client: Client, territory: Territory) -> None:
    balise = taken(territory)
    assert "Alice" not in page(client, balise.get_absolute_url())


def test_who_keeps_balises_reads_who_did_what(keeper: Client, territory: Territory) -> None:
    balise = taken(territory)
    assert "Alice" in page(keeper, reverse("referentiel:balise-move", args=[balise.slug]))


def test_merged_balise_leads_to_its_heir(client: Client, territory: Territory) -> None:
    balise, heir = taken(territory), add_balise(Wording("Garder le fil"), author=ALICE)
    merge_balise(balise, heir, author=ALICE, why="La même")
    answer = client.get(balise.get_absolute_url(), follow=True)
    told = answer.content.decode()
    assert "Garder le fil" in told
    assert "Tenir le fil" in told
    assert "Le terril" in told


def test_provenance_says_the_same_in_picture_and_in_list(
    client: Client, territory: Territory
) -> None:
    balise = taken(territory)
    told = page(client, reverse("referentiel:balise-provenance", args=[balise.slug]))
    picture, _, listed = told.partition("</svg>")
    for words in ("Tenir le fil", "Le terril", "Val-d’Essai"):
        assert words in picture
        assert words in listed


def test_territory_and_season_show_the_balises_that_come_from_them(
    client: Client, territory: Territory
) -> None:
    balise, heir = taken(territory), add_balise(Wording("Garder le fil"), author=ALICE)
    merge_balise(balise, heir, author=ALICE, why="La même")
    assert "Garder le fil" in page(client, territory.get_absolute_url())


def test_versions_show_what_changed(client: Client, territory: Territory) -> None:
    balise = taken(territory)
    reword_balise(balise, Wording("Garder le fil"), seen=1, author=ALICE, why="Plus clair")
    told = page(client, reverse("referentiel:balise-versions", args=[balise.slug]))
    assert "Tenir" in told.partition("<del")[2].partition("</del>")[0]
    assert "Garder" in told.partition("<ins")[2].partition("</ins>")[0]
    assert "Plus clair" in told


@pytest.mark.parametrize("query", ["?de=9&a=x", "?de=&a=", "?de=2&a=1", "?de=-1&a=²"])
def test_versions_that_do_not_exist_show_those_that_do(
    client: Client, territory: Territory, query: str
) -> None:
    balise = taken(territory)
    page(client, reverse("referentiel:balise-versions", args=[balise.slug]) + query)


def test_list_can_be_narrowed(client: Client, territory: Territory, stake: Stake) -> None:
    taken(territory)
    other = add_balise(Wording("Garder le cap"), author=ALICE)
    move_balise(other, BaliseState.CONSENTED, author=ALICE)
    address = reverse("referentiel:balises")
    assert "Garder le cap" in page(client, f"{address}?etat=consentie")
    assert "Tenir le fil" not in page(client, f"{address}?etat=consentie")
    assert "Garder le cap" not in page(client, f"{address}?enjeu=value")
    assert "Voir toutes les balises" in page(client, f"{address}?etat=retiree")


def test_empty_list_says_what_to_do(client: Client, db: None) -> None:
    assert "prend au référentiel" in page(client, reverse("referentiel:balises"))


@pytest.mark.parametrize("count", [1, 12])
def test_pages_cost_the_same_whatever_they_show(
    client: Client,
    territory: Territory,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        taken(territory, number, f"Tenir le fil {number}")
    balise = Balise.objects.latest("pk")
    with django_assert_num_queries(5):
        page(client, reverse("referentiel:balises"))
    with django_assert_num_queries(6):
        page(client, balise.get_absolute_url())
    with django_assert_num_queries(6):
        page(client, reverse("referentiel:balise-provenance", args=[balise.slug]))
    with django_assert_num_queries(2):
        page(client, reverse("referentiel:balise-versions", args=[balise.slug]))


@pytest.mark.parametrize(
    "name", ["balise-new", "balise-rewording", "balise-move", "balise-merge", "balise-split"]
)
def test_stranger_is_led_to_the_login(client: Client, territory: Territory, name: str) -> None:
    balise = taken(territory)
    args = [] if name == "balise-new" else [balise.slug]
    for answer in (
        client.get(reverse(f"referentiel:{name}", args=args)),
        client.post(reverse(f"referentiel:{name}", args=args)),
    ):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/connexion/")
    assert Balise.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["balise-new", "balise-rewording", "balise-move", "balise-merge", "balise-split"]
)
def test_form_that_says_nothing_comes_back_with_its_reasons(
    keeper: Client, territory: Territory, name: str
) -> None:
    balise = taken(territory)
    assert sent(keeper, name, None if name == "balise-new" else balise) == 422
    assert balise.versions.count() == 1


def test_keeper_writes_rewords_moves_splits_and_merges(
    keeper: Client, territory: Territory, stake: Stake
) -> None:
    assert (
        sent(keeper, "balise-new", statement="Garder le cap", stakes=["value"], concept="Un cap.")
        == 302
    )
    cap = Balise.objects.get(slug="garder-le-cap")
    assert (
        sent(keeper, "balise-rewording", cap, statement="Tenir le cap", seen="1", why="Plus fort")
        == 302
    )
    assert [version.statement for version in cap.versions.all()] == [
        "Garder le cap",
        "Tenir le cap",
    ]
    assert sent(keeper, "balise-move", cap, state="discutee") == 302
    fil = taken(territory)
    piece = fil.evidence.latest("pk").pk
    assert (
        sent(keeper, "balise-split", fil, statement="Raconter", evidence=[piece], why="À part")
        == 302
    )
    assert Balise.objects.get(slug="raconter").evidence.count() == 1
    assert sent(keeper, "balise-merge", fil, heir=cap.pk, why="La même") == 302
    fil.refresh_from_db()
    assert fil.heir == cap


def test_second_who_rewords_sees_both_texts(keeper: Client, territory: Territory) -> None:
    balise = taken(territory)
    reword_balise(balise, Wording("Suivre le fil"), seen=1, author=ALICE)
    address = reverse("referentiel:balise-rewording", args=[balise.slug])
    answer = keeper.post(
        address, {"operation": str(uuid4()), "statement": "Garder le fil", "seen": "1"}
    )
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Garder le fil" in told
    assert "Suivre le fil" in told
    assert balise.versions.count() == 2
    assert 'name="seen" value="2"' in told


@pytest.mark.parametrize("seen", ["", "0", "x", "99999999999999999999", "²"])
def test_odd_mark_of_what_was_seen_is_an_older_version(
    keeper: Client, territory: Territory, seen: str
) -> None:
    balise = taken(territory)
    assert sent(keeper, "balise-rewording", balise, statement="Garder le fil", seen=seen) == 422


def test_balise_is_an_infinitive(keeper: Client, db: None) -> None:
    assert sent(keeper, "balise-new", statement="Notre maire") == 422


def test_retirement_asks_why_and_keeps_what_was_chosen(
    keeper: Client, territory: Territory
) -> None:
    balise = taken(territory)
    address = reverse("referentiel:balise-move", args=[balise.slug])
    told = keeper.post(address, {"state": "retiree"}).content.decode()
    assert "Dites pourquoi cette balise est retirée" in told
    assert "checked" in told


def test_referentiel_takes_no_piece_of_another_balise(keeper: Client, territory: Territory) -> None:
    balise, other = taken(territory), taken(territory, 2, "Garder le cap")
    piece = other.evidence.latest("pk").pk
    assert (
        sent(keeper, "balise-split", balise, statement="Raconter", evidence=[piece], why="À part")
        == 422
    )


def test_long_list_stands_on_pages_that_keep_what_was_chosen(client: Client, db: None) -> None:
    for number in range(61):
        add_balise(Wording(f"Tenir le fil {number}"), author=ALICE)
    address = reverse("referentiel:balises")
    first = page(client, f"{address}?etat=emergente")
    assert "61 balises" in first
    assert "page 1 sur 2" in first
    assert "Tenir le fil 59" in first
    assert "Tenir le fil 60" not in first
    assert 'href="?etat=emergente&amp;enjeu=&amp;page=2"' in first
    second = page(client, f"{address}?etat=emergente&enjeu=&page=2")
    assert "Tenir le fil 60" in second
    assert "Tenir le fil 59" not in second
    for odd in ("0", "99", "deux", "-1"):
        assert "Tenir le fil" in page(client, f"{address}?page={odd}")
