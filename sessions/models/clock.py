"""The clock of a step, as a value: it runs, it stands, or there is none."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 10 * 60
"""Minutes."""


@dataclass(frozen=True)
class Clock:
    """Its end while it runs (`sessions/server_time.py`), the seconds that are left while it stands, neither when there
    is none. A clock never closes anything: it goes on past its end until somebody stops it.
    """

    ends_at: datetime | None = None
    seconds: int | None = None

    @property
    def is_running(self) -> bool:
        return self.ends_at is not None

    @property
    def is_standing(self) -> bool:
        return self.seconds is not None

    @property
    def is_there(self) -> bool:
        return self.is_running or self.is_standing

    @property
    def ends(self) -> int | None:
        """The end in milliseconds since 1970, as pages count."""
        return int(self.ends_at.timestamp() * 1000) if self.ends_at else None

    @property
    def mark(self) -> str:
        """Distinguishes two clocks of one step: a button carries it (`seen`)."""
        if self.is_running:
            return f"e{self.ends}"
        return f"s{self.seconds}" if self.is_standing else ""

    def left(self, now: datetime) -> int:
        """The seconds that are left, rounded up as pages show them; 0 past the end."""
        if self.ends_at is None:
            return self.seconds or 0
        return max(0, math.ceil((self.ends_at - now).total_seconds()))

    def running(self, now: datetime) -> "Clock":
        """Goes on with what is left."""
        return Clock(ends_at=now + timedelta(seconds=self.left(now)))

    def standing(self, now: datetime) -> "Clock":
        """Keeps what is left."""
        return Clock(seconds=self.left(now))

    def shifted(self, minutes: int, now: datetime) -> "Clock":
        """With so many minutes more, or fewer. What is left stays between nothing and LONGEST."""
        by = timedelta(minutes=minutes)
        longest = timedelta(minutes=LONGEST)
        if self.ends_at is None:
            left = timedelta(seconds=self.seconds or 0)
            shifted = min(max(left + by, timedelta()), longest)
            return Clock(seconds=int(shifted.total_seconds()))
        if minutes < 0 and self.ends_at <= now:
            return self
        return Clock(ends_at=min(max(max(self.ends_at, now) + by, now), now + longest))
