"""The addresses of crossings, for the table of every address (test_every_address.py)."""

from typing import Any

from referentiel.models import Crossing, Decision, ImportDraft, ImportedReferentiel, NamedStake
from tests.referentiel.commands.crossing import LEFT, begin, entry, prepare, settle_all

TABLE = """
referentiel:crossings GET vote 200 200 200 200 200 200
referentiel:import-new GET vote >login >login >login >login 200 200
referentiel:import-new POST vote >login >login >login >login 422 422
referentiel:import-preview GET vote >login >login >login >login 404 404
referentiel:import-preview POST vote >login >login >login >login >crossings >crossings
referentiel:import-removal POST vote >login >login >login >login >crossings >crossings
referentiel:imported GET vote >login >login >login >login 200 200
referentiel:imported-removal GET vote >login >login >login >login 200 200
referentiel:imported-removal POST vote >login >login >login >login 422 422
referentiel:crossing-new GET vote >login >login >login >login 200 200
referentiel:crossing-new POST vote >login >login >login >login 422 422
referentiel:crossing GET vote >login >login >login >login 200 200
referentiel:crossing-entry GET vote >login >login >login >login 200 200
referentiel:crossing-entry POST vote >login >login >login >login 422 422
referentiel:crossing-undoing GET vote >login >login >login >login 200 200
referentiel:crossing-undoing POST vote >login >login >login >login 422 422
referentiel:crossing-stakes GET vote >login >login >login >login 200 200
referentiel:crossing-stake-new GET vote >login >login >login >login 200 200
referentiel:crossing-stake-new POST vote >login >login >login >login 422 422
referentiel:crossing-stake GET vote >login >login >login >login 200 200
referentiel:crossing-stake POST vote >login >login >login >login 422 422
referentiel:crossing-stake-rise POST vote >login >login >login >login >stakes >stakes
referentiel:crossing-stake-removal GET vote >login >login >login >login 200 200
referentiel:crossing-stake-removal POST vote >login >login >login >login 422 422
referentiel:crossing-result GET vote >login >login >login >login 200 200
referentiel:crossing-result POST vote >login >login >login >login 422 422
"""

OF_A_STAKE = ("crossing-stake", "crossing-stake-rise", "crossing-stake-removal")


def fill_crossings() -> None:
    """Makes a crossing that is decided and named, and an import of somebody else’s."""
    settle_all(begin())
    prepare("Écluse", LEFT)


def is_of_crossings(address: str) -> bool:
    """Tells whether an address leads to what `fill_crossings` makes."""
    name = address.removeprefix("referentiel:")
    return name != "crossings" and name.startswith(("crossing", "import"))


def of_crossings(address: str) -> dict[str, dict[str, Any]]:
    """Returns what such an address is made of, once it is filled; nothing for other addresses."""
    name = address.removeprefix("referentiel:")
    if not is_of_crossings(address) or name in {"crossing-new", "import-new"}:
        return {}
    if name in {"import-preview", "import-removal"}:
        return {address: {"draft": ImportDraft.objects.latest("pk").pk}}
    if name in {"imported", "imported-removal"}:
        return {address: {"number": ImportedReferentiel.objects.latest("pk").pk}}
    found: dict[str, Any] = {"number": Crossing.objects.latest("pk").pk}
    if name == "crossing-entry":
        found["entry"] = entry(LEFT[0]).pk
    if name == "crossing-undoing":
        found["decision"] = Decision.objects.latest("pk").pk
    if name in OF_A_STAKE:
        found["stake"] = NamedStake.objects.latest("pk").pk
    return {address: found}
