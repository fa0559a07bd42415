"""The form that publishes a trajectory: who agreed to it for the territory, and when."""

from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.models import PublishedTrajectory
from referentiel.models.dates import validate_near
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Words


class PublicationForm(DrawnForm):
    """Asks for the territory's agreement. `seen` is a mark of the cards that the page shows."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    agreed_by = Words(
        label=gettext_lazy("Qui a donné l’accord, pour le territoire"),
        max_length=longest(PublishedTrajectory, "agreed_by"),
        help_text=gettext_lazy(
            "Une fonction suffit : « la maire », « le bureau de l’association ». Seules les personnes qui animent le"
            " lisent ; il part avec la trajectoire si elle est retirée."
        ),
        error_messages={"required": gettext_lazy("Dites qui a donné l’accord.")},
    )
    agreed_on = forms.DateField(
        label=gettext_lazy("Le"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[validate_near],
        error_messages={"required": gettext_lazy("Dites quel jour l’accord a été donné.")},
    )

    def clean_agreed_on(self) -> object:
        """Refuses a day to come: an agreement was given."""
        day = self.cleaned_data["agreed_on"]
        # A day of margin: it may be tomorrow where the person is.
        if (day - timezone.localdate()).days > 1:
            raise ValidationError(_("Cet accord serait de plus tard : vérifiez la date."))
        return day
