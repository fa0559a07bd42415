"""Forms of discussions: what is put in discussion, and whether one has ended."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sessions.forms.choices import YesOrNo
from sessions.queries.cards import StakeSummary
from texts.drawn import DrawnForm


class DiscussionForm(DrawnForm):
    """The stake to discuss, or all of the card. `seen` is the discussion that runs, 0 for none."""

    stake = forms.ChoiceField(
        label=gettext_lazy("De quoi parler"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Personne ne lit plus cet enjeu dans la carte : choisissez-en un autre."
            )
        },
    )

    def __init__(self, *args: Any, readings: Sequence[StakeSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stake"]
        assert isinstance(field, forms.ChoiceField)
        every = ("", _("Tous les enjeux lus dans la carte"))
        field.choices = [every, *((each.stake.key, _told(each)) for each in readings)]


class EndingForm(forms.Form):
    """Whether the discussion is to have ended: `ended=0` resumes it."""

    ended = YesOrNo()


def _told(read: StakeSummary) -> str:
    """A stake with its gap, as a choice: « Coopération, écart 2 »."""
    if read.difference is None:
        return read.stake.short_title
    told = {"stake": read.stake.short_title, "gap": f"{read.difference:g}".replace(".", ",")}
    return _("%(stake)s, écart %(gap)s") % told
