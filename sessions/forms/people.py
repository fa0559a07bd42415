"""The forms for somebody's seat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.models import AtelierSession, Participant
from texts.drawn import DrawnForm


class SeatForm(forms.Form):
    """Chooses one of the séance's territories, to sit down with."""

    territory = forms.ModelChoiceField(
        label=_("Territoire"),
        queryset=Territory.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["territory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = session.territories.all()


class MoveForm(SeatForm, DrawnForm):
    """Chooses another territory, for somebody who has a seat. The page shows this form beside others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "move-%s", **kwargs})

    def compare(self, seat: Participant) -> None:
        """Shows where the person sits now."""
        self.show_theirs(seat.territory_id, {"territory": seat.territory.name})
