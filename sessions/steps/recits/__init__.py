"""Récits: each territory tells its trajectory, one card per moment."""

from django.utils.translation import gettext_lazy as _

from sessions.steps.kind import Action, StepKind

KIND = StepKind(
    key="recits",
    name=_("Récits"),
    instruction=_(
        "Racontez la trajectoire de votre territoire : d’où venez-vous, où en êtes-vous,"
        " où allez-vous ? Une carte par moment."
    ),
    minutes=45,
    allows=frozenset({Action.POST_CARD, Action.EDIT_CARD, Action.DELETE_CARD}),
)
