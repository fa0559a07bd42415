"""One-time login links: for a first login, and for who lost a password."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.encoding import force_str
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from sessions.models import Facilitator


class LoginTokens(PasswordResetTokenGenerator):
    """Tokens made of the last login among other things: a login, by any way, ends all of them.

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
    """Whose link this is, if it is still good. With `lock`, inside a transaction, for one use only."""
    known = Facilitator.objects.select_for_update() if lock else Facilitator.objects.all()
    try:
        pk = int(force_str(urlsafe_base64_decode(account)))
        facilitator = known.get(pk=pk, is_active=True)
    except (ValueError, OverflowError, Facilitator.DoesNotExist):
        return None
    return facilitator if _tokens.check_token(facilitator, token) else None
