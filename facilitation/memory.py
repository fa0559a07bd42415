"""What a process holds from its start to its end."""

import gc

from django.urls import get_resolver


def settle() -> None:
    """Loads what requests need, and takes all that is loaded out of the garbage collector's sight.

    It would look through all of Django at each full collection: 117 ms in which a hall heard nothing.
    """
    # The first look at the addresses imports every view.
    len(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
