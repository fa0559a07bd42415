"""The part of the form of a new séance that goes on from what its territories told earlier."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.boundfield import BoundWidget
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from referentiel.models import Territory
from sessions.forms.session_fields import SessionFields
from sessions.models import Facilitator
from sessions.queries.carrying import (
    Earlier,
    EarlierTrajectory,
    earlier_sessions,
    earlier_trajectories,
    season_territories,
)
from texts.folding import name_key

KEY = re.compile(r"[sp][0-9]{1,9}-([0-9]{1,9})")
NUMBER = re.compile(r"[0-9]{1,9}")
HIDDEN: dict[str, Any] = {"required": False, "widget": forms.HiddenInput}


class ContinuingForm(SessionFields):
    """Offers the earlier trajectories of the territories that come. The latest of each is ticked at first.

    Choosing a season ticks its territories. What the page showed travels with it (`season_seen`, `suggested`,
    `offered`), so that only what is new gets ticked: what somebody unticked stays so.
    """

    continues = forms.MultipleChoiceField(
        label=_("Les trajectoires à reprendre"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _(
                "Une trajectoire choisie vient d’être rouverte, retirée ou publiée de nouveau\u00a0: vérifiez votre"
                " choix."
            )
        },
    )
    season_seen = forms.CharField(**HIDDEN)
    suggested = forms.CharField(**HIDDEN)
    offered = forms.CharField(**HIDDEN)

    def __init__(self, *args: Any, facilitator: Facilitator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._facilitator = facilitator
        self._ticked_territories = self._ticked_trajectories = False
        self.fields["territories"].help_text = _(
            "Choisir une saison coche les siens, et la dernière trajectoire de chacun. Cochez ceux qui viennent."
            " S’il en manque, ajoutez-les dessous."
        )
        self._known = self._offer_territories()
        if isinstance(self.data, QueryDict) and "season_seen" in self.data:
            sent = self.data.copy()
            self.data = sent
            self._follow_season(sent)
            self._offer(self._typed_territories())
            self._tick_trajectories(sent)
        else:
            self._offer(self._typed_territories())
            self._begin()

    def _offer_territories(self) -> dict[int, Territory]:
        """Those of the référentiel, and the fictive ones of a demonstration for whoever leads it."""
        field = self.fields["territories"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        told = earlier_sessions(self._facilitator).order_by().values("territories")
        field.queryset = Territory.objects.filter(Q(is_example=False) | Q(pk__in=told))
        return {territory.pk: territory for territory in field.queryset}

    def _follow_season(self, sent: QueryDict) -> None:
        """Ticks the territories of a season chosen since the page was drawn, and unticks those of the one before."""
        season = sent.get("season", "")
        if season == sent["season_seen"]:
            return
        suggested = set(_numbers(sent.get("suggested", "").split(",")))
        ticked = set(_numbers(sent.getlist("territories")))
        of = self._of_season(season)
        gone, fresh = (suggested & ticked) - of, of - suggested - ticked
        self._ticked_territories = bool(gone or fresh)
        now = (ticked - gone) | fresh
        sent.setlist("territories", [str(number) for number in sorted(now)])
        sent["suggested"] = _joined((suggested - gone) | (of - ticked))
        sent["season_seen"] = season

    def _of_season(self, season: object) -> set[int]:
        numbers = _numbers([str(season or "")])
        found = season_territories(self._facilitator, numbers[0]) if numbers else set()
        return found & set(self._known)

    def _typed_territories(self) -> set[int]:
        """Those that are ticked, and those whose name is written among the new ones."""
        if not self.is_bound:
            ticked = self.initial.get("territories") or ()
            return set(ticked) & set(self._known)
        sent = self.data
        several = sent.getlist if isinstance(sent, QueryDict) else lambda name: sent.get(name) or []
        names = {name_key(line) for line in str(sent.get("new_territories", "")).split("\n")}
        written = {number for number, known in self._known.items() if name_key(known.name) in names}
        return (set(_numbers(several("territories"))) & set(self._known)) | written

    def _offer(self, territories: set[int]) -> None:
        self.present = territories
        self.earlier = earlier_trajectories(self._facilitator, territories)
        field = self.fields["continues"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each.source.key, each.title) for each in self.earlier]

    def _tick_trajectories(self, sent: QueryDict) -> None:
        """Ticks the latest one of each territory that the page did not show yet."""
        offered = {key for key in sent.get("offered", "").split(",") if key}
        kept = [key for key in sent.getlist("continues") if self._comes(key)]
        shown = {each.source.key for each in self.earlier}
        fresh = self._latest() - offered
        refused = offered - set(sent.getlist("continues"))
        self._ticked_trajectories = bool(fresh - set(kept))
        sent.setlist("continues", [*kept, *sorted(fresh - set(kept))])
        sent["offered"] = _joined(shown | refused)

    def _comes(self, key: str) -> bool:
        """Tells whether the territory of a trajectory is there; what is no trajectory is left to be refused."""
        found = KEY.fullmatch(key)
        return found is None or int(found[1]) in self.present

    def _latest(self) -> set[str]:
        first: dict[int, str] = {}
        for each in self.earlier:
            first.setdefault(each.territory.pk, each.source.key)
        return set(first.values())

    def _begin(self) -> None:
        """What the first page of the form carries."""
        season = self.initial.get("season") or ""
        self.initial = {
            **self.initial,
            "season_seen": str(season),
            "suggested": _joined(self._of_season(season)),
            "offered": _joined(each.source.key for each in self.earlier),
        }

    def keep_typing(self) -> None:
        """Shows what was typed again, with what the choice of a season ticks. Nothing is looked for to correct yet."""
        self.initial = {
            name: field.widget.value_from_datadict(self.data, self.files, name)
            for name, field in self.fields.items()
        }
        self.is_bound = False

    def trajectories(
        self,
    ) -> Iterable[tuple[Territory, list[tuple[BoundWidget, EarlierTrajectory]]]]:
        """Returns each territory with its earlier trajectories, and the box of each."""
        boxes = zip(self["continues"], self.earlier, strict=True)
        for territory, group in groupby(boxes, key=lambda pair: pair[1].territory):
            yield territory, list(group)

    def chosen_trajectories(self) -> list[Earlier]:
        """Returns what the séance opens with."""
        ticked = set(self.cleaned_data["continues"])
        return sorted(each.source for each in self.earlier if each.source.key in ticked)

    def clean(self) -> dict[str, Any]:
        """Shows first what the choice of a season ticked: whoever prepares the séance has not seen it yet."""
        cleaned = super().clean()
        if self._ticked_territories:
            self.add_error(
                "territories",
                _(
                    "Ce sont les territoires de la saison que vous avez choisie\u00a0: décochez ceux qui ne"
                    " viennent pas, puis créez la séance."
                ),
            )
        elif self._ticked_trajectories:
            self.add_error(
                "continues",
                _(
                    "Ces territoires ont déjà une trajectoire\u00a0: décochez celles que vous ne reprenez pas,"
                    " puis créez la séance."
                ),
            )
        return cleaned


def _numbers(texts: Iterable[str]) -> list[int]:
    """The numbers among these texts that a database can hold; anything else is left to the form to refuse."""
    return [int(text) for text in texts if NUMBER.fullmatch(text)]


def _joined(values: Iterable[object]) -> str:
    return ",".join(sorted(map(str, values)))
