"""The form that withdraws a published trajectory."""

from django import forms

from referentiel.forms.rows import why_field


class WithdrawalForm(forms.Form):
    """Asks why, for the history."""

    why = why_field()
