"""Accounts of facilitators: made by who runs the server, entered by a one-time link."""

from django.db import transaction
from django.utils import timezone

from sessions.login_links import account_of
from sessions.models import Facilitator


def find_or_add_facilitator(email: str, *, name: str = "") -> tuple[Facilitator, bool]:
    """The account of this address, made without a password when it is new; and whether it is new."""
    known = Facilitator.objects.filter(email=email.strip().lower()).first()
    if known is not None:
        return known, False
    return Facilitator.objects.create_user(email, name=name), True


@transaction.atomic
def use_login_link(account: str, token: str) -> Facilitator | None:
    """Uses a link up: of two uses at once, one gets the account and the other None."""
    facilitator = account_of(account, token, lock=True)
    if facilitator is not None:
        facilitator.last_login = timezone.now()
        facilitator.save(update_fields=["last_login"])
    return facilitator


def set_password(facilitator: Facilitator, password: str) -> None:
    """Sets a password that the form has checked."""
    facilitator.set_password(password)
    facilitator.save(update_fields=["password"])
