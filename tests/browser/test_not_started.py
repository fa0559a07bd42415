"""A browser that cannot follow the room is told so, and what to do; and people who see otherwise see everything."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import Facilitator

pytestmark = pytest.mark.browser

PAGES = ("rejoindre/", "animation/", "ecran/")
TOO_OLD = "Votre navigateur est sans doute trop ancien"
WITHOUT_DIALOGS = "delete HTMLDialogElement.prototype.showModal"
COLOUR_OF_CORNER = """
async (source) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [100, 100];
  const brush = canvas.getContext("2d");
  brush.drawImage(image, 0, 0, 100, 100);
  return [...brush.getImageData(1, 1, 1, 1).data];
}
"""


@pytest.mark.parametrize("page", PAGES)
def test_page_without_scripts_says_that_it_needs_them(
    alice: Facilitator, seance: str, page: str
) -> None:
    # Chromium shows no <noscript> where only the tool switches scripts off: its text is read from the answer.
    answer = alice.page.request.get(f"{alice.origin}/s/{seance}/{page}").text()
    told = [part.partition("</noscript>")[0] for part in answer.split("<noscript>")[1:]]
    assert any("il lui faut JavaScript" in each for each in told)


@pytest.mark.parametrize("page", PAGES)
def test_browser_without_dialogs_is_told_to_take_another(
    alice: Facilitator, seance: str, page: str
) -> None:
    alice.page.add_init_script(WITHOUT_DIALOGS)
    alice.visit(f"/s/{seance}/{page}")
    expect(alice.page.get_by_text(TOO_OLD)).to_be_visible()
    expect(alice.page.get_by_text("Chrome 105, Firefox 121, Safari 15.4")).to_be_visible()


@pytest.mark.parametrize("page", PAGES)
def test_browser_that_runs_no_modules_is_told_to_take_another(
    alice: Facilitator, seance: str, page: str
) -> None:
    # An old browser leaves the modules alone; here they come back empty.
    empty = {"content_type": "text/javascript", "body": ""}
    for name in ("room", "door"):
        alice.page.route(f"**/js/{name}*.js", lambda route: route.fulfill(**empty))
    alice.visit(f"/s/{seance}/{page}")
    expect(alice.page.get_by_text(TOO_OLD)).to_be_visible()


@pytest.mark.parametrize("page", PAGES)
def test_browser_that_follows_is_told_nothing(alice: Facilitator, seance: str, page: str) -> None:
    alice.visit(f"/s/{seance}/{page}")
    alice.page.wait_for_load_state("load")
    expect(alice.page.get_by_text(TOO_OLD)).to_be_hidden()


def test_qr_code_has_a_ground_of_its_own(alice: Facilitator, seance: str) -> None:
    """Dark forced colours make the page's ground black; the code stays black on white."""
    alice.page.emulate_media(forced_colors="active", color_scheme="dark")
    assert alice.page.evaluate(COLOUR_OF_CORNER, f"/s/{seance}/qr.svg") == [255, 255, 255, 255]
