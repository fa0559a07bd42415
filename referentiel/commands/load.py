"""Load the référentiel from files that people can read.

Each file is a list of objects. Relations are written as the natural key of their target: a season
by its number, an organisation or a territory by its slug, an atelier by the list [season, number].

A load may run at each start of the site, so it leaves alone whatever people have changed or removed
(docs/decisions/0044): it creates what it has never created, and brings a field up to date where it wrote
itself what stands there. With ``overwrite`` the values of the files win, and what was removed comes back.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from referentiel.commands.base import Author, keep
from referentiel.commands.indexing import indexed_once
from referentiel.commands.loaded import Loaded
from referentiel.models import (
    Atelier,
    Collective,
    Guest,
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
    """Says which file fills which model, and which fields identify a row."""

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
    Section("guests.json", Guest, ("collective", "organisation")),
    Section("ateliers.json", Atelier, ("season", "number")),
    Section("talks.json", Talk, ("atelier", "title")),
    Section("resources.json", Resource, ("slug",)),
)
REFERENCES: dict[type[models.Model], tuple[str, ...]] = {
    section.model: section.key for section in SECTIONS
}


@dataclass
class LoadReport:
    """Counts the rows by what a load did with them.

    ``kept`` names those that people have changed, ``removed`` counts those that people have removed.
    """

    created: int = 0
    restored: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)


class Removed(LookupError):
    """The target of a relation was removed by hand since a load created it."""


@transaction.atomic
def load_referentiel(
    *, directory: Path = DIRECTORY, overwrite: bool = False, author: Author = LOADING
) -> LoadReport:
    """Load every file of ``directory``, all or nothing.

    Raises:
        LoadError: a file is missing or broken; nothing was changed.
    """
    report = LoadReport()
    loaded = Loaded(author)
    with indexed_once():
        for section in SECTIONS:
            for index, row in enumerate(read_rows(directory / section.file), start=1):
                try:
                    load_row(section, row, report, overwrite=overwrite, loaded=loaded)
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
    section: Section,
    row: Row,
    report: LoadReport,
    *,
    overwrite: bool,
    loaded: Loaded | None = None,
) -> None:
    """Create, bring up to date or keep the row's object, and count it in ``report``."""
    loaded = loaded or Loaded(LOADING)
    try:
        fields, links = resolve(section.model, row, loaded)
    except Removed:
        report.removed += 1
        return
    identity = {name: fields.pop(name) for name in section.key}
    found = known(section.model, identity, loaded)
    if found is None:
        if not overwrite and loaded.has_loaded(section.model, identity):
            report.removed += 1
            return
        created = section.model(**identity, **fields)
        keep(created, links=links, author=loaded.author)
        loaded.add(created, identity)
        report.created += 1
        return
    differing = [name for name in (*fields, *links) if not says(found, name, fields, links)]
    ours = differing if overwrite else [n for n in differing if loaded.wrote(found, n)]
    if ours:
        for name in fields.keys() & set(ours):
            setattr(found, name, fields[name])
        keep(
            found,
            links={name: links[name] for name in links.keys() & set(ours)},
            author=loaded.author,
        )
        report.restored += 1
    elif not differing:
        report.unchanged += 1
    if len(ours) < len(differing):
        report.kept.append(str(found))


def known(model: Any, identity: Row, loaded: Loaded) -> models.Model | None:
    """Finds the object that a load created for this key, whatever key it has since; else the one that has the key."""
    found: models.Model | None = None
    if (number := loaded.number_of(model, identity)) is not None:
        found = model._default_manager.filter(pk=number).first()
    return found or model._default_manager.filter(**identity).first()


def resolve(model: type[models.Model], row: Row, loaded: Loaded) -> tuple[Row, Row]:
    """Turn the values of a file into field values, and into lists of linked objects."""
    fields: Row = {}
    links: Row = {}
    for name, value in row.items():
        column = model._meta.get_field(name)
        if not isinstance(column, models.Field):
            raise FieldDoesNotExist(f"« {name} » ne se remplit pas depuis un fichier.")
        if isinstance(column, models.ManyToManyField):
            links[name] = list(targets(column.related_model, value, loaded))
        elif isinstance(column, models.ForeignKey):
            fields[name] = find(column.related_model, value, loaded)
        else:
            fields[name] = column.to_python(value)
    return fields, links


def targets(model: Any, keys: Iterable[object], loaded: Loaded) -> Iterator[models.Model]:
    """Finds the targets of a link. Those that people have removed are left out."""
    for key in keys:
        with suppress(Removed):
            yield find(model, key, loaded)


def find(model: Any, key: object, loaded: Loaded) -> models.Model:
    """Find the target of a relation by its natural key: a value, or a list where the key has several parts.

    Raises:
        Removed: people have removed it.
        LookupError: there has never been one.
    """
    names = REFERENCES[model]
    parts: Any = [key] if len(names) == 1 else key
    identity, _links = resolve(model, dict(zip(names, parts, strict=True)), loaded)
    target = known(model, identity, loaded)
    if target is None and loaded.has_loaded(model, identity):
        raise Removed
    if target is None:
        raise LookupError(f"{model._meta.verbose_name} « {key} » introuvable.")
    return target


def says(found: models.Model, name: str, fields: Row, links: Row) -> bool:
    """Tell whether an object already says what its row says in one of its columns."""
    if name in links:
        return set(getattr(found, name).all()) == set(links[name])
    return bool(getattr(found, name) == fields[name])


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
