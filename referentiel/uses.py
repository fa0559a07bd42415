"""Where a row is used, in sentences. They are found through the models: no app that refers to rows is named here."""

from collections.abc import Callable
from typing import Any

from django.db.models import CASCADE, Model
from django.utils.translation import gettext as _

NAMED = 3
"""Users of one kind that a sentence names; more are counted."""


def uses(thing: Model, *, may_name: Callable[[type[Model]], bool]) -> list[str]:
    """Says where this row is used, one sentence per kind of user. Rows that are deleted with it do not count.

    The uses are found through the models, so this module need not know which apps refer to a territory.
    Only rows that `may_name` accepts are named; people of a confidential séance are only counted.
    """
    sentences = []
    relations = thing._meta.get_fields(include_hidden=True)
    between = {getattr(relation, "through", None) for relation in relations}
    for relation in relations:
        if not (relation.auto_created and relation.is_relation and not relation.concrete):
            continue
        model: Any = relation.related_model
        # A row between two tables is told by the row that it belongs to.
        if model._meta.auto_created or model in between:
            continue
        if getattr(relation, "on_delete", None) is CASCADE:
            continue
        field = relation.field.name  # type: ignore[union-attr]
        users = model._default_manager.filter(**{field: thing}).distinct()
        if users.exists():
            sentences.append(_sentence(thing, users, may_name(model)))
    return sentences


def _sentence(thing: Model, users: Any, named: bool) -> str:
    options, number = users.model._meta, users.count()
    kind = options.verbose_name if number == 1 else options.verbose_name_plural
    names = ", ".join(f"« {user} »" for user in users[:NAMED]) if named else ""
    if number > NAMED and names:
        names += "…"
    words = {"thing": thing, "number": number, "kind": kind, "names": names}
    if names:
        return _("« %(thing)s » sert à %(number)s %(kind)s : %(names)s.") % words
    return _("« %(thing)s » sert à %(number)s %(kind)s.") % words
