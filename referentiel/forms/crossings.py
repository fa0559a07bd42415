"""Forms of those who cross two référentiels: begin, decide, take back, name stakes, make the result."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.commands.decisions import Decided, mark_of
from referentiel.forms.balises import HINTS, statement_field
from referentiel.forms.editions import SentOnce
from referentiel.forms.rows import why_field
from referentiel.models import (
    BaliseVersion,
    Crossing,
    Decision,
    DecisionKind,
    ImportedEntry,
    ImportedReferentiel,
    NamedStake,
    Referentiel,
)
from referentiel.models.sheet_texts import TEXTS
from referentiel.queries.crossings import Group, statements
from referentiel.versions import label
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Name, PlainText, Words
from texts.wording import starts_with_infinitive

KINDS = {
    DecisionKind.MERGE: gettext_lazy(
        "Les fondre : elles deviennent une seule balise, que je formule"
    ),
    DecisionKind.LINK: gettext_lazy(
        "Les relier : elles disent la même chose de mondes différents, et restent deux balises"
    ),
    DecisionKind.APART: gettext_lazy("Garder celle-ci à part : aucune autre ne dit la même chose"),
}


class CrossingForm(SentOnce):
    """Asks for the two référentiels to set side by side."""

    title = Words(
        label=gettext_lazy("Titre du croisement"),
        max_length=longest(Crossing, "title"),
        help_text=gettext_lazy("Les balises qui en sortent le garderont dans leur provenance."),
        error_messages={"required": gettext_lazy("Donnez un titre au croisement.")},
    )
    left = forms.ModelChoiceField(
        ImportedReferentiel.objects.none(),
        label=gettext_lazy("Le premier référentiel"),
        empty_label=gettext_lazy("Choisissez un référentiel"),
        error_messages={"required": gettext_lazy("Choisissez le premier référentiel.")},
    )
    right = forms.ModelChoiceField(
        ImportedReferentiel.objects.none(),
        label=gettext_lazy("Le second"),
        required=False,
        empty_label=gettext_lazy("Les balises de ce site"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("left", "right"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = ImportedReferentiel.objects.filter(is_own=False)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("left") and chosen.get("left") == chosen.get("right"):
            self.add_error("right", _("Choisissez deux référentiels différents."))
        return chosen


class DecisionForm(SentOnce, DrawnForm):
    """Asks what becomes of an entry. It is drawn for the decision that the entry is in, if any."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Votre décision"),
        choices=tuple(KINDS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Dites ce que devient cette entrée.")},
    )
    others = forms.MultipleChoiceField(
        label=gettext_lazy("Les autres entrées"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Une des entrées choisies n’est pas de ce croisement.")
        },
    )

    def __init__(self, *args: Any, others: Sequence[ImportedEntry] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["others"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(one.pk), one.statement) for one in others]
        self.fields["statement"] = statement_field()
        self.fields["statement"].required = False
        self.fields["statement"].label = _("La balise qui les réunit")
        for name in HINTS:
            self.fields[name] = PlainText(
                label=label(name),
                required=False,
                max_length=longest(BaliseVersion, name),
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["why"] = why_field()
        self.fields["why"].label = _("Pourquoi cette décision")
        self.fields["why"].help_text = _("Se lit avec elle, par les personnes qui croisent.")

    @property
    def wording_fields(self) -> list[Any]:
        """Returns the fields of the balise that a merge makes."""
        return [self[name] for name in TEXTS]

    def clean(self) -> dict[str, Any]:
        """Checks that a merge is worded as a balise is.

        Texts of other decisions are passed over, and stay in the form.
        """
        chosen: dict[str, Any] = super().clean() or {}
        statement = chosen.get("statement", "")
        if chosen.get("kind") == DecisionKind.MERGE:
            if not statement and "statement" not in self.errors:
                self.add_error("statement", _("Écrivez la balise qui réunit ces entrées."))
            elif statement and not starts_with_infinitive(statement):
                self.add_error(
                    "statement",
                    _(
                        "Commencez par un verbe à l’infinitif : « Impliquer… », « Faire… », « Se donner… »."
                    ),
                )
        return chosen

    def decided(self) -> Decided:
        """Returns what was chosen, once it is valid."""
        said = self.cleaned_data
        others = [int(number) for number in said["others"]]
        return Decided(DecisionKind(said["kind"]), others, {name: said[name] for name in TEXTS})

    @classmethod
    def of(
        cls, entry: ImportedEntry, group: Group | None, chosen: ImportedEntry | None, **kwargs: Any
    ) -> "DecisionForm":
        """Returns the form that shows a decision; without one, the texts of the entry, or of another one chosen."""
        if group is None:
            texts = dict(entry.texts)
            if chosen is not None:
                texts = {name: text or chosen.texts[name] for name, text in texts.items()}
            others = [str(chosen.pk)] if chosen else []
            return cls(initial={**texts, "others": others, "seen": ""}, **kwargs)
        decision = group.decision
        texts = decision.texts if decision.kind == DecisionKind.MERGE else entry.texts
        others = [str(one.entry.pk) for one in group.members if one.entry.pk != entry.pk]
        told = {"kind": decision.kind, "others": others, "seen": mark_of(decision)}
        return cls(initial={**texts, **told, "why": ""}, **kwargs)

    def compare(self, entry: ImportedEntry, decision: Decision | None) -> None:
        """Shows what is decided now, where it differs from what was sent."""
        if decision is None:
            self.show_theirs("", {})
            return
        members = decision.members.order_by("pk").select_related("entry")
        others = [one.entry for one in members if one.entry.pk != entry.pk]
        theirs: dict[str, Any] = {}
        if decision.kind != self.cleaned_data["kind"]:
            theirs["kind"] = decision.get_kind_display()
        if {str(one.pk) for one in others} != set(self.cleaned_data["others"]):
            theirs["others"] = statements(others)
        if decision.kind == DecisionKind.MERGE:
            texts = decision.texts
            theirs |= {
                name: texts[name] for name in TEXTS if texts[name] != self.cleaned_data[name]
            }
        self.show_theirs(mark_of(decision), theirs)


class UndoForm(SentOnce, DrawnForm):
    """Takes a decision back, as it was shown."""

    why = why_field()


class StakeRemovalForm(DrawnForm):
    """Takes a stake out, as it was shown."""

    def seen_version(self) -> int:
        """Returns the version that it was drawn for; 0 when the page does not say."""
        seen = self.cleaned_data["seen"] or ""
        return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


class NamedStakeForm(SentOnce, StakeRemovalForm):
    """Asks for a stake that comes out of a crossing, and for the decisions that are put under it."""

    short_title = Words(
        label=gettext_lazy("Titre court"),
        max_length=longest(NamedStake, "short_title"),
        help_text=gettext_lazy("Quelques mots, qui tiendront sur une carte : « Engagement »."),
        error_messages={"required": gettext_lazy("Nommez l’enjeu.")},
    )
    title = Words(
        label=gettext_lazy("Intitulé"),
        max_length=longest(NamedStake, "title"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Ce que les acteurs doivent prendre en charge, en une phrase."),
        error_messages={"required": gettext_lazy("Dites en une phrase de quoi il s’agit.")},
    )
    decisions = forms.MultipleChoiceField(
        label=gettext_lazy("Ce qui se range sous cet enjeu"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy(
                "Une des décisions choisies a été défaite entre-temps : relisez la liste."
            )
        },
    )

    def __init__(self, *args: Any, groups: Sequence[Group] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decisions"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(group.decision.pk), _named(group)) for group in groups]
        if not groups:
            field.help_text = _(
                "Rien à ranger encore : décidez d’abord d’une entrée, ou rangez plus tard."
            )

    @classmethod
    def of(cls, stake: NamedStake, under: Sequence[Group], **kwargs: Any) -> "NamedStakeForm":
        """Returns the form that shows a stake with what is under it."""
        said = {
            "short_title": stake.short_title,
            "title": stake.title,
            "decisions": [str(group.decision.pk) for group in under],
            "seen": stake.version,
        }
        return cls(initial=said, **kwargs)

    def chosen(self) -> list[int]:
        """Returns the numbers of the decisions, once the form is valid."""
        return [int(number) for number in self.cleaned_data["decisions"]]

    def compare(self, stake: NamedStake, under: Sequence[Group]) -> None:
        """Shows what stands there now where it differs from what was sent."""
        theirs: dict[str, Any] = {
            name: getattr(stake, name)
            for name in ("short_title", "title")
            if getattr(stake, name) != self.cleaned_data[name]
        }
        if {group.decision.pk for group in under} != set(self.chosen()):
            theirs["decisions"] = ", ".join(f"«\u00a0{group.said}\u00a0»" for group in under)
        self.show_theirs(stake.version, theirs)


class ResultForm(SentOnce):
    """Asks for the référentiel that a crossing makes. `seen` is a mark of what the page has shown."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Name(
        label=gettext_lazy("Nom du nouveau référentiel"),
        max_length=longest(Referentiel, "name"),
        help_text=gettext_lazy("Une séance pourra être lue au regard de ses enjeux."),
        error_messages={"required": gettext_lazy("Nommez le référentiel.")},
    )
    description = Words(
        label=gettext_lazy("Présentation"),
        required=False,
        max_length=longest(Referentiel, "description"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = why_field()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name.strip():
            raise ValidationError(_("Nommez le référentiel."))
        return name


def _named(group: Group) -> str:
    """A decision in a list: what it says, and the stakes of before."""
    before = group.stakes_of_before
    return f"{group.said} ({', '.join(before)})" if before else group.said
