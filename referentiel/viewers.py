"""Who looks at the référentiel: everyone, the participants of a season, whoever has an account.

A participant of a season has opened its link, or comes from a seat in one of its séances.
"""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.crypto import constant_time_compare

from referentiel.models import Resource, ResourceAudience, Season

MOST_LINKS = 20
"""Links of seasons that a browser is asked about. Nobody takes part in more."""
KEPT_FOR = 180 * 24 * 3600
"""Seconds for which a browser keeps the key of a season: from before its first atelier until after its last."""
SEATED_FOR = 12 * 3600
"""Seconds for which a browser keeps what a seat has opened: as long as a day of atelier."""


@dataclass(frozen=True)
class Viewer:
    """Says who looks. `seasons` are the numbers of the rows of the seasons in which this browser takes part."""

    leads: bool = False
    seasons: frozenset[int] = frozenset()

    @property
    def is_anyone(self) -> bool:
        """Tells whether this viewer sees what everyone sees, and no more."""
        return not self.leads and not self.seasons

    @property
    def condition(self) -> Q:
        """Returns the resources that this viewer may see."""
        if self.leads:
            return Q()
        seen = Q(audience=ResourceAudience.EVERYONE)
        return seen | Q(audience=ResourceAudience.SEASON, season__in=self.seasons)

    def sees(self, resource: Resource) -> bool:
        """Tells whether this viewer may see one resource."""
        of_season = resource.audience == ResourceAudience.SEASON
        return (
            self.leads or resource.is_public or (of_season and resource.season_id in self.seasons)
        )


def viewer_of(request: HttpRequest) -> Viewer:
    """Finds out who looks, with one query more for a browser that holds keys of seasons."""
    keys, seats = _held(request, _BY_LINK), _held(request, _BY_SEAT)
    numbers = [*keys, *seats]
    seasons = Season.objects.filter(pk__in=numbers) if numbers else ()
    opened = {
        one.pk
        for one in seasons
        if constant_time_compare(keys.get(one.pk, ""), one.link_key)
        or _is_seat_in(one, seats.get(one.pk, ""))
    }
    return Viewer(request.user.is_authenticated, frozenset(opened))


def admit(response: HttpResponseBase, season: Season) -> None:
    """Gives the key of a season to a browser that has opened its link."""
    _set_cookie(response, _cookie(_BY_LINK, season.pk), season.link_key, KEPT_FOR)


def admit_seat(response: HttpResponseBase, season: Season) -> None:
    """Lets a browser with a seat in a séance of a season see, for 12 hours, what the participants may see.

    What it keeps does not tell the link of the season, and ends with it.
    """
    said = _seats().sign(_season_of_a_seat(season))
    _set_cookie(response, _cookie(_BY_SEAT, season.pk), said, SEATED_FOR)


def keep_apart(response: HttpResponseBase, *, public: bool) -> None:
    """Tells caches whether they may keep an answer. One that not everyone may see is kept by nobody."""
    patch_vary_headers(response, ["Cookie"])
    if public:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)


_BY_LINK, _BY_SEAT = "season", "season_seat"


def _cookie(name: str, number: int | str) -> str:
    return f"{name}_{number}{settings.COOKIE_SUFFIX}"


def _set_cookie(response: HttpResponseBase, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/referentiel/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _seats() -> TimestampSigner:
    return TimestampSigner(salt="referentiel.viewers.seats")


def _season_of_a_seat(season: Season) -> str:
    return f"{season.pk}.{season.link_number}"


def _is_seat_in(season: Season, said: str) -> bool:
    """Whether we have said so, not too long ago, and since the link of the season was renewed."""
    try:
        return _seats().unsign(said, max_age=SEATED_FOR) == _season_of_a_seat(season)
    except BadSignature:
        return False


def _held(request: HttpRequest, name: str) -> dict[int, str]:
    pattern = re.compile(_cookie(name, r"([0-9]{1,9})"))
    found = {
        int(match[1]): value
        for name, value in request.COOKIES.items()
        if (match := pattern.fullmatch(name))
    }
    return dict(list(found.items())[:MOST_LINKS])
