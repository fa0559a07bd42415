"""The settings of a vote: its method where there are several, and the settings of each method."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.voting import METHODS


class VoteSettings(forms.Form):
    """The settings of every method, and the choice of a method where there are several."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(METHODS) > 1:
            self.fields["method"] = forms.ChoiceField(
                label=_("Façon de voter"),
                choices=[(key, method.name) for key, method in METHODS.items()],
                initial=next(iter(METHODS)),
            )
        for method in METHODS.values():
            if method.settings is not None:
                self.fields |= method.settings().fields
