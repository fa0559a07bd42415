"""`manage.py export_session`: the same bytes as the site."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sessions.exports.formats import FORMATS
from tests.exports.worlds import World


@pytest.mark.parametrize("key", list(FORMATS))
def test_command_writes_the_bytes_that_the_site_serves(
    named: World, key: str, tmp_path: Path
) -> None:
    target = tmp_path / "export"
    call_command("export_session", named.code, "--format", key, "--output", str(target))
    address = f"/s/{named.code}/exports/{key}?telecharger=1"
    assert target.read_bytes() == named.room.leader_browser().get(address).content


@pytest.mark.parametrize("key", list(FORMATS))
def test_command_writes_bytes_to_the_standard_output(
    named: World, key: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    target = tmp_path / "export"
    call_command("export_session", named.code, "--format", key, "--output", str(target))
    call_command("export_session", named.code, "--format", key)
    assert capfdbinary.readouterr().out == target.read_bytes()


def test_command_reads_a_code_as_it_is_said(named: World, tmp_path: Path) -> None:
    said = f"{named.code[:4]} {named.code[4:]}".lower()
    target = tmp_path / "export.json"
    call_command("export_session", said, "--format", "json", "--output", str(target))
    assert target.stat().st_size


def test_command_with_an_unknown_code_says_so(db: None) -> None:
    with pytest.raises(CommandError, match="ZZZZZZZZ"):
        call_command("export_session", "ZZZZZZZZ", "--format", "json")


def test_command_with_an_unknown_format_says_so(named: World) -> None:
    with pytest.raises(CommandError, match="docx"):
        call_command("export_session", named.code, "--format", "docx")


def test_command_that_cannot_write_says_so(named: World, tmp_path: Path) -> None:
    target = tmp_path / "absent" / "export.json"
    with pytest.raises(CommandError, match="Impossible"):
        call_command("export_session", named.code, "--format", "json", "--output", str(target))
