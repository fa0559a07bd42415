"""The forms for somebody's seat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.families import FAMILIES
from sessions.forms.choices import YesOrNo
from sessions.models import AtelierSession, Participant
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Words


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


class IntroductionForm(DrawnForm):
    """With which organisation somebody comes, and in which function; each may be left out."""

    organisation = Words(
        label=_("Organisation"),
        max_length=longest(Participant, "organisation"),
        required=False,
        help_text=_("La collectivité, l’entreprise, l’association… avec laquelle vous venez."),
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "organization"}),
    )
    family = forms.ChoiceField(
        label=_("Fonction"),
        choices=[
            ("", _("Ne pas le dire")),
            *((family.key, family.name) for family in FAMILIES.values()),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "introduction-%s", **kwargs})

    def compare(self, seat: Participant, mark: str) -> None:
        """Shows what another page said meanwhile."""
        theirs = {"organisation": seat.organisation, "family": seat.family_name}
        self.show_theirs(mark, theirs)


class VoicesForm(forms.Form):
    """Whether the screen of the hall says whose voices are missing."""

    shown = YesOrNo()
