"""The documents point to things that are there."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.standalone

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"")
EXAMPLES = {
    "static/img/kinds/alliance.svg",
    "docs/decisions/NNNN-title.md",
    "sessions/steps/pause/",
}
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def anchors(document: Path) -> set[str]:
    """The anchors of its headings, as code hosts make them."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    kept = [re.sub(r"[^\w\s-]", "", heading.lower()).strip() for heading in headings]
    return {re.sub(r"\s", "-", heading) for heading in kept}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_link_leads_somewhere(document: Path) -> None:
    broken = []
    for groups in LINK.findall(document.read_text(encoding="utf-8")):
        address = "".join(groups)
        if re.match(r"https?:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(address)
    assert not broken


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_path_in_code_quotes_exists(document: Path) -> None:
    """`sessions/live/hub.py`, `docs/export.schema.json`, `script/test …`: moved files leave traces."""
    tops = "facilitation|referentiel|sessions|templates|static|script|tests|docs|deploy"
    named = re.findall(rf"`((?:{tops})/[\w./-]+)(?=[ `])", document.read_text(encoding="utf-8"))
    missing = {name for name in named if not (PROJECT / name).exists()}
    assert missing <= EXAMPLES
