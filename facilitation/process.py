"""How a serving process is set up: what it holds from start to end, and how long each thread computes at once."""

import ctypes
import gc
import sys

from django.urls import get_resolver

SLICE = 0.0005
"""Seconds after which a thread that computes lets another one go on; Python's own is ten times that.

The event loop has little to do at a time: an answer that was ready waited behind the hub's rendering.
"""

ARENA_MAX, ARENAS = -8, 2
"""The number of this option in glibc's malloc.h, and its value.

By itself glibc makes eight heaps per core for our hundred threads. What each of them once needed stays
there, and no other thread can use it: one burst cost twice the memory, and kept it for good.
"""

MMAP_THRESHOLD, LARGE = -3, 256 * 1024
"""The same for bytes from which a block is the system's own, given back once it is free.

By itself glibc raises this value to the size of the largest such block that was ever given back. After the first
password, whose hash takes 19 MiB, each heap kept 19 MiB for the next hash, and kept boards too.
"""


def settle() -> None:
    """Loads what requests need, and hides all that is loaded from the garbage collector.

    Otherwise each full garbage collection would look through all of Django: no page received anything for 117 ms.
    """
    # The first look at the addresses imports every view.
    len(get_resolver().url_patterns)
    gc.collect()
    gc.freeze()
    sys.setswitchinterval(SLICE)
    share_heaps()


def share_heaps() -> None:
    """Limits the number of heaps of this process and the free memory in them, where the C library makes many heaps."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(ARENA_MAX, ARENAS)
        mallopt(MMAP_THRESHOLD, LARGE)
