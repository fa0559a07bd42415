"""What goes when an imported référentiel is removed, and why it may have to stay."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from referentiel.models import Crossing, ImportDraft, ImportedReferentiel


@dataclass(frozen=True)
class Going:
    """Holds what rests on an imported référentiel.

    `opened` are the crossings without a result, which go with it, each with how many `decided` and `named` it has.
    `closed` are those whose results read its entries: while there is one, nothing goes.
    """

    referentiel: ImportedReferentiel
    entries: int
    drafts: Sequence[int]
    opened: Sequence[Crossing]
    closed: Sequence[Crossing]

    @property
    def reasons(self) -> list[str]:
        """Says why it stays, and what can be done; nothing where it can go."""
        if not self.closed:
            return []
        said = [
            _(
                "Le croisement « %(title)s » a abouti : son résultat est public, et dit de quelle entrée vient chaque"
                " balise. Il se lit dans ce référentiel."
            )
            % {"title": crossing.title}
            for crossing in self.closed
        ]
        return [
            *said,
            _(
                "Si quelque chose ne doit plus valoir, retirez les balises qui en sont sorties, une à une, et les"
                " enjeux de leur référentiel : chacun dit alors pourquoi."
            ),
        ]

    @property
    def mark(self) -> str:
        """Returns a mark of what the page says, which its button sends back."""
        said = [
            self.entries,
            list(self.drafts),
            [[one.pk, one.decided, one.named] for one in self.opened],  # type: ignore[attr-defined]
            [one.pk for one in self.closed],
        ]
        return sha256(json.dumps(said).encode()).hexdigest()


def going_with(referentiel: ImportedReferentiel) -> Going:
    """Returns what goes with an imported référentiel (3 queries)."""
    crossings = list(
        Crossing.objects.filter(Q(left=referentiel) | Q(right=referentiel))
        .select_related("left", "right")
        .annotate(
            decided=Count("decisions", distinct=True), named=Count("named_stakes", distinct=True)
        )
        .order_by("pk")
    )
    drafts = ImportDraft.objects.filter(referentiel=referentiel).order_by("pk")
    return Going(
        referentiel=referentiel,
        entries=referentiel.entries.count(),
        drafts=list(drafts.values_list("pk", flat=True)),
        opened=[one for one in crossings if not one.is_closed],
        closed=[one for one in crossings if one.is_closed],
    )
