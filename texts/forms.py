"""Fields of forms, for texts that people type."""

from typing import Any

from django import forms

from texts.cleaning import NUL, clean_name, clean_text, clean_words


class PlainText(forms.CharField):
    """A text of several lines, cleaned. Django escapes its markup, and refuses NUL with a sentence."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text if NUL in text else self.cleaned(text)

    def cleaned(self, text: str) -> str:
        """The part of the text that is kept."""
        return clean_text(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Gives the page the length to count by. There is no `maxlength`: browsers would cut a pasted text silently.

        The text begins at the side where its own writing system begins.
        """
        attrs = {"dir": "auto", **super().widget_attrs(widget)}
        if (length := attrs.pop("maxlength", None)) is not None:
            attrs["data-max-length"] = length
        return attrs


class Words(PlainText):
    """One line: runs of white space become one space."""

    def cleaned(self, text: str) -> str:
        return clean_words(text)


class Name(PlainText):
    """One line without the bullet in front of it, or the guillemets around it."""

    def cleaned(self, text: str) -> str:
        return clean_name(text)


class Address(forms.EmailField):
    """An e-mail address: without blanks, and without what a copy brought along unseen."""

    def to_python(self, value: Any) -> str:
        address = super().to_python(value) or ""
        return address if NUL in address else "".join(clean_text(address).split())
