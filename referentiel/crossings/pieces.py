"""What a crossing gives to the balises of its result: which entries of which référentiel, as evidence by value."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from referentiel.models import Crossing, Decision, DecisionKind, ImportedEntry
from referentiel.models.sheet_texts import TEXTS
from referentiel.versions import label

LONGEST_TEXT = 4000


def title_of(crossing: Crossing) -> str:
    """Says how the pieces of a crossing name it, in the place where others name their séance."""
    return _("Croisement « %(title)s »") % {"title": crossing.title}


def origin_of(decision: Decision, entry: int) -> str:
    """Returns the origin of the piece of an entry, which is unique; its first three parts name the decision."""
    return f"croisement/{decision.crossing_id}/{decision.pk}/entree/{entry}"


def particulars_of(
    crossing: Crossing, decision: Decision, entry: ImportedEntry, linked: Sequence[ImportedEntry]
) -> dict[str, Any]:
    """Says of a piece: the référentiel, the place in it, what was decided, and the entries that it is linked to."""
    return {
        "crossing": crossing.pk,
        "decision": decision.pk,
        "kind": str(decision.kind),
        "referentiel": entry.referentiel.title,
        "file": entry.file_name,
        "line": entry.line,
        "place": entry.place,
        "stakes": list(entry.stakes),
        "linked": [
            {"statement": one.statement, "referentiel": one.referentiel.title} for one in linked
        ],
    }


def text_of(entry: ImportedEntry) -> str:
    """Joins the texts of an entry below its statement, each under its name, as many as fit whole."""
    found = ""
    for name in TEXTS[1:]:
        if getattr(entry, name):
            longer = f"{found}\n\n{label(name)} : {getattr(entry, name)}".strip()
            found = longer if len(longer) <= LONGEST_TEXT else found
    return found


def whereabouts(particulars: dict[str, Any]) -> str:
    """Says where a piece comes from, and what became of it: « Référentiel du Canal, canal.csv, ligne 4 · fondue »."""
    fates = {
        DecisionKind.LINK: _("reliée"),
        DecisionKind.MERGE: _("fondue"),
        DecisionKind.APART: _("gardée à part"),
    }
    fate = fates.get(DecisionKind(particulars["kind"]), "")
    said = f"{particulars['referentiel']}, {particulars['place']} · {fate}"
    for one in particulars.get("linked", ()):
        said += _(", avec « %(statement)s » (%(referentiel)s)") % one
    return said
