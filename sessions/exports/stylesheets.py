"""The stylesheets of the compte rendu, linked or embedded."""

from django.utils.safestring import SafeString

from sessions.cards.signs import signs_stylesheet
from texts.stylesheets import embedded

STYLESHEETS = ("css/tokens.css", "css/base.css", "css/stakes.css", "css/report.css")


def embedded_styles() -> SafeString:
    """All of them as one text, signs included; fonts fall back to those of the machine."""
    # The address that `embedded` looks for, so that signs are embedded like other drawings.
    return embedded(STYLESHEETS, signs_stylesheet(lambda name: f"../{name}"))
