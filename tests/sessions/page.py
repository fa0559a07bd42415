"""A live page in Python: it applies frames exactly as static/js/swap.js and live.js do."""

import json
import re
from typing import Any

from lxml import etree
from lxml import html as parser
from lxml.html import HtmlElement


class Page:
    """A board at a position in the journal."""

    def __init__(self, board: str, position: int = 0) -> None:
        self.root = parser.fragment_fromstring(board, create_parent="main")
        self.position = position

    def hear(self, text: str) -> None:
        """Takes a frame as it comes by the socket, unless the page is already past it."""
        frame: dict[str, Any] = json.loads(text)
        if frame["seq"] <= self.position and not holds_board(frame["html"]):
            return
        self.apply(frame["html"])
        self.position = frame["seq"]

    def apply(self, html: str) -> None:
        """Replaces, removes or inserts each of the frame's fragments."""
        for fragment in _parse(html):
            self._apply(fragment)

    def find(self, identifier: str) -> HtmlElement | None:
        """The element with this id."""
        found: list[HtmlElement] = self.root.xpath("//*[@id=$id]", id=identifier)
        return found[0] if found else None

    def text(self) -> str:
        """Everything that a visitor may read, and all that the HTML holds besides."""
        return parser.tostring(self.root, encoding="unicode")

    def normal(self) -> str:
        """The DOM in one spelling: two pages that look the same to a browser compare equal."""
        text = etree.tostring(self.root, method="c14n").decode()
        return re.sub(r"\s*(<[^>]*>)\s*", r"\n\1\n", re.sub(r"\s+", " ", text))

    def _apply(self, fragment: HtmlElement) -> None:
        known = self.find(fragment.get("id", ""))
        if fragment.get("data-gone") is not None:
            if known is not None:
                known.drop_tree()
        elif not fragment.get("data-place"):
            if known is not None:
                _replace(known, fragment)
        elif known is not None and _stands_at(known, fragment):
            _replace(known, fragment)
        else:
            self._insert(known, fragment)

    def _insert(self, known: HtmlElement | None, fragment: HtmlElement) -> None:
        if known is not None:
            known.drop_tree()
        place = self.find(fragment.get("data-place", ""))
        if place is None:
            return
        order = fragment.get("data-order", "")
        after = next((one for one in place if one.get("data-order", "") > order), None)
        if after is None:
            place.append(fragment)
        else:
            after.addprevious(fragment)


def holds_board(html: str) -> bool:
    """Whether the frame replaces the whole board."""
    return any(fragment.get("id") == "board" for fragment in _parse(html))


def _parse(html: str) -> list[HtmlElement]:
    return [one for one in parser.fragments_fromstring(html) if isinstance(one, HtmlElement)]


def _stands_at(known: HtmlElement, fragment: HtmlElement) -> bool:
    return all(known.get(name) == fragment.get(name) for name in ("data-place", "data-order"))


def _replace(known: HtmlElement, fragment: HtmlElement) -> None:
    fragment.tail = known.tail
    parent = known.getparent()
    assert parent is not None
    parent.replace(known, fragment)
