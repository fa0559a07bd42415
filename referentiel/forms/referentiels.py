"""Forms of those who keep a référentiel: its name, its stakes, their order."""

from django import forms
from django.utils.translation import gettext as _

from referentiel.forms.rows import RowForm, why_field
from referentiel.models import Referentiel, Stake
from texts.forms import Words


class ReferentielForm(RowForm):
    """Asks for the name of a référentiel, and what it is."""

    field_order = ("name", "description", "why")

    class Meta:
        model = Referentiel
        fields = ("name", "description")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["description"].help_text = _("D’où il vient, qui le tient. Une phrase suffit.")


class StakeForm(RowForm):
    """Asks for the words of a stake."""

    field_order = ("short_title", "title", "why")

    class Meta:
        model = Stake
        fields = ("short_title", "title")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_title"].help_text = _(
            "Un mot ou deux : il se lit sur chaque carte et en tête de colonne."
        )
        self.fields["title"].help_text = _("Ce que l’enjeu demande, en une phrase.")


class ReasonForm(forms.Form):
    """Asks for the reason of a change that needs one."""

    why = why_field()

    def __init__(self, *args: object, required: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        why = self.fields["why"]
        assert isinstance(why, Words)
        why.required = required
        why.error_messages["required"] = _("Dites pourquoi cet enjeu est retiré.")


class OrderForm(forms.Form):
    """Moves one stake by one step. `seen` are the keys in the order that the page showed."""

    stake = forms.SlugField()
    down = forms.BooleanField(required=False)
    seen = forms.CharField(max_length=1000)

    def order_seen(self) -> list[str]:
        """Returns the keys in the order that the page showed."""
        return str(self.cleaned_data["seen"]).split()
