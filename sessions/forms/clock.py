"""The form that starts a clock with minutes of one's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sessions.models.clock import LONGEST
from sessions.queries.clock import ClockView
from texts.drawn import DrawnForm


class ClockForm(DrawnForm):
    """A number of minutes."""

    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST,
        error_messages={
            "required": _("Écrivez un nombre de minutes, par exemple 10."),
            "invalid": _("Écrivez un nombre entier de minutes, par exemple 10."),
            "min_value": _("Le minuteur compte une minute au moins."),
            "max_value": _(
                "Le minuteur compte %(limit_value)s minutes au plus\u00a0: écrivez moins."
            ),
        },
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "clock-%s", **kwargs})

    def compare(self, now: ClockView | None) -> None:
        """Says where the clock is now. Whoever sends the form again has seen it."""
        if now is None:
            return
        said = gettext("pas de minuteur")
        if now.clock.is_running:
            said = gettext("le minuteur tourne, jusqu’à %(hour)s") % {"hour": now.until}
        elif now.clock.is_standing:
            said = gettext("en pause, il reste %(left)s") % {"left": now.left}
        self.show_theirs(now.seen, {"minutes": said})
