"""A form of a page of its own: whatever becomes of it, what was typed stays, and a sentence says what to do."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser


def without_cookie(context: BrowserContext, name: str) -> None:
    kept = [cookie for cookie in context.cookies() if not cookie["name"].startswith(name)]
    context.clear_cookies()
    context.add_cookies(kept)  # type: ignore[arg-type]  # the same cookies


def not_sent(page: Page) -> Locator:
    return page.locator("form [data-not-sent]")


@pytest.fixture
def begun(alice: Facilitator) -> Iterator[Facilitator]:
    """Alice, who has filled in a séance; her cookies are given back afterwards."""
    cookies = alice.page.context.cookies()
    alice.visit("/seances/nouvelle/")
    alice.page.get_by_label("Titre").fill("Une séance d’essai")
    alice.page.get_by_label("Ajouter des territoires").fill("Zeta")
    yield alice
    alice.page.context.clear_cookies()
    alice.page.context.add_cookies(cookies)  # type: ignore[arg-type]  # the same cookies


def expect_kept(alice: Facilitator, sentence: str) -> None:
    expect(not_sent(alice.page)).to_contain_text(sentence)
    expect(not_sent(alice.page)).to_contain_text("Ce que vous avez écrit est encore là")
    expect(alice.page.get_by_label("Titre")).to_have_value("Une séance d’essai")
    expect(alice.page.get_by_label("Ajouter des territoires")).to_have_value("Zeta")


def test_expired_token_is_renewed_without_a_word(begun: Facilitator) -> None:
    without_cookie(begun.page.context, "csrftoken")
    begun.watch.expect_status(403)
    begun.button("Créer la séance").click()
    begun.enter_cockpit()


def test_ended_login_keeps_the_form_until_another_tab_logs_in(begun: Facilitator) -> None:
    context = begun.page.context
    cookies = context.cookies()
    without_cookie(context, "sessionid")
    begun.button("Créer la séance").click()
    expect_kept(begun, "Votre connexion a pris fin")
    with context.expect_page() as opened:
        not_sent(begun.page).get_by_role("link").click()
    expect(opened.value.get_by_label("Mot de passe")).to_be_visible()
    context.add_cookies(cookies)  # type: ignore[arg-type]  # as the other tab would have them
    begun.button("Créer la séance").click()
    begun.enter_cockpit()


def unreachable(route: Route) -> None:
    route.abort()


def broken(route: Route) -> None:
    page = "<main><p class=lead>Le serveur a rencontré une erreur.</p></main>"
    route.fulfill(status=500, content_type="text/html; charset=utf-8", body=page)


def foreign(route: Route) -> None:
    """What a proxy answers whose site is away."""
    route.fulfill(status=502, content_type="text/html", body="<h1>Bad Gateway</h1>")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (unreachable, "Le site ne répond pas"),
        (broken, "Le serveur a rencontré une erreur"),
        (foreign, "Le serveur a rencontré une erreur"),
    ],
)
def test_site_that_fails_loses_nothing(
    begun: Facilitator, answer: Callable[[Route], None], sentence: str
) -> None:
    begun.watch.expect_network_failures()
    begun.watch.expect_status(500, 502)
    begun.page.route("**/seances/nouvelle/", answer)
    begun.button("Créer la séance").click()
    expect_kept(begun, sentence)
    begun.page.unroute_all()
    begun.button("Créer la séance").click()
    begun.enter_cockpit()


def test_form_too_large_for_the_server_stays(begun: Facilitator) -> None:
    begun.page.get_by_label("Ajouter des territoires").fill("é" * 300_000)
    begun.button("Créer la séance").click()
    expect(not_sent(begun.page)).to_contain_text("Raccourcissez le texte")
    expect(begun.page.get_by_label("Titre")).to_have_value("Une séance d’essai")


def test_answer_that_was_lost_and_two_clicks_make_one_seance(begun: Facilitator) -> None:
    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    title = "Perdue en route"
    begun.page.get_by_label("Titre").fill(title)
    begun.watch.expect_network_failures()
    begun.page.route("**/seances/nouvelle/", lose)
    begun.button("Créer la séance").click()
    expect(not_sent(begun.page)).to_contain_text("Le site ne répond pas")
    begun.page.unroute_all()
    begun.button("Créer la séance").dblclick()
    begun.enter_cockpit()
    begun.visit("/seances/")
    expect(begun.page.get_by_role("heading", name=title)).to_have_count(1)


def test_form_with_an_error_comes_back_with_focus_on_its_reasons(begun: Facilitator) -> None:
    begun.page.get_by_label("Date").evaluate("field => (field.value = '0026-11-28')")
    begun.watch.expect_status(422)
    begun.button("Créer la séance").click()
    expect(begun.page.get_by_role("alert")).to_be_focused()
    expect(begun.page.get_by_role("alert")).to_contain_text("Vérifiez l’année")
    expect(begun.page.get_by_label("Titre")).to_have_value("Une séance d’essai")


def test_text_typed_while_the_form_is_on_its_way_stays(begun: Facilitator) -> None:
    held: list[Route] = []
    begun.page.get_by_label("Date").evaluate("field => (field.value = '0026-11-28')")
    begun.page.route("**/seances/nouvelle/", lambda route: held.append(route))  # noqa: PLW0108
    begun.watch.expect_status(422)
    with begun.page.expect_request("**/seances/nouvelle/"):
        begun.button("Créer la séance").click()
    begun.page.get_by_label("Titre").fill("Un titre corrigé")
    held[0].continue_()
    expect(begun.page.get_by_role("alert")).to_contain_text("Vérifiez l’année")
    expect(begun.page.get_by_label("Titre")).to_have_value("Un titre corrigé")
    expect(begun.page.get_by_label("Ajouter des territoires")).to_have_value("Zeta")
    begun.page.unroute_all()


def test_code_and_name_are_still_there(seance: str, bob: Participant) -> None:
    bob.watch.expect_network_failures()
    for path, label, button in [
        ("/", "Code de la séance", "Entrer"),
        (f"/s/{seance}/rejoindre/", "Votre nom", "Prendre place"),
    ]:
        bob.visit(path)
        bob.page.get_by_label(label).fill("Bob")
        bob.page.route(re.compile(".*"), unreachable)
        bob.button(button).click()
        expect(not_sent(bob.page)).to_contain_text("Le site ne répond pas")
        expect(bob.page.get_by_label(label)).to_have_value("Bob")
        bob.page.unroute_all()
