"""Querysets composed once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet, FullResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression, ExpressionList
from django.db.models.lookups import Lookup
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
    prefetch_related_objects,
)
from django.db.models.sql.where import WhereNode

Row = TypeVar("Row")
Shape = tuple[int, ...]
"""The length of each value that is a sequence, -1 for a single one: each shape has SQL of its own."""

LONGEST_SEQUENCE = 20
"""The most values of one sequence. Longer ones are rare, and would fill the memory with statements."""


def own_connection() -> BaseDatabaseWrapper:
    """The connection of this thread. Django's `connection` looks it up anew at each attribute."""
    return connections[DEFAULT_DB_ALIAS]


class NotPreparable(Exception):
    """The SQL of the expression depends on the values, which are not only parameters of it."""


class Slot(Expression):
    """The place of a value in a queryset that is being composed."""

    def __init__(self, place: int, index: int = -1) -> None:
        """`place` counts the values of a call; `index` counts inside a value that is a sequence."""
        super().__init__()
        self.place, self.index = place, index

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """One parameter: the slot itself, which a value replaces at each call."""
        return "%s", [self]


@dataclass(frozen=True)
class Parameter:
    """One parameter of a composed statement: fixed, or a value prepared by its field."""

    fixed: Any = None
    place: int = -1
    index: int = -1
    field: "models.Field[Any, Any] | None" = None

    def value(self, values: Sequence[Any], database: BaseDatabaseWrapper) -> Any:
        """What the database is given."""
        if self.field is None:
            return self.fixed
        value = values[self.place] if self.index < 0 else values[self.place][self.index]
        return self.field.get_db_prep_value(value, database)


class Prepared(Generic[Row]):
    """`make(*values)` is a queryset; `all(*values)` gives its rows without composing it again.

    A value is what a filter compares a field with: a plain value, a model instance (its key is taken), or
    a tuple for `__in`. `make` must use each of them as such and decide nothing by them.
    """

    def __init__(self, make: "Callable[..., models.QuerySet[Any, Row]]") -> None:
        self.make = make
        self._statements: dict[Shape, _Statement | None] = {}

    def all(self, *values: Any) -> list[Row]:
        """The rows of the queryset: model instances, tuples or plain values, as it says."""
        keys = tuple(value.pk if isinstance(value, models.Model) else value for value in values)
        statement = self._statement(keys)
        if statement is None or not statement.takes(keys):
            return list(self.make(*keys))
        return statement.rows(keys)

    def first(self, *values: Any) -> Row | None:
        """The first row, or None."""
        return next(iter(self.all(*values)), None)

    def one(self, *values: Any) -> Row:
        """The only row of a queryset of models; raises the model's DoesNotExist when there is none."""
        found = self.all(*values)
        if not found:
            raise self.make(*values).model.DoesNotExist
        return found[0]

    def _statement(self, values: Sequence[Any]) -> "_Statement | None":
        shape = tuple(len(each) if isinstance(each, tuple) else -1 for each in values)
        if max(shape, default=0) > LONGEST_SEQUENCE:
            return None
        if shape not in self._statements:
            self._statements[shape] = self._compose(shape)
        return self._statements[shape]

    def _compose(self, shape: Shape) -> "_Statement | None":
        slots = [
            Slot(place) if length < 0 else [Slot(place, index) for index in range(length)]
            for place, length in enumerate(shape)
        ]
        try:
            return _Statement(self.make(*slots))
        # Django looks at what some values are. A slot is no such value, and Django then raises one of these.
        except (NotPreparable, EmptyResultSet, FullResultSet, TypeError, ValueError):
            return None


class _Statement:
    """The SQL of a queryset, and how its rows become what the queryset would give."""

    def __init__(self, queryset: "models.QuerySet[Any, Any]") -> None:
        compiler = queryset.query.get_compiler(connection=connection)
        self.sql, parameters = compiler.as_sql()
        fields = fields_of_slots(queryset.query.where)
        self.parameters = [parameter_of(each, fields) for each in parameters]
        select = compiler.select or []
        self.converters = Converters(compiler, [expression for expression, *_ in select])
        self.finish = _finisher(queryset, compiler, select)

    def takes(self, values: Sequence[Any]) -> bool:
        """Whether these values, as parameters, have the same meaning as in one of Django's filters."""
        return all(
            _is_plain(parameter.field, values, parameter)
            for parameter in self.parameters
            if parameter.field is not None
        )

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Runs the statement."""
        database = own_connection()
        with database.cursor() as cursor:
            cursor.execute(self.sql, [each.value(values, database) for each in self.parameters])
            found: list[Any] = cursor.fetchall()
        return self.finish([self.converters.convert(row, database) for row in found])


class Converters:
    """The converters for the columns whose type the database does not have."""

    def __init__(self, compiler: Any, expressions: Sequence[Any]) -> None:
        found = compiler.get_converters(expressions)
        self.columns = [(column, *functions) for column, functions in found.items()]

    def convert(self, row: Sequence[Any], database: BaseDatabaseWrapper) -> Sequence[Any]:
        """The row with Python values. The connection that composed the statement may be closed by now."""
        if not self.columns:
            return row
        converted = list(row)
        for column, functions, expression in self.columns:
            for function in functions:
                converted[column] = function(converted[column], expression, database)
        return converted


def fields_of_slots(where: WhereNode) -> "dict[tuple[int, int], models.Field[Any, Any]]":
    """The field that each slot is compared with, by place and index."""
    found: dict[tuple[int, int], models.Field[Any, Any]] = {}
    for child in where.children:
        if isinstance(child, WhereNode):
            found |= fields_of_slots(child)
        elif isinstance(child, Lookup):
            for slot in _compared(child.rhs):
                if isinstance(slot, Slot):
                    found[slot.place, slot.index] = child.lhs.output_field
    return found


def _compared(side: Any) -> Iterable[Any]:
    """What a field is compared with: Django makes a list of its own out of slots in a sequence."""
    if isinstance(side, ExpressionList):
        return side.get_source_expressions()
    return side if isinstance(side, list | tuple | set) else [side]


def parameter_of(
    parameter: Any, fields: "dict[tuple[int, int], models.Field[Any, Any]]"
) -> Parameter:
    """One parameter of a statement that Django composed; NotPreparable when nothing says what its slot is."""
    if not isinstance(parameter, Slot):
        return Parameter(fixed=parameter)
    place = parameter.place, parameter.index
    if place not in fields:
        raise NotPreparable
    return Parameter(place=parameter.place, index=parameter.index, field=fields[place])


def _is_plain(field: "models.Field[Any, Any]", values: Sequence[Any], parameter: Parameter) -> bool:
    """Django turns None into IS NULL, and knows that no row holds a number that no column can hold."""
    value = values[parameter.place]
    value = value if parameter.index < 0 else value[parameter.index]
    if value is None or hasattr(value, "resolve_expression"):
        return False
    if isinstance(value, int) and not isinstance(value, bool):
        least, most = _range_of(field)
        return (least is None or value >= least) and (most is None or value <= most)
    return not isinstance(value, float)


@cache
def _range_of(field: "models.Field[Any, Any]") -> tuple[int | None, int | None]:
    target: Any = field
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    try:
        return connection.ops.integer_field_range(target.get_internal_type())
    except KeyError:  # no field of whole numbers
        return None, None


def _finisher(
    queryset: "models.QuerySet[Any, Any]", compiler: Any, select: Sequence[Any]
) -> Callable[[list[Any]], list[Any]]:
    """What makes the queryset's own rows out of the database's."""
    kind = queryset._iterable_class
    if kind is FlatValuesListIterable:
        return lambda rows: [row[0] for row in rows]
    if kind is ValuesListIterable and not queryset.query.annotation_select:
        return lambda rows: [tuple(row) for row in rows]
    if kind is not ModelIterable or queryset._known_related_objects:  # type: ignore[attr-defined]
        raise NotPreparable
    return _Models(queryset, compiler, select).build


class _Models:
    """Builds model instances with their `select_related` ones, as Django's ModelIterable does."""

    def __init__(
        self, queryset: "models.QuerySet[Any, Any]", compiler: Any, select: Sequence[Any]
    ) -> None:
        places = compiler.klass_info["select_fields"]
        self.start, self.end = places[0], places[-1] + 1
        self.model = compiler.klass_info["model"]
        self.names = [each[0].target.attname for each in select[self.start : self.end]]
        self.annotations = dict(compiler.annotation_col_map or {})
        # The stubs are those of a later Django, which takes one argument more.
        self.populators = get_related_populators(  # type: ignore[call-arg]
            compiler.klass_info, select, queryset.db
        )
        self.prefetched = queryset._prefetch_related_lookups  # type: ignore[attr-defined]

    def build(self, rows: Sequence[Any]) -> list[Any]:
        """One instance per row."""
        found = [self._one(row) for row in rows]
        if self.prefetched and found:
            prefetch_related_objects(found, *self.prefetched)
        return found

    def _one(self, row: Sequence[Any]) -> Any:
        one = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.start : self.end])
        for populator in self.populators:
            populator.populate(row, one)
        for name, column in self.annotations.items():
            setattr(one, name, row[column])
        return one
