"""A terminal that is not in UTF-8 is spoken to in the signs that it has."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


@pytest.mark.standalone
@pytest.mark.parametrize("encoding", ["iso8859-15", "ascii", "utf-8"])
def test_commands_print_in_any_terminal(tmp_path: Path, encoding: str) -> None:
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PYTHONIOENCODING": encoding,
        "SECRET_KEY": "x" * 50,
        "VAR_DIR": str(tmp_path),
    }

    def manage(*words: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(PROJECT / "manage.py"), *words]
        return subprocess.run(command, env=environment, capture_output=True, check=False)

    for words in (
        ("migrate", "--verbosity", "1"),
        ("load_referentiel",),
        ("demo_session", "--ensure"),
        ("demo_session", "--ensure"),
        ("welcome",),
        ("login_link", "camille@exemple.fr", "--name", "Camille"),
        ("help", "load_referentiel"),
    ):
        done = manage(*words)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        done.stdout.decode(encoding)
    refused = manage("login_link", "œuvre… d’une île")
    assert refused.returncode == 1
    assert b"Traceback" not in refused.stderr
