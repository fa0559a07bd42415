"""What may be set of a vote."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.voting.dots import DOTS

MOST_DOTS = 20


class VoteSettings(forms.Form):
    """How many dots each person spreads."""

    dots = forms.IntegerField(
        label=_("Points par personne"), initial=DOTS, min_value=1, max_value=MOST_DOTS
    )
