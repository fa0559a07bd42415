"""Whose voices are missing: for facilitators, and for the hall where they say so."""

from sessions.audience import AudienceRole
from sessions.fragments.people import LOSES_A_SEAT
from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession
from sessions.queries.voices import voices


def _load(session: AtelierSession) -> Context:
    return {"voices": voices(session)}


SPEAKS = (
    *("card_posted", "card_deleted", "card_read"),
    *("balise_proposed", "balise_supported", "balise_unsupported"),
)
SITS = ("participant_joined", "participant_introduced", "participant_moved", *sorted(LOSES_A_SEAT))

VOICES = SingleFragment(
    key="voices",
    load=_load,
    roles=frozenset({AudienceRole.FACILITATORS, AudienceRole.PROJECTOR}),
    shows=dict.fromkeys((*SPEAKS, *SITS, "step_opened", "voices_shown", "voices_hidden"), always),
)
