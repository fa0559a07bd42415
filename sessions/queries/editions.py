"""The balises of an edition, as a séance may put them to the test: in the words that they have there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from referentiel.editions.contents import Contents
from referentiel.models import Balise, BaliseState, Edition


@dataclass(frozen=True)
class EditionBalise:
    """Holds a balise in the words of an edition, and what became of it since."""

    balise: int
    statement: str
    version: int
    reworded: bool
    heir: str
    """What it was merged into since; blank where it goes on by itself."""
    retired: bool


@dataclass(frozen=True)
class TestedEdition:
    """Holds an edition that a séance is prepared with."""

    number: int
    title: str
    balises: Sequence[EditionBalise]

    @property
    def retired(self) -> list[EditionBalise]:
        """Returns those that are not put to the test any more."""
        return [each for each in self.balises if each.retired]


def tested_edition(asked: str) -> TestedEdition | None:
    """Finds the edition with this number, as an address or a form gives it; None where there is none (2 queries)."""
    if not (asked.isdecimal() and len(asked) < 10):
        return None
    edition = Edition.objects.filter(number=int(asked)).first()
    if edition is None:
        return None
    contents: Contents = edition.contents
    slugs = [facts["slug"] for facts in contents["balises"]]
    known = {
        balise.slug: balise
        for balise in Balise.objects.filter(slug__in=slugs)
        .select_related("heir")
        .annotate(last=Max("versions__number"))
        .order_by("pk")
    }
    return TestedEdition(
        edition.number,
        edition.title,
        [
            _balise(known[facts["slug"]], facts["statement"], facts["version"])
            for facts in contents["balises"]
            if facts["slug"] in known
        ],
    )


def _balise(balise: Balise, statement: str, version: int) -> EditionBalise:
    last: int = getattr(balise, "last")  # noqa: B009 -- annotated
    return EditionBalise(
        balise.pk,
        statement,
        version,
        reworded=last > version,
        heir=balise.heir.statement if balise.heir else "",
        retired=balise.state == BaliseState.RETIRED,
    )
