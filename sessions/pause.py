"""How long recurring work pauses between two rounds. Under load, other work gets this time, and one round takes up
more changes.
"""

from sessions.bucket import Bucket


class Pause:
    """The balance of one worker, in seconds. It grows by `share` of the time that passes; a round subtracts its length.

    The worker pauses when the balance is below zero. A full balance holds `ahead` seconds, so that a few changes in a
    row never wait. `longest` is the longest single pause, in seconds. The defaults suit the hub of a room.
    """

    def __init__(
        self, now: float, *, share: float = 1 / 3, ahead: float = 0.1, longest: float = 0.1
    ) -> None:
        """The balance is full at this moment of a monotonic clock (seconds)."""
        self.share, self.ahead, self.longest = share, ahead, longest
        self.until = now
        """When the latest pause ends, by the same clock."""
        self._balance = Bucket(burst=ahead, a_second=share, now=now)

    def after(self, began: float, now: float) -> float:
        """Seconds to pause after a round that `began` then and ends `now`."""
        # After a very long round, what the longest pause does not cover is forgotten.
        self._balance.take(now - began, now, lowest=-self.share * self.longest)
        seconds = self._balance.wait(0.0, now)
        self.until = now + seconds
        return seconds
