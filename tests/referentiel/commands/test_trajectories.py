"""A trajectory is published once, changes only as a whole, and can be taken back."""

import pytest
from django.core.exceptions import ValidationError

from referentiel.commands.base import keep
from referentiel.commands.indexing import index_everything
from referentiel.commands.trajectories import Agreement, withdraw_trajectory
from referentiel.models import (
    HistoryEntry,
    Immutable,
    PublishedCard,
    PublishedTrajectory,
    SearchEntry,
    SearchNoun,
    Season,
    Territory,
)
from referentiel.queries.search import Asked, found
from tests.referentiel.publishing import AGREEMENT, ALICE, publish_cards, told_card

pytestmark = pytest.mark.usefixtures("territory")
PLACE = "val-d-essai"


def asked(text: str) -> list[str]:
    return [entry.title for entry in found(Asked.of({"q": text}))]


def test_cards_are_kept_in_their_order_with_who_agreed() -> None:
    published = publish_cards(PLACE, told_card("Le terril"), told_card("Le bois", moment="1999"))
    assert [card.title for card in published.cards.all()] == ["Le terril", "Le bois"]
    assert (published.agreed_by, published.agreed_on) == (AGREEMENT.by, AGREEMENT.on)


def test_published_twice_it_is_one_and_the_first_agreement_stands() -> None:
    first = publish_cards(PLACE)
    second = publish_cards(PLACE, agreement=Agreement("Un autre", AGREEMENT.on))
    assert first == second
    assert PublishedTrajectory.objects.get().agreed_by == AGREEMENT.by
    assert HistoryEntry.objects.filter(noun="trajectory").count() == 1


def test_published_again_with_other_cards_it_replaces_the_first_with_its_agreement() -> None:
    publish_cards(PLACE, told_card("Le terril"))
    publish_cards(PLACE, told_card("Le bois"), agreement=Agreement("Le bureau", AGREEMENT.on))
    assert [card.title for card in PublishedCard.objects.all()] == ["Le bois"]
    assert PublishedTrajectory.objects.get().agreed_by == "Le bureau"
    assert asked("terril") == []
    assert asked("bois") == ["Le bois"]


def test_trajectories_of_two_sessions_stand_beside_each_other() -> None:
    publish_cards(PLACE)
    publish_cards(PLACE, session="BBBB")
    assert PublishedTrajectory.objects.count() == 2


def test_withdrawn_it_is_gone_and_only_the_history_says_that_it_was_there() -> None:
    published = publish_cards(PLACE)
    withdraw_trajectory(published, author=ALICE, why="Le conseil a changé d’avis.")
    assert not PublishedCard.objects.exists()
    assert asked("terril") == []
    entry = HistoryEntry.objects.filter(noun="trajectory").first()
    assert entry is not None
    assert (entry.event, entry.why) == ("trajectory_withdrawn", "Le conseil a changé d’avis.")
    kept = str(list(HistoryEntry.objects.values()))
    assert "Sentinelle" not in kept
    assert "terril" not in kept


def test_trajectory_is_withdrawn_once_and_only_the_one_that_was_shown() -> None:
    first = publish_cards(PLACE, told_card("Le terril"))
    second = publish_cards(PLACE, told_card("Le bois"))
    with pytest.raises(ValidationError, match="publiée de nouveau"):
        withdraw_trajectory(first, author=ALICE)
    assert PublishedTrajectory.objects.get() == second
    twice = PublishedTrajectory.objects.get()
    withdraw_trajectory(second, author=ALICE)
    withdraw_trajectory(twice, author=ALICE)
    assert HistoryEntry.objects.filter(event="trajectory_withdrawn").count() == 1


def test_card_is_never_changed() -> None:
    card = publish_cards(PLACE).cards.get()
    card.title = "Autre chose"
    with pytest.raises(Immutable):
        card.save()
    with pytest.raises(Immutable):
        PublishedCard.objects.update(title="Autre chose")


def test_search_follows_cards_territory_and_season(season: Season, territory: Territory) -> None:
    publish_cards(PLACE, season=season)
    entry = SearchEntry.objects.get(noun=SearchNoun.PUBLISHED_CARD)
    assert (entry.territories, entry.seasons, entry.stakes) == ("|val-d-essai|", "|7|", "|value|")
    assert entry.address.startswith("/referentiel/territoires/val-d-essai/#carte-")
    assert asked("terrils") == ["Le terril"]
    territory.name, territory.slug = "Val-Neuf", "val-neuf"
    keep(territory, author=ALICE)
    season.number = 8
    keep(season, author=ALICE)
    entry.refresh_from_db()
    assert (entry.territories, entry.seasons) == ("|val-neuf|", "|8|")
    assert asked("neuf terril") == ["Le terril"]
    before = list(SearchEntry.objects.filter(noun=SearchNoun.PUBLISHED_CARD).values())
    index_everything()
    assert list(SearchEntry.objects.filter(noun=SearchNoun.PUBLISHED_CARD).values()) == before
