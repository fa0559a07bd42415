"""What a compte rendu holds, before any format writes it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import pytest
from lxml import etree

from sessions.document import (
    Bars,
    Block,
    Document,
    Figure,
    Group,
    Heading,
    Items,
    Look,
    Paragraph,
    Plot,
    Run,
    Section,
    Table,
    spell,
)
from sessions.exports import markup
from sessions.exports.outcome import read_outcome
from sessions.exports.plots import svg
from sessions.exports.plots.svg import draw
from sessions.exports.sections import compte_rendu
from sessions.models import Facilitator
from sessions.voting import METHODS
from tests.exports.worlds import SECRET_DOTS, World, hold_session
from tests.factories import make_room

EXPORTS = Path(markup.__file__).parent
SVG = "{http://www.w3.org/2000/svg}"


def document_of(world: World) -> Document:
    return compte_rendu(read_outcome(world.code))


def section_of(world: World, anchor: str) -> Section:
    (section,) = (each for each in document_of(world).sections if each.anchor == anchor)
    return section


def inside(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, and those of their groups."""
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from inside(block.blocks)


def runs(block: Block) -> Iterator[Run]:
    """The pieces of sentences of some kinds of block."""
    if isinstance(block, Paragraph):
        yield from block.runs
    if isinstance(block, Items):
        yield from (run for item in block.items for run in item)
    if isinstance(block, Table):
        yield from (run for row in (*block.rows, *block.foot) for cell in row for run in cell)


def blocks_of(world: World) -> list[Block]:
    return [block for section in document_of(world).sections for block in inside(section.blocks)]


def test_sections_come_in_reading_order(named: World) -> None:
    assert [section.anchor for section in document_of(named).sections] == [
        "bref",
        "personnes",
        "trajectoires",
        "enjeux",
        "ecarts",
        "balises",
        "votes",
        "cartes",
    ]


def test_numbers_of_tables_stay_numbers(named: World) -> None:
    (table,) = (block for block in section_of(named, "ecarts").blocks if isinstance(block, Table))
    assert [[cell[0].text for cell in row[2:]] for row in table.rows] == [
        [3.0, 1.0, 2.0],
        [0.0, 2.0, 2.0],
        [1.0, 0.0, 1.0],
    ]
    assert [spell(number) for number in (3, 1.0, 1.5)] == ["3", "1", "1,5"]


def test_every_row_is_as_long_as_its_columns(named: World) -> None:
    for table in (block for block in blocks_of(named) if isinstance(block, Table)):
        assert {len(row) for row in (*table.rows, *table.foot)} == {len(table.columns)}


def test_names_are_unique_and_links_lead_somewhere(named: World) -> None:
    blocks = blocks_of(named)
    names = [block.name for block in blocks if isinstance(block, Figure)]
    assert len(names) == len(set(names)) == 4
    anchors = {block.anchor for block in blocks if isinstance(block, Heading)}
    links = {run.to for block in blocks for run in runs(block) if run.to}
    assert links
    assert links <= anchors


def test_result_of_a_vote_is_told_by_its_method(named: World) -> None:
    (group,) = (each for each in section_of(named, "votes").blocks if isinstance(each, Group))
    (figure,) = (block for block in group.blocks if isinstance(block, Figure))
    assert isinstance(figure.plot, Bars)
    assert [line.said for line in figure.plot.lines] == [f"{SECRET_DOTS} points", "3 points"]


@pytest.mark.parametrize("vote", ["open", "closed"])
def test_sealed_vote_gives_its_method_nothing(stakes: None, alice: Facilitator, vote: str) -> None:
    section = section_of(hold_session(make_room(alice), vote=vote), "votes")
    assert not [block for block in inside(section.blocks) if isinstance(block, Figure | Table)]
    assert str(SECRET_DOTS) not in repr(section)


def test_number_kept_back_is_not_in_the_section(anonymous: World) -> None:
    (table,) = (
        block for block in inside(section_of(anonymous, "votes").blocks) if isinstance(block, Table)
    )
    looks = {run.look for row in table.rows for cell in row[2:] for run in cell}
    assert looks == {Look.KEPT_BACK}


@pytest.mark.parametrize("method", METHODS)
def test_exports_name_no_method_of_voting(method: str) -> None:
    names = re.compile(rf"voting\.{method}|[\"']{method}[\"']")
    naming = [
        path.name
        for path in EXPORTS.rglob("*.py")
        if names.search(path.read_text(encoding="utf-8"))
    ]
    assert naming == []


def test_every_figure_is_a_drawing_that_stands_alone(named: World) -> None:
    for figure in (block for block in blocks_of(named) if isinstance(block, Figure)):
        drawing = etree.fromstring(draw(figure).encode())
        assert drawing.tag == f"{SVG}svg"
        assert drawing.findtext(f"{SVG}title") == figure.title
        assert drawing.findtext(f"{SVG}desc") == figure.description
        assert drawing.get("font-family")


def test_every_kind_of_block_and_of_plot_is_written() -> None:
    assert set(markup.WRITERS) == set(get_args(Block))
    assert set(svg.KINDS) == set(get_args(Plot))
