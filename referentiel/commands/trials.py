"""Balises put to the test: what each territory answered, kept as evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from referentiel.commands.balises import locked, move_balise, record_of
from referentiel.commands.base import Author, change
from referentiel.commands.evidence import Piece, add_evidence, unknown
from referentiel.lineage import living
from referentiel.models import (
    Balise,
    BaliseState,
    EvidenceKind,
    Season,
    Territory,
    TrialAnswer,
)


@dataclass(frozen=True)
class Answer:
    """Holds one territory's answer. `text` is its evidence; `dissent` holds its voices that see it otherwise."""

    origin: str
    territory: Territory
    answer: TrialAnswer
    text: str = ""
    dissent: Sequence[str] = ()


@dataclass(frozen=True)
class Trial:
    """Holds the answers of one séance to one balise, of which `version` was put to the test.

    `edition` is the number of the edition whose text was tested; None where it was the text of the day.
    """

    answers: Sequence[Answer]
    version: int
    season: Season | None
    session_title: str
    held_on: date
    edition: int | None = None


@change()
def take_trial(balise: Balise, trial: Trial, *, author: Author) -> int:
    """Keeps the answers of a séance with the balise, or with its living heir; returns how many were new.

    An answer of an origin that is known is kept as it is. A balise that is consented to or amended is tested from now
    on, unless an amendment has replaced the text that was put to the test. Raises ValidationError.
    """
    balise = locked(living(balise))
    pieces = unknown([_piece(balise, answer, trial) for answer in trial.answers])
    if not pieces:
        return 0
    particulars = {"session": trial.session_title, "evidence": len(pieces)}
    entry = record_of("balise_tested", balise, particulars, author, "")
    add_evidence(balise, pieces, trial, entry)
    if BaliseState.TESTED in balise.next_states and _is_of_now(balise, trial):
        why = _("Mise à l’épreuve : « %(session)s ».") % {"session": trial.session_title}
        move_balise(balise, BaliseState.TESTED, author=author, why=why)
    return len(pieces)


def _is_of_now(balise: Balise, trial: Trial) -> bool:
    """Whether the trial says something of the present text, and not of what an amendment has replaced."""
    later = balise.versions.filter(number__gt=trial.version)
    return not later.filter(entry__event="balise_amended").exists()


def _piece(balise: Balise, answer: Answer, trial: Trial) -> Piece:
    particulars = {
        "answer": answer.answer.value,
        "version": trial.version,
        "dissent": list(answer.dissent),
    }
    if trial.edition is not None:
        particulars["edition"] = trial.edition
    return Piece(
        answer.origin,
        EvidenceKind.TRIAL,
        balise.statement,
        answer.text,
        territory=answer.territory,
        particulars=particulars,
    )
