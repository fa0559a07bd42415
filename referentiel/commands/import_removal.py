"""An imported référentiel is removed, with the crossings of it that have no result. What has one stays readable."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.base import Author, change, record
from referentiel.models import Crossing, ImportDraft, ImportedEntry, ImportedReferentiel
from referentiel.models.history import noun_of
from referentiel.queries.import_removal import Going, going_with


class GoingChanged(ValidationError):
    """Something else would go than what the page has said."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, ce qui partirait a changé : rien n’a été retiré. Relisez la liste, puis retirez ce"
                " référentiel s’il doit l’être."
            )
        )


@change()
def remove_imported(
    referentiel: ImportedReferentiel, *, seen: str, author: Author, why: str = ""
) -> bool:
    """Removes an imported référentiel with its entries, its previews and its open crossings. False: it was gone.

    One entry of the history says all that went.

    Raises:
        GoingChanged: `seen`, the mark of what the page has said, is no longer what would go.
        ValidationError: the result of a crossing reads its entries.
    """
    # Previews first, as their import locks them. Then the référentiel, on whose lock the start of a crossing waits.
    list(ImportDraft.objects.select_for_update().filter(referentiel=referentiel.pk).order_by("pk"))
    row = ImportedReferentiel.objects.select_for_update().filter(pk=referentiel.pk).first()
    if row is None:
        return False
    # What is being decided in its crossings is done first, or waits and finds them gone.
    numbers = [one.pk for one in going_with(row).opened]
    list(Crossing.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))
    going = going_with(row)
    if going.reasons:
        raise ValidationError(going.reasons)
    if going.mark != seen:
        raise GoingChanged
    record(
        f"{noun_of(row)}_removed", noun_of(row), str(row.pk), _said(going), author=author, why=why
    )
    copies = [
        side
        for crossing in going.opened
        for side in (crossing.left, crossing.right)
        if side.is_own and side.pk != row.pk
    ]
    for crossing in going.opened:
        crossing.delete()
    for gone in [row, *copies]:
        ImportDraft.objects.filter(referentiel=gone).delete()
        ImportedEntry.objects.filter(referentiel=gone).delete()
        gone.delete()
    return True


def _said(going: Going) -> dict[str, object]:
    return {
        "title": going.referentiel.title,
        "lines": going.entries,
        "crossings": [
            {"title": one.title, "decisions": one.decided, "stakes": one.named}  # type: ignore[attr-defined]
            for one in going.opened
        ],
    }
