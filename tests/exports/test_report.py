"""The compte rendu: its tables tell the numbers of the database, its plots the numbers of its tables."""

import re
from itertools import pairwise
from uuid import uuid4

import pytest
from lxml import html
from lxml.html import HtmlElement

from sessions.commands import sessions
from sessions.exports.formats.html import write_page, write_report
from sessions.exports.outcome import read_outcome
from sessions.models import Facilitator
from sessions.queries.room import heat_map
from sessions.queries.sides import shown_sides
from tests.exports.worlds import SECRET_DOTS, World, hold_session
from tests.factories import make_room


def page_of(code: str) -> HtmlElement:
    return html.document_fromstring(write_page(read_outcome(code)).decode())


def text_of(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def rows_of(table: HtmlElement) -> list[list[str]]:
    """The cells of the body and of the foot of a table."""
    return [
        [text_of(cell) for cell in row.cssselect("th, td")]
        for row in table.cssselect("tbody tr, tfoot tr")
    ]


def table_after(page: HtmlElement, heading: str) -> HtmlElement:
    """The first table of the section with this heading id."""
    (section,) = page.cssselect(f'section[aria-labelledby="{heading}"]')
    return section.cssselect("table")[0]


def test_heat_table_equals_the_heat_map_of_the_room(named: World) -> None:
    room = heat_map(named.room.session, shown_sides(named.room.session))
    rows = rows_of(table_after(page_of(named.code), "enjeux"))
    expected = [[row.territory.name, *(str(cell.count) for cell in row.cells)] for row in room.rows]
    assert [row[:-1] for row in rows[:-1]] == expected
    assert rows[-1][-1] == str(room.total)


def test_gaps_by_territory_equal_the_heat_map_of_the_room(named: World) -> None:
    room = heat_map(named.room.session, shown_sides(named.room.session))
    (section,) = page_of(named.code).cssselect('section[aria-labelledby="enjeux"]')
    rows = rows_of(section.cssselect("table")[1])
    assert rows == [
        [row.territory.name, *("–" if cell.gap is None else f"{cell.gap:g}" for cell in row.cells)]
        for row in room.rows
    ]


def test_heat_plot_shows_the_numbers_of_its_table(named: World) -> None:
    page = page_of(named.code)
    (plot,) = page.cssselect('svg[aria-labelledby="heat-title heat-desc"]')
    drawn = [text_of(text) for text in plot.cssselect('text[font-size="17"]')]
    table = rows_of(table_after(page, "enjeux"))[:-1]
    assert drawn == [number for row in table for number in row[1:-1]]


def test_vote_table_and_bars_equal_the_ballots(named: World) -> None:
    page = page_of(named.code)
    rows = rows_of(table_after(page, "votes"))
    assert rows == [
        ["Partir de la mémoire", str(SECRET_DOTS), "50 %", "0", str(SECRET_DOTS)],
        ["Partager les moyens", "3", "50 %", "2", "1"],
        ["Votants", "2", "", "1", "1"],
    ]
    (plot,) = page.cssselect('svg[aria-labelledby="vote-1-title vote-1-desc"]')
    assert [text_of(text) for text in plot.cssselect('text[text-anchor="end"]')] == [
        f"{SECRET_DOTS} points",
        "3 points",
    ]


def test_anonymous_vote_shows_totals_and_no_small_territory(anonymous: World) -> None:
    rows = rows_of(table_after(page_of(anonymous.code), "votes"))
    assert rows[0] == ["Partir de la mémoire", str(SECRET_DOTS), *["–non montré"] * 2]


@pytest.mark.parametrize("vote", ["open", "closed"])
def test_sealed_vote_is_said_to_be_sealed(stakes: None, alice: Facilitator, vote: str) -> None:
    world = hold_session(make_room(alice), vote=vote)
    (section,) = page_of(world.code).cssselect('section[aria-labelledby="votes"]')
    assert "scellé" in text_of(section)
    assert "Partir de la mémoire" in text_of(section)
    assert not section.cssselect("svg, table")


def test_frise_marks_carry_the_numbers_of_its_table(named: World) -> None:
    page = page_of(named.code)
    plots = page.cssselect('section[aria-labelledby="trajectoires"] svg')
    tables = page.cssselect('section[aria-labelledby="trajectoires"] table')
    assert len(plots) == len(tables) == 2
    for plot, table in zip(plots, tables, strict=True):
        marks = {text_of(text) for text in plot.cssselect('text[font-size="12"]')}
        assert marks == {row[0] for row in rows_of(table)}


def test_frise_table_gives_years_and_undated_cards(named: World) -> None:
    page = page_of(named.code)
    tables = page.cssselect('section[aria-labelledby="trajectoires"] table')
    years = [[row[1], row[3]] for table in tables for row in rows_of(table)]
    assert years == [
        ["La ferme commune", "2005"],
        ["La mine ferme", "1986"],
        ["=HYPERLINK(0)", "2010–2014"],
        ["Vivre <b>mieux</b>", "sans date"],
    ]


def test_gaps_give_both_readings(named: World) -> None:
    rows = rows_of(table_after(page_of(named.code), "ecarts"))
    assert {(row[1], row[2], row[3], row[4]) for row in rows} == {
        ("Engagement", "3", "1", "2"),
        ("Coopération", "0", "2", "2"),
        ("Valeur", "1", "0", "1"),
    }


def test_balise_tells_where_it_comes_from(named: World) -> None:
    (section,) = page_of(named.code).cssselect('section[aria-labelledby="balises"]')
    text = text_of(section)
    assert "La ferme commune · Le Mené, vers 2005" in text
    assert "La mine ferme · Malaunay, 1986" in text
    assert "2 soutiens · formulée par Sentinelle-Bob" in text


def test_hidden_pieces_are_counted_and_not_shown(named: World) -> None:
    text = text_of(page_of(named.code))
    assert "Carte à cacher" not in text
    assert "Cacher une balise" not in text
    assert re.search(r"1 carte et 1 balise\.", text)


def test_example_card_is_marked(named: World) -> None:
    page = page_of(named.code)
    (card,) = page.cssselect(f"#carte-{named.cards['works'].pk}")[0].xpath("..")
    assert "exemple fictif" in text_of(card)


def test_removed_participant_is_not_listed_as_present(named: World) -> None:
    (section,) = page_of(named.code).cssselect('section[aria-labelledby="personnes"]')
    assert "Sentinelle-Bob" in text_of(section)
    assert "Sentinelle-Gaston" not in text_of(section)


def test_compte_rendu_does_not_tell_the_code_to_join_with(named: World) -> None:
    assert named.code not in write_report(read_outcome(named.code)).decode()


def test_texts_of_people_stay_texts(named: World) -> None:
    page = page_of(named.code)
    assert not page.cssselect("main b")
    assert "Vivre <b>mieux</b>" in text_of(page)


@pytest.mark.parametrize("secrecy", ["named", "anonymous"])
def test_page_is_built_for_everyone(stakes: None, alice: Facilitator, secrecy: str) -> None:
    page = page_of(hold_session(make_room(alice, secrecy=secrecy)).code)
    assert page.get("lang") == "fr"
    assert len(page.cssselect("h1")) == 1
    assert len(page.cssselect("main")) == 1
    levels = [int(str(heading.tag)[1]) for heading in page.cssselect("h1, h2, h3, h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = [element.get("id") for element in page.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    for table in page.cssselect("table"):
        assert table.cssselect("caption")
        assert table.cssselect('thead th[scope="col"]')


def test_every_plot_has_a_name_and_a_description(named: World) -> None:
    page = page_of(named.code)
    plots = page.cssselect("svg")
    assert len(plots) == 4
    for plot in plots:
        assert plot.get("role") == "img"
        for name in plot.get("aria-labelledby", "").split():
            assert text_of(page.cssselect(f"#{name}")[0])


def test_links_inside_the_page_lead_somewhere(named: World) -> None:
    page = page_of(named.code)
    targets = [link.get("href", "")[1:] for link in page.cssselect('a[href^="#"]')]
    assert targets
    assert not [target for target in targets if not page.cssselect(f"#{target}")]


def test_downloaded_file_needs_nothing_else(named: World) -> None:
    file = write_report(read_outcome(named.code)).decode()
    page = html.document_fromstring(file)
    assert not page.cssselect("link, script, img, [src]")
    assert not [link for link in page.cssselect("a") if not link.get("href", "").startswith("#")]
    (style,) = page.cssselect("style")
    addresses = re.findall(r"url\(([^)]{0,12})", style.text or "")
    assert addresses
    assert {start.strip("\"'")[:5] for start in addresses} == {"data:"}
    assert "@import" not in (style.text or "")


def test_draft_and_open_seances_say_what_they_are(alice: Facilitator) -> None:
    draft, opened = make_room(alice, opened=False), make_room(alice)
    assert "n’a pas encore commencé" in text_of(page_of(draft.session.code))
    assert "est provisoire" in text_of(page_of(opened.session.code))
    sessions.close_session(opened.leader, uuid4())
    assert "est provisoire" not in text_of(page_of(opened.session.code))
