"""What a fleet of web processes bears: a small simulation, from measured costs (docs/scaling.md).

    python -m docs.scaling.simulate                the tables of docs/scaling.md
    python -m docs.scaling.simulate --send 22e-6   another cost of one frame to one socket

A process is one core that does one job after another (the interpreter's lock): it answers POSTs, takes
rounds of its hubs and sends heartbeats. A room's POSTs queue for its row lock. A hub that is at work
collects what is committed meanwhile into its next round, and pauses, as sessions/live/hub.py does.
"""

import argparse
import heapq
import random
import sys
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sessions.pause import Pause

LIMIT = 0.250
"""Seconds from the POST to the last screen, at the 95th percentile, that a room still calls « at once »."""
HEARTBEAT, LOOK = 10.0, 3.0
"""Seconds, as in sessions/live/hub.py."""


@dataclass(frozen=True)
class Costs:
    """Seconds of one core, but for `lock`; docs/scaling.md says where each comes from."""

    post: float = 0.011
    """One POST of a card, from the request to its answer."""
    lock: float = 0.004
    """Time, not work: how long a command holds its room's row lock, commit included."""
    read: float = 0.002
    """What a round costs before it renders: a hop to a thread, the journal, the séance."""
    render: float = 0.0045
    """One changed card with the counts, for one audience."""
    each_more: float = 0.0006
    """Each further fragment of the same round, for one audience."""
    send: float = 49e-6
    """One frame, or one heartbeat, to one socket, on Daphne (docs/benchmarks.md)."""
    look: float = 0.0003
    """One look at the head number without news."""


@dataclass(frozen=True)
class Hall:
    """`rooms` rooms of `people` on `processes`, each room's sockets spread over `spread` of them."""

    rooms: int
    people: int
    processes: int
    spread: int
    writes: float
    """Of one person, a second."""
    audiences: int = 3


@dataclass(frozen=True)
class Outcome:
    """What people saw, and what it took."""

    p50: float
    p95: float
    busy: float
    """Share of the fleet's cores."""
    rounds: float
    """Of one hub, a second: frames that one page gets."""
    coalesced: float
    """Entries that one round takes, on average."""

    @property
    def is_fine(self) -> bool:
        """Whether it still feels immediate, and no queue grows."""
        return self.p95 < LIMIT and self.busy < 0.95


@dataclass
class _Process:
    jobs: deque[tuple[str, int]] = field(default_factory=deque)
    pending: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    queued: set[int] = field(default_factory=set)
    pauses: dict[int, Pause] = field(default_factory=lambda: defaultdict(lambda: Pause(0.0)))
    at_work: bool = False
    worked: float = 0.0


class Simulation:
    """One run; the same seed gives the same outcome."""

    def __init__(self, hall: Hall, costs: Costs, *, seconds: float, seed: int) -> None:
        self.hall, self.costs, self.seconds = hall, costs, seconds
        self.dice = random.Random(seed)  # noqa: S311 -- dice, no secret
        self.processes = [_Process() for _ in range(hall.processes)]
        self.hosts = [
            self.dice.sample(range(hall.processes), hall.spread) for _ in range(hall.rooms)
        ]
        self.sockets = (hall.people + hall.audiences - 1) / hall.spread
        self.lock_free = [0.0] * hall.rooms
        self.events: list[tuple[float, int, str, int, int, float]] = []
        self.order = 0
        self.seen: list[float] = []
        self.rounds = self.entries = 0

    def run(self) -> Outcome:
        """Plays the events in the order of their time, until the last is done."""
        self._plan()
        while self.events:
            now, _, what, process, room, since = heapq.heappop(self.events)
            getattr(self, f"_{what}")(now, process, room, since)
        return self._outcome()

    def _plan(self) -> None:
        a_second = self.hall.people * self.hall.writes
        for room, hosts in enumerate(self.hosts):
            now = self.dice.expovariate(a_second)
            while now < self.seconds:
                self._at(now, "post", self.dice.choice(hosts), room, now)
                now += self.dice.expovariate(a_second)
            for process in hosts:
                self._plan_regular(process, room)

    def _plan_regular(self, process: int, room: int) -> None:
        for what, every in (("beat", HEARTBEAT), ("look", LOOK)):
            now = self.dice.uniform(0, every)
            while now < self.seconds:
                self._at(now, what, process, room, now)
                now += every

    def _at(self, when: float, what: str, process: int, room: int, since: float) -> None:
        self.order += 1
        heapq.heappush(self.events, (when, self.order, what, process, room, since))

    def _post(self, now: float, process: int, room: int, since: float) -> None:
        # The lock is waited for in a thread: other jobs of this process go on.
        self.lock_free[room] = max(now, self.lock_free[room]) + self.costs.lock
        self._enqueue(now, process, "answer", room)
        committed = max(self.lock_free[room], now + self.costs.post)
        self._at(committed, "hint", process, room, since)

    def _hint(self, now: float, process: int, room: int, since: float) -> None:
        for host in self.hosts[room]:
            known = self.processes[host]
            known.pending[room].append(since)
            if room not in known.queued:
                known.queued.add(room)
                self._at(max(now, known.pauses[room].until), "wake", host, room, since)

    def _wake(self, now: float, process: int, room: int, since: float) -> None:
        self._enqueue(now, process, "round", room)

    def _beat(self, now: float, process: int, room: int, since: float) -> None:
        self._enqueue(now, process, "beat", room)

    def _look(self, now: float, process: int, room: int, since: float) -> None:
        self._enqueue(now, process, "look", room)

    def _enqueue(self, now: float, process: int, job: str, room: int) -> None:
        known = self.processes[process]
        known.jobs.append((job, room))
        if not known.at_work:
            self._begin(now, process)

    def _begin(self, now: float, process: int) -> None:
        known = self.processes[process]
        known.at_work = bool(known.jobs)
        if not known.jobs:
            return
        job, room = known.jobs.popleft()
        taken: list[float] = []
        if job == "round":
            known.queued.discard(room)
            taken = known.pending.pop(room, [])
        cost = self._cost(job, len(taken))
        known.worked += cost
        if job == "round":
            known.pauses[room].after(now, now + cost)
        self.seen += [now + cost - since for since in taken]
        self.rounds += bool(taken)
        self.entries += len(taken)
        self._at(now + cost, "next", process, room, now)

    def _next(self, now: float, process: int, room: int, since: float) -> None:
        self._begin(now, process)

    def _cost(self, job: str, entries: int) -> float:
        costs = self.costs
        if job == "round":
            # A process rarely holds all three audiences of a room that is spread over many.
            audiences = 1 + (self.hall.audiences - 1) / self.hall.spread
            rendering = costs.render + costs.each_more * max(0, entries - 1)
            return costs.read + audiences * rendering + costs.send * self.sockets
        return {"answer": costs.post, "look": costs.look}.get(job, costs.send * self.sockets)

    def _outcome(self) -> Outcome:
        waits = sorted(self.seen) or [0.0]
        hubs = self.hall.rooms * self.hall.spread
        return Outcome(
            p50=waits[len(waits) // 2],
            p95=waits[int(len(waits) * 0.95)],
            busy=sum(each.worked for each in self.processes) / (self.seconds * self.hall.processes),
            rounds=self.rounds / hubs / self.seconds,
            coalesced=self.entries / max(1, self.rounds),
        )


def simulate(
    hall: Hall, costs: Costs | None = None, *, seconds: float = 60, seed: int = 1
) -> Outcome:
    """What happens in `seconds` of a busy step."""
    return Simulation(hall, costs or Costs(), seconds=seconds, seed=seed).run()


def most_rooms(hall: Hall, costs: Costs) -> int:
    """The most rooms that this fleet bears with everybody under LIMIT; 0 when not even one."""
    low, high = 0, 1
    while simulate(replace(hall, rooms=high), costs, seconds=30).is_fine:
        low, high = high, high * 2
    while high - low > max(1, low // 20):
        middle = (low + high) // 2
        if simulate(replace(hall, rooms=middle), costs, seconds=30).is_fine:
            low = middle
        else:
            high = middle
    return low


def one_hall(costs: Costs) -> Iterable[str]:
    """300 people in one room."""
    yield "one room of 300 | processes | p50 ms | p95 ms | busy"
    for seconds, processes in ((60, 1), (20, 1), (10, 1), (10, 2)):
        found = simulate(Hall(1, 300, processes, processes, writes=1 / seconds), costs)
        yield (
            f"one write a person in {seconds} s | {processes:9} | {found.p50 * 1000:6.0f} |"
            f" {found.p95 * 1000:6.0f} | {found.busy:4.0%}"
        )


def many_rooms(costs: Costs) -> Iterable[str]:
    """Rooms of 30 people who each write once a minute: pinned to one process, or spread over eight."""
    yield "rooms of 30, one write a person and minute | rooms a core | cores for 10 000 rooms"
    for words, processes, spread in (
        ("each on 1 process (pinned)", 1, 1),
        ("each on 2 of 8", 8, 2),
        ("each on 8 of 8 (nginx in turn)", 8, 8),
    ):
        hall = Hall(rooms=1, people=30, processes=processes, spread=spread, writes=1 / 60)
        each = most_rooms(hall, costs) / processes
        yield f"{words:42} | {each:12.1f} | {10_000 / each if each else 0:8.0f}"


def one_room(costs: Costs) -> Iterable[str]:
    """10 000 people in one room, who each write once in a minute (a vote), or in five."""
    yield "one room of 10 000 | processes | p50 ms | p95 ms | busy | frames a second | entries a frame"
    for minutes in (1, 5):
        for processes in (2, 4, 8, 16):
            hall = Hall(1, 10_000, processes, processes, writes=1 / 60 / minutes)
            found = simulate(hall, costs, seconds=20)
            yield (
                f"one write a person in {minutes} min | {processes:9} | {found.p50 * 1000:6.0f} |"
                f" {found.p95 * 1000:6.0f} | {found.busy:4.0%} | {found.rounds:15.1f} |"
                f" {found.coalesced:5.1f}"
            )


def main() -> None:
    """Prints the tables, with any cost given instead of the measured one."""
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    for name, cost in vars(Costs()).items():
        reader.add_argument(f"--{name.replace('_', '-')}", type=float, default=cost)
    costs = Costs(**vars(reader.parse_args()))
    for line in (*one_hall(costs), "", *many_rooms(costs), "", *one_room(costs)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
