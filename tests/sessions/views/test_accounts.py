"""Logging in: right, wrong, too often; by a link; and where one lands after."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from sessions import devices
from sessions.commands.accounts import find_or_add_facilitator
from sessions.devices import guess
from sessions.limits import TooFast
from sessions.login_links import login_link
from sessions.models import Facilitator
from sessions.views.accounts import CAME_BY_LINK_AT, LINK_OPENS_FOR
from tests.factories import PASSWORD

LIMIT = 5


def log_in(
    browser: Client, password: str = PASSWORD, email: str = "alice@exemple.fr", after: str = ""
) -> int:
    """The status of the answer."""
    words = {"username": email, "password": password, **({"next": after} if after else {})}
    return browser.post("/connexion/", words).status_code


def is_inside(browser: Client) -> bool:
    """Whether the séances of an account open."""
    return browser.get("/seances/").status_code == 200


def test_right_password_opens_the_sessions(alice: Facilitator) -> None:
    browser = Client()
    response = browser.post("/connexion/", {"username": alice.email, "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (302, "/seances/")
    assert is_inside(browser)


def test_address_is_taken_whatever_its_capitals(alice: Facilitator) -> None:
    browser = Client()
    assert log_in(browser, email=" Alice@Exemple.FR ") == 302
    assert is_inside(browser)


@pytest.mark.parametrize("email", ["alice@exemple.fr", "personne@exemple.fr"])
def test_wrong_password_and_unknown_account_are_told_alike(alice: Facilitator, email: str) -> None:
    response = Client().post("/connexion/", {"username": email, "password": "faux"})
    html = response.content.decode()
    assert response.status_code == 422
    assert "L’adresse ou le mot de passe ne convient pas." in html
    assert f'value="{email}"' in html
    assert "faux" not in html


def test_account_that_is_closed_does_not_open(alice: Facilitator) -> None:
    Facilitator.objects.filter(pk=alice.pk).update(is_active=False)
    assert log_in(Client()) == 422


def test_account_without_a_password_does_not_open(db: None) -> None:
    find_or_add_facilitator("zoe@exemple.fr")
    assert log_in(Client(), password="", email="zoe@exemple.fr") == 422
    assert log_in(Client(), password="!", email="zoe@exemple.fr") == 422


def test_too_many_failures_slow_down_this_account_for_strangers(alice: Facilitator) -> None:
    answers = [log_in(Client(), "faux") for _ in range(LIMIT + 1)]
    assert answers == [422] * LIMIT + [429]
    response = Client().post("/connexion/", {"username": alice.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "Trop d’essais" in response.content.decode()


def test_unknown_account_is_slowed_down_alike(db: None) -> None:
    answers = [log_in(Client(), "faux", "personne@exemple.fr") for _ in range(LIMIT + 1)]
    assert answers == [422] * LIMIT + [429]


def test_neither_capitals_nor_another_network_give_further_attempts(alice: Facilitator) -> None:
    written = ["alice@exemple.fr", "Alice@exemple.fr", "aLice@exemple.fr", "ALICE@EXEMPLE.FR"] * 2
    answers = [
        log_in(Client(REMOTE_ADDR=f"203.0.113.{number}"), "faux", email)
        for number, email in enumerate(written)
    ]
    assert answers[LIMIT:] == [429] * (len(answers) - LIMIT)


def test_strangers_never_lock_out_a_device_that_was_inside(alice: Facilitator) -> None:
    own = Client()
    assert log_in(own) == 302
    own.post("/deconnexion/")
    for _ in range(LIMIT * 4):
        log_in(Client(), "faux")
    assert log_in(own) == 302


def test_device_that_came_by_a_link_is_known_too(alice: Facilitator) -> None:
    own = Client()
    own.post(login_link(alice))
    own.post("/deconnexion/")
    for _ in range(LIMIT + 1):
        log_in(Client(), "faux")
    assert log_in(own) == 302


def test_guesses_of_a_known_device_are_bounded_apart(alice: Facilitator) -> None:
    own, copied = Client(), Client()
    log_in(own)
    own.post("/deconnexion/")
    copied.cookies = own.cookies
    answers = [log_in(copied, "faux") for _ in range(LIMIT + 1)]
    assert answers == [422] * LIMIT + [429]
    assert log_in(Client()) == 302


def test_device_of_one_account_is_a_stranger_to_another(
    alice: Facilitator, denis: Facilitator
) -> None:
    own = Client()
    log_in(own, email=denis.email)
    own.post("/deconnexion/")
    name = next(name for name in own.cookies if name.startswith("appareil_"))
    own.cookies[name.replace(str(denis.pk), str(alice.pk), 1)] = own.cookies[name].value
    for _ in range(LIMIT):
        log_in(Client(), "faux")
    assert log_in(own) == 429
    assert log_in(own, email=denis.email) == 302


@pytest.mark.parametrize("forged", ["", "x", "x:y:z", "a" * 5000])
def test_forged_device_is_a_stranger(alice: Facilitator, forged: str) -> None:
    browser = Client()
    log_in(browser)
    browser.post("/deconnexion/")
    for name in [name for name in browser.cookies if name.startswith("appareil_")]:
        browser.cookies[name] = forged
    for _ in range(LIMIT):
        log_in(Client(), "faux")
    assert log_in(browser) == 429


def test_parallel_guesses_are_counted_before_they_are_looked_at(alice: Facilitator) -> None:
    request = RequestFactory().get("/connexion/")
    for _ in range(LIMIT):
        guess(request, alice.email).__enter__()
    with pytest.raises(TooFast), guess(request, alice.email):
        pass


def test_ten_thousand_unknown_addresses_do_not_make_an_account_forgotten(
    alice: Facilitator,
) -> None:
    for _ in range(LIMIT):
        log_in(Client(), "faux")
    request = RequestFactory().get("/connexion/")
    for number in range(10_001):
        devices.OF_NOBODY.delay(str(number))
    with pytest.raises(TooFast), guess(request, alice.email):
        pass


def test_administration_has_no_door_of_its_own(alice: Facilitator) -> None:
    browser = Client()
    page = browser.get("/admin/", follow=True)
    assert page.redirect_chain[-1][0] == "/connexion/?next=/admin/"
    words = {"username": alice.email, "password": PASSWORD, "next": "/admin/"}
    assert browser.post("/admin/login/", words).status_code == 405
    assert browser.post("/connexion/", words, follow=True).status_code == 403
    Facilitator.objects.filter(pk=alice.pk).update(is_staff=True)
    assert browser.get("/admin/").status_code == 200
    assert browser.get("/admin/login/").headers["Location"] == "/admin/"


def test_failures_of_one_account_leave_others_of_the_hall_alone(
    alice: Facilitator, denis: Facilitator
) -> None:
    for _ in range(LIMIT + 1):
        log_in(Client(), "faux")
    assert log_in(Client(), email=denis.email) == 302


def test_success_forgets_the_failures_before(alice: Facilitator) -> None:
    for _ in range(3):
        for _ in range(LIMIT - 1):
            assert log_in(Client(), "faux") == 422
        assert log_in(Client()) == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://ailleurs.example/", "//ailleurs.example/", "javascript:alert(1)", "\\\\x"],
)
def test_login_leads_nowhere_else(alice: Facilitator, elsewhere: str) -> None:
    words = {"username": alice.email, "password": PASSWORD, "next": elsewhere}
    assert Client().post("/connexion/", words).headers["Location"] == "/seances/"


def test_login_leads_back_to_the_page_that_asked_for_it(alice: Facilitator) -> None:
    words = {"username": alice.email, "password": PASSWORD, "next": "/seances/nouvelle/"}
    assert Client().post("/connexion/", words).headers["Location"] == "/seances/nouvelle/"


def test_login_gives_the_browser_another_session(alice: Facilitator) -> None:
    browser = Client()
    session = browser.session
    session["seen"] = True
    session.save()
    before = session.session_key
    log_in(browser)
    assert browser.session.session_key != before


def test_link_shown_is_not_used_up_and_works_once(alice: Facilitator) -> None:
    link, browser = login_link(alice), Client()
    for _ in range(3):
        page = browser.get(link)
        assert page.status_code == 200
        assert "no-store" in page.headers["Cache-Control"]
        assert not is_inside(browser)
    assert browser.post(link).headers["Location"] == "/seances/"
    assert is_inside(browser)
    late = Client()
    assert late.get(link).status_code == 410
    assert late.post(link).status_code == 410
    assert not is_inside(late)


def test_link_whose_time_is_over_says_so(alice: Facilitator, settings: Settings) -> None:
    link = login_link(alice)
    settings.PASSWORD_RESET_TIMEOUT = -1
    response = Client().get(link)
    assert response.status_code == 410
    assert "Ce lien ne sert plus" in response.content.decode()


def test_password_chosen_opens_and_logs_other_browsers_out(alice: Facilitator) -> None:
    here, there = Client(), Client()
    log_in(here)
    log_in(there)
    new = "un train passe dans la nuit"
    words = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    response = here.post("/connexion/mot-de-passe/", words)
    assert response.status_code == 302
    assert is_inside(here)
    assert not is_inside(there)
    assert log_in(Client()) == 422
    assert log_in(Client(), new) == 302


@pytest.mark.parametrize("weak", ["court", "onze-signes", "motdepasse", "alice@exemple.fr"])
def test_weak_password_is_refused(alice: Facilitator, weak: str) -> None:
    browser = Client()
    log_in(browser)
    words = {"old_password": PASSWORD, "new_password1": weak, "new_password2": weak}
    assert browser.post("/connexion/mot-de-passe/", words).status_code == 422
    assert log_in(Client()) == 302


NEW = {"new_password1": "un train dans la nuit", "new_password2": "un train dans la nuit"}


@pytest.mark.parametrize("old", [{}, {"old_password": ""}, {"old_password": "faux"}])
def test_new_password_asks_for_the_old_one(alice: Facilitator, old: dict[str, str]) -> None:
    browser = Client()
    log_in(browser)
    assert "old_password" in browser.get("/connexion/mot-de-passe/").content.decode()
    assert browser.post("/connexion/mot-de-passe/", {**NEW, **old}).status_code == 422
    assert log_in(Client()) == 302


def test_old_password_cannot_be_guessed_from_an_open_browser(alice: Facilitator) -> None:
    browser = Client()
    log_in(browser)
    words = {**NEW, "old_password": "faux"}
    answers = [
        browser.post("/connexion/mot-de-passe/", words).status_code for _ in range(LIMIT + 1)
    ]
    assert answers == [422] * LIMIT + [429]


def test_account_without_a_password_chooses_its_first(db: None) -> None:
    account, _ = find_or_add_facilitator("zoe@exemple.fr")
    browser = Client()
    browser.post(login_link(account))
    assert browser.post("/connexion/mot-de-passe/", NEW).status_code == 302
    assert browser.post("/connexion/mot-de-passe/", NEW).status_code == 422
    assert log_in(Client(), NEW["new_password1"], account.email) == 302


def test_link_just_used_stands_for_a_lost_password(alice: Facilitator) -> None:
    soon, late = Client(), Client()
    late.post(login_link(alice))
    session = late.session
    session[CAME_BY_LINK_AT] -= 2 * LINK_OPENS_FOR
    session.save()
    assert late.post("/connexion/mot-de-passe/", NEW).status_code == 422
    soon.post(login_link(Facilitator.objects.get(pk=alice.pk)))
    assert soon.post("/connexion/mot-de-passe/", NEW).status_code == 302


def test_logout_closes_the_sessions(alice: Facilitator) -> None:
    browser = Client()
    log_in(browser)
    browser.post("/deconnexion/")
    assert not is_inside(browser)
