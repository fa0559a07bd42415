"""A document as HTML: one function for each kind of block, one class for each role."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from referentiel.templatetags.stakes import stake_class, stake_sign
from sessions.document import (
    LINE_END,
    Block,
    Column,
    Figure,
    Group,
    Heading,
    Items,
    Look,
    Paragraph,
    Pieces,
    Quotes,
    Role,
    Run,
    Runs,
    Section,
    Table,
    Terms,
    spell,
)
from sessions.exports.plots.svg import draw

CLASSES: Mapping[Role, str] = {
    Role.INTRO: "report-intro",
    Role.NOTHING: "soft",
    Role.ASIDE: "soft small",
    Role.DETAIL: "small",
    Role.NOTE: "report-note",
    Role.LEAD_IN: "report-balise__from",
    Role.CARD_HEAD: "report-card__head",
    Role.STORY: "report-card__text",
    Role.FACTS: "report-facts",
    Role.NUMBERS: "report-numbers",
    Role.PEOPLE: "report-people",
    Role.STAKES: "report-stakes",
    Role.COLUMNS: "report-columns",
    Role.TRAJECTORY: "report-trajectory report-trajectory--whole",
    Role.TOLD_CARDS: "report-trajectory",
    Role.POLL: "report-poll",
}
"""A role without a class looks like the text around it."""

STAKE = '<{element} class="stake {{stake}}">{{sign}}{{}}</{element}>'

LOOKS: Mapping[Look, str] = {
    Look.STRONG: "<strong>{}</strong>",
    Look.SOFT: '<span class="soft">{}</span>',
    Look.TAG: '<span class="tag">{}</span>',
    Look.GAP: '<span class="gap-mark">{}</span>',
    Look.CARD_NUMBER: '<span class="report-card__number" aria-hidden="true">{}</span>',
    Look.KEPT_BACK: '<span aria-hidden="true">–</span><span class="visually-hidden">{}</span>',
    Look.STAKE: STAKE.format(element="span"),
    Look.CARD_KIND: (
        '<span class="kind-sign kind-sign--{key}" aria-hidden="true"></span><strong>{}</strong>'
    ),
}

WRAPPERS: Mapping[Role, str] = {
    Role.CARDS: '<ol class="report-cards" role="list">{inside}</ol>',
    Role.CARD: (
        '<li class="report-card"><article aria-labelledby="{anchor}">{inside}</article></li>'
    ),
    Role.READINGS: '<ul class="report-readings" role="list" aria-label="{label}">{inside}</ul>',
    Role.READING: '<li class="report-reading {stake}">{inside}</li>',
    Role.BALISES: '<ol class="report-balises" role="list">{inside}</ol>',
    Role.BALISE: '<li class="report-balise">{inside}</li>',
}
"""The elements of the groups that are lists, and of their members. Other groups are plain divisions."""


def write_sections(sections: Sequence[Section]) -> SafeString:
    """All sections, one after the other."""
    return format_html_join(
        "\n",
        '<section class="report-section{}" aria-labelledby="{}"><h2 id="{}">{}</h2>{}</section>',
        (
            (
                " report-annex" if section.annex else "",
                section.anchor,
                section.anchor,
                section.title,
                write_blocks(section.blocks),
            )
            for section in sections
        ),
    )


def write_blocks(blocks: Sequence[Block]) -> SafeString:
    """Blocks, one after the other."""
    return format_html_join("\n", "{}", ((WRITERS[type(block)](block),) for block in blocks))


def _heading(heading: Heading) -> SafeString:
    return format_html(
        '<h{}{} dir="auto">{}</h{}>',
        heading.level,
        _id(heading.anchor),
        heading.text,
        heading.level,
    )


def _paragraph(paragraph: Paragraph) -> SafeString:
    return format_html(
        '<p{} dir="auto">{}</p>', _class(CLASSES.get(paragraph.role, "")), _runs(paragraph.runs)
    )


def _pieces(line: Pieces) -> SafeString:
    pieces = (
        (_runs(piece) if len(piece) == 1 else format_html("<bdi>{}</bdi>", _runs(piece)),)
        for piece in line.pieces
    )
    return format_html("<p>{}</p>", format_html_join(" ", "{}", pieces))


def _items(block: Items) -> SafeString:
    here = format_html(' aria-current="{}"', "step")
    items = format_html_join(
        "\n",
        '<li{} dir="auto">{}</li>',
        (
            (here if place == block.current else "", _runs(item))
            for place, item in enumerate(block.items)
        ),
    )
    listed = '<ol class="report-agenda">{}</ol>' if block.ordered else "<ul>{}</ul>"
    return format_html(listed, items)


def _terms(block: Terms) -> SafeString:
    pairs = format_html_join(
        "\n",
        '<div>{}<dd dir="auto">{}</dd></div>',
        ((_term(term), _runs(told)) for term, told in block.pairs),
    )
    return format_html("<dl{}>{}</dl>", _class(CLASSES[block.role]), pairs)


def _term(term: Runs) -> SafeString:
    if len(term) == 1 and term[0].look is Look.STAKE:
        # It stands in a column of its own, where a line of text around it would take height.
        return format_html(STAKE.format(element="dt"), term[0].text, **_look(term[0].key))
    return format_html('<dt dir="auto">{}</dt>', _runs(term))


def _quotes(block: Quotes) -> SafeString:
    quotes = format_html_join(
        "\n",
        '<li>«\N{NO-BREAK SPACE}<bdi>{}</bdi>\N{NO-BREAK SPACE}» <span class="soft" dir="auto">{}</span></li>',
        ((quote.text, quote.by) for quote in block.quotes),
    )
    return format_html('<ul class="report-reasons">{}</ul>', quotes)


def _figure(figure: Figure) -> SafeString:
    return format_html(
        '<figure class="report-plot">{}</figure>', _scrolling(figure.label, draw(figure))
    )


def _group(group: Group) -> SafeString:
    inside = write_blocks(group.blocks)
    if wrapper := WRAPPERS.get(group.role):
        named = {"stake": stake_class(group.key), "label": group.label, "anchor": group.anchor}
        return format_html(wrapper, inside=inside, **named)
    return format_html("<div{}>{}</div>", _class(CLASSES.get(group.role, "")), inside)


def _table(table: Table) -> SafeString:
    heads = format_html_join(
        "",
        '<th scope="col" dir="auto"{}>{}</th>',
        ((_number(each), _runs(each.head)) for each in table.columns),
    )
    written = format_html(
        '<table class="report-table"{}><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody>{}</table>',
        _id(f"{table.name}-table" if table.name else ""),
        table.caption,
        heads,
        _rows(table, table.rows),
        format_html("<tfoot>{}</tfoot>", _rows(table, table.foot)) if table.foot else "",
    )
    return _scrolling(table.label, written)


def _rows(table: Table, rows: Sequence[Sequence[Runs]]) -> SafeString:
    return format_html_join("\n", "<tr>{}</tr>", ((_cells(table, row),) for row in rows))


def _cells(table: Table, row: Sequence[Runs]) -> SafeString:
    return format_html_join(
        "",
        "{}",
        (
            (_cell(column, cell, names_row=place == table.header),)
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True))
        ),
    )


def _cell(column: Column, cell: Runs, *, names_row: bool) -> SafeString:
    if names_row:
        return format_html('<th scope="row" dir="auto">{}</th>', _runs(cell))
    return format_html('<td dir="auto"{}>{}</td>', _number(column), _runs(cell))


def _scrolling(label: str, inside: SafeString) -> SafeString:
    """Puts what may be wider than a phone into a box that scrolls, by keyboard too."""
    return format_html(
        '<div class="report-scroll" tabindex="0" role="group" aria-label="{}">{}</div>',
        label,
        inside,
    )


def _runs(runs: Runs) -> SafeString:
    return format_html_join("", "{}", ((_run(run),) for run in runs))


def _run(run: Run) -> SafeString:
    if run == LINE_END:
        return format_html("<br>{}", "")
    look = _look(run.key) if run.look is Look.STAKE else {"key": run.key}
    written = format_html(LOOKS.get(run.look, "{}"), spell(run.text), **look)
    return format_html('<a href="#{}">{}</a>', run.to, written) if run.to else written


def _look(stake: str) -> dict[str, str]:
    """The class and the sign of a stake."""
    return {"stake": stake_class(stake), "sign": stake_sign(stake)}


def _class(name: str) -> SafeString | str:
    return format_html(' class="{}"', name) if name else ""


def _id(name: str) -> SafeString | str:
    return format_html(' id="{}"', name) if name else ""


def _number(column: Column) -> SafeString | str:
    return _class("number" if column.number else "")


WRITERS: Mapping[type[Block], Callable[[Any], SafeString]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Pieces: _pieces,
    Items: _items,
    Terms: _terms,
    Quotes: _quotes,
    Table: _table,
    Figure: _figure,
    Group: _group,
}
