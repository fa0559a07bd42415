"""What the code cites is in docs/, and words mean one thing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CODE = (
    "facilitation",
    "sessions",
    "referentiel",
    "texts",
    "static/js",
    "static/css",
    "templates",
    "script",
    "tests",
)
SOURCES = {"F": "stack-facts.md", "I": "invariants.md"}
CITED = re.compile(r"(?:invariants?|stack facts?|facts?) (?:and )?([FI]\d+)|[(\s]([FI]\d+)[).:,]")
DOMAIN = re.compile(r"\bdomain: « (.+?) »")
DRAWERS = {"utils", "helpers", "services", "managers", "core", "common", "misc"}
OTHER_WORDS = {"sitting", "sittings"}


def texts() -> Iterator[tuple[str, str]]:
    """The files that people write, and what they say."""
    for folder in CODE:
        for path in sorted((PROJECT / folder).rglob("*")):
            if path.suffix in {".py", ".js", ".css", ".html", ""} and path.is_file():
                yield path.relative_to(PROJECT).as_posix(), path.read_text("utf-8", "replace")


def headings(document: str) -> set[str]:
    found = re.findall(r"^#+ (.+)$", (PROJECT / "docs" / document).read_text("utf-8"), re.M)
    return {heading.lower() for heading in found}


@pytest.mark.parametrize(("letter", "document"), SOURCES.items())
def test_every_number_that_is_cited_has_its_heading(letter: str, document: str) -> None:
    known = headings(document)
    cited = {
        (number, name)
        for name, text in texts()
        for number in map("".join, CITED.findall(text))
        if number.startswith(letter)
    }
    assert cited
    assert {each for each in cited if each[0].lower() not in known} == set()


def test_every_part_of_the_domain_that_is_cited_is_there() -> None:
    domain = (PROJECT / "docs" / "domain.md").read_text("utf-8").lower()
    cited = {(part, name) for name, text in texts() for part in DOMAIN.findall(text)}
    assert cited
    assert {each for each in cited if each[0].lower() not in domain} == set()


def test_no_module_is_a_drawer_and_none_has_two_words_for_one_thing() -> None:
    named = {
        path.relative_to(PROJECT).as_posix()
        for folder in CODE
        for path in (PROJECT / folder).rglob("*")
        if path.stem in DRAWERS | OTHER_WORDS
    }
    assert named == set()
