"""Accounts of facilitators. Whoever runs the server makes them; their owners log in first by a one-time link."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.history import forget_author
from sessions.commands.base import Refused
from sessions.live.changes import Subject, access_changed
from sessions.login_links import account_of
from sessions.models import AtelierSession, Facilitator


def find_or_add_facilitator(email: str, *, name: str = "") -> tuple[Facilitator, bool]:
    """The account of this address, made without a password when it is new; and whether it is new."""
    known = Facilitator.objects.filter(email=email).first()
    if known is not None:
        return known, False
    return Facilitator.objects.create_user(email, name=name), True


@transaction.atomic
def use_login_link(account: str, token: str) -> Facilitator | None:
    """Uses a link up. When a link is used twice at once, one use gets the account and the other gets None."""
    facilitator = account_of(account, token, lock=True)
    if facilitator is not None:
        facilitator.last_login = timezone.now()
        facilitator.save(update_fields=["last_login"])
    return facilitator


def set_password(facilitator: Facilitator, password: str) -> None:
    """Sets a password that the form has checked."""
    facilitator.set_password(password)
    facilitator.save(update_fields=["password"])
    # Django logs the account's other browsers out.
    access_changed(Subject.ACCOUNT, facilitator.pk)


@transaction.atomic
def save_account(account: Facilitator) -> None:
    """Saves what an administrator changed in an account. Refused when nobody would administer the site any more."""
    _hold_administrators()
    reason = reason_against(account)
    if reason:
        raise Refused(reason)
    account.save()
    access_changed(Subject.ACCOUNT, account.pk)


def reason_against(account: Facilitator) -> str:
    """Why these rights of an account cannot be kept; empty when they can."""
    if _administers(account) or not _are_all_administrators([account.pk]):
        return ""
    return _(
        "C’est le dernier compte actif qui administre le site : donnez d’abord ces droits à un autre."
    )


@transaction.atomic
def delete_accounts(accounts: Collection[int]) -> None:
    """Deletes these accounts, all or none. Refused when a séance or the site would have nobody left to lead it."""
    _hold_administrators()
    reasons = reasons_to_keep(accounts)
    if reasons:
        raise Refused(" ".join(reasons))
    Facilitator.objects.filter(pk__in=accounts).delete()
    for account in accounts:
        forget_author(account)
    for account in accounts:
        access_changed(Subject.ACCOUNT, account)


def reasons_to_keep(accounts: Collection[int]) -> list[str]:
    """Why these accounts cannot be deleted together, in sentences; none when they can."""
    reasons = []
    if _are_all_administrators(accounts):
        reasons.append(
            _(
                "Plus personne n’administrerait le site : donnez d’abord ces droits à un autre compte."
            )
        )
    others = Facilitator.objects.exclude(pk__in=accounts)
    orphans = AtelierSession.objects.filter(facilitators__in=accounts).distinct()
    reasons += [
        _(
            "Plus personne n’animerait la séance « %(title)s » : confiez-la d’abord à quelqu’un"
            " d’autre, ou supprimez-la."
        )
        % {"title": session.title}
        for session in orphans.exclude(facilitators__in=others)
    ]
    return reasons


def _administers(account: Facilitator) -> bool:
    return account.is_active and account.is_staff and account.is_superuser


def _are_all_administrators(accounts: Collection[int]) -> bool:
    """Whether there are administrators, and every one of them is among these."""
    administrators = Facilitator.objects.filter(is_active=True, is_staff=True, is_superuser=True)
    known = set(administrators.values_list("pk", flat=True))
    return bool(known) and known <= set(accounts)


def _hold_administrators() -> None:
    """Locks the administrators. When two of them close each other's account at once, one waits for the other."""
    list(Facilitator.objects.select_for_update().filter(is_superuser=True).order_by("pk"))
