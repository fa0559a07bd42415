"""Collectives of a season and their guests: added with a territory or an organisation that is new, and removed."""

from uuid import UUID

from django.db import transaction

from referentiel.commands.base import Author, keep, remove
from referentiel.commands.once import add_once, made_by
from referentiel.commands.organisations import add_organisation
from referentiel.commands.territories import add_territory
from referentiel.models import ActorFamily, Collective, Guest, TerritoryKind


@transaction.atomic
def add_collective(
    collective: Collective,
    *,
    new_territory: str = "",
    kind: str = TerritoryKind.OTHER,
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
        collective.territory = add_territory(
            name=new_territory, kind=TerritoryKind(kind), author=author, why=why
        )
    return add_once(collective, operation=operation, author=author, why=why)


@transaction.atomic
def remove_collective(collective: Collective, *, author: Author, why: str = "") -> None:
    """Takes a collective out of its season, with its guests; each has an entry of its own."""
    for guest in collective.invitations.select_related("organisation"):
        remove(guest, author=author, why=why)
    remove(collective, author=author, why=why)


@transaction.atomic
def add_guest(
    guest: Guest,
    *,
    new_organisation: str = "",
    family: str = ActorFamily.OPERATOR,
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
        guest.organisation = add_organisation(
            name=new_organisation, family=ActorFamily(family), author=author, why=why
        )
    return add_once(guest, operation=operation, author=author, why=why)


def keep_guest(guest: Guest, *, author: Author, why: str = "") -> Guest:
    """Keeps the role of a guest."""
    keep(guest, author=author, why=why)
    return guest
