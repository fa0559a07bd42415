"""The forms at the door: one for the code of a séance, one for a name and a territory."""

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.forms.people import SeatForm
from sessions.models import Participant
from texts.columns import longest
from texts.forms import Words

LONGEST_LINK = 300


class CodeForm(forms.Form):
    """A code, typed by hand."""

    code = Words(
        label=_("Code de la séance"),
        # Long enough for the whole link.
        max_length=LONGEST_LINK,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
        error_messages={"required": _("Écrivez le code affiché à l’écran de la salle.")},
    )


class JoinForm(SeatForm):
    """A name, as the others will read it, and one of the séance's territories."""

    name = Words(
        label=_("Votre nom"),
        max_length=longest(Participant, "name"),
        help_text=_(
            "Tel que les autres vous connaissent : « Camille R. », « Ali, régie de l’eau »."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom.")},
    )
    territory = forms.ModelChoiceField(
        label=_("Votre territoire"),
        queryset=Territory.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        help_text=_(
            "Il n’y est pas ? L’équipe d’animation peut l’ajouter. Rechargez ensuite cette page."
        ),
        error_messages={"required": _("Choisissez le territoire avec lequel vous venez.")},
    )
    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    field_order = ("name", "territory")
