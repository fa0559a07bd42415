"""The polite live region tells what has come, in one sentence, and never too often."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator, Participant

pytestmark = pytest.mark.browser

AT_MOST_EVERY = 5_000  # milliseconds

RECORD = """
() => {
  window.told = [];
  const news = document.getElementById("news");
  new MutationObserver(() => told.push([performance.now(), news.textContent, document.activeElement.id]))
    .observe(news, { childList: true, characterData: true, subtree: true });
}
"""


def test_news_come_in_batches_without_taking_the_focus(
    alice: Facilitator, seated: str, bob: Participant, chloe: Participant
) -> None:
    alice.go_to("Récits")
    chloe.wait_for_step("Récits")
    bob.wait_for_step("Récits")
    dialog = bob.start_card()
    dialog.get_by_label("Titre").focus()
    bob.page.wait_for_function("document.getElementById('news').textContent !== ''")
    bob.page.evaluate(RECORD)
    for number in range(3):
        chloe.send_card(f"Carte {number}")
    news = bob.page.locator("#news")
    expect(news).to_have_text("3 nouvelles cartes")
    chloe.send_card("Une de plus")
    chloe.send_card("Et une autre")
    expect(news).to_have_text("2 nouvelles cartes")
    told = bob.page.evaluate("window.told")
    assert [text for _, text, _ in told] == ["3 nouvelles cartes", "2 nouvelles cartes"]
    assert {focused for _, _, focused in told} == {"new-card-title"}
    # A timer may fire a hair early by another clock.
    assert told[1][0] - told[0][0] > AT_MOST_EVERY - 50


def test_news_tell_the_step_and_not_ones_own_card(
    alice: Facilitator, seated: str, bob: Participant
) -> None:
    news = bob.page.locator("#news")
    alice.go_to("Récits")
    expect(news).to_have_text("Étape en cours : Récits")
    bob.page.evaluate(RECORD)
    bob.post_card("La mienne")
    alice.go_to("Lecture")
    expect(news).to_have_text("Étape en cours : Lecture")
    told = bob.page.evaluate("window.told")
    assert [text.replace("\xa0", " ") for _, text, _ in told] == ["Étape en cours : Lecture"]
