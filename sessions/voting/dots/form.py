"""A ballot of dots: one number per balise; and the settings that a step may choose."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.voting.dots.method import DOTS
from sessions.voting.method import BallotForm, Choices

MOST_DOTS = 20


class DotsSettings(forms.Form):
    """How many dots each person spreads."""

    dots = forms.IntegerField(
        label=_("Points par personne"), initial=DOTS, min_value=1, max_value=MOST_DOTS
    )


class DotsForm(BallotForm):
    """A field `dots-<proposal id>` for each option; an empty one is no dot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"dots-{option}"] = forms.IntegerField(
                min_value=0,
                max_value=self.settings["dots"],
                required=False,
                error_messages={
                    "invalid": _("Les points sont des nombres entiers."),
                    "min_value": _("Un nombre de points ne peut pas être négatif."),
                    "max_value": _("Vous avez placé trop de points sur une balise."),
                },
            )

    def choices(self) -> dict[int, int]:
        """Dots by proposal id, where there are any. A balise that was hidden meanwhile does not spoil the others."""
        given = ((option, self.cleaned_data[f"dots-{option}"]) for option in self.options)
        return {option: dots for option, dots in given if dots}


def fields(choices: Choices) -> dict[str, Any]:
    """The dots by the name of their field."""
    return {f"dots-{option}": dots for option, dots in choices.items()}
