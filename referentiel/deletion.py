"""Deleting in the admin: what is in use stays, and a sentence says where it is used."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from referentiel.links import PlainLinks
from referentiel.uses import uses


class CarefulAdmin(PlainLinks):
    """Refuses to delete what is in use; says in words, and in numbers, what a deletion takes along."""

    def reasons_to_keep(self, things: Sequence[Model]) -> list[str]:
        """Says in sentences why these cannot be deleted together; none when they can."""
        may_name = self.admin_site.is_registered
        return [reason for thing in things for reason in uses(thing, may_name=may_name)]

    def get_deleted_objects(
        self, objs: Any, request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Replaces Django's own list, which would show the rows of link tables, and rows that the asker may not see."""
        things = list(objs)
        _listed, counts, lacking, protected = super().get_deleted_objects(things, request)
        reasons = self.reasons_to_keep(things)
        if protected and not reasons:
            reasons = [_("D’autres éléments en dépendent : retirez-les d’abord.")]
        shown = [f"{capfirst(thing._meta.verbose_name)} : {thing}" for thing in things]
        return shown, _without_rows_between_tables(counts), lacking, reasons


def _without_rows_between_tables(counts: Any) -> dict[str, int]:
    models: Iterable[type[Model]] = apps.get_models(include_auto_created=True)
    between = {str(m._meta.verbose_name_plural) for m in models if m._meta.auto_created}
    return {str(kind): number for kind, number in counts.items() if str(kind) not in between}
