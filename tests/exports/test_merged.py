"""A balise that others were merged into, in every format: each keeps what it had, and the report shows them as one."""

import json
from uuid import uuid4

from jsonschema import Draft202012Validator

from sessions.commands import merging, proposals
from sessions.exports.formats.html import write_page
from sessions.exports.formats.json import write_json
from sessions.exports.outcome import read_outcome
from tests.exports.test_json_file import SCHEMA_FILE
from tests.exports.worlds import World


def merge(world: World) -> tuple[int, int]:
    """Merges one balise into another one, both with texts and a stake."""
    kept, merged = world.balises["trust"], world.balises["share"]
    leader, mine = world.room.leader, world.cards["mine"].pk
    world.room.go_to("emergence")
    proposals.edit_proposal(
        leader,
        uuid4(),
        kept,
        statement="Partir de la mémoire",
        cards=[mine],
        texts={"concept": "Ce qui a fermé parle encore."},
        readings=[{"card": mine, "stake": "engagement"}],
    )
    merging.merge_proposals(leader, uuid4(), kept, other=merged)
    return kept, merged


def test_report_shows_them_as_one(named: World) -> None:
    merge(named)
    page = " ".join(write_page(read_outcome(named.code)).decode().split())
    assert "Réunit aussi « Partager les moyens »." in page
    assert "Ce qui a fermé parle encore." in page
    assert ">Partager les moyens</h3>" not in page
    assert "2 soutiens · formulée par Sentinelle-Bob, Sentinelle-Chloé" in page


def test_files_keep_what_each_had(named: World) -> None:
    kept, merged = merge(named)
    written = json.loads(write_json(read_outcome(named.code)))
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text())).validate(written)
    found = {each["id"]: each for each in written["proposals"]}
    assert (found[merged]["merged_into"], found[kept]["merged_into"]) == (kept, None)
    assert found[merged]["cards"] == [named.cards["mine"].pk, named.cards["farm"].pk]
    assert found[kept]["cards"] == [named.cards["mine"].pk]
    assert found[kept]["readings"] == [{"card": named.cards["mine"].pk, "stake": "engagement"}]
    assert (found[kept]["support_count"], found[merged]["support_count"]) == (2, 1)
