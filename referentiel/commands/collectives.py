"""Collectives of a season and their guests: added with a territory or an organisation that is new, and removed."""

from uuid import UUID

from referentiel.commands.base import Author, change, remove
from referentiel.commands.once import keep_or_find, made_by
from referentiel.commands.organisations import add_organisation
from referentiel.commands.territories import add_territory
from referentiel.models import ActorFamily, Collective, Guest, TerritoryKind


@change()
def add_collective(
    row: Collective,
    *,
    new_territory: str = "",
    kind: str = "",
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Collective:
    """Adds a collective, with its territory where it names a new one. The same operation adds one.

    Raises ValidationError.
    """
    made = made_by(Collective, operation)
    if made is not None:
        return made
    if new_territory:
        row.territory = add_territory(
            name=new_territory, kind=TerritoryKind(kind), author=author, why=why
        )
    return keep_or_find(
        row, lambda: made_by(Collective, operation), operation=operation, author=author, why=why
    )


@change()
def remove_collective(collective: Collective, *, author: Author, why: str = "") -> None:
    """Takes a collective out of its season, with its guests; each has an entry of its own."""
    for guest in collective.invitations.select_related("organisation"):
        remove(guest, author=author, why=why)
    remove(collective, author=author, why=why)


@change()
def add_guest(
    row: Guest,
    *,
    new_organisation: str = "",
    family: str = "",
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Guest:
    """Adds a guest to a collective, with its organisation where it names a new one. The same operation adds one.

    Raises ValidationError.
    """
    made = made_by(Guest, operation)
    if made is not None:
        return made
    if new_organisation:
        row.organisation = add_organisation(
            name=new_organisation, family=ActorFamily(family), author=author, why=why
        )
    return keep_or_find(
        row, lambda: made_by(Guest, operation), operation=operation, author=author, why=why
    )
