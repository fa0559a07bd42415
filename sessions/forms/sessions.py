"""The forms to prepare a séance, and to edit it."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from referentiel.models import Season, Territory
from referentiel.models.dates import validate_near
from sessions.forms.choices import SeveralOf
from sessions.forms.time_zones import time_zone_choices
from sessions.models import AtelierSession
from sessions.models.session import usual_time_zone
from sessions.queries.editions import EditionBalise, TestedEdition
from sessions.steps import Action
from sessions.steps.agendas import AGENDAS, Agenda, agenda_with, usual_agenda
from texts.cleaning import clean_name
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.folding import name_key
from texts.forms import PlainText, Words

LONGEST_NAME, MOST_TERRITORIES = 120, 30


class SessionFields(forms.Form):
    """Title, season, date, territories to add: known ones, and new ones one per line."""

    title = Words(
        label=_("Titre"),
        max_length=longest(AtelierSession, "title"),
        error_messages={"required": _("Donnez un titre à la séance.")},
    )
    season = forms.ModelChoiceField(
        label=_("Saison"),
        queryset=Season.objects.all(),
        required=False,
        empty_label=_("Hors saison"),
    )
    held_on = forms.DateField(
        label=_("Date"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=[validate_near],
    )
    time_zone = forms.ChoiceField(
        label=_("Heure de"),
        required=False,
        choices=time_zone_choices,
        initial=usual_time_zone,
        help_text=_("Les heures de la séance et du compte rendu sont celles de ce lieu."),
    )
    territories = SeveralOf(
        label=_("Territoires du référentiel"),
        queryset=Territory.objects.filter(is_example=False),
        required=False,
        help_text=_("Cochez ceux qui viennent. S’il en manque, ajoutez-les dessous."),
        widget=forms.CheckboxSelectMultiple,
    )
    new_territories = PlainText(
        label=_("Ajouter des territoires"),
        required=False,
        max_length=2000,
        help_text=_("Un par ligne. Ils rejoindront le référentiel."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def clean_time_zone(self) -> str:
        """The time zone; the initial one when the request names none."""
        shown = self.get_initial_for_field(self.fields["time_zone"], "time_zone")
        return str(self.cleaned_data["time_zone"] or shown)

    def clean_new_territories(self) -> list[str]:
        """Names, one per line, without repeats."""
        lines = map(clean_name, self.cleaned_data["new_territories"].split("\n"))
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > LONGEST_NAME for name in names):
            raise ValidationError(_("Un nom de territoire a au plus 120 signes, un nom par ligne."))
        return names

    def names(self, present: Iterable[Territory] = ()) -> set[str]:
        """The territories that the séance would have. Each is there once, however it was chosen."""
        known = [*present, *(self.cleaned_data.get("territories") or ())]
        new = self.cleaned_data.get("new_territories") or ()
        return {name_key(name) for name in [*map(str, known), *new]}

    def refuse_too_many(self, names: set[str]) -> None:
        """Adds an error when there are more territories than a projector can show."""
        if len(names) > MOST_TERRITORIES:
            self.add_error("territories", _("Une séance réunit trente territoires au plus."))


class SessionForm(SessionFields):
    """What a facilitator decides before a séance; the secrecy of cards for good."""

    agenda = forms.ChoiceField(label=_("Déroulé"), required=False, widget=forms.RadioSelect)
    secrecy = forms.ChoiceField(
        label=_("Les cartes paraissent"),
        choices=[
            (AtelierSession.Secrecy.NAMED, _("avec le nom de leur auteur")),
            (AtelierSession.Secrecy.ANONYMOUS, _("sans nom, avec leur territoire")),
        ],
        initial=AtelierSession.Secrecy.NAMED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["agenda"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(agenda.key, agenda.name) for agenda in AGENDAS]
        field.initial = usual_agenda()

    def agendas(self) -> Iterable[tuple[BoundWidget, Agenda]]:
        """Each agenda with its radio button, to show its steps beside it."""
        return zip(self["agenda"], AGENDAS, strict=True)

    def clean_agenda(self) -> str:
        """The agenda; the one that is ticked initially when the request names none."""
        return self.cleaned_data["agenda"] or usual_agenda()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = self.names()
        if not names and "new_territories" not in self.errors:
            self.add_error("territories", _("Choisissez ou ajoutez au moins un territoire."))
        self.refuse_too_many(names)
        return cleaned


class SessionOfEditionForm(SessionForm):
    """The same form for a séance that puts the balises of an edition to the test, in the words of the edition."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    balises = forms.TypedMultipleChoiceField(
        label=_("Les balises à mettre à l’épreuve"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Cochez au moins une balise."),
            "invalid_choice": _(
                "Une balise choisie vient d’être retirée du référentiel : vérifiez votre choix."
            ),
        },
    )

    def __init__(self, *args: Any, edition: TestedEdition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tested_edition = edition
        self.tested = {each.balise: each for each in edition.balises if not each.retired}
        field, agenda = self.fields["balises"], self.fields["agenda"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(each.balise, each.statement) for each in self.tested.values()]
        field.initial = list(self.tested)
        self.fields["edition"].initial = edition.number
        self.fields["title"].initial = _("Mettre à l’épreuve l’édition %(number)s") % {
            "number": edition.number
        }
        agenda.initial = next((each.key for each in AGENDAS if _tests(each)), agenda.initial)

    def choices(self) -> Iterable[tuple[BoundWidget, EditionBalise]]:
        """Each balise with its box, to say beside it what became of it since."""
        return zip(self["balises"], self.tested.values(), strict=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        agenda = agenda_with(cleaned.get("agenda", ""))
        if agenda is not None and not _tests(agenda):
            self.add_error(
                "agenda",
                _(
                    "Ce déroulé n’a pas d’étape de mise à l’épreuve : choisissez-en un qui en a une."
                ),
            )
        return cleaned

    def chosen(self) -> list[EditionBalise]:
        """The balises that are ticked, in the order of the edition."""
        ticked = set(self.cleaned_data["balises"])
        return [each for number, each in self.tested.items() if number in ticked]


def _tests(agenda: Agenda) -> bool:
    """Whether one of its steps puts balises to the test."""
    return any(Action.ANSWER_TRIAL in step.step_kind.allows for step in agenda.steps)


KEPT = ("title", "season", "held_on", "time_zone")


class SessionEditForm(SessionFields, DrawnForm):
    """What may still change once people are there. Territories are added, never taken out."""

    def __init__(self, *args: Any, session: AtelierSession, **kwargs: Any) -> None:
        kept = {name: getattr(session, name) for name in KEPT}
        kept["seen"] = session.version
        super().__init__(*args, **{"initial": kept, **kwargs})
        zones = self.fields["time_zone"]
        assert isinstance(zones, forms.ChoiceField)
        zones.choices = time_zone_choices(session.time_zone)
        self.present = list(session.territories.all())
        field = self.fields["territories"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        # Only what is shown: the same form, sent again once it was taken, is still a good one.
        others = [
            known
            for known in Territory.objects.filter(is_example=False)
            if known not in self.present
        ]
        field.choices = [(territory.pk, str(territory)) for territory in others]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.refuse_too_many(self.names(self.present))
        return cleaned

    def compare(self, session: AtelierSession) -> None:
        """Shows what stands there now where it differs from what was typed."""
        theirs: dict[str, Any] = {}
        if self.cleaned_data["title"] != session.title:
            theirs["title"] = session.title
        if self.cleaned_data["season"] != session.season:
            theirs["season"] = str(session.season or _("Hors saison"))
        if self.cleaned_data["held_on"] != session.held_on:
            theirs["held_on"] = date_format(session.held_on)
        if self.cleaned_data["time_zone"] != session.time_zone:
            places = dict(time_zone_choices(session.time_zone))
            theirs["time_zone"] = str(places[session.time_zone])
        self.show_theirs(session.version, theirs)
