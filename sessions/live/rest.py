"""How long a hub rests between two rounds: under load the commands get the time, and more changes share a frame."""

SHARE = 1 / 3
"""Of the time, in which a hub may work."""
AHEAD = 0.1
"""Seconds of work that it may do before it has earned them: a few changes in a row never wait."""
LONGEST = 0.1
"""Seconds that it rests at most."""


class Rest:
    """The balance of one hub. It earns SHARE of the time that passes, and spends what its rounds take."""

    def __init__(self, now: float) -> None:
        """Full, at this moment of a monotonic clock (seconds)."""
        self._balance, self._counted_at = AHEAD, now

    def after(self, began: float, now: float) -> float:
        """Seconds to rest after a round that `began` then and ends `now`."""
        earned = SHARE * (now - self._counted_at)
        balance = min(AHEAD, self._balance + earned) - (now - began)
        # What a very long round owes beyond the longest rest is forgiven.
        self._balance, self._counted_at = max(balance, -SHARE * LONGEST), now
        return max(0.0, -self._balance / SHARE)
