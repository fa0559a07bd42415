"""What becomes of an objection: kept by the group or not; then, by its author, a reserve or withdrawn."""

from django import forms

from sessions.forms.choices import YesOrNo
from sessions.voting.consent.answers import SETTLED


class WeighingForm(forms.Form):
    """Kept or not kept."""

    kept = YesOrNo()


class SettlingForm(forms.Form):
    """A reserve, or withdrawn."""

    became = forms.ChoiceField(choices=[(fate.value, "") for fate in sorted(SETTLED)])
