"""What an amendment of a balise would replace."""

from referentiel.lineage import living
from referentiel.models import Balise, BaliseVersion


def mark_of(version: BaliseVersion) -> str:
    """Returns a mark of this version of this balise, for a form: a balise may be merged meanwhile."""
    return f"{version.balise_id}.{version.number}"


def last_of_living(balise: Balise) -> BaliseVersion:
    """Finds what an amendment of a balise would replace: the last version of it, or of its living heir (3 queries)."""
    versions = living(balise).versions.select_related("balise")
    last: BaliseVersion = versions.latest("number")
    return last
