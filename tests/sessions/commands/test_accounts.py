"""Accounts of facilitators, and their one-time links."""

import pytest
from django.contrib.auth.hashers import check_password
from pytest_django import Settings

from facilitation.settings import PASSWORD_HASHERS, PUBLIC_URL
from sessions.commands.accounts import find_or_add_facilitator, set_password, use_login_link
from sessions.login_links import account_of, login_link
from sessions.models import Facilitator


def parts(link: str) -> tuple[str, str]:
    """The account and the token of a link."""
    account, token = link.rstrip("/").split("/")[-2:]
    return account, token


def test_new_account_can_only_be_entered_by_a_link(db: None) -> None:
    facilitator, is_new = find_or_add_facilitator("  Zoe@Exemple.FR ", name="Zoé")
    assert is_new
    assert (facilitator.email, facilitator.name) == ("zoe@exemple.fr", "Zoé")
    assert not facilitator.has_usable_password()
    assert not facilitator.is_staff
    assert find_or_add_facilitator("ZOE@exemple.fr", name="Autre") == (facilitator, False)


def test_link_is_used_once(alice: Facilitator) -> None:
    link = login_link(alice)
    assert link.startswith(PUBLIC_URL)
    account, token = parts(link)
    assert account_of(account, token) == alice
    assert account_of(account, token) == alice
    assert use_login_link(account, token) == alice
    assert use_login_link(account, token) is None
    assert account_of(account, token) is None


def test_login_ends_every_link_given_before(alice: Facilitator) -> None:
    first, second = parts(login_link(alice)), parts(login_link(alice))
    use_login_link(*first)
    assert use_login_link(*second) is None


def test_link_of_a_closed_account_opens_nothing(alice: Facilitator) -> None:
    link = parts(login_link(alice))
    Facilitator.objects.filter(pk=alice.pk).update(is_active=False)
    assert use_login_link(*link) is None


def test_link_of_somebody_else_opens_nothing(alice: Facilitator, denis: Facilitator) -> None:
    account, _ = parts(login_link(alice))
    _, token = parts(login_link(denis))
    assert use_login_link(account, token) is None


def test_link_ends_with_its_time(alice: Facilitator, settings: Settings) -> None:
    link = parts(login_link(alice))
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert use_login_link(*link) is None


@pytest.mark.parametrize(
    "account", ["", "x", "é", "MQ", "====", "LTE", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5"]
)
@pytest.mark.parametrize("token", ["", "-", "a-b", "zzzzzz-" + "0" * 32, "é-é", "1" * 5_000])
def test_garbled_link_opens_nothing(alice: Facilitator, account: str, token: str) -> None:
    assert use_login_link(account, token) is None


def test_password_is_kept_hashed_with_argon2(alice: Facilitator, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    set_password(alice, "un train passe dans la nuit")
    stored = Facilitator.objects.get(pk=alice.pk).password
    assert stored.startswith("argon2$argon2id$")
    assert check_password("un train passe dans la nuit", stored)
