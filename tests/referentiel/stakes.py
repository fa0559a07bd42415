"""Référentiels with stakes of their own, and what people do with stakes."""

from django.core.exceptions import ValidationError

from referentiel.commands.base import Author
from referentiel.commands.stakes import (
    add_referentiel,
    add_stake,
    move_stake,
    promote_stakes,
    rename_stake,
    restore_stake,
    retire_stake,
)
from referentiel.models import Referentiel, Stake

ALICE = Author("Alice", 7)


def add_rives() -> Referentiel:
    """Adds a second référentiel, with two stakes."""
    row = add_referentiel(name="Référentiel des rives", author=ALICE)
    for name in ("Sobriété", "Soin"):
        add_stake(row, short_title=name, title=f"Tenir ensemble : {name}", author=ALICE)
    return row


def change_stake(what: str, stake: Stake, number: int) -> None:
    """Does one thing to a stake. What is refused, or is none of these, changes nothing."""
    name = f"Nom {number}"
    try:
        if what == "add":
            add_stake(stake.referentiel, short_title=name, title=name, author=ALICE)
        elif what == "rename":
            rename_stake(stake, short_title=name, title=name, author=ALICE)
        elif what == "retire":
            retire_stake(stake, author=ALICE, why="Assez")
        elif what == "restore":
            restore_stake(stake, author=ALICE)
        elif what == "promote":
            promote_stakes(keys=[stake.key])
        elif what in {"up", "down"}:
            move_stake(stake, down=what == "down", author=ALICE)
    except ValidationError:
        pass
