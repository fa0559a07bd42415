"""What comments cite by number or by name stands in the documents, under a heading that one can link to."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.test_links import HEADING, PROJECT

pytestmark = pytest.mark.standalone

FOLDERS = (
    *("facilitation", "referentiel", "sessions", "texts", "tests"),
    *("templates", "static/js", "static/css", "docs", "deploy"),
)
KINDS = {".py", ".js", ".html", ".css", ".md", ".conf", ".template", ".yaml"}
NUMBER = re.compile(r"\b([FI])(\d{1,2})\b")
SAID_IN = {"F": "docs/stack-facts.md", "I": "docs/invariants.md"}
PAGE = re.compile(r"(docs/)?\b(domain|invariants|stack-facts|glossary)\.md(?:,\s+«\s([^»]+)\s»)?")


def texts() -> Iterator[tuple[str, str]]:
    """The files that may cite something, and what they say."""
    for folder in FOLDERS:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in KINDS and path != Path(__file__):
                yield path.relative_to(PROJECT).as_posix(), path.read_text(encoding="utf-8")


def headings(document: str) -> set[str]:
    """The headings of a document, as they are written."""
    return set(HEADING.findall((PROJECT / document).read_text(encoding="utf-8")))


@pytest.mark.parametrize("letter", SAID_IN)
def test_number_that_is_cited_has_its_heading(letter: str) -> None:
    said = headings(SAID_IN[letter])
    cited = {
        (file, letter + number)
        for file, text in texts()
        for kind, number in NUMBER.findall(text)
        if kind == letter
    }
    assert len(cited) > 10
    assert {(file, number) for file, number in cited if number not in said} == set()


def test_heading_that_is_cited_exists() -> None:
    missing = [
        f"{file}: {page}.md, « {heading} »"
        for file, text in texts()
        for _, page, heading in PAGE.findall(text)
        if heading and heading not in headings(f"docs/{page}.md")
    ]
    assert missing == []


def test_code_names_the_folder_of_the_page_that_it_cites() -> None:
    bare = [
        file
        for file, text in texts()
        if file.endswith((".py", ".js"))
        for folder, *_ in PAGE.findall(text)
        if not folder
    ]
    assert bare == []
