"""Forms of the admin: whoever saves over what somebody else has changed meanwhile is told first."""

import json
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from referentiel.changes import said_of
from referentiel.commands.base import contents, contents_now

Marks = dict[str, str]


class DrawnRow(forms.ModelForm):  # type: ignore[type-arg]
    """Carries in `seen` a mark of each field as it was drawn, and compares these marks with the present row.

    Its ModelAdmin shows the field: `seen` is in its `fields`, where it has any.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput, label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["seen"] = json.dumps(self._marks(contents(self.instance)))

    def clean(self) -> dict[str, Any]:
        """Refuses the form once. Whoever saves it again decides with the present values in sight."""
        cleaned: dict[str, Any] = super().clean() or {}
        now = contents_now(self.instance)
        seen = _read(cleaned.pop("seen", ""))
        if now is None or not seen:
            return cleaned
        marks = self._marks(now)
        changed = [name for name in marks if name in seen and seen[name] != marks[name]]
        if changed:
            assert isinstance(self.data, QueryDict), "only what was sent can be in conflict"
            sent = self.data.copy()
            sent[self.add_prefix("seen")] = json.dumps(marks)
            self.data = sent
            self._show_theirs(changed, now)
            raise ValidationError(self._sentence(changed, now))
        return cleaned

    def _marks(self, said: dict[str, Any]) -> Marks:
        """The marks of the fields that this form may change, and of nothing else in the row."""
        return {name: _mark(said[name]) for name in self.fields if name in said}

    def _show_theirs(self, changed: list[str], now: dict[str, Any]) -> None:
        """Gives the template field.html what stands there now, to be shown under what was typed."""
        for name in changed:
            theirs = said_of(self.instance, name, now[name]) or _("(rien)")
            self.fields[name].theirs = theirs  # type: ignore[attr-defined]

    def _sentence(self, changed: list[str], now: dict[str, Any]) -> str:
        theirs = []
        for name in changed:
            text = said_of(self.instance, name, now[name])
            words = _("%(field)s (« %(text)s »)") if text else "%(field)s"
            theirs.append(words % {"field": self.fields[name].label, "text": text})
        return _(
            "Entre-temps, quelqu’un d’autre a changé : %(theirs)s. Rien n’a été enregistré. Gardez"
            " votre texte ou reprenez le sien, puis enregistrez de nouveau."
        ) % {"theirs": ", ".join(theirs)}


def _mark(value: Any) -> str:
    return sha256(json.dumps(value).encode()).hexdigest()[:16]


def _read(seen: str) -> Marks:
    """The marks that the page carries. Returns none when the page carries none, or something else."""
    try:
        marks = json.loads(seen or "{}")
    except (ValueError, RecursionError):
        return {}
    return marks if isinstance(marks, dict) else {}
