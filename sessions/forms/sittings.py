"""A séance being prepared."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referentiel.models import Season, Territory
from sessions.forms.choices import SeveralOf
from sessions.forms.plain_text import PlainText, Words
from sessions.models import AtelierSession

LONGEST_NAME, MOST_TERRITORIES = 120, 30


class SessionForm(forms.Form):
    """Title, season, date, territories (known ones, and new ones a line each), secrecy of cards."""

    title = Words(
        label=_("Titre"),
        max_length=120,
        error_messages={"required": _("Donnez un titre à la séance.")},
    )
    season = forms.ModelChoiceField(
        label=_("Saison"),
        queryset=Season.objects.all(),
        required=False,
        empty_label=_("Hors saison"),
    )
    held_on = forms.DateField(
        label=_("Date"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    territories = SeveralOf(
        label=_("Territoires du référentiel"),
        queryset=Territory.objects.all(),
        required=False,
        help_text=_("Cochez ceux qui viennent. S’il en manque, ajoutez-les dessous."),
        widget=forms.CheckboxSelectMultiple,
    )
    new_territories = PlainText(
        label=_("Ajouter des territoires"),
        required=False,
        max_length=2000,
        help_text=_("Un par ligne. Ils rejoindront le référentiel."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    secrecy = forms.ChoiceField(
        label=_("Les cartes paraissent"),
        choices=[
            (AtelierSession.Secrecy.NAMED, _("avec le nom de leur auteur")),
            (AtelierSession.Secrecy.ANONYMOUS, _("sans nom, avec leur territoire")),
        ],
        initial=AtelierSession.Secrecy.NAMED,
        widget=forms.RadioSelect,
    )
    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_new_territories(self) -> list[str]:
        """Names, one a line, without repeats."""
        lines = (
            " ".join(line.split()) for line in self.cleaned_data["new_territories"].split("\n")
        )
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("Un nom de territoire a au plus 120 signes, un nom par ligne."))
        return names

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = len(cleaned.get("territories") or ()) + len(cleaned.get("new_territories") or ())
        if not chosen and "new_territories" not in self.errors:
            self.add_error("territories", _("Choisissez ou ajoutez au moins un territoire."))
        if chosen > MOST_TERRITORIES:
            self.add_error("territories", _("Une séance réunit trente territoires au plus."))
        return cleaned
