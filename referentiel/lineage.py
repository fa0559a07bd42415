"""Who goes on in whose place. Every piece of evidence is reachable from exactly one living balise.

A balise lives as long as no other one goes on in its place; a retired one keeps its page, and with it its evidence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from referentiel.models import Balise


def living(balise: Balise) -> Balise:
    """The balise that goes on in the place of this one: itself, or the last of its heirs (2 queries at most)."""
    if balise.heir_id is None:
        return balise
    return Balise.objects.get(pk=last_of(balise.pk, all_heirs()))


def merged_into(balise: Balise) -> list[int]:
    """The numbers of all balises that lead here, this one first: what they have is reachable from it (1 query)."""
    before = defaultdict(list)
    for number, heir in all_heirs().items():
        before[heir].append(number)
    return list(_walk(balise.pk, before))


def all_heirs() -> dict[int, int]:
    """The number of the heir by the number of each merged balise (1 query)."""
    pairs = Balise.objects.filter(heir__isnull=False).order_by("pk").values_list("pk", "heir_id")
    return dict(pairs)


def last_of(number: int, heirs: Mapping[int, int]) -> int:
    """The living balise at the end of the heirs of this one."""
    while number in heirs:
        number = heirs[number]
    return number


def _walk(number: int, before: Mapping[int, Iterable[int]]) -> Iterable[int]:
    yield number
    for earlier in before.get(number, ()):
        yield from _walk(earlier, before)
