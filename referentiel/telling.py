"""The life of a balise, or of a crossing, in words: one sentence for each entry of its history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from referentiel.crossings.telling import OF_CROSSINGS
from referentiel.models import BaliseState, HistoryEntry


@dataclass(frozen=True)
class Happening:
    """Tells of one entry: when, what, why, and who for those who lead."""

    at: datetime
    what: str
    why: str
    who: str


def told(entry: HistoryEntry) -> Happening:
    """Tells an entry in words. An event that this version of the site does not know is named by its key."""
    word = _SENTENCES.get(entry.event) or OF_CROSSINGS.get(entry.event)
    return Happening(entry.at, word(entry) if word else entry.event, entry.why, entry.author)


def _taken(entry: HistoryEntry) -> str:
    return str(_("Prise de la séance « %(session)s ».") % entry.particulars)


def _completed(entry: HistoryEntry) -> str:
    return str(_("Complétée par la séance « %(session)s ».") % entry.particulars)


def _added(_entry: HistoryEntry) -> str:
    return _("Écrite au référentiel.")


def _crossed(entry: HistoryEntry) -> str:
    session = str(entry.particulars["session"])
    return _("Sortie du %(crossing)s.") % {"crossing": session[:1].lower() + session[1:]}


def _reworded(entry: HistoryEntry) -> str:
    return str(_("Reformulée : version %(version)s.") % entry.particulars)


def _amended(entry: HistoryEntry) -> str:
    told = _("Amendée : version %(version)s, à la suite de la mise à l’épreuve de « %(session)s ».")
    return str(told % entry.particulars)


def _moved(entry: HistoryEntry) -> str:
    was, now = (BaliseState(state).label for state in entry.particulars["state"])
    return _("Son état change : « %(was)s », puis « %(now)s ».") % {"was": was, "now": now}


def _tested(entry: HistoryEntry) -> str:
    return str(_("Mise à l’épreuve pendant la séance « %(session)s ».") % entry.particulars)


def _merged(entry: HistoryEntry) -> str:
    return str(_("Réunie à « %(statement)s ».") % entry.particulars)


def _split(_entry: HistoryEntry) -> str:
    return _("Tirée d’une autre balise, avec une part de sa provenance.")


_SENTENCES: Mapping[str, Callable[[HistoryEntry], str]] = {
    "balise_taken": _taken,
    "balise_completed": _completed,
    "balise_added": _added,
    "balise_crossed": _crossed,
    "balise_reworded": _reworded,
    "balise_amended": _amended,
    "balise_moved": _moved,
    "balise_tested": _tested,
    "balise_merged": _merged,
    "balise_split": _split,
}
