"""Ways on from an edition that other parts of the site offer to those who lead. The référentiel does not know them."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Offer:
    """Describes a link below an edition: what it is called, and its address for an edition with this number."""

    label: str | Promise
    address: Callable[[int], str]


_offers: dict[Offer, None] = {}


def offer(made: Offer) -> None:
    """Lets the page of each edition show this offer, from now on, to whoever is logged in."""
    _offers[made] = None


def offers_for(edition: int) -> list[tuple[str, str]]:
    """Returns the label and the address of each offer for an edition."""
    return [(str(each.label), each.address(edition)) for each in _offers]
