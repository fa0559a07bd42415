"""Who looks at the référentiel: everyone, whoever has opened the link of a season, whoever has an account."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.crypto import constant_time_compare

from referentiel.models import Resource, ResourceAudience, Season

MOST_LINKS = 20
"""Links of seasons that a browser is asked about. Nobody takes part in more."""
KEPT_FOR = 180 * 24 * 3600
"""Seconds for which a browser keeps the key of a season: from before its first atelier until after its last."""


@dataclass(frozen=True)
class Viewer:
    """Whoever looks. `seasons` are the numbers of the rows of seasons whose link this browser has opened."""

    leads: bool = False
    seasons: frozenset[int] = frozenset()

    @property
    def is_anyone(self) -> bool:
        """Whether this viewer sees what everyone sees, and no more."""
        return not self.leads and not self.seasons

    @property
    def condition(self) -> Q:
        """The resources that this viewer may see."""
        if self.leads:
            return Q()
        seen = Q(audience=ResourceAudience.EVERYONE)
        return seen | Q(audience=ResourceAudience.SEASON, season__in=self.seasons)

    def sees(self, resource: Resource) -> bool:
        """Whether this viewer may see one resource."""
        of_season = resource.audience == ResourceAudience.SEASON
        return (
            self.leads or resource.is_public or (of_season and resource.season_id in self.seasons)
        )


def viewer_of(request: HttpRequest) -> Viewer:
    """Returns who looks; one query more for a browser that holds keys of seasons."""
    held = _keys(request)
    seasons = Season.objects.filter(pk__in=held) if held else ()
    opened = {one.pk for one in seasons if constant_time_compare(held[one.pk], one.link_key)}
    return Viewer(request.user.is_authenticated, frozenset(opened))


def admit(response: HttpResponseBase, season: Season) -> None:
    """Gives the key of a season to a browser that has opened its link."""
    response.set_cookie(
        _cookie(season.pk),
        season.link_key,
        max_age=KEPT_FOR,
        path="/referentiel/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def keep_apart(response: HttpResponseBase, *, public: bool) -> None:
    """Tells caches whether they may keep an answer. One that not everyone may see is kept by nobody."""
    patch_vary_headers(response, ["Cookie"])
    if public:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)


def _cookie(number: int | str) -> str:
    return f"season_{number}{settings.COOKIE_SUFFIX}"


def _keys(request: HttpRequest) -> dict[int, str]:
    pattern = re.compile(_cookie(r"([0-9]{1,9})"))
    found = {
        int(match[1]): value
        for name, value in request.COOKIES.items()
        if (match := pattern.fullmatch(name))
    }
    return dict(list(found.items())[:MOST_LINKS])
