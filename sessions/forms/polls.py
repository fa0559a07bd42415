"""A ballot: one number of dots a balise."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class BallotForm(forms.Form):
    """A field `dots-<proposal id>` for each option; an empty one is no dot."""

    def __init__(self, *args: Any, options: Iterable[int], allowance: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(options)
        for option in self.options:
            self.fields[f"dots-{option}"] = forms.IntegerField(
                min_value=0,
                max_value=allowance,
                required=False,
                error_messages={
                    "invalid": _("Les points sont des nombres entiers."),
                    "min_value": _("Un nombre de points ne peut pas être négatif."),
                    "max_value": _("Vous avez placé trop de points sur une balise."),
                },
            )

    def dots(self) -> dict[int, int]:
        """Dots by proposal id, where there are any: a balise hidden since then spoils no other vote."""
        given = ((option, self.cleaned_data[f"dots-{option}"]) for option in self.options)
        return {option: dots for option, dots in given if dots}
