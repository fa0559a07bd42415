"""How long recurring work rests between two rounds: under load, others get the time and more changes share a round."""


class Rest:
    """The balance of one worker. It earns `share` of the time that passes, and spends what its rounds take.

    It may work `ahead` seconds before it has earned them: a few changes in a row never wait. `longest`
    is the most that it rests at once, in seconds. What is not said is what suits the hub of a room.
    """

    def __init__(
        self, now: float, *, share: float = 1 / 3, ahead: float = 0.1, longest: float = 0.1
    ) -> None:
        """Full, at this moment of a monotonic clock (seconds)."""
        self.share, self.ahead, self.longest = share, ahead, longest
        self.until = now
        """When the latest rest ends, by the same clock."""
        self._balance, self._counted_at = ahead, now

    def after(self, began: float, now: float) -> float:
        """Seconds to rest after a round that `began` then and ends `now`."""
        earned = self.share * (now - self._counted_at)
        balance = min(self.ahead, self._balance + earned) - (now - began)
        # What a very long round owes beyond the longest rest is forgiven.
        self._balance, self._counted_at = max(balance, -self.share * self.longest), now
        seconds = max(0.0, -self._balance / self.share)
        self.until = now + seconds
        return seconds
