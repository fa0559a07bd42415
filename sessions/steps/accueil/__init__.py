"""Accueil: people arrive and sit down with their territory."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind

KIND = StepKind(
    key="accueil",
    name=_("Accueil"),
    instruction=_(
        "Installez-vous avec votre territoire. La séance commence quand tout le monde est là."
    ),
    minutes=15,
    # People who picked the wrong territory see this on their own page, before they tell anything.
    allows=frozenset({Action.MOVE_PARTICIPANT}),
    panels=Panels(
        participants=("introduction", "resources", "trajectories", "balises", "vote"),
        projector=("invitation", "counts", "resources"),
    ),
)
