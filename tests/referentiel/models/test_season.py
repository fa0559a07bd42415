"""Seasons and their dates."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from referentiel.models import Season


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (date(2020, 12, 1), date(2021, 6, 1), "de décembre 2020 à juin 2021"),
        (date(2023, 4, 1), date(2023, 7, 1), "d’avril 2023 à juillet 2023"),
        (date(2023, 8, 1), date(2023, 9, 1), "d’août 2023 à septembre 2023"),
        (date(2023, 10, 1), date(2024, 1, 1), "d’octobre 2023 à janvier 2024"),
        (date(2026, 9, 1), None, "depuis septembre 2026"),
    ],
)
def test_period_is_said_in_french(starts_on: date, ends_on: date | None, words: str) -> None:
    with translation.override("fr"):
        assert Season(number=1, starts_on=starts_on, ends_on=ends_on).period == words


@pytest.mark.parametrize("wrong", [{"starts_on": date(2023, 4, 2)}, {"ends_on": date(2023, 5, 31)}])
def test_season_with_a_day_of_the_month_is_refused(season: Season, wrong: dict[str, date]) -> None:
    for name, value in wrong.items():
        setattr(season, name, value)
    with pytest.raises(ValidationError):
        season.full_clean()


def test_season_that_ends_before_it_starts_is_refused_in_words(season: Season) -> None:
    season.ends_on = date(2023, 3, 1)
    with pytest.raises(ValidationError, match="avant d’avoir commencé"):
        season.full_clean()
