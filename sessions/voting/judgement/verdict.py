"""What is said of a judgement before its numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sessions.voting.judgement.method import Result
from sessions.voting.method import Settings
from sessions.voting.weighing import Verdict, disagreement, leading


def verdict(rows: Sequence[Result], _settings: Settings) -> Verdict | None:
    """The balises in the lead, why this order, and where the two orders differ."""
    if not rows:
        return None
    best = rows[0].people
    if best.grade is None:
        return Verdict(_("Personne n’a donné de mention : il n’y a pas d’ordre."), "")
    statements = {row.option.pk: row.statement for row in rows}
    by_person = {row.option.pk: row.people.rank or 0 for row in rows}
    by_territory = {row.option.pk: row.weighted.rank or 0 for row in rows if row.weighted}
    told = {"leading": leading(by_person, statements), "grade": best.grade.name}
    alone = sum(place == 1 for place in by_person.values()) == 1
    return Verdict(
        headline=_("En tête : %(leading)s, avec la mention majoritaire « %(grade)s ».") % told
        if alone
        else _("En tête, à égalité : %(leading)s, avec la mention majoritaire « %(grade)s ».")
        % told,
        why=_why(rows),
        disagreement=disagreement(by_person, by_territory, statements) if by_territory else "",
    )


def _why(rows: Sequence[Result]) -> str:
    """Tells of the lead; `told_of` tells of each of the others."""
    if len(rows) == 1:
        return ""
    first = [row for row in rows if row.people.rank == 1]
    told = {"reason": first[-1].reason}
    if not first[-1].reason:
        return _("Toutes ont reçu exactement les mêmes mentions : elles partagent le premier rang.")
    if len(first) > 1:
        return (
            _(
                "Elles ont reçu exactement les mêmes mentions, et chacune devance la suivante : %(reason)s."
            )
            % told
        )
    return _("Elle devance la suivante : %(reason)s.") % told


def told_of(row: Result) -> str:
    """Why a balise stands before the one that follows it; empty where nothing is to be told."""
    return _("Devance la suivante : %(reason)s.") % {"reason": row.reason} if row.reason else ""
