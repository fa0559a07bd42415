"""Stylesheets of the site inside of a file that needs nothing else."""

import re
from base64 import b64encode
from collections.abc import Iterable
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}\s*")
DRAWING = re.compile(r'url\("\.\./(img/[\w/-]+\.svg)"\)')


class MissingStylesheet(LookupError):
    """A static file is not where the site keeps them."""


def embedded(names: Iterable[str], more: str = "") -> SafeString:
    """These static files and `more` as one text, drawings included; fonts fall back to those of the machine.

    `more` are rules of our own that name drawings as the files do: « ../img/… ».
    """
    styles = "\n".join(_read(name).decode() for name in names) + more
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
