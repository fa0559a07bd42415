"""A fragment: how many cards tell of an alliance, and the question of the step."""

from sessions.fragments.registry import Context, SingleFragment, always
from sessions.models import AtelierSession


def _load(session: AtelierSession) -> Context:
    step = session.current_step
    alliances = session.cards.filter(kind="alliance", hidden_at=None)
    return {
        "question": step.setting("question") if step and step.kind.key == "meteo" else "",
        "alliances": alliances.count(),
    }


ALLIANCES = SingleFragment(
    key="alliances",
    load=_load,
    shows={
        "step_opened": always,
        "card_posted": always,
        "card_edited": always,
        "card_deleted": always,
        "card_hidden": always,
        "card_restored": always,
    },
)
