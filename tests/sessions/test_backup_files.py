"""Files of resources are in the backup, beside the copy of the database."""

import tarfile
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sessions.management.commands import backup


@pytest.fixture
def files(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of files, with two of them; the copy of the database is another test's (I18)."""
    for copy in ("copy_sqlite", "copy_postgresql"):
        monkeypatch.setattr(backup, copy, lambda file: file.write_bytes(b"database"))
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "aa").write_bytes(b"un")
    (folder / "bb").write_bytes(b"deux")
    settings.MEDIA_ROOT = folder
    return folder


def test_backup_has_the_files(files: Path, tmp_path: Path) -> None:
    said = StringIO()
    call_command("backup", str(tmp_path / "une.backup"), stdout=said)
    archive = tmp_path / "une.backup.files.tar"
    assert archive.stat().st_mode & 0o077 == 0
    assert archive.name in said.getvalue()
    with tarfile.open(archive) as copy:
        copy.extractall(tmp_path / "restored", filter="data")
    restored = {one.name: one.read_bytes() for one in (tmp_path / "restored" / "files").iterdir()}
    assert restored == {"aa": b"un", "bb": b"deux"}


def test_backup_without_files_is_one_file(files: Path, tmp_path: Path) -> None:
    for one in files.iterdir():
        one.unlink()
    call_command("backup", str(tmp_path / "une.backup"), stdout=StringIO())
    assert not (tmp_path / "une.backup.files.tar").exists()


def test_backup_writes_over_no_archive(files: Path, tmp_path: Path) -> None:
    (tmp_path / "une.backup.files.tar").write_bytes(b"autre")
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("backup", str(tmp_path / "une.backup"), stdout=StringIO())
    assert not (tmp_path / "une.backup").exists()
