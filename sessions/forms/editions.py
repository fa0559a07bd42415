"""The form that prepares a séance from an edition."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from sessions.forms.sessions import SessionForm
from sessions.queries.editions import EditionBalise, TestedEdition
from sessions.steps import Action
from sessions.steps.agendas import AGENDAS, Agenda, agenda_with


class SessionOfEditionForm(SessionForm):
    """Prepares a séance that puts the balises of an edition to the test, in the words of the edition."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    balises = forms.TypedMultipleChoiceField(
        label=_("Les balises à mettre à l’épreuve"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Cochez au moins une balise."),
            "invalid_choice": _(
                "Une balise choisie vient d’être retirée du référentiel : vérifiez votre choix."
            ),
        },
    )

    def __init__(self, *args: Any, edition: TestedEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tested_edition = edition
        self.tested = {each.balise: each for each in edition.balises if not each.retired}
        field, agenda = self.fields["balises"], self.fields["agenda"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each.balise, each.statement) for each in self.tested.values()]
        field.initial = list(self.tested)
        self.fields["edition"].initial = edition.number
        self.fields["title"].initial = _("Mettre à l’épreuve l’édition %(number)s") % {
            "number": edition.number
        }
        agenda.initial = next((each.key for each in AGENDAS if _tests(each)), agenda.initial)

    def choices(self) -> Iterable[tuple[BoundWidget, EditionBalise]]:
        """Returns each balise with its box, to say beside it what became of it since."""
        return zip(self["balises"], self.tested.values(), strict=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        agenda = agenda_with(cleaned.get("agenda", ""))
        if agenda is not None and not _tests(agenda):
            self.add_error(
                "agenda",
                _(
                    "Ce déroulé n’a pas d’étape de mise à l’épreuve : choisissez-en un qui en a une."
                ),
            )
        return cleaned

    def chosen(self) -> list[EditionBalise]:
        """Returns the balises that are ticked, in the order of the edition."""
        ticked = set(self.cleaned_data["balises"])
        return [each for number, each in self.tested.items() if number in ticked]


def _tests(agenda: Agenda) -> bool:
    """Whether one of its steps puts balises to the test."""
    return any(Action.ANSWER_TRIAL in step.step_kind.allows for step in agenda.steps)
