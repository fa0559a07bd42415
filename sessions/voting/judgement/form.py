"""A ballot of grades: one per balise; a table's grades on paper; and the grades themselves, a setting of the vote."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sessions.voting.judgement.grades import DEFAULT_GRADES, MOST_GRADES, worded
from sessions.voting.method import BallotForm, Choices, Settings, TableForm
from texts.cleaning import NUL, clean_words
from texts.folding import equal_form

LONGEST_GRADE = 30
"""Characters: what a phone shows on one line, beside another grade."""


class GradesField(forms.Field):
    """Two to seven grades, one per line, the best first. Its value is a list of texts, as the vote keeps it."""

    widget = forms.Textarea
    default_error_messages = {
        "invalid": _("Écrivez une mention par ligne, la meilleure d’abord."),
        "few": _("Il faut au moins deux mentions, une par ligne."),
        "many": _("Sept mentions au plus : au-delà, on ne les distingue plus."),
        "long": _("« %(grade)s » est trop long : 30 signes au plus par mention."),
        "twice": _("« %(grade)s » est écrite deux fois : chaque mention doit être différente."),
    }

    def to_python(self, value: Any) -> list[str]:
        """The grades from lines of text, or from the list that was kept."""
        if value in self.empty_values:
            return []
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        if any(NUL in line for line in lines):
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return [words for line in lines if (words := clean_words(line))]

    def validate(self, value: list[str]) -> None:
        """Refuses too few, too many, too long ones, and two that read the same."""
        super().validate(value)
        if len(value) < 2:
            raise ValidationError(self.error_messages["few"], "few")
        if len(value) > MOST_GRADES:
            raise ValidationError(self.error_messages["many"], "many")
        seen: set[str] = set()
        for grade in value:
            self._check_grade(grade, seen)

    def _check_grade(self, grade: str, seen: set[str]) -> None:
        if len(grade) > LONGEST_GRADE:
            raise ValidationError(self.error_messages["long"], "long", {"grade": grade})
        if equal_form(grade) in seen:
            raise ValidationError(self.error_messages["twice"], "twice", {"grade": grade})
        seen.add(equal_form(grade))

    def prepare_value(self, value: Any) -> Any:
        """One grade per line; what was typed stays as it was typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Each line begins at the side where its own writing system begins."""
        return {"dir": "auto", "rows": MOST_GRADES, **super().widget_attrs(widget)}


class JudgementSettings(forms.Form):
    """The grades, in the words of the room."""

    grades = GradesField(
        label=_("Mentions, de la meilleure à la pire"),
        help_text=_("Une par ligne, de deux à sept."),
        initial=list(DEFAULT_GRADES),
    )


class JudgementForm(BallotForm):
    """A field `grade-<proposal id>` for each option: a number from 1, the worst grade; an empty one is no grade."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [(str(grade.number), grade.name) for grade in worded(self.settings)]
        for option in self.options:
            self.fields[f"grade-{option}"] = forms.TypedChoiceField(
                choices=[("", ""), *numbers],
                coerce=int,
                empty_value=None,
                required=False,
                error_messages={
                    "invalid_choice": _(
                        "Une mention n’est pas de celles de ce vote : choisissez-en une autre."
                    )
                },
            )

    def choices(self) -> dict[int, int]:
        """Grades by proposal id, where one was given."""
        given = ((option, self.cleaned_data[f"grade-{option}"]) for option in self.options)
        return {option: grade for option, grade in given if grade}


def fields(choices: Choices) -> dict[str, Any]:
    """The grades by the name of their field."""
    return {f"grade-{option}": grade for option, grade in choices.items()}


class JudgementTableForm(TableForm):
    """A field `grade-<grade>-<proposal id>` per grade and option: how many at the table gave that grade."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            for grade in worded(self.settings):
                self.fields[f"grade-{grade.number}-{option}"] = self._number(grade.name)

    def _number(self, label: str) -> forms.IntegerField:
        return forms.IntegerField(
            label=label,
            min_value=0,
            max_value=self.seats,
            required=False,
            error_messages={
                "invalid": _("Le nombre de personnes est un nombre entier."),
                "min_value": _("Un nombre de personnes ne peut pas être négatif."),
                "max_value": _(
                    "C’est plus que les personnes de la table : %(limit_value)s au plus. Recomptez, ou"
                    " corrigez le nombre de personnes."
                ),
            },
        )

    def clean(self) -> dict[str, Any]:
        """Nobody gives two grades to one balise: its grades are at most as many as the people."""
        for option in self.options:
            total = sum(self._numbers(option))
            if total > self.seats:
                self.add_error(f"grade-{len(self.settings['grades'])}-{option}", self._over(total))
        return self.cleaned_data

    def _over(self, total: int) -> str:
        people = ngettext("%(n)s personne", "%(n)s personnes", self.seats) % {"n": self.seats}
        return _now(
            "Cette balise reçoit %(total)s mentions de %(people)s. Recomptez, ou corrigez le nombre de"
            " personnes."
        ) % {"total": total, "people": people}

    def _numbers(self, option: int) -> list[int]:
        return [self.cleaned_data.get(name) or 0 for name in self._names(option)]

    def _names(self, option: int) -> Iterator[str]:
        for grade in worded(self.settings):
            yield f"grade-{grade.number}-{option}"

    def tally(self) -> dict[str, Any]:
        """By proposal id: how many gave each grade, the worst first; balises without a grade are left out."""
        rows = {str(option): list(reversed(self._numbers(option))) for option in self.options}
        return {option: numbers for option, numbers in rows.items() if any(numbers)}


def said(choice: Any, settings: Settings) -> str:
    """The grade in words."""
    names = {grade.number: grade.name for grade in worded(settings)}
    return names.get(choice, str(choice))
