"""The token bucket: the one way in which this site counts how fast something goes."""


class Bucket:
    """It holds at most `burst` tokens, and gets `a_second` of them back per second.

    It has no clock: the caller says what time it is, in seconds of a monotonic clock.
    """

    def __init__(self, *, burst: float, a_second: float, now: float) -> None:
        """Full, at this moment."""
        self.burst, self.a_second = burst, a_second
        self._tokens, self._counted_at = burst, now

    def wait(self, amount: float, now: float) -> float:
        """Seconds until it holds so many tokens."""
        return max(0.0, (amount - self._refilled(now)) / self.a_second)

    def take(self, amount: float, now: float, *, lowest: float = float("-inf")) -> None:
        """Takes so many tokens. Where it holds fewer, it owes the difference, but never more than down to `lowest`."""
        self._tokens, self._counted_at = max(lowest, self._refilled(now) - amount), now

    def _refilled(self, now: float) -> float:
        earned = (now - self._counted_at) * self.a_second
        return min(self.burst, self._tokens + earned)
