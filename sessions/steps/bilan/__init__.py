"""Bilan: people read the result together, and take it home."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind

KIND = StepKind(
    key="bilan",
    name=_("Bilan"),
    instruction=_(
        "Relisons ensemble ce que la séance a produit : les trajectoires, les lectures, les balises."
    ),
    minutes=25,
    allows=frozenset({Action.REVEAL_POLL}),
    panels=Panels(
        facilitators=("poll", "counts", "trajectories", "balises", "heatmap"),
        projector=("poll", "heatmap"),
    ),
    front="vote",
)
