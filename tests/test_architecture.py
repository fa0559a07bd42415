"""What the shape of the code promises (docs/architecture.md), read from the code itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.standalone

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("facilitation", "referentiel", "sessions", "texts")
FORBIDDEN_NAMES = {"utils", "helpers", "services", "managers", "core", "common", "misc"}
SECOND_WORDS = {"sitting", "sittings"}
"""For things that have a word already (docs/glossary.md)."""
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create"),
    *("asave", "acreate", "aupdate", "adelete", "abulk_create", "abulk_update"),
}
MAY_WRITE = re.compile(
    r"^(sessions|referentiel)/(commands|models|migrations)/"
    r"|^sessions/(journal|logins)\.py$|^sessions/admin\.py$|^referentiel/recording\.py$"
    # They save pictures, which are no rows.
    r"|^referentiel/(pictures/drawing|demo/resources)\.py$"
)
LONGEST_FILE = 320
"""Lines that are not empty: « about 300 »."""
OPENED_AS_A_FILE = {"report.html", "edition_file.html"}
"""Each carries its stylesheet along when it is downloaded. The site shows the report too, and links to it there."""
INLINE = re.compile(
    r"<style\b|<script(?![^>]*\bsrc=)|<[^>]+\s(?:style|on[a-z]+|hx-on[:\w-]*)=|javascript:",
    re.IGNORECASE,
)


def sources(*folders: str) -> Iterator[Path]:
    """The Python files of our packages, without migrations."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name(path: Path) -> str:
    """From the root of the project."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """The methods that a file calls, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def imports(path: Path) -> set[str]:
    """The modules and the names that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_database_is_written_in_commands_and_in_the_journal_only() -> None:
    elsewhere = [
        f"{name(path)}:{line} .{method}()"
        for path in sources(*PACKAGES)
        if not MAY_WRITE.search(name(path))
        for method, line in calls(path)
        if method in WRITES
    ]
    assert elsewhere == []


def test_hints_are_sent_from_one_place() -> None:
    senders = {
        name(path)
        for path in sources(*PACKAGES)
        for method, _ in calls(path)
        if method in {"group_send", "send_group"}
    }
    assert senders == {"sessions/live/announce.py"}


def test_no_signal_of_django_is_used() -> None:
    # The handler sends the one that tells of a request, as Django's own does.
    sent = {"facilitation/handler.py": {"django.core", "django.core.signals"}}
    for path in sources(*PACKAGES):
        signals = {module for module in imports(path) if "signal" in module or "dispatch" in module}
        assert signals - {"signal"} - sent.get(name(path), set()) == set(), name(path)


def test_nothing_is_named_like_a_drawer() -> None:
    for path in sources(*PACKAGES, "tests"):
        assert not FORBIDDEN_NAMES & {*path.parts[len(ROOT.parts) :], path.stem}, name(path)


def words(identifier: str) -> set[str]:
    """« SharedScale » and « shared_scale » are shared, scale."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", identifier)}


def definitions(path: Path) -> Iterator[str]:
    """The names of the classes and functions of a file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name


def test_each_thing_has_the_word_of_the_glossary() -> None:
    forbidden = FORBIDDEN_NAMES | SECOND_WORDS
    wrong = [
        f"{name(path)}: {defined}"
        for path in sources(*PACKAGES, "tests")
        for defined in (path.stem, *definitions(path))
        if words(defined) & forbidden
    ]
    assert wrong == []


def test_pause_and_slice_have_no_second_word() -> None:
    """Rest is a word of everyday English, and a turn is a room's: only their second meanings are refused."""
    for path in sources(*PACKAGES):
        assert "rest" not in words(path.stem), name(path)
        assert "Rest" not in set(definitions(path)), name(path)
        assert not re.search(r"^TURN\b", path.read_text(encoding="utf-8"), re.MULTILINE), name(path)


def test_no_variable_is_named_like_a_drawer() -> None:
    for path in sources(*PACKAGES):
        names = {
            node.id
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert not names & (FORBIDDEN_NAMES | {"data"}), name(path)


def test_no_html_is_made_safe_by_hand_but_our_own_rendering() -> None:
    trusting = {
        name(path)
        for path in sources(*PACKAGES)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id in {"mark_safe", "SafeString"}
    }
    assert trusting <= {
        "sessions/views/live_pages.py",
        "texts/stylesheets.py",
        # What a template of ours rendered, its idle spaces taken out.
        "sessions/fragments/drawing.py",
    }


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_template_has_nothing_inline_and_escapes_everything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    allowed = ["<style"] if path.name in OPENED_AS_A_FILE else []
    assert INLINE.findall(text) == allowed
    for unsafe in ("|safe", "autoescape off", "safeseq"):
        assert unsafe not in text


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name
)
def test_template_loads_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", text) == []


def test_no_file_is_longer_than_a_few_screens() -> None:
    scripts = (ROOT / "static" / "js").rglob("*.js")
    lengths = {
        name(path): sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())
        for path in [*sources(*PACKAGES, "tests"), *scripts]
    }
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_tests_mirror_the_packages() -> None:
    for package in ("sessions", "referentiel", "texts"):
        for folder in sorted((ROOT / "tests" / package).rglob("*")):
            if folder.is_dir() and folder.name != "__pycache__":
                inside = folder.relative_to(ROOT / "tests")
                assert (ROOT / inside).is_dir(), folder


def test_queries_that_group_say_their_order() -> None:
    """Django drops the order of a model where it groups: PostgreSQL then answers in any."""
    unordered = [
        f"{name(path)}:{function.lineno} {function.name}"
        for path in sources(*PACKAGES)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        and "annotate" in (called := attributes_called(function))
        and "order_by" not in called
    ]
    assert unordered == []


def attributes_called(function: ast.FunctionDef) -> set[str]:
    """The methods that a function calls."""
    return {
        node.func.attr
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
