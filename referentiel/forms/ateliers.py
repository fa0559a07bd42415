"""Forms of those who keep the seasons: ateliers and their talks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referentiel.forms.rows import Day, RowForm
from referentiel.models import Atelier, Talk


class AtelierForm(RowForm):
    """An atelier of a season."""

    field_order = ("number", "theme", "description", "starts_on", "ends_on", "place", "why")

    class Meta:
        model = Atelier
        fields = ("number", "theme", "description", "starts_on", "ends_on", "place")
        widgets = {"starts_on": Day, "ends_on": Day}


class TalkForm(RowForm):
    """A talk in an atelier."""

    is_filmed = forms.TypedChoiceField(
        label=_("A-t-elle été filmée ?"),
        choices=((False, _("Non")), (True, _("Oui"))),
        coerce=lambda said: said == "True",
        widget=forms.RadioSelect,
        initial=False,
    )
    field_order = ("title", "speakers", "organisation", "duration_minutes", "is_filmed", "why")

    class Meta:
        model = Talk
        fields = ("title", "speakers", "organisation", "duration_minutes", "is_filmed")
