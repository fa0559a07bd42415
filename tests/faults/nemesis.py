"""Causes faults at random moments. Every process is one of ours, and is ended by its own id."""

import asyncio
import signal
from random import Random

from tests.instances import Instance, PostgresInstance


class Nemesis:
    """Kills, pauses and restarts; `deeds` says what it did."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.deeds: list[str] = []

    async def wait(self, at_least: float, at_most: float) -> None:
        """Lets people work for a while: the moment of a fault is random, and depends on no condition."""
        await asyncio.sleep(self.dice.uniform(at_least, at_most))

    async def kill(self, instance: Instance) -> None:
        """SIGKILL: nothing is said, flushed or finished."""
        self._note("killed", instance)
        await asyncio.to_thread(instance.kill)

    async def start(self, instance: Instance) -> None:
        """Starts it again where it was."""
        await asyncio.to_thread(instance.start)
        self._note("started", instance)

    async def stop(self, instance: Instance) -> None:
        """SIGTERM, and waits for its end."""
        self._note("stopped", instance)
        await asyncio.to_thread(instance.stop)

    async def freeze(self, instance: Instance, seconds: float) -> None:
        """SIGSTOP, then SIGCONT, as when a machine swaps, or when a virtual machine is moved."""
        assert instance.process is not None
        self._note(f"frozen for {seconds:.1f} s", instance)
        instance.process.send_signal(signal.SIGSTOP)
        try:
            await asyncio.sleep(seconds)
        finally:
            instance.process.send_signal(signal.SIGCONT)

    async def crash(self, database: PostgresInstance) -> None:
        """What `pg_ctl stop -m immediate` does: every backend gone, recovery at the next start."""
        assert database.process is not None
        self._note("crashed", database)
        database.process.send_signal(signal.SIGQUIT)
        await asyncio.to_thread(database.process.wait)
        database.process = None

    def _note(self, deed: str, instance: Instance) -> None:
        self.deeds.append(f"{type(instance).__name__} {deed}")
        print(self.deeds[-1])  # noqa: T201 -- pytest shows it when the test fails
