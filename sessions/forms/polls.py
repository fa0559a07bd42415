"""The forms of a vote: its opening, and what a table voted on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.forms.choices import SeveralOf
from sessions.forms.people import SeatForm
from sessions.models import AtelierSession, Poll, Proposal, TableTally
from sessions.models.proposal import IN_SIGHT
from sessions.queries.openings import Opening, mark_of_options, method_of_step, settings_of_step
from sessions.queries.polls import latest_poll
from sessions.voting import METHODS, Method
from sessions.voting.method import TableForm
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Name

LARGEST_TABLE = 100
"""People at one table. More of them are several tables."""


@dataclass(frozen=True)
class MethodChoice:
    """A method that a vote may have, with the form of its settings, where it has some."""

    method: Method
    settings: forms.Form | None


class OpeningForm(DrawnForm):
    """The balises of a vote, its method, and the settings of each method. Only those of the chosen one count."""

    proposals = SeveralOf(
        label=_("Les balises soumises au vote"),
        queryset=Proposal.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choisissez au moins une balise."),
            "invalid_choice": _(
                "Une balise choisie vient d’être masquée\u00a0: vérifiez votre choix."
            ),
        },
    )
    method = forms.ChoiceField(
        label=_("Façon de voter"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choisissez une façon de voter de la liste.")},
    )

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        self.session, step = session, session.current_step
        visible = session.proposals.filter(IN_SIGHT).order_by("pk")
        kwargs["initial"] = {
            "proposals": [proposal.pk for proposal in visible],
            "method": method_of_step(step),
            "seen": drawn_for(session, visible),
        }
        super().__init__(*args, **{"auto_id": "opening-%s", **kwargs})
        field, method = self.fields["proposals"], self.fields["method"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert isinstance(method, forms.ChoiceField)
        field.queryset = visible
        method.choices = [(key, each.name) for key, each in METHODS.items()]
        self.methods = {
            key: MethodChoice(each, self._settings_of(key, each)) for key, each in METHODS.items()
        }

    def _settings_of(self, key: str, method: Method) -> forms.Form | None:
        if method.settings is None:
            return None
        typed = self.data if self.is_bound and self["method"].data == key else None
        initial = settings_of_step(self.session.current_step, key)
        return method.settings(typed, prefix=key, initial=initial, auto_id="opening-%s")

    @property
    def offered(self) -> list[MethodChoice]:
        """The methods, in the order of their buttons."""
        return list(self.methods.values())

    @property
    def chosen_settings(self) -> forms.Form | None:
        """The settings of the chosen method, bound to what was typed."""
        chosen = self.methods.get(str(self["method"].value()))
        return chosen.settings if chosen else None

    def is_valid(self) -> bool:
        """Whether both the choice and the settings of the chosen method are right."""
        settings = self.chosen_settings
        right = settings is None or settings.is_valid()
        return super().is_valid() and right

    def opening(self) -> Opening:
        """What was chosen."""
        settings = self.chosen_settings
        return Opening(
            proposals=[proposal.pk for proposal in self.cleaned_data["proposals"]],
            method=self.cleaned_data["method"],
            settings=settings.cleaned_data if settings else {},
        )

    def draw_again(self) -> None:
        """Draws the form for the balises of now: whoever sends it again has seen them."""
        self.show_theirs(self.initial["seen"], {})


def drawn_for(session: AtelierSession, visible: Sequence[Proposal] | Any) -> str:
    """What the opening looks at again: the last vote, and the balises that the form offers."""
    latest = latest_poll(session)
    return f"{latest.pk if latest else 0}.{mark_of_options(visible)}"


class PaperForm(SeatForm, DrawnForm):
    """A table without devices: its territory, its name, its people, and what they gave, as the method asks for it."""

    name = Name(
        label=_("Nom de la table"),
        help_text=_("Par exemple «\u00a0Table 3\u00a0». Un nom de table, pas de personne."),
        max_length=longest(TableTally, "name"),
    )
    seats = forms.IntegerField(
        label=_("Personnes qui ont voté sur papier"),
        help_text=_(
            "Sans celles qui ont pris un téléphone\u00a0: elles votent par elles-mêmes. Une feuille"
            " laissée blanche compte."
        ),
        min_value=1,
        max_value=LARGEST_TABLE,
        error_messages={
            "min_value": _("Une table a au moins une personne."),
            "max_value": _(
                "Une table a %(limit_value)s personnes au plus\u00a0: faites-en plusieurs."
            ),
        },
    )
    field_order = ("territory", "name", "seats")

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, session=poll.session, **{"auto_id": "table-%s", **kwargs})
        self.balises = list(poll.proposals.filter(hidden_at__isnull=True).order_by("pk"))
        form = poll.method.table
        self.given: TableForm | None = None
        if form is not None:
            self.given = form(
                self.data if self.is_bound else None,
                options=[balise.pk for balise in self.balises],
                settings=poll.rules,
                seats=self._typed_seats(),
                auto_id="table-%s",
            )

    def _typed_seats(self) -> int:
        """The number that was typed; the largest one where it is no number of people, which has its own sentence."""
        try:
            return int(self.fields["seats"].clean(self["seats"].value()))
        except forms.ValidationError:
            return LARGEST_TABLE

    @property
    def lines(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each balise with its fields."""
        if self.given is None:
            return []
        return [
            (balise.statement, [each for each in self.given if _is_of(each, balise.pk)])
            for balise in self.balises
        ]

    def is_valid(self) -> bool:
        """Whether both the table and what it gave are right."""
        right = self.given is None or self.given.is_valid()
        return super().is_valid() and right

    def tally(self) -> dict[str, Any]:
        """What the table gave, in the method's own JSON."""
        return self.given.tally() if self.given else {}


def _is_of(field: forms.BoundField, option: int) -> bool:
    return field.name.endswith(f"-{option}")
