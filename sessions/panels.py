"""The panels of live pages: what a kind of step shows, by key. A kind's own panel needs one line here."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions.audience import Audience
from sessions.models import AtelierSession


@dataclass(frozen=True)
class Panel:
    """A part of a board: its template includes fragments, and works in the board of each audience."""

    key: str
    template: str
    heading: str | Promise = ""
    """The heading above the panel; none where the included fragment has one."""
    title: str | Promise = ""
    """The name of the panel in the menu of a phone; its heading when there is none."""
    is_view: bool = True
    """Whether a phone shows it by itself, from its menu. Otherwise it stands above the view that is shown."""

    @property
    def tab(self) -> str | Promise:
        return self.title or self.heading


PANELS: dict[str, Panel] = {
    panel.key: panel
    for panel in (
        Panel("invitation", "sessions/parts/invitation.html"),
        Panel("resources", "sessions/fragments/resources.html", is_view=False),
        Panel("discussion", "sessions/fragments/discussion.html", is_view=False),
        Panel("gaps", "sessions/fragments/gaps.html"),
        Panel("turnout", "sessions/fragments/turnout.html"),
        Panel("poll", "sessions/panels/poll.html"),
        Panel("counts", "sessions/parts/counts.html"),
        Panel(
            "trajectories",
            "sessions/parts/trajectories.html",
            heading=_("Les trajectoires"),
            title=_("Trajectoires"),
        ),
        Panel(
            "balises",
            "sessions/panels/balises.html",
            heading=_("Les balises émergentes"),
            title=_("Balises"),
        ),
        Panel(
            "trials",
            "sessions/panels/trials.html",
            heading=_("Les balises à l’épreuve"),
            title=_("Épreuve"),
        ),
        Panel("vote", "sessions/panels/vote.html", heading=_("Vote et bilan")),
        Panel("introduction", "sessions/parts/introduction.html", is_view=False),
        Panel("voices", "sessions/fragments/voices.html"),
        Panel("heatmap", "sessions/fragments/heatmap.html"),
    )
}
"""In the order in which a page holds them. A step shows its own, in its own order."""


def panels_of(session: AtelierSession, audience: Audience) -> Sequence[Panel]:
    """All that a step of this séance shows to this audience; a key that nobody knows is left out."""
    named = {key for step in session.steps.all() for key in step.kind.panels.of(audience.role)}
    return [panel for key, panel in PANELS.items() if key in named]
