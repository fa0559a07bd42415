"""A balise being worded, and its support."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sessions.forms.choices import SeveralOf
from sessions.models import AtelierSession, Proposal, TrajectoryCard
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Name
from texts.wording import starts_with_infinitive


class ProposalForm(forms.Form):
    """A statement that starts with an infinitive, and the visible cards it comes from."""

    statement = Name(
        label=_("La balise"),
        max_length=longest(Proposal, "statement"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Commencez par un verbe à l’infinitif : « Mettre en trajectoire », « S’appuyer sur… »."
        ),
        error_messages={"required": _("Écrivez la balise.")},
    )
    cards = SeveralOf(
        label=_("Les cartes d’où elle vient"),
        queryset=TrajectoryCard.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Une au moins : une balise garde le fil de ce qui l’a fait naître."),
        error_messages={
            "invalid_choice": _(
                "Une carte choisie vient d’être supprimée ou masquée : vérifiez votre choix."
            ),
            "required": _("Choisissez au moins une carte."),
        },
    )

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cards"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            TrajectoryCard.objects.filter(session=session, hidden_at__isnull=True)
            .select_related("territory")
            .order_by("territory__name", "year_from", "pk")
        )

    def clean_statement(self) -> str:
        statement: str = self.cleaned_data["statement"]
        if not starts_with_infinitive(statement):
            raise ValidationError(
                _(
                    "Commencez par un verbe à l’infinitif : « Impliquer… », « Faire… », « Se donner… »."
                )
            )
        return statement

    def card_ids(self) -> list[int]:
        """The chosen cards, by id."""
        return sorted(card.pk for card in self.cleaned_data["cards"])


class ProposalEditForm(ProposalForm, DrawnForm):
    """The same form for a balise that exists, drawn for one of its versions."""

    def compare(self, proposal: Proposal) -> None:
        """Shows what stands there now where it differs from what was typed. A hidden card is not named."""
        theirs: dict[str, Any] = {}
        if self.cleaned_data["statement"] != proposal.statement:
            theirs["statement"] = proposal.statement
        sources = proposal.cards.filter(hidden_at__isnull=True).order_by("pk")
        if self.card_ids() != [card.pk for card in sources]:
            theirs["cards"] = ", ".join(card.title for card in sources)
        self.show_theirs(proposal.version, theirs)


class AmendmentForm(ProposalForm):
    """Asks for an amendment of a balise that is put to the test. It comes from the answers, so it needs no card."""

    def __init__(self, *args: Any, tested: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tested = tested
        statement, cards = self.fields["statement"], self.fields["cards"]
        statement.label = _("La balise, amendée")
        statement.help_text = _("Partez de ses mots, et changez ce que l’épreuve a montré.")
        cards.required = False
        cards.label = _("Les cartes qui le montrent")
        cards.help_text = _("Facultatif : l’amendement vient déjà des réponses des territoires.")

    def clean_statement(self) -> str:
        statement = super().clean_statement()
        if statement == self.tested:
            raise ValidationError(
                _("Cet amendement dit la même chose que la balise : changez au moins un mot.")
            )
        return statement


class AmendmentEditForm(AmendmentForm, ProposalEditForm):
    """Rewords an amendment that exists; it is drawn for one of its versions."""


class SupportForm(forms.Form):
    """Supported or not."""

    supported = forms.TypedChoiceField(
        choices=[("1", ""), ("0", "")], coerce=lambda sign: sign == "1"
    )
