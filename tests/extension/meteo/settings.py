"""What may be set of the step."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MeteoSettings(forms.Form):
    """The question that the panel asks."""

    question = forms.CharField(
        label=_("Question"), initial=_("Avec qui avancez-vous ?"), max_length=120
    )
