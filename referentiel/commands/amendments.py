"""An amendment that a séance consented to becomes the next version of the balise that it amends."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.balises import Given, locked, record_of
from referentiel.commands.base import Author, change
from referentiel.commands.evidence import add_evidence, unknown
from referentiel.lineage import living
from referentiel.models import Balise, BaliseState, BaliseVersion, Evidence, HistoryEntry
from referentiel.queries.amendments import mark_of


class Amended(NamedTuple):
    """Says which balise was amended, as which version, and how many pieces of evidence were added."""

    balise: Balise
    version: int
    added: int


class Reworded(ValidationError):
    """The balise does not say any more what it said when the form was drawn."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, cette balise a changé au référentiel. Son texte d’aujourd’hui est à côté de"
                " l’amendement : comparez, puis décidez."
            ),
            "outdated",
        )


@change()
def amend_balise(
    balise: Balise, given: Given, *, seen: str | None, author: Author, why: str = ""
) -> Amended:
    """Makes the wording of a séance the next version of this balise, or of its living heir.

    `given` has the amendment as its first piece, and the texts that it changes; the others stay. Taken twice, it is
    one version: what is new since joins its evidence. `seen` is the mark of the version that the form
    was drawn for; None is not compared.

    Raises:
        Reworded: the balise was reworded or merged since.
        ValidationError: it is retired, or says so already.
    """
    wording = given.pieces[0]
    known = Evidence.objects.filter(origin=wording.origin).select_related("balise").first()
    if known is not None:
        return _completed(known, given, author)
    balise = _locked_living(balise)
    if balise.state == BaliseState.RETIRED:
        raise ValidationError(
            _(
                "Cette balise est retirée du référentiel : elle ne change plus. L’amendement reste dans le"
                " compte rendu de la séance."
            )
        )
    last: BaliseVersion = balise.versions.latest("number")
    if seen is not None and seen != mark_of(last):
        raise Reworded
    texts = {**last.texts, **(given.texts or {"statement": wording.title})}
    if texts == last.texts:
        raise ValidationError(
            _("La balise dit déjà cela au référentiel : cet amendement n’y change rien.")
        )
    number, was = last.number + 1, balise.state
    balise.state = _state_after(balise)
    first = replace(wording, particulars={**wording.particulars, "version": number})
    pieces = [first, *unknown(given.pieces[1:])]
    particulars = {
        "statement": [last.statement, texts["statement"]],
        "version": number,
        "session": given.session_title,
        "state": [was, balise.state],
        "evidence": len(pieces),
    }
    entry = record_of("balise_amended", balise, particulars, author, why)
    _add_version(last, number, texts, entry)
    balise.statement = texts["statement"]
    balise.save(update_fields=["statement", "state"])
    add_evidence(balise, pieces, given, entry)
    return Amended(balise, number, len(pieces))


def _completed(known: Evidence, given: Given, author: Author) -> Amended:
    """Adds what is new since the amendment was taken, a vote revealed later for example."""
    balise, version = _locked_living(known.balise), int(known.particulars["version"])
    added = unknown(given.pieces)
    if added:
        particulars = {"session": given.session_title, "evidence": len(added)}
        entry = record_of("balise_completed", balise, particulars, author, "")
        add_evidence(balise, added, given, entry)
    return Amended(balise, version, len(added))


def _locked_living(balise: Balise) -> Balise:
    """Locks the balise that goes on in the place of this one, also when it was merged a moment ago."""
    balise = locked(balise)
    while balise.is_merged:
        balise = locked(living(balise))
    return balise


def _state_after(balise: Balise) -> str:
    """Amended; but a balise that nobody had consented to before is consented to, which its life asks first."""
    after = BaliseState.AMENDED, BaliseState.CONSENTED
    if balise.state == BaliseState.AMENDED:
        return BaliseState.AMENDED
    return next(state for state in after if state in balise.next_states)


def _add_version(
    last: BaliseVersion, number: int, texts: Mapping[str, str], entry: HistoryEntry
) -> None:
    """The version before with other texts: its stakes keep the names that they have there."""
    version = BaliseVersion(
        balise_id=last.balise_id, number=number, entry=entry, stakes=last.stakes, **texts
    )
    version.full_clean()
    version.save()
