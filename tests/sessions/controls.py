"""The buttons of a live page in Python: they are drawn into fragments exactly as static/js/controls.js does."""

import re
from copy import deepcopy

from lxml.html import HtmlElement


def draw_controls(document: HtmlElement) -> None:
    """Draws the buttons of each fragment from the page's templates, and takes these out."""
    for template in document.xpath("//template[@data-controls]"):
        kind = template.get("data-controls")
        for owner in document.xpath(f"//*[@data-place][starts-with(@id, '{kind}-')]"):
            into = template.get("data-into")
            for controls in template:
                _first(owner, into).append(_drawn(controls, owner, template.get("data-named-by")))
    for template in document.xpath("//template"):
        template.drop_tree()


def _first(owner: HtmlElement, selector: str | None) -> HtmlElement:
    if not selector:
        return owner
    found = owner.find_class(selector[1:]) if selector[0] == "." else owner.iter(selector)
    return next(iter(found))


def _drawn(template: HtmlElement, owner: HtmlElement, named_by: str) -> HtmlElement:
    controls = deepcopy(template)
    controls.set("data-drawn", "")
    for control in controls.xpath(".//*[@data-if]"):
        if not _matches(owner, control.get("data-if")):
            control.drop_tree()
    known = {
        "id": owner.get("id", "").partition("-")[2],
        "seen": owner.get("data-seen", ""),
        "name": _first(owner, named_by).text_content().strip(),
    }
    for element in controls.iter():
        _fill(element, known)
    return controls


def _matches(owner: HtmlElement, selector: str) -> bool:
    """For selectors of classes alone, as « .word:not(.other) »."""
    words = owner.get("class", "").split()
    parts = re.findall(r"(:not\()?\.([\w-]+)\)?", selector)
    assert "".join(f":not(.{word})" if no else f".{word}" for no, word in parts) == selector
    return all((word in words) != bool(no) for no, word in parts)


def _fill(element: HtmlElement, known: dict[str, str]) -> None:
    if element.get("data-name") is not None:
        element.text = (element.text or "") + known["name"]
    for attribute in ("hx-get", "hx-post", "data-support"):
        if value := element.get(attribute):
            element.set(attribute, re.sub(r"\b0\b", known["id"], value, count=1))
    for attribute in ("hx-vals", "hx-confirm"):
        if value := element.get(attribute):
            words = re.sub(r"\{(seen|name)\}", lambda found: known[found[1]], value)
            element.set(attribute, words)
