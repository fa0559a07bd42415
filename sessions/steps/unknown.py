"""A step whose kind this version of the site does not know: it is shown, and allows nothing."""

from django.utils.translation import gettext_lazy as _

from .kind import StepKind

UNKNOWN = StepKind(
    key="unknown",
    name=_("Étape inconnue"),
    instruction=_("Cette version du site ne connaît pas cette étape. Passez à une autre."),
    minutes=0,
)
