"""Pictures that people send: drawn anew before they are kept, one at a time, in a process with bounds of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_SECONDS = 20
"""A drawing takes one second, three for the largest. The bound of its processor time is in `drawing.py`."""
PATIENCE = 5.0
"""Seconds that one picture waits for another. Meanwhile a form of a room finds other threads."""

_DRAWING = Path(__file__).with_name("drawing.py")
_one_at_a_time = BoundedSemaphore(1)
"""A gate (decision 0022): one drawing takes a core, and hundreds of megabytes for a large picture."""

_DAMAGED = gettext_lazy(
    "Cette image est abîmée ou incomplète : ouvrez-la, enregistrez-la de nouveau, puis réessayez."
)
SENTENCES: Mapping[str, str | Promise] = {
    "pixels": gettext_lazy(
        "Cette image est trop grande : 40 millions de pixels au plus. Réduisez-la, puis réessayez."
    ),
    "moves": gettext_lazy(
        "Cette image bouge : seules les images fixes sont prises. Un film se partage par son lien."
    ),
    "heavy": gettext_lazy(
        "Cette image dépasserait 20 Mo une fois redessinée : réduisez-la, puis réessayez."
    ),
    "damaged": _DAMAGED,
}


@dataclass(frozen=True)
class Picture:
    """Holds a picture as it is kept: nothing of the file that was sent but its pixels. `preview` is a small WebP."""

    content: bytes
    preview: bytes
    width: int
    height: int


def drawn(content: bytes, key: str) -> Picture:
    """Draws a picture of this type anew. Raises ValidationError, in a sentence, when it cannot be."""
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise ValidationError(
            _("D’autres images sont en cours de traitement : réessayez dans un instant.")
        )
    try:
        line, _between, rest = _in_its_process(content, key).partition(b"\n")
    finally:
        _one_at_a_time.release()
    said = json.loads(line)
    if "refused" in said:
        raise ValidationError(str(SENTENCES[said["refused"]]))
    end = said["length"]
    return Picture(rest[:end], rest[end:], said["width"], said["height"])


def _in_its_process(content: bytes, key: str) -> bytes:
    """What the process writes. Raises ValidationError when its bounds have ended it."""
    try:
        # -I: it sees neither our environment's paths nor the folder that the site runs in.
        ran = subprocess.run(
            [sys.executable, "-I", str(_DRAWING), key],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=MOST_SECONDS,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as problem:
        raise ValidationError(
            _("Cette image demande trop de calcul au serveur : réduisez-la, puis réessayez.")
        ) from problem
    return ran.stdout
