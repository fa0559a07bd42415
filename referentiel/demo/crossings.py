"""Two fictive référentiels are crossed, as people would do it on the pages, from two files to a result."""

import json
from pathlib import Path
from typing import Any

from referentiel.commands.base import Author
from referentiel.commands.crossing_results import close_crossing
from referentiel.commands.crossings import begin_crossing
from referentiel.commands.decisions import Decided, decide
from referentiel.commands.imports import (
    Announced,
    import_lines,
    mark_of,
    prepare_import,
    verdicts_of,
)
from referentiel.commands.named_stakes import name_stake
from referentiel.imports import read_file
from referentiel.models import (
    Crossing,
    DecisionKind,
    ImportedEntry,
    ImportedReferentiel,
    Referentiel,
)
from referentiel.queries.crossings import mark_of_work, work_of

FOLDER = Path(__file__).with_name("crossing")

Story = dict[str, Any]


def cross_examples(*, author: Author) -> Crossing:
    """Makes the crossing of the demonstration, with its result."""
    story: Story = json.loads((FOLDER / "story.json").read_text(encoding="utf-8"))
    left, right = (_import(story[side], author) for side in ("left", "right"))
    crossing = begin_crossing(title=story["title"], left=left, right=right, author=author)
    under: dict[str, list[int]] = {}
    for told in story["decisions"]:
        under.setdefault(told["stake"], []).append(_decide(crossing, told, author))
    for stake in story["stakes"]:
        name_stake(crossing, **stake, decisions=under[stake["short_title"]], author=author)
    return close_crossing(
        crossing,
        name=story["name"],
        description=story["description"],
        seen=mark_of_work(work_of(crossing)),
        author=author,
    )


def crossed_example() -> Referentiel | None:
    """Finds the référentiel that the crossing of the demonstration made, if it was built."""
    crossings = Crossing.objects.filter(left__is_example=True, result__is_example=True)
    first = crossings.select_related("result").order_by("pk").first()
    return first.result if first else None


def _import(told: Story, author: Author) -> ImportedReferentiel:
    with (FOLDER / told["file"]).open("rb") as file:
        _kind, reading = read_file(file)
    announced = Announced(told["title"], told["note"], is_example=True)
    draft = prepare_import(reading, announced, file_name=told["file"], author=author)
    seen = mark_of(verdicts_of(draft))
    return import_lines(draft.pk, seen=seen, confirmation=draft.confirmation, author=author)


def _decide(crossing: Crossing, told: Story, author: Author) -> int:
    sides = [crossing.left, crossing.right]
    entries = {
        entry.statement: entry for entry in ImportedEntry.objects.filter(referentiel__in=sides)
    }
    first, *others = (entries[statement] for statement in told["entries"])
    decided = Decided(DecisionKind(told["kind"]), [one.pk for one in others], told["texts"])
    decision = decide(crossing, first, decided, seen="", author=author, why=told["why"])
    assert decision is not None
    return int(decision.pk)
