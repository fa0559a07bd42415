"""One reader's reading of one card: an intensity and a reason for each stake."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from sessions.models import StakeReading
from sessions.queries.mine import mark_of
from sessions.queries.stakes import SessionStake
from texts.columns import longest
from texts.drawn import DrawnForm
from texts.forms import Words

INTENSITIES = [(0, _("pas concerné")), *StakeReading.Intensity.choices]


class Row(NamedTuple):
    """What the template shows for one stake."""

    stake: SessionStake
    intensity: forms.BoundField
    reason: forms.BoundField


class ReadingForm(DrawnForm):
    """Two fields per stake: `intensity-<key>` and `reason-<key>`."""

    def __init__(
        self,
        *args: Any,
        stakes: Iterable[SessionStake],
        mine: Mapping[str, StakeReading],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stakes = list(stakes)
        self.fields["seen"].initial = mark_of(mine)
        for stake in self.stakes:
            self._add_fields(stake, mine.get(stake.key))

    def _add_fields(self, stake: SessionStake, known: StakeReading | None) -> None:
        self.fields[f"intensity-{stake.key}"] = forms.TypedChoiceField(
            label=stake.short_title,
            choices=INTENSITIES,
            coerce=int,
            empty_value=None,
            required=False,
            initial=known.intensity if known else 0,
            widget=forms.RadioSelect,
        )
        self.fields[f"reason-{stake.key}"] = Words(
            label=_("En quoi ?"),
            max_length=longest(StakeReading, "reason"),
            required=False,
            initial=known.reason if known else "",
        )

    @property
    def rows(self) -> Sequence[Row]:
        """The fields by stake, in the order of the référentiel."""
        return [
            Row(stake, self[f"intensity-{stake.key}"], self[f"reason-{stake.key}"])
            for stake in self.stakes
        ]

    def clean(self) -> dict[str, Any]:
        """Refuses a reason without an intensity, which would be lost silently."""
        cleaned = super().clean() or {}
        for stake in self.stakes:
            if cleaned.get(f"reason-{stake.key}") and not cleaned.get(f"intensity-{stake.key}"):
                self.add_error(
                    f"intensity-{stake.key}",
                    _("Vous dites en quoi : choisissez aussi l’intensité."),
                )
        return cleaned

    def compare(self, mine: Mapping[str, StakeReading]) -> None:
        """Shows the reading that is kept now where it differs from this one."""
        theirs: dict[str, Any] = {}
        for stake in self.stakes:
            known = mine.get(stake.key)
            intensity, reason = (known.intensity, known.reason) if known else (0, "")
            if (self.cleaned_data[f"intensity-{stake.key}"] or 0) != intensity:
                theirs[f"intensity-{stake.key}"] = dict(INTENSITIES)[intensity]
            if self.cleaned_data[f"reason-{stake.key}"] != reason:
                theirs[f"reason-{stake.key}"] = reason
        self.show_theirs(mark_of(mine), theirs)

    def tags(self) -> dict[str, Any]:
        """`{stake key: {"intensity": 1–3, "reason": "…"}}` for the stakes at play."""
        return {
            stake.key: {
                "intensity": self.cleaned_data[f"intensity-{stake.key}"],
                "reason": self.cleaned_data[f"reason-{stake.key}"],
            }
            for stake in self.stakes
            if self.cleaned_data[f"intensity-{stake.key}"]
        }
