"""One-time login links: for a first login, and for people who lost their password."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from sessions.models import Facilitator


class LoginTokens(PasswordResetTokenGenerator):
    """Tokens that are computed from the last login, among other things: any login ends all of them.

    They live PASSWORD_RESET_TIMEOUT seconds.
    """

    key_salt = "sessions.login_links"


_tokens = LoginTokens()


def login_link(facilitator: Facilitator) -> str:
    """The full address that logs this account in, once."""
    account = urlsafe_base64_encode(str(facilitator.pk).encode())
    token = _tokens.make_token(facilitator)
    return settings.PUBLIC_URL + reverse("ateliers:login-link", args=[account, token])


def account_of(account: str, token: str, *, lock: bool = False) -> Facilitator | None:
    """The account of this link, if the link is still valid. With `lock`, inside a transaction, only one use gets it."""
    known = Facilitator.objects.select_for_update() if lock else Facilitator.objects.all()
    try:
        pk = int(force_str(urlsafe_base64_decode(account)))
        facilitator = known.get(pk=pk, is_active=True)
    except (ValueError, OverflowError, Facilitator.DoesNotExist):
        return None
    return facilitator if _tokens.check_token(facilitator, token) else None
