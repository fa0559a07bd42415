"""A ballot of dots: one number per balise; a table's dots on paper; and the settings of a vote."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.voting.dots.method import DOTS, most_on_one
from sessions.voting.method import BallotForm, Choices, TableForm, kept

MOST_DOTS = 20


class DotsSettings(forms.Form):
    """How many dots each person spreads, and how many of them may go to one balise."""

    dots = forms.IntegerField(
        label=_("Points par personne"), initial=DOTS, min_value=1, max_value=MOST_DOTS
    )
    cap = forms.IntegerField(
        label=_("Points au plus sur une même balise"),
        help_text=_("Vide : chaque personne peut tout mettre sur une seule."),
        required=False,
        min_value=1,
        max_value=MOST_DOTS,
    )


class DotsForm(BallotForm):
    """A field `dots-<proposal id>` for each option; an empty one is no dot."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"dots-{option}"] = forms.IntegerField(
                min_value=0,
                max_value=most_on_one(self.settings),
                required=False,
                error_messages={
                    "invalid": _("Les points sont des nombres entiers."),
                    "min_value": _("Un nombre de points ne peut pas être négatif."),
                    "max_value": _(
                        "Vous avez placé trop de points sur une balise : %(limit_value)s au plus."
                    ),
                },
            )

    def choices(self) -> dict[int, int]:
        """Dots by proposal id, where there are any. A balise that was hidden meanwhile does not spoil the others."""
        given = ((option, self.cleaned_data[f"dots-{option}"]) for option in self.options)
        return {option: dots for option, dots in given if dots}


def fields(choices: Choices) -> dict[str, Any]:
    """The dots by the name of their field."""
    return {f"dots-{option}": dots for option, dots in choices.items()}


class DotsTableForm(TableForm):
    """A field `dots-<proposal id>` for each option: the dots that the table gave it in all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"dots-{option}"] = forms.IntegerField(
                label=_("Points de la table"),
                min_value=0,
                max_value=self.seats * most_on_one(self.settings),
                required=False,
                error_messages={
                    "invalid": _("Les points sont des nombres entiers."),
                    "min_value": _("Un nombre de points ne peut pas être négatif."),
                    "max_value": _(
                        "C’est plus que ce que la table pouvait donner à une balise :"
                        " %(limit_value)s points au plus. Recomptez, ou corrigez le nombre de personnes."
                    ),
                },
            )

    def clean(self) -> dict[str, Any]:
        """The whole table has no more dots than its people have together."""
        given = self.cleaned_data
        total = sum(given.get(f"dots-{option}") or 0 for option in self.options)
        most = self.seats * int(self.settings["dots"])
        if total > most:
            raise forms.ValidationError(
                _now(
                    "Le total fait %(total)s points, et %(people)s en ont %(most)s au plus."
                    " Recomptez, ou corrigez le nombre de personnes."
                )
                % {"total": total, "most": most, "people": _people(self.seats)}
            )
        return given

    def tally(self) -> dict[str, Any]:
        """Dots by proposal id, where there are any."""
        return kept({option: self.cleaned_data[f"dots-{option}"] for option in self.options})


def _people(number: int) -> str:
    return ngettext("%(n)s personne", "%(n)s personnes", number) % {"n": number}
