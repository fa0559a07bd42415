"""Live pages that stand still: what their buttons and forms were drawn with, and what they send."""

import json
from typing import Any
from uuid import uuid4

from django.test import Client
from lxml import html as parser

from tests.sessions.controls import draw_controls
from tests.sessions.views.live_page import LIVE


class Still:
    """A page as it was drawn: it hears nothing more, so each of its buttons may be stale."""

    def __init__(self, browser: Client, address: str) -> None:
        self.browser = browser
        answer = browser.get(address, headers=LIVE)
        assert answer.status_code == 200, answer.status_code
        self.show(answer)

    def show(self, answer: Any) -> None:
        """The page or the form that came as an answer."""
        self.document = parser.document_fromstring(answer.content.decode())
        draw_controls(self.document)

    def press(self, words: str, *, operation: str = "", **typed: Any) -> Any:
        """Presses the button whose text holds these words; `typed` fills in fields of its form."""
        control = self._control(words)
        fields = {**_drawn(control), **typed, "operation": operation or str(uuid4())}
        where = control.get("hx-post")
        return self.browser.post(where, fields, headers=LIVE)

    def typed(self, name: str) -> str:
        """What a field holds."""
        field = self.document.xpath(f"//*[@name='{name}']")[0]
        return str(field.text if field.tag == "textarea" else field.get("value"))

    def theirs(self) -> list[str]:
        """What stands beside the fields after a conflict."""
        return [part.text_content() for part in self.document.find_class("theirs__text")]

    def _control(self, words: str) -> Any:
        for button in self.document.iter("button"):
            if words in " ".join(button.text_content().split()):
                sending = button.xpath("ancestor-or-self::*[@hx-post]")
                if sending:
                    return sending[-1]
        raise AssertionError(f"no button « {words} »")


def _drawn(control: Any) -> dict[str, Any]:
    """What the page itself would send: the form as it was drawn, and `hx-vals`."""
    fields: dict[str, Any] = json.loads(control.get("hx-vals") or "{}")
    if control.tag == "form":
        for name, value in control.form_values():
            fields.setdefault(name, []).append(value)
    return fields
