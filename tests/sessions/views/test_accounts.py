"""Logging in: right, wrong, too often; by a link; and where one lands after."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from pytest_django import Settings

from sessions.commands.accounts import find_or_add_facilitator
from sessions.login_links import login_link
from sessions.models import Facilitator
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


def test_too_many_failures_slow_down_this_account_from_this_address(alice: Facilitator) -> None:
    answers = [log_in(Client(), "faux") for _ in range(LIMIT)]
    assert answers == [422] * (LIMIT - 1) + [429]
    response = Client().post("/connexion/", {"username": alice.email, "password": PASSWORD})
    assert response.status_code == 429
    assert "Trop d’essais" in response.content.decode()


def test_capitals_give_no_further_attempts(alice: Facilitator) -> None:
    written = ["alice@exemple.fr", "Alice@exemple.fr", "aLice@exemple.fr", "ALICE@EXEMPLE.FR"]
    answers = [log_in(Client(), "faux", email) for email in written * 2]
    assert answers[LIMIT:] == [429] * (len(answers) - LIMIT)


def test_failures_are_counted_at_the_door_of_the_administration_too(alice: Facilitator) -> None:
    Facilitator.objects.filter(pk=alice.pk).update(is_staff=True)
    for written in ("alice@exemple.fr", "Alice@exemple.fr") * 3:
        Client().post("/admin/login/", {"username": written, "password": "faux"})
    words = {"username": alice.email, "password": PASSWORD}
    assert Client().post("/admin/login/", words).status_code == 429


def test_failures_of_one_account_leave_others_of_the_hall_alone(
    alice: Facilitator, denis: Facilitator
) -> None:
    for _ in range(LIMIT + 1):
        log_in(Client(), "faux")
    assert log_in(Client(), email=denis.email) == 302


def test_failures_elsewhere_do_not_lock_the_account_here(alice: Facilitator) -> None:
    for _ in range(LIMIT + 1):
        log_in(Client(REMOTE_ADDR="203.0.113.9"), "faux")
    assert log_in(Client(REMOTE_ADDR="203.0.113.9")) == 429
    assert log_in(Client()) == 302


def test_forwarded_address_written_by_the_browser_changes_nothing(alice: Facilitator) -> None:
    answers = [
        log_in(Client(headers={"X-Forwarded-For": f"203.0.113.{number}"}), "faux")
        for number in range(LIMIT + 2)
    ]
    assert answers[LIMIT:] == [429, 429]


def test_success_forgets_the_failures_before(alice: Facilitator) -> None:
    for _ in range(3):
        for _ in range(LIMIT - 1):
            assert log_in(Client(), "faux") == 422
        assert log_in(Client()) == 302


def test_failures_are_kept_without_the_password(alice: Facilitator) -> None:
    log_in(Client(), "un-mot-de-passe-mal-tapé")
    assert AccessAttempt.objects.count() == 1
    assert "mal-tapé" not in str(list(AccessAttempt.objects.values()))


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
    response = here.post("/connexion/mot-de-passe/", {"new_password1": new, "new_password2": new})
    assert response.status_code == 302
    assert is_inside(here)
    assert not is_inside(there)
    assert log_in(Client()) == 422
    assert log_in(Client(), new) == 302


@pytest.mark.parametrize("weak", ["court", "onze-signes", "motdepasse", "alice@exemple.fr"])
def test_weak_password_is_refused(alice: Facilitator, weak: str) -> None:
    browser = Client()
    log_in(browser)
    words = {"new_password1": weak, "new_password2": weak}
    assert browser.post("/connexion/mot-de-passe/", words).status_code == 422
    assert log_in(Client()) == 302


def test_logout_closes_the_sessions(alice: Facilitator) -> None:
    browser = Client()
    log_in(browser)
    browser.post("/deconnexion/")
    assert not is_inside(browser)
