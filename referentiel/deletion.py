"""Deleting in the admin: what is in use stays, and a sentence says where it is used."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import CASCADE, Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referentiel.links import PlainLinks

NAMED = 3
"""Users of one kind that a sentence names; more are counted."""


def uses(thing: Model, *, may_name: Callable[[type[Model]], bool]) -> list[str]:
    """Where this row is used, one sentence per kind of user. Rows that are deleted with it do not count.

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
    names = ", ".join(f"« {user} »" for user in users[:NAMED]) if named else ""
    if number > NAMED and names:
        names += "…"
    words = {"thing": thing, "number": number, "kind": kind, "names": names}
    if names:
        return _("« %(thing)s » sert à %(number)s %(kind)s : %(names)s.") % words
    return _("« %(thing)s » sert à %(number)s %(kind)s.") % words


class CarefulAdmin(PlainLinks):
    """Refuses to delete what is in use; says in words, and in numbers, what a deletion takes along."""

    def reasons_to_keep(self, things: Sequence[Model]) -> list[str]:
        """Why these cannot be deleted together, in sentences; none when they can."""
        may_name = self.admin_site.is_registered
        return [reason for thing in things for reason in uses(thing, may_name=may_name)]

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Django's own list would show the rows of link tables, and rows that the asker may not see."""
        things = list(objs)
        _listed, counts, lacking, protected = super().get_deleted_objects(things, request)
        reasons = self.reasons_to_keep(things)
        if protected and not reasons:
            reasons = [_("D’autres éléments en dépendent : retirez-les d’abord.")]
        shown = [f"{capfirst(thing._meta.verbose_name)} : {thing}" for thing in things]
        return shown, _without_rows_between_tables(counts), lacking, reasons


def _without_rows_between_tables(counts: Any) -> dict[str, int]:
    models: Iterable[type[Model]] = apps.get_models(include_auto_created=True)
    between = {str(m._meta.verbose_name_plural) for m in models if m._meta.auto_created}
    return {str(kind): number for kind, number in counts.items() if str(kind) not in between}
