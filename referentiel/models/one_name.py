"""What has a name that nothing else of its kind has, however the name is typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.columns import NameKeyColumn
from texts.folding import name_key


class OneName(models.Model):
    """A row with a `name`; `name_key` is that name folded, and unique in the database."""

    name: Any
    name_key = NameKeyColumn()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Say which row has this name already, before the database refuses it."""
        super().clean()
        rows = type(self)._default_manager.filter(name_key=name_key(self.name or ""))
        twin = rows.exclude(pk=self.pk).first()
        if twin is not None:
            raise ValidationError(
                {"name": _("Ce nom est déjà celui de « %(name)s ».") % {"name": twin}}
            )
