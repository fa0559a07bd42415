"""Émergence: people word balises from what the cards teach."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind

KIND = StepKind(
    key="emergence",
    name=_("Émergence"),
    instruction=_(
        "Que retenir pour d’autres territoires ? Formulez des balises, avec un verbe à"
        " l’infinitif, à partir des cartes ; soutenez celles qui vous parlent."
    ),
    minutes=40,
    allows=frozenset({Action.PROPOSE, Action.AMEND, Action.EDIT_PROPOSAL, Action.SUPPORT}),
    panels=Panels(
        # The balises, which are worded now, stand above the cards that they come from.
        facilitators=("balises", "counts", "voices", "trajectories", "heatmap"),
        projector=("counts", "voices", "balises"),
    ),
    front="balises",
)
