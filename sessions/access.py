"""Who is asking: the séance and the seat behind a request or a socket. No other module finds that out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, parse_cookie
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from sessions.actor import Actor, Role
from sessions.audience import Audience, AudienceRole
from sessions.codes import code_in
from sessions.logins import SessionStore
from sessions.models import AtelierSession, Facilitator, Participant
from sessions.prepared import Prepared
from sessions.rights import RULES
from sessions.steps import Action

_session_with = Prepared(lambda code: AtelierSession.objects.filter(code=code))
_seat_with = Prepared(
    lambda session, fingerprint: Participant.objects.filter(
        session=session, seat_fingerprint=fingerprint, removed_at__isnull=True
    )
)

SEAT_COOKIE_AGE = 30 * 24 * 3600
"""Seconds that a browser keeps a key: longer than an atelier, shorter than a season (GDPR: no longer than needed)."""

WATCHED_BY = {
    AudienceRole.PARTICIPANTS: Action.WATCH_ROOM,
    AudienceRole.FACILITATORS: Action.WATCH_COCKPIT,
    AudienceRole.PROJECTOR: Action.WATCH_SCREEN,
}
"""The right that somebody needs to see the page of each audience."""


class UnknownSession(Http404):
    """No séance has this code: somebody mistyped or guessed it."""


@dataclass(frozen=True)
class Ground:
    """What entitles a live page: a seat, an account by its login, or the key of the screen.

    `key` is the fingerprint of the seat's key, or the key of the screen itself.
    """

    seat: int = 0
    account: int = 0
    login: str = ""
    key: str = ""

    @property
    def is_of_a_person(self) -> bool:
        """Whether it is a seat or a login: the key of the screen is nobody's."""
        return bool(self.seat or self.account)


@dataclass(frozen=True)
class Access:
    """The asker's roles in this séance: they may hold a seat, lead the séance, or show its screen."""

    session: AtelierSession
    seat: Participant | None
    seat_key: str
    facilitator: Facilitator | None
    holds_screen: bool
    login: str = ""
    """The key of the login in the database."""

    def may_watch(self, audience: Audience) -> bool:
        """Whether this person may see the live page of this audience."""
        return self.ground(audience) is not None

    def ground(self, audience: Audience) -> Ground | None:
        """What entitles this person to the live page of this audience; None when nothing does."""
        role = self._role_for(WATCHED_BY[audience.role])
        if role is Role.FACILITATOR and self.facilitator is not None:
            return Ground(account=self.facilitator.pk, login=self.login)
        if role is Role.PARTICIPANT and self.seat is not None:
            return Ground(seat=self.seat.pk, key=self.seat.seat_fingerprint)
        if role is Role.PROJECTOR:
            return Ground(key=self.session.screen_key)
        return None

    def actor_for(self, action: Action) -> Actor:
        """The asker in the first of their roles that has the right to do this.

        The command says whether it may be done now. Raises PermissionDenied when no role has the right.
        """
        role = self._role_for(action)
        if role is None:
            raise PermissionDenied(_stranger_to(action))
        if role is Role.FACILITATOR and self.facilitator is not None:
            return Actor(self.session.pk, role, self.facilitator.pk)
        if role is Role.PARTICIPANT and self.seat is not None:
            return Actor(self.session.pk, role, self.seat.pk, voter_key(self.seat_key))
        return Actor(self.session.pk, role)

    def _role_for(self, action: Action) -> Role | None:
        return next((role for role in self._roles() if role in RULES[action].roles), None)

    def _roles(self) -> Iterator[Role]:
        """The roles of whoever asks, the one with the most rights first. Everybody is at least a visitor."""
        if self.facilitator is not None:
            yield Role.FACILITATOR
        if self.seat is not None:
            yield Role.PARTICIPANT
        if self.holds_screen:
            yield Role.PROJECTOR
        yield Role.VISITOR


def _stranger_to(action: Action) -> str:
    if Role.PARTICIPANT in RULES[action].roles:
        return _("Vous n’avez pas, ou plus, de place dans cette séance.")
    if Role.PROJECTOR in RULES[action].roles:
        return _("Ouvrez l’écran depuis la page d’animation.")
    return _("Cette page est réservée à l’animation de la séance.")


def enter(request: HttpRequest, code: str) -> Access:
    """Finds the séance and what the asker is there, in a constant number of queries.

    Raises UnknownSession.
    """
    try:
        session = _session_with.one(normal_code(code))
    except AtelierSession.DoesNotExist:
        raise UnknownSession(_("Aucune séance ne porte ce code.")) from None
    seat_key = request.COOKIES.get(seat_cookie(session), "")
    return Access(
        session=session,
        seat=find_seat(session, seat_key),
        seat_key=seat_key,
        facilitator=_facilitator_here(request, session),
        holds_screen=constant_time_compare(
            request.COOKIES.get(screen_cookie(session), ""), session.screen_key
        ),
        login=request.session.session_key or "",
    )


def enter_by_socket(scope: dict[str, object], code: str) -> tuple[Access, dict[str, str]]:
    """The same for a WebSocket: returns the access and the query of its address."""
    request = HttpRequest()
    headers = dict(scope["headers"])  # type: ignore[call-overload]
    request.COOKIES = readable_cookies(headers.get(b"cookie", b"").decode("latin1"))
    request.session = logins = SessionStore(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    logins.only_read = True
    request.user = get_user(request)
    query = parse_qs(scope["query_string"].decode("latin1"))  # type: ignore[attr-defined]
    return enter(request, code), {name: values[0] for name, values in query.items()}


def readable_cookies(header: str) -> dict[str, str]:
    """The cookies, without those that hold a NUL or a backslash.

    PostgreSQL refuses to look for a NUL. No cookie of ours holds a backslash, and Python takes a time that grows with
    the square of their number to undo them: one request could keep a core for seconds.
    """
    plain = ";".join(pair for pair in header.split(";") if "\\" not in pair)
    return {name: value for name, value in parse_cookie(plain).items() if "\0" not in value}


def find_seat(session: AtelierSession, seat_key: str) -> Participant | None:
    """The participant whose key this is, unless removed."""
    if not seat_key:
        return None
    return _seat_with.first(session, seat_fingerprint(seat_key))


def _facilitator_here(request: HttpRequest, session: AtelierSession) -> Facilitator | None:
    user = request.user
    if not isinstance(user, Facilitator):
        return None
    return user if session.facilitators.filter(pk=user.pk).exists() else None


def normal_code(code: str) -> str:
    """Codes are typed by hand or pasted: see `codes.code_in`."""
    return code_in(code)


def seat_key_for(operation: UUID) -> str:
    """The key of the seat that a join makes. The same join, repeated, gives the same seat.

    It is derived with the secret key of the site, so the stored operation id alone opens nothing.
    """
    return _keyed("seat", str(operation))[:40]


def voter_key(seat_key: str) -> str:
    """The key under which a ballot is kept. It is derived from the key in the voter's browser, and names nobody."""
    return _keyed("voter", seat_key)


def seat_fingerprint(seat_key: str) -> str:
    """What the database keeps of a key."""
    return hashlib.sha256(seat_key.encode()).hexdigest()


def remember_seat(response: HttpResponse, session: AtelierSession, seat_key: str) -> None:
    """Leaves the key in the browser that asked."""
    _set_cookie(response, seat_cookie(session), seat_key)


def remember_screen(response: HttpResponse, session: AtelierSession) -> None:
    """Lets the browser that asked show the projector's page."""
    _set_cookie(response, screen_cookie(session), session.screen_key)


def seat_cookie(session: AtelierSession) -> str:
    """The name of the cookie that holds the key of a seat: one cookie per séance."""
    return seat_cookie_name(session.code)


def seat_cookie_name(code: str) -> str:
    """The same, by code alone."""
    return f"place_{code}"


def screen_cookie(session: AtelierSession) -> str:
    """The name of the cookie that lets a browser show the screen of a séance."""
    return f"ecran_{session.code}"


def _set_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=SEAT_COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SEAT_COOKIE_SECURE,
    )


def _keyed(purpose: str, value: str) -> str:
    return salted_hmac(f"sessions.access.{purpose}", value, algorithm="sha256").hexdigest()
