"""A kind of step with a setting and a panel: the room tells its alliances under a question."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind
from tests.extension.meteo.settings import MeteoSettings

KIND = StepKind(
    key="meteo",
    name=_("Météo des alliances"),
    instruction=_("Dites avec qui votre territoire avance."),
    minutes=10,
    allows=frozenset({Action.POST_CARD, Action.EDIT_CARD, Action.PROPOSE}),
    panels=Panels(
        participants=("meteo", "trajectories", "balises", "vote"),
        facilitators=("meteo", "trajectories", "balises"),
        projector=("meteo",),
    ),
    front="meteo",
    settings=MeteoSettings,
)
