"""Forms drawn for a text that others can change meanwhile."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _


class DrawnForm(forms.Form):
    """Carries what it was drawn for in `seen`; after a conflict, shows the other text under each field.

    The page sends `seen` back as it is: a version, or a mark of what stood there.
    """

    seen = forms.CharField(required=False, empty_value=None, widget=forms.HiddenInput)

    def show_theirs(self, now: object, theirs: Mapping[str, Any]) -> None:
        """Shows the present values under the fields of these names. From then on, the form is drawn for them.

        Whoever saves again decides with both texts in sight.
        """
        for name, text in theirs.items():
            # For the template field.html.
            self.fields[name].theirs = text or _("(rien)")  # type: ignore[attr-defined]
        assert isinstance(self.data, QueryDict), "only what was sent can be in conflict"
        sent = self.data.copy()
        sent[self.add_prefix("seen")] = str(now)
        self.data = sent
