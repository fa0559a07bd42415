"""French puts a space before « : ; ? ! », and no line may break at it: a sign alone at the start of a line."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.standalone

PROJECT = Path(__file__).parents[2]
TRANSLATED = re.compile(
    r"""translate\ "(.*?)" | translate\ '(.*?)' | {%\ blocktranslate.*?%}(.*?){%\ endblocktranslate""",
    re.VERBOSE | re.DOTALL,
)
BREAKS = re.compile("[^ \n({=] [:;?!»]|« ")
MARKERS = {"_", "gettext", "gettext_lazy", "ngettext"}
FILES = sorted(
    path
    for place in ("templates", "sessions", "referentiel", "facilitation", "texts")
    for path in (PROJECT / place).rglob("*")
    if path.suffix in {".html", ".py"}
    if not {"management", "migrations"} & set(path.parts)
)


def texts(path: Path) -> Iterator[str]:
    """What a person reads, as the source has it."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        for found in TRANSLATED.finditer(source):
            yield next(filter(None, found.groups()), "")
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            constants = (part.value for part in node.args if isinstance(part, ast.Constant))
            yield from (value for value in constants if isinstance(value, str))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PROJECT)))
def test_no_sign_of_french_can_begin_a_line(path: Path) -> None:
    assert [text for text in texts(path) if BREAKS.search(text)] == []


def test_typography_would_see_a_breaking_space() -> None:
    assert BREAKS.search("Pourquoi ?")
    assert not BREAKS.search(
        "Pourquoi\N{NO-BREAK SPACE}? «\N{NO-BREAK SPACE}Ici\N{NO-BREAK SPACE}»"
    )
