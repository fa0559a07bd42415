"""The stylesheets of the compte rendu, linked or embedded."""

import re
from base64 import b64encode
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from sessions.cards.signs import signs_stylesheet

STYLESHEETS = ("css/tokens.css", "css/base.css", "css/stakes.css", "css/report.css")

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
DRAWING = re.compile(r'url\("\.\./(img/[\w/-]+\.svg)"\)')


class MissingStylesheet(LookupError):
    """A static file of the compte rendu is not where the site keeps them."""


def embedded_styles() -> SafeString:
    """All of them as one text, signs included; fonts fall back to those of the machine."""
    styles = "\n".join(_read(name).decode() for name in STYLESHEETS)
    # The address that the expression below looks for, so that signs are embedded like other drawings.
    styles += signs_stylesheet(lambda name: f"../{name}")
    alone = DRAWING.sub(lambda found: _inlined(found[1]), FONT_FACE.sub("", styles))
    # Our own files, no input of anybody.
    return mark_safe(alone)  # noqa: S308


def _inlined(drawing: str) -> str:
    return f'url("data:image/svg+xml;base64,{b64encode(_read(drawing)).decode()}")'


def _read(name: str) -> bytes:
    found = finders.find(name)
    if not found:
        raise MissingStylesheet(name)
    return Path(found).read_bytes()
