"""What this process counts and measures, for `/metrics` (docs/operations.md says what each alarm means).

These are numbers only, never a name, a code or a content.
"""

from prometheus_client import Counter, Gauge, Histogram

MILLISECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

SOCKETS = Gauge("atelier_sockets", "Live pages connected to this process")
ROOMS = Gauge("atelier_rooms", "Rooms that this process follows")
CLOSED = Counter("atelier_sockets_closed", "Sockets closed by us, by code", ["code"])
LAG_ENTRIES = Histogram(
    "atelier_hub_lag_entries",
    "Journal entries taken by one round of a hub: above 1, rounds coalesce",
    buckets=(1, 2, 5, 10, 25, 50, 100, 250, 1000),
)
LAG_SECONDS = Histogram(
    "atelier_hub_lag_seconds",
    "From the oldest entry of a round until its frames are sent",
    buckets=MILLISECONDS,
)
RENDER_SECONDS = Histogram(
    "atelier_render_seconds", "Reading and rendering of one round", buckets=MILLISECONDS
)
CATCH_UPS = Counter("atelier_catch_ups", "Catch-ups rendered", ["by"])
DROPPED_HINTS = Counter(
    "atelier_dropped_hints", "Rounds that found news without a hint: the layer lost some"
)
HINTS_NOT_SENT = Counter("atelier_hints_not_sent", "Hints that the layer would not take")
REFUSED = Counter("atelier_refused_requests", "Requests refused, by status", ["status"])
SLOWED = Counter("atelier_slowed_requests", "Requests made to wait, by what they did", ["what"])
TURNED_AWAY = Counter(
    "atelier_turned_away_requests", "Requests told to come back since many did the same", ["what"]
)
