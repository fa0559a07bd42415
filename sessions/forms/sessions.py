"""The forms to prepare a séance, and to edit it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from referentiel.models import Referentiel, Territory
from referentiel.models.referentiel import DEFAULT_SLUG
from sessions.forms.continuing import ContinuingForm
from sessions.forms.session_fields import SessionFields
from sessions.forms.time_zones import time_zone_choices
from sessions.models import AtelierSession, Facilitator
from sessions.steps.agendas import AGENDAS, Agenda, usual_agenda
from texts.drawn import DrawnForm


class StakesChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Names a référentiel with its stakes."""

    def label_from_instance(self, obj: Referentiel) -> str:
        """« Référentiel Villes pairs : Engagement, Coopération… »"""
        names = ", ".join(stake.short_title for stake in obj.offered)
        return _("%(referentiel)s\u00a0: %(stakes)s") % {"referentiel": obj, "stakes": names}


class SessionForm(ContinuingForm):
    """Asks what a facilitator decides before a séance; the secrecy of cards and the stakes for good."""

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
        super().__init__(*args, facilitator=facilitator, **kwargs)
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
