"""Load the référentiel from files that people can read.

Each file is a list of objects. Relations are written as the natural key of their target: a season
by its number, an organisation or a territory by its slug, an atelier by the list [season, number].

By default only what is missing is created: what exists is kept, since somebody may have edited it.
With ``overwrite`` the values of the files win. Nothing is ever deleted, so a row deleted by hand
comes back.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from referentiel.commands.base import Author, keep
from referentiel.commands.indexing import indexed_once
from referentiel.models import (
    Atelier,
    Collective,
    Organisation,
    Resource,
    Season,
    Stake,
    Talk,
    Territory,
)

LOADING = Author("load_referentiel")
DIRECTORY = Path(__file__).resolve().parent.parent / "data"

Row = dict[str, Any]

# What a wrong name, a wrong value, a missing key or an unknown target raises.
ROW_ERRORS = (ValidationError, FieldDoesNotExist, LookupError, TypeError, ValueError)


class LoadError(Exception):
    """A file cannot be loaded; the message says which file, which row and why."""


@dataclass(frozen=True)
class Section:
    """One file, the model that it fills and the fields that identify a row."""

    file: str
    model: type[models.Model]
    key: tuple[str, ...]


# In the order of their dependencies.
SECTIONS = (
    Section("stakes.json", Stake, ("key",)),
    Section("organisations.json", Organisation, ("slug",)),
    Section("territories.json", Territory, ("slug",)),
    Section("seasons.json", Season, ("number",)),
    Section("collectives.json", Collective, ("season", "territory")),
    Section("ateliers.json", Atelier, ("season", "number")),
    Section("talks.json", Talk, ("atelier", "title")),
    Section("resources.json", Resource, ("slug",)),
)
REFERENCES: dict[type[models.Model], tuple[str, ...]] = {
    section.model: section.key for section in SECTIONS
}


@dataclass
class LoadReport:
    """What a load did, in numbers of rows; ``kept`` names those left as edited."""

    created: int = 0
    restored: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load_referentiel(
    *, directory: Path = DIRECTORY, overwrite: bool = False, author: Author = LOADING
) -> LoadReport:
    """Load every file of ``directory``, all or nothing.

    Raises:
        LoadError: a file is missing or broken; nothing was changed.
    """
    report = LoadReport()
    with indexed_once():
        for section in SECTIONS:
            for index, row in enumerate(read_rows(directory / section.file), start=1):
                try:
                    load_row(section, row, report, overwrite=overwrite, author=author)
                except ROW_ERRORS as error:
                    raise LoadError(f"{section.file}, ligne {index} : {explain(error)}") from error
    return report


def read_rows(path: Path) -> list[Row]:
    """Read a list of objects.

    Raises:
        LoadError: the file is missing, is no JSON, or is not a list of objects.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise LoadError(f"{path.name} : {error}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise LoadError(f"{path.name} : une liste d’objets est attendue.")
    return rows


def load_row(
    section: Section, row: Row, report: LoadReport, *, overwrite: bool, author: Author = LOADING
) -> None:
    """Create, restore or keep the row's object, and count it in ``report``."""
    fields, links = resolve(section.model, row)
    identity = {name: fields.pop(name) for name in section.key}
    found = section.model._default_manager.filter(**identity).first()
    if found is None:
        keep(section.model(**identity, **fields), links=links, author=author)
        report.created += 1
    elif matches(found, fields, links):
        report.unchanged += 1
    elif overwrite:
        for name, value in fields.items():
            setattr(found, name, value)
        keep(found, links=links, author=author)
        report.restored += 1
    else:
        report.kept.append(str(found))


def resolve(model: type[models.Model], row: Row) -> tuple[Row, Row]:
    """Turn the values of a file into field values, and into lists of linked objects."""
    fields: Row = {}
    links: Row = {}
    for name, value in row.items():
        column = model._meta.get_field(name)
        if not isinstance(column, models.Field):
            raise FieldDoesNotExist(f"« {name} » ne se remplit pas depuis un fichier.")
        if isinstance(column, models.ManyToManyField):
            links[name] = [find(column.related_model, key) for key in value]
        elif isinstance(column, models.ForeignKey):
            fields[name] = find(column.related_model, value)
        else:
            fields[name] = column.to_python(value)
    return fields, links


def find(model: Any, key: object) -> models.Model:
    """Find the target of a relation by its natural key: a value, or a list where the key has several parts."""
    names = REFERENCES[model]
    parts: Any = [key] if len(names) == 1 else key
    fields, _links = resolve(model, dict(zip(names, parts, strict=True)))
    target: models.Model | None = model._default_manager.filter(**fields).first()
    if target is None:
        raise LookupError(f"{model._meta.verbose_name} « {key} » introuvable.")
    return target


def matches(found: models.Model, fields: Row, links: Row) -> bool:
    """Tell whether an object already says what its row says."""
    return all(getattr(found, name) == value for name, value in fields.items()) and all(
        set(getattr(found, name).all()) == set(targets) for name, targets in links.items()
    )


def explain(error: Exception) -> str:
    """Say in one line what is wrong with a row."""
    if isinstance(error, ValidationError) and not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    if isinstance(error, ValidationError):
        return " ; ".join(
            f"{name} : {' '.join(messages)}" for name, messages in error.message_dict.items()
        )
    if isinstance(error, KeyError):
        return f"il manque « {error.args[0]} »."
    return str(error)
