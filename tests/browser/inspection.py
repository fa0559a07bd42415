"""What every page owes to everybody: axe-core finds nothing, nothing is cut, a thumb can hit it."""

import os
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from tests.browser.conftest import LAPTOP, PHONE, PROJECTOR

# A folder to keep a picture of every page in every state in, to look at: LOOK=/tmp/pages pytest …
LOOK = os.environ.get("LOOK", "")

OVERFLOW = """
() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const culprits = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > clientWidth + 1 || one.scrollWidth > clientWidth)
    .map((one) => `${one.tagName}#${one.id}.${one.className}`);
  return [`${scrollWidth} px: ${culprits.slice(-3).join(", ")}`];
}
"""
# WCAG 1.4.4: what is left of the window when somebody reads with letters of twice the size.
TEXT_TWICE_AS_LARGE = "() => document.documentElement.style.setProperty('font-size', '200%')"
TEXT_AS_BEFORE = "() => document.documentElement.style.removeProperty('font-size')"
# A choice is as large as its label. Links inside a sentence are exempt (WCAG 2.5.8), and so is what
# is there for screen readers alone.
SMALL_TARGETS = """
() => {
  const shown = document.querySelector("dialog[open]") ?? document;
  const targets = "button, a.button, summary, select, textarea, input:not([type=hidden])";
  return [...shown.querySelectorAll(targets)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => [element, (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 1 && (width < 43.5 || height < 43.5))
    .map(([element, { width, height }]) =>
      `${element.tagName} « ${(element.innerText || element.name || "").trim().slice(0, 40)} » ` +
      `${Math.round(width)} × ${Math.round(height)}`);
}
"""


class Inspection:
    """Collects what is wrong over many states of pages, so that one run tells everything."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: list[str] = []

    def look(self, page: Page, state: str) -> None:
        """Axe at the size that the page has; its fit at the width of a phone, a laptop, a projector."""
        size = page.viewport_size
        assert size
        self._ask_axe(page, state)
        for other in (PHONE, LAPTOP, PROJECTOR):
            page.set_viewport_size(other)
            self._measure(page, f"{state} at {other['width']} px", other)
        page.set_viewport_size(PHONE)
        page.evaluate(TEXT_TWICE_AS_LARGE)
        self._measure(page, f"{state} at {PHONE['width']} px and 200 %", PHONE)
        page.evaluate(TEXT_AS_BEFORE)
        page.set_viewport_size(size)

    def check(self) -> None:
        assert not self.found, "\n".join(["", *self.found])

    def _ask_axe(self, page: Page, state: str) -> None:
        answer: dict[str, Any] = Axe().run(page).response
        for violation in answer["violations"]:
            places = "; ".join(node["html"][:150] for node in violation["nodes"][:3])
            self.found.append(f"{state}: {violation['id']}: {violation['help']}: {places}")

    def _measure(self, page: Page, state: str, size: ViewportSize) -> None:
        self.found += [f"{state}: wider than the window: {one}" for one in page.evaluate(OVERFLOW)]
        if size is PHONE:
            self.found += [f"{state}: small target: {one}" for one in page.evaluate(SMALL_TARGETS)]
        if LOOK:
            name = f"{self.name} {state}.png".replace("/", "-").replace(" ", "_")
            page.screenshot(path=Path(LOOK) / name, caret="initial", full_page=True)
