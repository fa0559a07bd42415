"""Forms of those who keep the territories and the organisations."""

from django.utils.translation import gettext_lazy as _

from referentiel.forms.numbers import Count
from referentiel.forms.rows import RowForm
from referentiel.models import Organisation, Territory


class TerritoryForm(RowForm):
    """Asks for a territory. Its slug and the mark of an example stay as they are."""

    population = Count(label=_("Habitants"), help_text=_("Vide quand on ne sait pas."))
    area_km2 = Count(
        label=_("Superficie, en km²"),
        help_text=_("Au kilomètre carré près. Vide quand on ne sait pas."),
    )
    field_order = ("name", "kind", "location", "population", "area_km2", "description", "why")

    class Meta:
        model = Territory
        fields = ("name", "kind", "location", "population", "area_km2", "description")


class OrganisationForm(RowForm):
    """Asks for an organisation."""

    field_order = ("name", "family", "description", "why")

    class Meta:
        model = Organisation
        fields = ("name", "family", "description")
