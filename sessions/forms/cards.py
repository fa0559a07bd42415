"""A card, as its author writes it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils.translation import gettext_lazy as _

from sessions.cards.kinds import KINDS, USUAL, CardKind, choices, kind_of
from sessions.forms.choices import YesOrNo
from sessions.models import TrajectoryCard
from sessions.moments import UnreadableMoment, read_moment
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import PlainText, Words

MOMENT_ERRORS = {
    "no-year": _("Écrivez une année à quatre chiffres : « 2014 », « 2014-2017 », « vers 2010 »."),
    "which-century": _("Dites de quel siècle : « années 1930 » ou « années 2030 »."),
    "too-many": _("Une année, ou deux pour une période : « 2014 », « 2014-2017 »."),
    "backwards": _(
        "La période finit avant de commencer : écrivez l’année la plus ancienne d’abord."
    ),
}


class CardForm(forms.Form):
    """Kind, title, text, moment, organisation. The territory is that of the author's seat."""

    kind = forms.ChoiceField(
        label=_("Ce que c’est"),
        choices=choices,
        initial=USUAL,
        widget=forms.RadioSelect,
    )
    title = Words(
        label=_("Titre"),
        max_length=longest(TrajectoryCard, "title"),
        help_text=_("En quelques mots, comme sur une carte qu’on lit de loin."),
        error_messages={"required": _("Donnez un titre à la carte.")},
    )
    text = PlainText(
        label=_("Récit"),
        max_length=longest(TrajectoryCard, "text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Ce qui s’est passé, avec qui, ce que cela a changé."),
    )
    moment = Words(
        label=_("Moment"),
        max_length=longest(TrajectoryCard, "moment"),
        required=False,
        help_text=_("Une année ou une période : 2014, 2014-2017, vers 2010, années 90."),
    )
    organisation = Words(
        label=_("Organisation concernée"),
        max_length=longest(TrajectoryCard, "organisation"),
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations"}),
    )

    def kinds(self) -> Iterable[tuple[BoundWidget, CardKind]]:
        """Each kind with its radio button, to show its sign and its phrase beside it."""
        return zip(self["kind"], KINDS.values(), strict=True)

    def clean_moment(self) -> str:
        """Reads the moment here to explain an error. The command reads it again to save it."""
        text: str = self.cleaned_data["moment"]
        try:
            return read_moment(text).label
        except UnreadableMoment as reason:
            raise ValidationError(MOMENT_ERRORS[str(reason)]) from reason


class CardEditForm(CardForm, DrawnForm):
    """The same form for a card that exists, drawn for one of its versions."""

    @classmethod
    def of(cls, card: TrajectoryCard, **kwargs: Any) -> "CardEditForm":
        """Filled in with the card as it is."""
        return cls(initial={**card.__dict__, "seen": card.version}, **kwargs)

    def compare(self, card: TrajectoryCard) -> None:
        """Shows what stands there now where it differs from what was typed."""
        theirs = {
            name: getattr(card, name)
            for name in ("kind", "title", "text", "moment", "organisation")
            if self.cleaned_data[name] != getattr(card, name)
        }
        if "kind" in theirs:
            theirs["kind"] = kind_of(card.kind).word
        self.show_theirs(card.version, theirs)


class VisibilityForm(forms.Form):
    """Hidden or shown."""

    hidden = YesOrNo()
