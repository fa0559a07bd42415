"""Lecture: the double reading of each card, by those who tell it and by their peers."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, Panels, StepKind

KIND = StepKind(
    key="lecture",
    name=_("Lecture"),
    instruction=_(
        "Lisez les cartes de vos pairs, et les vôtres, au regard des enjeux :"
        " lequel est en jeu ici, et en quoi ?"
    ),
    minutes=40,
    # Authors notice a mistake when they read their card aloud: cards can be reworded here, but not added.
    allows=frozenset({Action.READ_CARD, Action.EDIT_CARD, Action.OPEN_DISCUSSION}),
    panels=Panels(
        participants=("discussion", "trajectories", "balises", "vote"),
        facilitators=(
            *("discussion", "gaps", "counts", "voices"),
            *("trajectories", "balises", "heatmap"),
        ),
        projector=("counts", "discussion", "voices", "trajectories"),
    ),
)
