"""How often a password may be tried: by account for strangers, by itself for a browser that was inside before.

See docs/decisions/0023-known-devices.md.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sessions.limits import Pace
from sessions.models import Facilitator
from sessions.models.facilitator import normal_address

AT_ONCE = 5
QUARTER_OF_AN_HOUR = 900.0
"""Seconds after which as many may be tried again."""
KNOWN_FOR = 180 * 24 * 3600
"""Seconds. Longer than the pause between two ateliers."""
SALT = "sessions.devices"


def _pace(what: str) -> Pace:
    return Pace(what, burst=AT_ONCE, a_second=AT_ONCE / QUARTER_OF_AN_HOUR, patience=0)


# Apart, so that nobody pushes the count of an account out by trying ten thousand addresses that have none.
OF_STRANGERS, OF_DEVICES, OF_NOBODY = _pace("login"), _pace("device"), _pace("unknown-login")


@contextmanager
def guess(request: HttpRequest, address: str) -> Iterator[None]:
    """One try of a password, counted before it is looked at. Raises TooFast when there were too many.

    Without an error inside it was the right one, and the wrong ones before it are forgotten.
    """
    pace, key = _counted(request, normal_address(address))
    pace.delay(key)
    yield
    pace.forget(key)


def remember_device(response: HttpResponse, account: Facilitator) -> None:
    """Makes this browser a known device of the account, which strangers' guesses do not lock out."""
    response.set_signed_cookie(
        _cookie(account),
        secrets.token_urlsafe(16),
        salt=SALT,
        max_age=KNOWN_FOR,
        path=reverse("ateliers:login"),
        httponly=True,
        samesite="Lax",
        secure=settings.SEAT_COOKIE_SECURE,
    )


def _counted(request: HttpRequest, address: str) -> tuple[Pace, str]:
    account = Facilitator.objects.filter(email=address).first()
    if account is None:
        return OF_NOBODY, hashlib.sha256(address.encode()).hexdigest()
    device = request.get_signed_cookie(_cookie(account), default=None, salt=SALT, max_age=KNOWN_FOR)
    return (OF_DEVICES, f"{account.pk} {device}") if device else (OF_STRANGERS, str(account.pk))


def _cookie(account: Facilitator) -> str:
    # The name is signed with the value: what one account's device holds says nothing of another's.
    return f"appareil_{account.pk}{settings.COOKIE_SUFFIX}"
