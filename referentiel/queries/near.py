"""Balises that say the same of different worlds: a crossing has linked them, and each leads to the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from referentiel.crossings.pieces import origin_of
from referentiel.lineage import all_heirs, last_of
from referentiel.models import Balise, DecidedEntry, Decision, DecisionKind, Evidence, EvidenceKind


@dataclass(frozen=True)
class Near:
    """Holds a balise that is near another one, the decision that has linked both, and the day of its result."""

    balise: Balise
    decision: Decision
    on: date

    @property
    def why(self) -> str:
        """Says the reason that was given for the decision, to those who cross; empty without one."""
        return str(self.decision.entry.why)


def near(balise: Balise, evidence: Iterable[Evidence]) -> list[Near]:
    """Lists the living balises that crossings have linked to this one, whose evidence it is (4 queries at most).

    The evidence says it, so a link follows it through merges and splits, and is the same from both sides.
    """
    linked = {
        int(piece.particulars["decision"]): piece.held_on
        for piece in evidence
        if piece.kind == EvidenceKind.ENTRY and piece.particulars["kind"] == DecisionKind.LINK
    }
    if not linked:
        return []
    members = DecidedEntry.objects.filter(decision__in=linked).order_by("pk")
    by_origin = {
        origin_of(member.decision, member.entry_id): member.decision
        for member in members.select_related("decision__entry", "decision__crossing")
    }
    heirs = all_heirs()
    pieces = Evidence.objects.filter(origin__in=by_origin).order_by("pk")
    found = {
        (last_of(number, heirs), by_origin[origin].pk): by_origin[origin]
        for number, origin in pieces.values_list("balise_id", "origin")
    }
    balises = Balise.objects.in_bulk({number for number, _decision in found} - {balise.pk})
    return [
        Near(balises[number], decision, linked[decision.pk])
        for (number, _decision), decision in found.items()
        if number in balises
    ]
