"""Forms of the balises that are put to the test."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.models import Balise, HistoryEntry, TrialAnswer
from sessions.forms.choices import SeveralOf
from sessions.models import AtelierSession, Dissent, TerritoryAnswer, TrajectoryCard
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import PlainText, Words


class TrialsForm(forms.Form):
    """The balises of the référentiel to put to the test."""

    balises = SeveralOf(
        label=gettext_lazy("Les balises à mettre à l’épreuve"),
        queryset=Balise.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Une balise choisie vient d’être réunie à une autre ou retirée : vérifiez votre choix."
            )
        },
    )

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["balises"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        living = Balise.objects.filter(heir__isnull=True).exclude(state="retiree")
        chosen = Balise.objects.filter(pk__in=session.trials.values("balise"))
        field.queryset = (living | chosen).distinct().order_by("statement", "pk")

    def numbers(self) -> list[int]:
        """The chosen balises, by number."""
        return sorted(balise.pk for balise in self.cleaned_data["balises"])


class AnswerForm(DrawnForm):
    """The answer of a territory, with what shows it: some words, or a card of its trajectory."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Cette balise"),
        choices=TrialAnswer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez une réponse.")},
    )
    text = PlainText(
        label=gettext_lazy("Ce qui le montre"),
        required=False,
        max_length=longest(TerritoryAnswer, "text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Un fait, un essai, un obstacle de votre territoire."),
    )
    card = forms.ModelChoiceField(
        TrajectoryCard.objects.none(),
        label=gettext_lazy("Ou une carte de votre trajectoire"),
        required=False,
        empty_label=gettext_lazy("Aucune carte"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "La carte choisie vient d’être supprimée ou masquée : vérifiez votre choix."
            )
        },
    )

    def __init__(self, *args: Any, session: AtelierSession, territory: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["card"]
        assert isinstance(field, forms.ModelChoiceField)
        told = TrajectoryCard.objects.filter(session=session, territory=territory)
        field.queryset = told.filter(hidden_at__isnull=True).order_by("year_from", "pk")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not said.get("text") and not said.get("card") and not self.errors:
            self.add_error("text", _("Dites ce qui le montre, en quelques mots ou par une carte."))
        return said

    @property
    def card_number(self) -> int | None:
        """The chosen card, by number."""
        card = self.cleaned_data["card"]
        return card.pk if card else None

    def compare(self, now: TerritoryAnswer | None) -> None:
        """Shows what stands there now where it differs from what was typed."""
        theirs: dict[str, Any] = {}
        if now is not None and now.answer != self.cleaned_data["answer"]:
            theirs["answer"] = now.get_answer_display()
        if now is not None and now.text != self.cleaned_data["text"]:
            theirs["text"] = now.text
        if now is not None and now.card_id != self.card_number:
            theirs["card"] = now.card.title if now.card and not now.card.hidden_at else ""
        self.show_theirs(now.version if now else 0, theirs)


class AmendmentTakingForm(DrawnForm):
    """Asks the facilitator whether the group consents, when an amendment becomes the next version of its balise."""

    agreed = forms.BooleanField(
        label=gettext_lazy("Le groupe y consent : aucune objection n’a été retenue"),
        required=False,
    )
    why = Words(
        label=gettext_lazy("Pourquoi"),
        required=False,
        max_length=longest(HistoryEntry, "why"),
        help_text=gettext_lazy("Se lit dans la vie de la balise, sans votre nom."),
    )


class DissentForm(forms.Form):
    """What somebody sees otherwise than their territory; empty, it is taken away."""

    text = PlainText(
        label=gettext_lazy("Ce que vous voyez autrement"),
        required=False,
        max_length=longest(Dissent, "text"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Se lit à côté de la réponse de votre territoire. Vide, votre voix est retirée."
        ),
    )
