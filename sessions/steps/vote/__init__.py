"""Vote: people say which balises resonate, by its method; it is no election (docs/domain.md, « Voting »)."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind
from sessions.steps.vote.settings import VoteSettings

KIND = StepKind(
    key="vote",
    name=_("Vote"),
    instruction=_(
        "Dites ce que vous pensez des balises : l’équipe d’animation ouvre le vote, et dit comment on vote."
    ),
    minutes=15,
    allows=frozenset(
        {
            Action.VOTE,
            Action.OPEN_POLL,
            Action.CLOSE_POLL,
            Action.REOPEN_POLL,
            Action.REVEAL_POLL,
            Action.LEAD_CONSENT,
            Action.SETTLE_OBJECTION,
            Action.ENTER_TABLE,
        }
    ),
    panels=Panels(
        facilitators=("poll", "counts", "trajectories", "balises", "heatmap"),
        projector=("turnout", "poll"),
    ),
    front="vote",
    settings=VoteSettings,
)
