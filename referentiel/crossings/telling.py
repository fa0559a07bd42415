"""What happened to a crossing, in words: one sentence for each kind of entry of its history."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from referentiel.models import DecisionKind, HistoryEntry


def _begun(entry: HistoryEntry) -> str:
    return str(_("« %(left)s » et « %(right)s » sont mis côte à côte.") % entry.particulars)


def _decided(entry: HistoryEntry) -> str:
    said = entry.particulars
    names = ", ".join(f"«\u00a0{one}\u00a0»" for one in said["statements"])
    kind = DecisionKind(said["kind"])
    if kind is DecisionKind.MERGE:
        return _("Fondues : %(names)s deviennent « %(statement)s ».") % {
            "names": names,
            "statement": said["statement"],
        }
    sentence = (
        _("Reliées : %(names)s.") if kind is DecisionKind.LINK else _("Gardée à part : %(names)s.")
    )
    return sentence % {"names": names}


def _undone(entry: HistoryEntry) -> str:
    names = ", ".join(f"«\u00a0{one}\u00a0»" for one in entry.particulars["statements"])
    return _("Décision défaite : %(names)s.") % {"names": names}


def _named(entry: HistoryEntry) -> str:
    return str(_("Enjeu nommé : « %(short_title)s ».") % entry.particulars)


def _renamed(entry: HistoryEntry) -> str:
    was, now = entry.particulars["short_title"]
    if was == now:
        return _("Enjeu « %(now)s » : son intitulé, ou ce qui s’y range, a changé.") % {"now": now}
    return _("L’enjeu « %(was)s » devient « %(now)s ».") % {"was": was, "now": now}


def _ordered(_entry: HistoryEntry) -> str:
    return _("L’ordre des enjeux a changé.")


def _removed(entry: HistoryEntry) -> str:
    return str(_("Enjeu retiré : « %(short_title)s ».") % entry.particulars)


def _closed(entry: HistoryEntry) -> str:
    return str(_("Le croisement aboutit : « %(referentiel)s ».") % entry.particulars)


OF_CROSSINGS: Mapping[str, Callable[[HistoryEntry], str]] = {
    "crossing_begun": _begun,
    "entries_decided": _decided,
    "decision_undone": _undone,
    "stake_named": _named,
    "named_stake_changed": _renamed,
    "named_stakes_ordered": _ordered,
    "named_stake_removed": _removed,
    "crossing_closed": _closed,
}
