"""How long recurring work pauses between two rounds: under load, others get the time and more changes share a round."""

from sessions.bucket import Bucket


class Pause:
    """The balance of one worker. It earns `share` of the time that passes, and spends what its rounds take.

    It may work `ahead` seconds before it has earned them: a few changes in a row never wait. `longest`
    is the most that it pauses at once, in seconds. The defaults suit the hub of a room.
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
        # What a very long round owes beyond the longest pause is forgiven.
        self._balance.take(now - began, now, lowest=-self.share * self.longest)
        seconds = self._balance.wait(0.0, now)
        self.until = now + seconds
        return seconds
