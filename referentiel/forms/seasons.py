"""Forms of those who keep the seasons: a season, a collective, a guest."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.forms.numbers import MonthField
from referentiel.forms.rows import RowForm
from referentiel.models import (
    ActorFamily,
    Collective,
    Guest,
    Organisation,
    Season,
    Territory,
    TerritoryKind,
)
from texts.columns import longest
from texts.forms import Name


class SeasonForm(RowForm):
    """Asks for a season with its co-pilots."""

    starts_on = MonthField(
        label=gettext_lazy("Premier mois"),
        help_text=gettext_lazy("L’année et le mois, par exemple 2024-09."),
    )
    ends_on = MonthField(
        label=gettext_lazy("Dernier mois"),
        required=False,
        help_text=gettext_lazy("Vide tant que la saison n’est pas finie."),
    )
    field_order = ("number", "title", "theme", "starts_on", "ends_on", "pilots", "why")

    class Meta:
        model = Season
        fields = ("number", "title", "theme", "starts_on", "ends_on", "pilots")
        error_messages = {
            "number": {
                "unique": gettext_lazy("Une saison a déjà ce numéro : choisissez-en un autre.")
            }
        }
        widgets = {
            "theme": forms.Textarea(attrs={"rows": 4}),
            "pilots": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].help_text = _("La question que la saison met au travail.")
        self.fields["pilots"].help_text = _(
            "Une organisation manque ? Ajoutez-la d’abord, sur la page « Organisations »."
        )

    @property
    def more(self) -> dict[str, Any]:
        """Returns the co-pilots."""
        return {"links": {"pilots": self.cleaned_data["pilots"]}}


class ListedOrNew(RowForm):
    """Takes a row of a list, or the name and the nature of a new one: one of the two."""

    asks: tuple[str, str, str]
    """The fields: the list, the new name, its nature."""
    says: tuple[object, object]
    """The sentences: where none or both are given, and where a new one lacks its nature."""

    def clean(self) -> dict[str, Any]:
        """Asks for one of the two, and for the nature of a new one."""
        chosen: dict[str, Any] = super().clean()
        listed, new, nature = self.asks
        if self.errors.keys() & set(self.asks):
            return chosen
        if bool(chosen.get(listed)) == bool(chosen.get(new)):
            self.add_error(listed, str(self.says[0]))
        elif chosen.get(new) and not chosen.get(nature):
            self.add_error(nature, str(self.says[1]))
        return chosen

    @property
    def more(self) -> dict[str, Any]:
        """Returns the new one."""
        return {name: self.cleaned_data[name] for name in self.asks[1:]}


class CollectiveEditForm(RowForm):
    """Asks how a territory was there in a season."""

    field_order: tuple[str, ...] = ("wording", "note", "why")

    class Meta:
        model = Collective
        fields: tuple[str, ...] = ("wording", "note")


class CollectiveForm(ListedOrNew, CollectiveEditForm):
    """Asks for a territory that joins a season: one of the référentiel, or a new one."""

    territory = forms.ModelChoiceField(
        Territory.objects.none(),
        label=gettext_lazy("Territoire"),
        required=False,
        empty_label=gettext_lazy("Choisissez un territoire"),
    )
    new_territory = Name(
        label=gettext_lazy("Ou un territoire qui n’est pas dans la liste"),
        required=False,
        max_length=longest(Territory, "name"),
        help_text=gettext_lazy("Son nom. Il s’ajoute au référentiel."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Nature de ce nouveau territoire"),
        required=False,
        choices=[("", gettext_lazy("Choisissez sa nature")), *TerritoryKind.choices],
    )
    asks = ("territory", "new_territory", "kind")
    says = (
        gettext_lazy("Choisissez un territoire, ou écrivez le nom d’un nouveau."),
        gettext_lazy("Dites la nature de ce territoire."),
    )
    field_order = ("territory", "new_territory", "kind", "wording", "note", "why")

    class Meta(CollectiveEditForm.Meta):
        fields = ("territory", "wording", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Territory.objects.exclude(collectives__season=self.instance.season_id)


class GuestEditForm(RowForm):
    """Asks what a guest is there for."""

    field_order: tuple[str, ...] = ("role", "why")

    class Meta:
        model = Guest
        fields: tuple[str, ...] = ("role",)


class GuestForm(ListedOrNew, GuestEditForm):
    """Asks for an organisation that a collective invites: one of the référentiel, or a new one."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("Organisation"),
        required=False,
        empty_label=gettext_lazy("Choisissez une organisation"),
    )
    new_organisation = Name(
        label=gettext_lazy("Ou une organisation qui n’est pas dans la liste"),
        required=False,
        max_length=longest(Organisation, "name"),
        help_text=gettext_lazy("Son nom. Elle s’ajoute au référentiel."),
    )
    family = forms.ChoiceField(
        label=gettext_lazy("Famille d’acteurs de cette nouvelle organisation"),
        required=False,
        choices=[("", gettext_lazy("Choisissez sa famille")), *ActorFamily.choices],
    )
    asks = ("organisation", "new_organisation", "family")
    says = (
        gettext_lazy("Choisissez une organisation, ou écrivez le nom d’une nouvelle."),
        gettext_lazy("Dites la famille d’acteurs de cette organisation."),
    )
    field_order = ("organisation", "new_organisation", "family", "role", "why")

    class Meta(GuestEditForm.Meta):
        fields = ("organisation", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.exclude(
            invitations__collective=self.instance.collective_id
        )
