"""How a process that serves is set up: what it holds from its start to its end, and how its threads take turns."""

import gc
import sys

from django.urls import get_resolver

TURN = 0.0005
"""Seconds after which a thread that computes lets another one go on; Python's own is ten times that.

The event loop has little to do at a time: an answer that was ready waited behind the hub's rendering.
"""


def settle() -> None:
    """Loads what requests need, and takes all that is loaded out of the garbage collector's sight.

    It would look through all of Django at each full collection: 117 ms in which a hall heard nothing.
    """
    # The first look at the addresses imports every view.
    len(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(TURN)
