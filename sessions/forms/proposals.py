"""A balise being worded, and its support."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.forms.choices import SeveralOf, YesOrNo
from sessions.models import AtelierSession, Proposal, StakeReading, TrajectoryCard, Trial
from sessions.models.proposal import IN_SIGHT, TEXTS
from sessions.queries.stakes import known_stakes
from sessions.queries.tested import tested_texts
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Name, PlainText
from texts.merging import Collision
from texts.wording import starts_with_infinitive

STAKE_OF_CARD = re.compile(r"([0-9]{1,18}):([a-z0-9_-]{1,60})")
"""« 12:cooperation »: how a form names a stake of a card."""


@dataclass(frozen=True)
class StakeChoice:
    """Offers a stake of a card as what a balise draws on."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class CardChoice:
    """Offers a card, with the stakes that it was read against."""

    box: BoundWidget
    card: TrajectoryCard
    stakes: Sequence[StakeChoice]


class StakesOfCards(forms.Field):
    """Some stakes of some cards. The command says whether they are of the séance."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        named = [STAKE_OF_CARD.fullmatch(str(each)) for each in value or ()]
        if None in named:
            raise ValidationError(
                _("Un enjeu choisi n’est pas de cette séance : vérifiez votre choix.")
            )
        return [{"card": int(each[1]), "stake": each[2]} for each in named if each]


def _longer(name: str, label: Any, hint: Any) -> PlainText:
    """A text beside the statement, which nobody needs to write."""
    return PlainText(
        label=label,
        required=False,
        max_length=longest(Proposal, name),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=hint,
    )


class ProposalForm(forms.Form):
    """A statement, the visible cards it comes from and what they were read as, and the texts that make it precise."""

    statement = Name(
        label=_("La balise"),
        max_length=longest(Proposal, "statement"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Commencez par un verbe à l’infinitif : « Mettre en trajectoire », « S’appuyer sur… »."
        ),
        error_messages={"required": _("Écrivez la balise.")},
    )
    concept = _longer("concept", _("Concept opératoire"), _("L’idée qui la fait agir."))
    method = _longer("method", _("Méthode d’action"), _("Comment s’y prendre, concrètement."))
    conditions = _longer("conditions", _("Conditions"), _("Ce qu’il faut pour qu’elle tienne."))
    counter_example = _longer(
        "counter_example", _("Contre-exemple"), _("Là où elle n’a pas valu, et pourquoi.")
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
    readings = StakesOfCards(label=_("Ce qu’en disent les lectures"), required=False)
    alone = forms.BooleanField(
        label=_("Seul son auteur la modifie"),
        required=False,
        help_text=_("Sinon, toute la salle peut la retravailler avec lui."),
    )

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        field = self.fields["cards"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = (
            TrajectoryCard.objects.filter(session=session, hidden_at__isnull=True)
            .select_related("territory")
            .order_by("territory__name", "year_from", "pk")
        )

    def card_ids(self) -> list[int]:
        """The chosen cards, by id."""
        return sorted(card.pk for card in self.cleaned_data["cards"])

    def worded(self) -> dict[str, Any]:
        """What the form says, as the commands take it."""
        said = self.cleaned_data
        is_shared = not said["alone"] if "alone" in self.fields else None
        return {
            "statement": said["statement"],
            "cards": self.card_ids(),
            "texts": {name: said[name] for name in TEXTS[1:]},
            "readings": said["readings"],
            **({} if is_shared is None else {"is_shared": is_shared}),
        }

    @property
    def opens_on_a_verb(self) -> bool:
        """Tells whether the statement begins with an infinitive; one that is not written yet does not begin wrongly."""
        statement = str(self["statement"].value() or "")
        return not statement.strip() or starts_with_infinitive(statement)

    @property
    def longer_texts(self) -> list[forms.BoundField]:
        """The fields of the texts beside the statement."""
        return [self[name] for name in TEXTS[1:]]

    @property
    def is_unfolded(self) -> bool:
        """Tells whether one of the longer texts says something, or has something to say about it."""
        return any(
            field.value() or field.errors or hasattr(field.field, "theirs")
            for field in self.longer_texts
        )

    def offered(self) -> list[tuple[Any, list[CardChoice]]]:
        """The cards by territory; those that are chosen with the stakes that they were read against (2 queries)."""
        chosen = {str(pk) for pk in self["cards"].value() or ()}
        asked = {str(each) for each in self["readings"].value() or ()}
        stakes = self._read_as([int(pk) for pk in chosen if pk.isascii() and pk.isdigit()], asked)
        found: dict[Any, list[CardChoice]] = {}
        for box in self["cards"]:
            card = box.data["value"].instance
            own = stakes.get(card.pk, [])
            found.setdefault(card.territory, []).append(CardChoice(box, card, own))
        return list(found.items())

    def _read_as(
        self, cards: Sequence[int], asked: Collection[str]
    ) -> Mapping[int, list[StakeChoice]]:
        if not cards:
            return {}
        own = [pk for pk in cards if pk < 2**63]
        read = StakeReading.objects.filter(card__in=own, card__session=self.session)
        pairs = {f"{card}:{stake}" for card, stake in read.values_list("card", "stake").distinct()}
        known = known_stakes(self.session)
        return {
            card: [
                StakeChoice(value, stake.short_title, value in asked)
                for stake in known
                if (value := f"{card}:{stake.key}") in pairs or value in asked
            ]
            for card in own
        }


def stakes_of(readings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Returns stakes of cards as a form names them."""
    return [f"{each['card']}:{each['stake']}" for each in readings]


class ProposalEditForm(ProposalForm, DrawnForm):
    """The same form for a balise that exists, drawn for one of its versions."""

    def compare(self, proposal: Proposal) -> None:
        """Shows what stands there now where it differs from what was typed. A hidden card is not named."""
        said = self.cleaned_data
        theirs: dict[str, Any] = {
            name: text for name, text in proposal.texts.items() if said[name] != text
        }
        sources = proposal.cards.filter(hidden_at__isnull=True).order_by("pk")
        if self.card_ids() != [card.pk for card in sources]:
            theirs["cards"] = ", ".join(card.title for card in sources)
        self.show_theirs(proposal.version, theirs)

    def settle(
        self,
        collisions: Mapping[str, Sequence[Collision]],
        merged: Mapping[str, Any],
        proposal: Proposal,
    ) -> None:
        """Shows both texts where two people changed the same words; all the rest is merged in the form."""
        for name, found in collisions.items():
            first = found[0]
            told = gettext(
                "« %(before)s » est devenu « %(mine)s » chez vous, « %(theirs)s » ailleurs."
            )
            if not first.before:
                told = gettext("Vous ajoutez « %(mine)s », quelqu’un d’autre « %(theirs)s ».")
            words = {"before": first.before, "mine": first.one, "theirs": first.two}
            gone = gettext("(rien)")
            self.add_error(name, told % {key: text or gone for key, text in words.items()})
        self.show_theirs(proposal.version, {name: getattr(proposal, name) for name in collisions})
        sent = self.data
        assert isinstance(sent, QueryDict)
        for name, value in merged.items():
            values = value if isinstance(value, list) else [value]
            sent.setlist(self.add_prefix(name), values)


class AmendmentForm(ProposalForm):
    """Asks for an amendment of a balise that is put to the test. It comes from the answers, so it needs no card."""

    def __init__(self, *args: Any, tested: Trial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tested = tested
        statement, cards = self.fields["statement"], self.fields["cards"]
        statement.label = _("La balise, amendée")
        statement.help_text = _("Partez de ses mots, et changez ce que l’épreuve a montré.")
        cards.required = False
        cards.label = _("Les cartes qui le montrent")
        cards.help_text = _("Facultatif : l’amendement vient déjà des réponses des territoires.")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        texts = {name: said.get(name, "") for name in TEXTS}
        if texts["statement"] == self.tested.statement and texts == tested_texts(self.tested):
            self.add_error(
                "statement",
                _("Cet amendement dit la même chose que la balise : changez au moins un mot."),
            )
        return said


class AmendmentEditForm(AmendmentForm, ProposalEditForm):
    """Rewords an amendment that exists; it is drawn for one of its versions."""


class SupportForm(forms.Form):
    """Supported or not."""

    supported = YesOrNo()


class MergeForm(forms.Form):
    """Asks which balise is merged into the one that goes on."""

    other = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=_("La balise à réunir à celle-ci"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choisissez une balise."),
            "invalid_choice": _(
                "Cette balise vient d’être masquée ou réunie à une autre : choisissez à nouveau."
            ),
        },
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        others = Proposal.objects.filter(session=proposal.session_id).exclude(pk=proposal.pk)
        # One that was merged into it a moment ago is no mistake: what was asked is done.
        field.queryset = others.filter(
            IN_SIGHT | Q(heir=proposal), amends=proposal.amends_id
        ).order_by("pk")
        field.choices = [
            (each.pk, each.statement) for each in field.queryset if each.heir_id is None
        ]
