"""Database work of the live room runs on threads of its own.

`database_sync_to_async` shares one thread with every sync view of the process: one slow query there
would delay every room (stack fact F7).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

P = ParamSpec("P")
T = TypeVar("T")

_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="live")
_aside = ThreadPoolExecutor(max_workers=2, thread_name_prefix="aside")


async def in_thread(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs `work` off the event loop; its connection goes back at the end."""
    return await _run(_threads, work, *args, **kwargs)


async def aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """The same for long work that one page asks for. The rounds of hubs do not wait in its queue."""
    return await _run(_aside, work, *args, **kwargs)


async def _run(
    threads: ThreadPoolExecutor, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
) -> T:
    def run() -> T:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            close_old_connections()

    return await asyncio.get_running_loop().run_in_executor(threads, run)
