"""What an import makes of each line, in a sentence: the preview shows it, and the import does it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from referentiel.imports.lines import Line
from referentiel.models import ImportedEntry
from referentiel.models.sheet_texts import TEXTS
from referentiel.versions import label
from texts.columns import longest
from texts.folding import name_key
from texts.wording import starts_with_infinitive

LONGEST_STAKE = 250
MOST_STAKES = 12


class Fate(StrEnum):
    """Says what becomes of a line."""

    ADDED = "added"
    KNOWN = "known"
    EMPTY = "empty"
    REFUSED = "refused"


@dataclass(frozen=True)
class Verdict:
    """Says of one line what becomes of it, and holds the sentence that says so."""

    line: Line
    fate: Fate
    sentence: str

    @property
    def is_added(self) -> bool:
        """Tells whether the line becomes an entry."""
        return self.fate is Fate.ADDED


def verdicts(lines: Sequence[Line], known: Collection[str]) -> list[Verdict]:
    """Gives a verdict for each line. `known` are the statements of the référentiel, as `name_key` folds them."""
    first: dict[str, int] = {}
    found = []
    for line in lines:
        verdict = _verdict(line, known, first)
        if verdict.is_added:
            first[name_key(line.statement)] = line.number
        found.append(verdict)
    return found


def _verdict(line: Line, known: Collection[str], first: dict[str, int]) -> Verdict:
    if line.is_empty:
        return Verdict(line, Fate.EMPTY, _("ligne vide : ignorée"))
    refusal = _refusal(line)
    if refusal:
        return Verdict(line, Fate.REFUSED, refusal)
    key = name_key(line.statement)
    if key in known:
        return Verdict(line, Fate.KNOWN, _("déjà dans ce référentiel : ignorée"))
    if key in first:
        sentence = _("même énoncé que la ligne %(number)s : ignorée") % {"number": first[key]}
        return Verdict(line, Fate.KNOWN, sentence)
    if starts_with_infinitive(line.statement):
        return Verdict(line, Fate.ADDED, _("sera ajoutée"))
    sentence = _("sera ajoutée telle quelle : elle ne commence pas par un infinitif")
    return Verdict(line, Fate.ADDED, sentence)


def _refusal(line: Line) -> str:
    """Why a line cannot be taken; empty when it can."""
    if not line.statement:
        return _("énoncé absent : la ligne n’est pas prise")
    return _too_long(line)


def _too_long(line: Line) -> str:
    """Says which text is longer than its column; empty when all fit."""
    for name in TEXTS:
        length, most = len(line.texts.get(name, "")), longest(ImportedEntry, name)
        if length > most:
            what = _("énoncé") if name == "statement" else label(name).lower()
            return _("%(what)s trop long : %(length)s signes, %(most)s au plus") % {
                "what": what,
                "length": length,
                "most": most,
            }
    if len(line.stakes) > MOST_STAKES or any(len(stake) > LONGEST_STAKE for stake in line.stakes):
        return _("enjeux trop longs : %(n)s au plus, de %(most)s signes chacun") % {
            "n": MOST_STAKES,
            "most": LONGEST_STAKE,
        }
    return ""
