"""Forms of those who prepare editions: draft, change, publish, and take a signatory out."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.commands.editions import Prepared
from referentiel.licences import LICENCES
from referentiel.models import Balise, BaliseState, Edition, EditionDraft
from texts.cleaning import clean_words
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import PlainText, Words

LONGEST_NAME = 200
"""Characters of a signatory: a name and what they are."""


class BalisesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Living balises, each with its state."""

    def label_from_instance(self, balise: Any) -> str:
        return f"{balise.statement} ({balise.get_state_display().lower()})"


class SentOnce(forms.Form):
    """`operation` makes a form that is sent twice one change."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class DraftForm(SentOnce):
    """What an edition says before its balises, and which balises it holds."""

    title = Words(
        label=gettext_lazy("Titre"),
        max_length=longest(Edition, "title"),
        error_messages={"required": gettext_lazy("Donnez un titre à l’édition.")},
    )
    foreword = PlainText(
        label=gettext_lazy("Avant-propos"),
        required=False,
        max_length=longest(EditionDraft, "foreword"),
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("D’où vient cette édition, et pour qui."),
    )
    signatories = PlainText(
        label=gettext_lazy("Signataires"),
        required=False,
        max_length=longest(EditionDraft, "signatories"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Un par ligne, avec l’accord de chacun : son nom, ce qu’il est. C’est la seule chose qui pourra être"
            " retirée d’une édition publiée."
        ),
    )
    licence = forms.ChoiceField(label=gettext_lazy("Licence"))
    balises = BalisesField(
        Balise.objects.none(),
        label=gettext_lazy("Les balises"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "L’édition garde chacune telle qu’elle est le jour de la publication, avec sa provenance."
        ),
        error_messages={
            "invalid_choice": gettext_lazy(
                "Une des balises choisies a été réunie à une autre entre-temps. Relisez la liste."
            )
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        licence, balises = self.fields["licence"], self.fields["balises"]
        assert isinstance(licence, forms.ChoiceField)
        assert isinstance(balises, forms.ModelMultipleChoiceField)
        licence.choices = [(key, each.name) for key, each in LICENCES.items()]
        balises.queryset = Balise.objects.filter(heir__isnull=True)
        if not self.is_bound and "balises" not in self.initial:
            self.initial["balises"] = balises.queryset.exclude(state=BaliseState.RETIRED)

    def clean_signatories(self) -> str:
        """One name a line, each once."""
        lines = [clean_words(line) for line in self.cleaned_data["signatories"].splitlines()]
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(
                _("Un signataire tient sur une ligne de %(n)s signes au plus.")
                % {"n": LONGEST_NAME}
            )
        return "\n".join(names)

    def prepared(self) -> Prepared:
        """What was typed, once it is valid."""
        chosen = self.cleaned_data
        return Prepared(
            title=chosen["title"],
            foreword=chosen["foreword"],
            signatories=chosen["signatories"].splitlines(),
            licence=chosen["licence"],
            balises=[balise.pk for balise in chosen["balises"]],
        )


class DraftEditForm(DraftForm, DrawnForm):
    """A draft that is there, drawn for one of its versions."""

    @classmethod
    def of(cls, draft: EditionDraft) -> "DraftEditForm":
        """The form that shows a draft."""
        said = {
            "title": draft.title,
            "foreword": draft.foreword,
            "signatories": draft.signatories,
            "licence": draft.licence,
            "balises": list(draft.balises.values_list("pk", flat=True)),
        }
        return cls(initial={**said, "seen": draft.version})

    def seen_version(self) -> int:
        """The version that it was drawn for; 0 when the page does not say."""
        seen = self.cleaned_data["seen"] or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0

    def compare(self, draft: EditionDraft) -> None:
        """Shows what stands there now where it differs from what was sent."""
        theirs = {
            name: getattr(draft, name)
            for name in ("title", "foreword", "signatories")
            if getattr(draft, name) != self.cleaned_data[name]
        }
        if draft.licence != self.cleaned_data["licence"]:
            theirs["licence"] = str(LICENCES[draft.licence].name)
        balises = list(draft.balises.filter(heir__isnull=True).order_by("pk"))
        if balises != list(self.cleaned_data["balises"].order_by("pk")):
            theirs["balises"] = ", ".join(f"« {balise.statement} »" for balise in balises)
        self.show_theirs(draft.version, theirs)


class PublicationForm(SentOnce):
    """Carries a mark of what the page has shown: nothing else is published."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class RemovalForm(forms.Form):
    """Carries the version of the draft that the page has shown."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ErasureForm(SentOnce):
    """The signatory who asks to be taken out."""

    signatory = forms.ChoiceField(
        label=gettext_lazy("Qui est retiré"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez un signataire.")},
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatory"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(name, name) for name in edition.signatories]
