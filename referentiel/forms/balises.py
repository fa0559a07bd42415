"""Forms of those who keep the balises: word, reword, move on, merge, split."""

from collections.abc import Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import slug_re
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.commands.balises import Wording
from referentiel.models import (
    Balise,
    BaliseState,
    BaliseVersion,
    Evidence,
    HistoryEntry,
    Referentiel,
)
from referentiel.models.sheet_texts import TEXTS
from referentiel.queries.stakes import referentiels
from referentiel.versions import label
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Name, PlainText, Words
from texts.wording import starts_with_infinitive

HINTS = {
    "concept": gettext_lazy("L’idée qui fait agir, en quelques phrases."),
    "method": gettext_lazy("Comment s’y prendre, concrètement."),
    "relevance": gettext_lazy("Ce que cela change, et pour qui."),
    "conditions": gettext_lazy("Ce qu’il faut réunir pour que cela tienne."),
    "illustrations": gettext_lazy("Où cela s’est vu, au-delà des cartes que la fiche garde déjà."),
    "counter_example": gettext_lazy("Où cela n’a pas marché, et pourquoi."),
}
"""What each text of a sheet is for; `versions.TEXTS` has their order."""


def why_field(*, required: bool = False) -> Words:
    """Asks for the reason that the history keeps."""
    return Words(
        label=gettext_lazy("Pourquoi ce changement"),
        required=required,
        max_length=longest(HistoryEntry, "why"),
        help_text=gettext_lazy("Se lit dans la vie de la balise."),
        error_messages={"required": gettext_lazy("Dites pourquoi.")},
    )


def statement_field() -> Name:
    """Asks for the infinitive."""
    return Name(
        label=gettext_lazy("La balise"),
        max_length=longest(Balise, "statement"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Commencez par un verbe à l’infinitif : « Mettre en trajectoire », « S’appuyer sur… »."
        ),
        error_messages={"required": gettext_lazy("Écrivez la balise.")},
    )


class StatementForm(forms.Form):
    """Asks for a statement that begins with an infinitive. `operation` makes a form that is sent twice one change."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    statement = statement_field()

    def clean_statement(self) -> str:
        statement: str = self.cleaned_data["statement"]
        if not starts_with_infinitive(statement):
            raise ValidationError(
                _(
                    "Commencez par un verbe à l’infinitif : « Impliquer… », « Faire… », « Se donner… »."
                )
            )
        return statement


class StakesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Offers the stakes of a référentiel. One that is retired since stays ticked where it was."""

    def __init__(self, referentiel: Referentiel, ticked: Collection[str], **kwargs: Any) -> None:
        keys = [key for key in ticked if slug_re.match(key)]
        label = _("Les enjeux en jeu")
        if not referentiel.is_default:
            label = _("Les enjeux de « %(name)s »") % {"name": referentiel}
        super().__init__(
            referentiel.stakes.filter(Q(is_retired=False) | Q(pk__in=keys)),
            label=label,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            **kwargs,
        )


class BaliseForm(StatementForm):
    """Asks for a whole sheet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TEXTS[1:]:
            self.fields[name] = PlainText(
                label=label(name),
                help_text=HINTS[name],
                required=False,
                max_length=longest(BaliseVersion, name),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        kept = self.initial.get("stakes") or ()
        for referentiel in referentiels():
            name = "stakes" if referentiel.is_default else f"stakes-{referentiel.pk}"
            shown = self.data.getlist(name) if isinstance(self.data, QueryDict) else kept
            if referentiel.is_default or referentiel.offered:
                self.fields[name] = StakesField(referentiel, shown, initial=kept)
        self.fields["why"] = why_field()

    def wording(self) -> Wording:
        """Returns what was typed, once it is valid."""
        chosen = self.cleaned_data
        texts = {name: chosen[name] for name in TEXTS}
        return Wording(**texts, stakes=self.stake_keys())

    def stake_keys(self) -> list[str]:
        """Returns the keys of the stakes that were ticked, of every référentiel."""
        names = [name for name in self.fields if name.startswith("stakes")]
        return [stake.key for name in names for stake in self.cleaned_data[name]]


class BaliseEditForm(BaliseForm, DrawnForm):
    """Rewords a balise: its sheet, drawn for one of its versions."""

    @classmethod
    def of(cls, version: BaliseVersion) -> "BaliseEditForm":
        """Returns the form that shows a version."""
        texts = {name: getattr(version, name) for name in TEXTS}
        keys = [stake["key"] for stake in version.stakes]
        return cls(initial={**texts, "stakes": keys, "seen": version.number})

    def seen_version(self) -> int:
        """Returns the number of the version that it was drawn for; 0 when the page does not say."""
        seen = self.cleaned_data["seen"] or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0

    def compare(self, version: BaliseVersion) -> None:
        """Shows what stands there now where it differs from what was typed."""
        theirs = {
            name: getattr(version, name)
            for name in TEXTS
            if getattr(version, name) != self.cleaned_data[name]
        }
        self.show_theirs(version.number, theirs)


class MoveForm(forms.Form):
    """Asks for the next state of a balise, and why."""

    state = forms.ChoiceField(
        label=gettext_lazy("Elle devient"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez un état.")},
    )
    why = why_field()

    def __init__(self, *args: Any, balise: Balise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(state.value, state.label) for state in balise.next_states]

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("state") == BaliseState.RETIRED and not chosen.get("why"):
            self.add_error("why", _("Dites pourquoi cette balise est retirée."))
        return chosen


class MergeForm(forms.Form):
    """Asks for the balise that goes on in the place of this one."""

    heir = forms.ModelChoiceField(
        Balise.objects.none(),
        label=gettext_lazy("Elle est réunie à"),
        empty_label=gettext_lazy("Choisissez une balise"),
        error_messages={"required": gettext_lazy("Choisissez la balise qui continue.")},
    )
    why = why_field(required=True)

    def __init__(self, *args: Any, balise: Balise, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["heir"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Balise.objects.filter(heir__isnull=True).exclude(state=BaliseState.RETIRED)
        field.queryset = others.exclude(pk=balise.pk).order_by("statement")


class PiecesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Offers pieces of evidence, each with where it comes from."""

    def label_from_instance(self, piece: Any) -> str:
        where = piece.territory.name if piece.territory else piece.session_title
        return f"{piece.kind_label} · {piece.title} ({where})"


class SplitForm(StatementForm):
    """Asks for the new balise, and for the pieces that it takes along."""

    evidence = PiecesField(
        Evidence.objects.none(),
        label=gettext_lazy("Ce qu’elle emporte"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Chaque pièce reste à l’une des deux balises."),
        error_messages={"required": gettext_lazy("Choisissez au moins une pièce.")},
    )
    why = why_field(required=True)

    def __init__(self, *args: Any, pieces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["evidence"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = pieces
