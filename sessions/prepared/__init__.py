"""Querysets and inserts of the hot path, composed once and run with other values.

Django composes the SQL of a queryset anew at each call, and that took longer than the database takes to
answer (stack fact F34). A `Prepared` keeps the expression, composes it at its first call, and afterwards
only puts values into it. It leaves to Django whatever it cannot compose in this way, with the same result.
"""

from .querysets import Prepared
from .writes import Insert, UpdateOne

__all__ = ["Insert", "Prepared", "UpdateOne"]
