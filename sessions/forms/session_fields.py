"""What the forms that prepare and that edit a séance have in common."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from referentiel.models import Atelier, Season, Territory
from referentiel.models.dates import validate_near
from sessions.forms.choices import SeveralOf
from sessions.forms.time_zones import time_zone_choices
from sessions.models import AtelierSession
from sessions.models.session import usual_time_zone
from texts.cleaning import clean_name
from texts.columns import longest
from texts.folding import name_key
from texts.forms import PlainText, Words


class AtelierOfASeason(forms.ModelChoiceField):  # type: ignore[type-arg]  # for mypy only
    """Names an atelier by its season: a page cannot know which season will be chosen beside it."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Atelier)
        return f"{obj}\u00a0: {obj.theme}"


LONGEST_NAME, MOST_TERRITORIES = 120, 30


class SessionFields(forms.Form):
    """Title, season, date, territories to add: known ones, and new ones one per line."""

    title = Words(
        label=_("Titre"),
        max_length=longest(AtelierSession, "title"),
        error_messages={"required": _("Donnez un titre à la séance.")},
    )
    season = forms.ModelChoiceField(
        label=_("Saison"),
        queryset=Season.objects.all(),
        required=False,
        empty_label=_("Hors saison"),
    )
    atelier = AtelierOfASeason(
        label=_("Atelier"),
        queryset=Atelier.objects.select_related("season"),
        required=False,
        empty_label=_("Aucun en particulier"),
        help_text=_(
            "Une fois close, la séance paraît sur la page de son atelier : son titre et sa date."
        ),
    )
    held_on = forms.DateField(
        label=_("Date"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[validate_near],
    )
    time_zone = forms.ChoiceField(
        label=_("Heure de"),
        required=False,
        choices=time_zone_choices,
        initial=usual_time_zone,
        help_text=_("Les heures de la séance et du compte rendu sont celles de ce lieu."),
    )
    territories = SeveralOf(
        label=_("Territoires du référentiel"),
        queryset=Territory.objects.filter(is_example=False),
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
    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean(self) -> dict[str, Any]:
        """Refuses an atelier of another season."""
        cleaned: dict[str, Any] = super().clean() or {}
        atelier = cleaned.get("atelier")
        if atelier and "season" not in self.errors and atelier.season != cleaned.get("season"):
            words = _(
                "Cet atelier est d’une autre saison : choisissez « %(season)s », ou un autre atelier."
            )
            self.add_error("atelier", words % {"season": atelier.season})
        return cleaned

    def clean_time_zone(self) -> str:
        """The time zone; the initial one when the request names none."""
        shown = self.get_initial_for_field(self.fields["time_zone"], "time_zone")
        return str(self.cleaned_data["time_zone"] or shown)

    def clean_new_territories(self) -> list[str]:
        """Names, one per line, without repeats."""
        lines = map(clean_name, self.cleaned_data["new_territories"].split("\n"))
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("Un nom de territoire a au plus 120 signes, un nom par ligne."))
        return names

    def names(self, present: Iterable[Territory] = ()) -> set[str]:
        """The territories that the séance would have. Each is there once, however it was chosen."""
        known = [*present, *(self.cleaned_data.get("territories") or ())]
        new = self.cleaned_data.get("new_territories") or ()
        return {name_key(name) for name in [*map(str, known), *new]}

    def refuse_too_many(self, names: set[str]) -> None:
        """Adds an error when there are more territories than a projector can show."""
        if len(names) > MOST_TERRITORIES:
            self.add_error("territories", _("Une séance réunit trente territoires au plus."))
