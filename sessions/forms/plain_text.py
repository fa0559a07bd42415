"""Text typed by people, made safe to show beside anybody else's."""

import re
from typing import Any

from django import forms

DIRECTION_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f]")
"""Invisible signs that can make a name or a title read as another one."""


class PlainText(forms.CharField):
    """A CharField without direction controls. NUL is already refused, and markup escaped, by Django."""

    def to_python(self, value: Any) -> str:
        return DIRECTION_CONTROLS.sub("", super().to_python(value) or "").strip()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The length to count by, and no `maxlength`, at which browsers cut a paste without a word."""
        attrs = super().widget_attrs(widget)
        if (length := attrs.pop("maxlength", None)) is not None:
            attrs["data-max-length"] = length
        return attrs


class Words(PlainText):
    """One line: runs of white space become one space."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())
