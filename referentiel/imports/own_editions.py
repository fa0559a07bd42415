"""Our own editions as JSON (docs/edition.schema.json): each balise is a line."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from referentiel.editions.formats.json import NotAnEdition, read_json
from referentiel.imports.lines import Line, Reading
from referentiel.imports.refusals import Unreadable
from referentiel.imports.tables import LONGEST_CELL, MOST_LINES, cleaned
from referentiel.models.sheet_texts import TEXTS
from texts.cleaning import clean_words


def read_edition(content: bytes) -> Reading:
    """Reads the balises of an edition in their order, with its title. Raises Unreadable."""
    try:
        found: Mapping[str, Any] = read_json(content)
    except NotAnEdition:
        raise Unreadable(
            _(
                "Ce fichier JSON n’est pas une édition d’un référentiel Villes pairs, ou il est abîmé. Téléchargez-la"
                " de nouveau depuis la page de l’édition (« JSON »), puis réessayez."
            )
        ) from None
    balises, title = found.get("balises"), found.get("title")
    if not isinstance(balises, list) or not balises:
        raise Unreadable(_("Cette édition n’a pas de balises : il n’y a rien à importer."))
    if len(balises) > MOST_LINES:
        raise Unreadable(
            _("Cette édition a plus de %(n)s balises : c’est trop pour un import.")
            % {"n": MOST_LINES}
        )
    lines = [_line(number, balise) for number, balise in enumerate(balises, 1)]
    return Reading(lines, title=clean_words(title) if isinstance(title, str) else "")


def _line(number: int, balise: Any) -> Line:
    """A balise that is no object becomes a line without a statement, which the preview says."""
    if not isinstance(balise, dict):
        return Line(number)
    texts = {
        name: balise[name][:LONGEST_CELL] for name in TEXTS if isinstance(balise.get(name), str)
    }
    stakes = balise.get("stakes")
    titles = [
        clean_words(stake["title"])
        for stake in (stakes if isinstance(stakes, list) else ())
        if isinstance(stake, dict) and isinstance(stake.get("title"), str)
    ]
    return Line(number, cleaned(texts), tuple(title for title in dict.fromkeys(titles) if title))
