"""The token bucket. Every limit of speed on this site uses this class."""


class Bucket:
    """Holds at most `burst` tokens, and gets `a_second` of them back per second.

    The bucket has no clock: the caller passes the time, in seconds of a monotonic clock.
    """

    def __init__(self, *, burst: float, a_second: float, now: float) -> None:
        """Makes a bucket that is full at the time `now`."""
        self.burst, self.a_second = burst, a_second
        self._tokens, self._counted_at = burst, now

    def wait(self, amount: float, now: float) -> float:
        """The seconds until the bucket holds this number of tokens."""
        return max(0.0, (amount - self._refilled(now)) / self.a_second)

    def take(self, amount: float, now: float, *, lowest: float = float("-inf")) -> None:
        """Takes this number of tokens. A bucket that holds fewer goes below zero, but never below `lowest`."""
        self._tokens, self._counted_at = max(lowest, self._refilled(now) - amount), now

    def _refilled(self, now: float) -> float:
        earned = (now - self._counted_at) * self.a_second
        return min(self.burst, self._tokens + earned)
