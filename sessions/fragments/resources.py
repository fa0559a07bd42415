"""What the season shares: the room sees it while people arrive."""

from sessions.audience import AudienceRole
from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries.resources import shared_resources


def _shared(session: AtelierSession) -> Context:
    return {"shared": shared_resources(session)}


RESOURCES = SingleFragment(
    key="resources",
    load=_shared,
    # Another season may be chosen. A resource that changes is told by `referentiel_changed`, which means the board.
    shows={"session_edited": always},
    roles=frozenset({AudienceRole.PARTICIPANTS, AudienceRole.PROJECTOR}),
)
