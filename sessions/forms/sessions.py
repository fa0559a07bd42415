"""The forms to prepare a séance, and to edit it."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.forms.boundfield import BoundWidget
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from referentiel.models import Atelier, Referentiel, Season, Territory
from referentiel.models.dates import validate_near
from referentiel.models.referentiel import DEFAULT_SLUG
from sessions.forms.choices import SeveralOf
from sessions.forms.time_zones import time_zone_choices
from sessions.models import AtelierSession, Facilitator
from sessions.models.session import usual_time_zone
from sessions.queries.carrying import cards_to_carry, earlier_sessions
from sessions.steps.agendas import AGENDAS, Agenda, usual_agenda
from texts.cleaning import clean_name
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.folding import name_key
from texts.forms import PlainText, Words


class AtelierOfASeason(forms.ModelChoiceField):  # type: ignore[type-arg]  # for mypy only
    """Names an atelier by its season: a page cannot know which season will be chosen beside it."""

    def label_from_instance(self, obj: Model) -> str:
        assert isinstance(obj, Atelier)
        return f"{obj}\u00a0: {obj.theme}"


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
    atelier = AtelierOfASeason(
        label=_("Atelier"),
        queryset=Atelier.objects.select_related("season"),
        required=False,
        empty_label=_("Aucun en particulier"),
        help_text=_(
            "Une fois close, la séance paraît sur la page de son atelier : son titre et sa date."
        ),
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

    def clean(self) -> dict[str, Any]:
        """Refuses an atelier of another season."""
        cleaned: dict[str, Any] = super().clean() or {}
        atelier = cleaned.get("atelier")
        if atelier and "season" not in self.errors and atelier.season != cleaned.get("season"):
            words = _(
                "Cet atelier est d’une autre saison : choisissez « %(season)s », ou un autre atelier."
            )
            self.add_error("atelier", words % {"season": atelier.season})
        return cleaned

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


class StakesChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Names a référentiel with its stakes."""

    def label_from_instance(self, obj: Referentiel) -> str:
        """« Référentiel Villes pairs : Engagement, Coopération… »"""
        names = ", ".join(stake.short_title for stake in obj.offered)
        return _("%(referentiel)s\u00a0: %(stakes)s") % {"referentiel": obj, "stakes": names}


class EarlierSessions(SeveralOf):
    """Names séances that were closed, each with its date, its season and how many cards it has."""

    def label_from_instance(self, obj: Any) -> str:
        cards = ngettext("%(n)s carte", "%(n)s cartes", obj.shown) % {"n": obj.shown}
        facts = [
            obj.title,
            date_format(obj.held_on),
            *([str(obj.season)] if obj.season else []),
            cards,
        ]
        return " · ".join(facts)


class SessionForm(SessionFields):
    """Asks what a facilitator decides before a séance; the secrecy of cards and the stakes for good."""

    continues = EarlierSessions(
        label=_("Reprendre les cartes de"),
        queryset=AtelierSession.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Chaque territoire retrouve les siennes, copiées avec leur origine et sans aucun nom. Il peut les"
            " modifier, les supprimer, en ajouter : l’ancienne séance n’en change pas."
        ),
        error_messages={
            "invalid_choice": _(
                "Une séance choisie vient d’être rouverte ou supprimée : vérifiez votre choix."
            )
        },
    )
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

    def __init__(self, *args: Any, facilitator: Facilitator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer_earlier(facilitator)
        field = self.fields["agenda"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(agenda.key, agenda.name) for agenda in AGENDAS]
        field.initial = usual_agenda()
        self._ask_for_stakes()

    def _ask_for_stakes(self) -> None:
        """Adds the choice of a référentiel, where there is more than one with stakes."""
        with_stakes = Referentiel.objects.filter(is_example=False, stakes__is_retired=False)
        known = list(with_stakes.distinct())
        if len(known) < 2:
            return
        default = next((one.pk for one in known if one.slug == DEFAULT_SLUG), known[0].pk)
        self.fields["referentiel"] = StakesChoice(
            label=_("Les enjeux de la séance"),
            queryset=with_stakes.distinct().prefetch_related("stakes"),
            empty_label=None,
            initial=default,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choisissez un référentiel.")},
        )

    def _offer_earlier(self, facilitator: Facilitator) -> None:
        """The séances to go on from, and the fictive territories of the demonstration for who leads it."""
        earlier, territories = self.fields["continues"], self.fields["territories"]
        assert isinstance(earlier, forms.ModelMultipleChoiceField)
        assert isinstance(territories, forms.ModelMultipleChoiceField)
        earlier.queryset = earlier_sessions(facilitator)
        seen = Q(is_example=False) | Q(pk__in=earlier.queryset.values("territories"))
        territories.queryset = Territory.objects.filter(seen).distinct()

    @property
    def has_earlier(self) -> bool:
        """Tells whether there is a séance to go on from."""
        return bool(self.fields["continues"].choices)  # type: ignore[attr-defined]

    def numbers(self) -> list[int]:
        """Returns the séances to go on from."""
        return sorted(session.pk for session in self.cleaned_data["continues"])

    def _refuse_nothing_to_carry(self, cleaned: dict[str, Any]) -> None:
        earlier = cleaned.get("continues")
        territories = [territory.pk for territory in cleaned.get("territories") or ()]
        if (
            earlier
            and "territories" not in self.errors
            and not cards_to_carry(earlier, territories)
        ):
            self.add_error(
                "continues",
                _(
                    "Aucun des territoires choisis n’a de carte dans ces séances : cochez-les plus bas."
                ),
            )

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
        self._refuse_nothing_to_carry(cleaned)
        return cleaned


KEPT = ("title", "season", "atelier", "held_on", "time_zone")


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
        if self.cleaned_data["atelier"] != session.atelier:
            theirs["atelier"] = str(session.atelier or _("Aucun en particulier"))
        if self.cleaned_data["held_on"] != session.held_on:
            theirs["held_on"] = date_format(session.held_on)
        if self.cleaned_data["time_zone"] != session.time_zone:
            places = dict(time_zone_choices(session.time_zone))
            theirs["time_zone"] = str(places[session.time_zone])
        self.show_theirs(session.version, theirs)
