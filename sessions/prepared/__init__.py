"""Querysets and inserts of the most frequent requests: composed once, then run with new values.

Django composes the SQL of a queryset again at each call, which took longer than the answer of the database
(stack fact F34). A `Prepared` keeps the expression, composes the SQL at its first call, and afterwards only puts
values into it. What it cannot compose in this way, it leaves to Django, with the same result.
"""

from .querysets import Prepared
from .writes import Insert, UpdateOne

__all__ = ["Insert", "Prepared", "UpdateOne"]
