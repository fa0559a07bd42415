"""Mise à l’épreuve: territories say of inherited balises where they hold (season 2 of the source text)."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind

KIND = StepKind(
    key="epreuve",
    name=_("Mise à l’épreuve"),
    instruction=_(
        "Ces balises viennent d’ailleurs. Pour chacune, dites au nom de votre territoire si elle fait"
        " écho, si elle est à adapter, ou si elle ne vaut pas ici, et ce qui le montre."
    ),
    minutes=60,
    allows=frozenset({Action.ANSWER_TRIAL, Action.AMEND, Action.EDIT_PROPOSAL, Action.SUPPORT}),
    panels=Panels(
        participants=("trials", "trajectories", "balises", "vote"),
        facilitators=("trials", "balises", "counts", "trajectories"),
        projector=("counts", "trials"),
    ),
    front="trials",
)
