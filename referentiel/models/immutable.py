"""Rows that are added and read, and hardly ever changed."""

from typing import Any, ClassVar

from django.db import models


class Immutable(Exception):
    """A row that is kept for good is neither changed nor removed."""


class FixedRows(models.QuerySet[Any]):
    """Rows of a `Fixed` model."""

    def update(self, **changed: Any) -> int:
        """Raises Immutable, but for the columns that may change."""
        if not changed.keys() <= self.model.may_change:
            raise Immutable
        return super().update(**changed)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises Immutable, but for rows that may go."""
        if not self.model.may_go:
            raise Immutable
        return super().delete()


class Fixed(models.Model):
    """A row that stays as it was written. Only `may_change` names columns that a command may change, in bulk.

    Rows that `may_go` can be removed whole, by a command that leaves an entry in the history.
    """

    may_change: ClassVar[frozenset[str]] = frozenset()
    may_go: ClassVar[bool] = False

    objects = FixedRows.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises Immutable for a row that is kept already."""
        if not self._state.adding:
            raise Immutable
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Immutable, but for a row that may go."""
        if not self.may_go:
            raise Immutable
        return super().delete(*args, **kwargs)
