"""Inserts and updates composed once."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import UpdateQuery

from .querysets import Converters, Slot, fields_of_slots, own_connection, parameter_of

M = TypeVar("M", bound=models.Model)


class Insert(Generic[M]):
    """Inserts instances of one model: `insert(instance)` gives it back with its key.

    With `replaces` and `updates`, a row with the same values of `replaces` is updated instead; the instance
    then has no key. Raises IntegrityError as `save` would.
    """

    def __init__(
        self, model: type[M], *, replaces: Sequence[str] = (), updates: Sequence[str] = ()
    ) -> None:
        self.model, self.replaces, self.updates = model, replaces, updates
        self._sql = ""

    def __call__(self, instance: M) -> M:
        """One statement."""
        if not self._sql:
            self._compose()
        database = own_connection()
        values = [
            field.get_db_prep_save(field.pre_save(instance, add=True), database)
            for field in self.fields
        ]
        with database.cursor() as cursor:
            cursor.execute(self._sql, values)
            if self.returns_key:
                instance.pk = cursor.fetchone()[0]
        instance._state.adding, instance._state.db = False, DEFAULT_DB_ALIAS
        return instance

    def _compose(self) -> None:
        meta, operations = self.model._meta, connection.ops
        self.fields = [
            field for field in meta.local_concrete_fields if field is not meta.auto_field
        ]
        self._check(meta)
        key = None if self.replaces else meta.auto_field
        self.returns_key = key is not None
        names = ", ".join(operations.quote_name(str(field.column)) for field in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        sql = f"INSERT INTO {operations.quote_name(meta.db_table)} ({names}) VALUES ({places})"
        if self.replaces:
            sql += " " + operations.on_conflict_suffix_sql(
                self.fields,
                OnConflict.UPDATE,
                [meta.get_field(name).column for name in self.updates],  # type: ignore[union-attr]
                [meta.get_field(name).column for name in self.replaces],  # type: ignore[union-attr]
            )
        elif key is not None:
            sql += f" RETURNING {operations.quote_name(str(key.column))}"
        self._sql = sql

    def _check(self, meta: Any) -> None:
        """A model with these would need more than its plain values: use Django's own `save`."""
        for field in self.fields:
            assert not hasattr(field, "get_placeholder"), f"{field} is no plain value"
            assert not field.has_db_default(), f"{field} has a default of the database"
        assert not meta.parents, f"{meta.label} has its fields in several tables"


class UpdateOne(Generic[M]):
    """Changes one row by its key and gives it back as it is then, in one statement (UPDATE … RETURNING).

    `changes` are what `QuerySet.update` takes, e.g. `last_seq=F("last_seq") + 1`.
    """

    def __init__(self, model: type[M], **changes: Any) -> None:
        self.model, self.changes = model, changes
        self._sql = ""

    def __call__(self, pk: int) -> M:
        """The changed row; raises the model's DoesNotExist."""
        if not self._sql:
            self._compose()
        database = own_connection()
        with database.cursor() as cursor:
            cursor.execute(self._sql, [each.value([pk], database) for each in self.parameters])
            row = cursor.fetchone()
        if row is None:
            raise self.model.DoesNotExist  # type: ignore[attr-defined]
        found = self.converters.convert(row, database)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, found)

    def _compose(self) -> None:
        queryset = self.model._default_manager.filter(pk=Slot(0))
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(self.changes)  # type: ignore[attr-defined]
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        fields = fields_of_slots(query.where)
        self.parameters = [parameter_of(each, fields) for each in parameters]
        meta = self.model._meta
        columns = meta.concrete_fields
        self.converters = Converters(compiler, [each.get_col(meta.db_table) for each in columns])
        self.names = [field.attname for field in columns]
        names = ", ".join(connection.ops.quote_name(str(field.column)) for field in columns)
        self._sql = f"{sql} RETURNING {names}"
