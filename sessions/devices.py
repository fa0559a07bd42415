"""How often a password may be tried. Strangers share one count per account; a known device has its own count.

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
"""Seconds after which the same number of passwords may be tried again."""
KNOWN_FOR = 180 * 24 * 3600
"""Seconds. Longer than the pause between two ateliers."""
SALT = "sessions.devices"


def _pace(what: str) -> Pace:
    return Pace(what, burst=AT_ONCE, a_second=AT_ONCE / QUARTER_OF_AN_HOUR, patience=0)


# Kept apart: whoever tries ten thousand addresses without an account must not push the counts of accounts out.
OF_STRANGERS, OF_DEVICES, OF_NOBODY = _pace("login"), _pace("device"), _pace("unknown-login")


@contextmanager
def guess(request: HttpRequest, address: str) -> Iterator[None]:
    """One try of a password, counted before the password is checked. Raises TooFast after too many tries.

    When the block ends without an error, the password was right: the count of wrong tries starts again.
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
    # The name is signed with the value: the cookie of one account is worth nothing for another account.
    return f"appareil_{account.pk}{settings.COOKIE_SUFFIX}"
