"""Two small référentiels, and a crossing of them that goes all its way."""

from collections.abc import Sequence
from uuid import uuid4

from referentiel.commands.base import Author
from referentiel.commands.crossing_results import close_crossing
from referentiel.commands.crossings import begin_crossing
from referentiel.commands.decisions import Decided, decide, mark_of
from referentiel.commands.imports import Announced, import_lines, prepare_import, verdicts_of
from referentiel.commands.imports import mark_of as mark_of_preview
from referentiel.commands.named_stakes import name_stake
from referentiel.imports.lines import Line, Reading
from referentiel.models import (
    Crossing,
    Decision,
    DecisionKind,
    ImportDraft,
    ImportedEntry,
    ImportedReferentiel,
)
from referentiel.queries.crossings import mark_of_work, work_of

ALICE, CLAIRE = Author("Alice", 7), Author("Claire", 8)
LEFT = ("Tenir le fil du récit", "Partager l’eau", "Compter autrement")
RIGHT = ("Écrire un récit commun", "Partager l’eau de la rivière")


def prepare(title: str, statements: Sequence[str], **said: object) -> ImportDraft:
    lines = [
        Line(number, {"statement": one, "concept": f"Concept {number} de {title}."}, ("Le vivant",))
        for number, one in enumerate(statements, 2)
    ]
    announced = Announced(title, "Donné par ses auteurs.", **said)  # type: ignore[arg-type]
    return prepare_import(
        Reading(lines), announced, file_name=f"{title}.csv", operation=uuid4(), author=ALICE
    )


def take_in(draft: ImportDraft) -> ImportedReferentiel:
    return import_lines(
        draft.pk,
        seen=mark_of_preview(verdicts_of(draft)),
        confirmation=draft.confirmation,
        author=ALICE,
    )


def bring(title: str, statements: Sequence[str], **said: object) -> ImportedReferentiel:
    return take_in(prepare(title, statements, **said))


def begin(left: Sequence[str] = LEFT, right: Sequence[str] = RIGHT) -> Crossing:
    return begin_crossing(
        title="Canal et Halle", left=bring("Canal", left), right=bring("Halle", right), author=ALICE
    )


def entry(statement: str) -> ImportedEntry:
    return ImportedEntry.objects.get(statement=statement)


def settle(
    crossing: Crossing,
    kind: DecisionKind,
    first: str,
    *others: str,
    wording: str = "",
    seen: Decision | None = None,
    **said: object,
) -> Decision:
    texts = {"statement": wording} if wording else {}
    decided = Decided(kind, [entry(one).pk for one in others], texts)
    made = decide(
        crossing, entry(first), decided, seen=mark_of(seen),
        **{"author": ALICE, **said},  # type: ignore[arg-type]
    )  # fmt: skip
    assert made is not None
    return made


def settle_all(crossing: Crossing) -> list[Decision]:
    """Decides a merge, a link and one kept apart, under two stakes."""
    merged = settle(
        crossing, DecisionKind.MERGE, LEFT[0], RIGHT[0], wording="Tenir un récit commun"
    )
    linked = settle(crossing, DecisionKind.LINK, LEFT[1], RIGHT[1])
    apart = settle(crossing, DecisionKind.APART, LEFT[2])
    for short, title, under in (
        ("Récit", "Se raconter pour tenir dans la durée", [merged.pk]),
        ("Communs", "Prendre soin de ce qui est à tous", [linked.pk, apart.pk]),
    ):
        name_stake(crossing, short_title=short, title=title, decisions=under, author=ALICE)
    return [merged, linked, apart]


def close(crossing: Crossing, name: str = "Canal et Halle", **said: object) -> Crossing:
    values = {"seen": mark_of_work(work_of(crossing)), "operation": uuid4(), "author": ALICE}
    return close_crossing(crossing, name=name, **{**values, **said})  # type: ignore[arg-type]
