"""The site itself, served by Daphne or uvicorn on a free port of 127.0.0.1 with the settings of production."""

import atexit
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Self

from tests.instances import Instance, InstanceFailed

PROJECT = Path(__file__).resolve().parent.parent
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-tests-" + "x" * 50)

DAPHNE, UVICORN = "daphne", "uvicorn"
APPLICATION = "facilitation.asgi:application"


class SiteInstance(Instance):
    """One process of either server. Without a `database_url` it has a SQLite file in its own directory.

    Further keywords are variables of its environment, e.g. `PUBLIC_URL` behind a proxy. `prepare`
    makes tables and static files; a second process on the same database is given the first one's
    `VAR_DIR` and needs none.
    """

    def __init__(
        self,
        *,
        database_url: str = "",
        redis_url: str = "",
        server: str = DAPHNE,
        application: str = APPLICATION,
        **environment: str,
    ) -> None:
        super().__init__()
        self.server, self.application = server, application
        self.environment = {
            **{name: os.environ[name] for name in INHERITED if name in os.environ},
            "PYTHONPATH": str(PROJECT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": SECRET_KEY,
            "VAR_DIR": str(self.directory),
            "PUBLIC_URL": self.url,
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            **environment,
        }

    @property
    def url(self) -> str:
        """The origin, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket_url(self) -> str:
        """The same for sockets."""
        return f"ws://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """As `script/server` starts it."""
        return self._daphne() if self.server == DAPHNE else self._uvicorn()

    def _daphne(self) -> list[str]:
        limits = ["--websocket-max-message-size", "4096", "--websocket-max-frame-size", "4096"]
        place = ["-b", "127.0.0.1", "-p", str(self.port), "-v", "0", "--no-server-name"]
        proxied = ["--proxy-headers", "--proxy-headers-host", "X-Real-IP"]
        options = [*place, *limits, *(proxied if "PROXIED" in self.environment else [])]
        return self.python_command("-m", "facilitation.daphne_server", *options, self.application)

    def _uvicorn(self) -> list[str]:
        place = ["--host", "127.0.0.1", "--port", str(self.port)]
        flags = (PROJECT / "deploy" / "uvicorn.flags").read_text().split()
        return self.python_command("-m", "uvicorn", *place, *flags, self.application)

    def answers(self) -> bool:
        """Whether the process takes requests."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    @contextmanager
    def serving(self) -> Iterator[Self]:
        """Prepared and started; at the end its log must hold no traceback, and every file is removed."""
        try:
            self.prepare()
            self.start()
            yield self
            assert "Traceback" not in self.log.read_text(), self.last_words()
        finally:
            self.close()

    def prepare(self) -> None:
        """Make the tables, load the référentiel, collect the static files under hashed names.

        On SQLite this is done once per process and settings, and copied from then on: to do it two dozen times would
        take minutes.
        """
        if self.environment["DATABASE_URL"]:
            self.prepare_anew()
        else:
            made = _prepared(self.environment.get("DJANGO_SETTINGS_MODULE", ""))
            shutil.copytree(made, self.directory, dirs_exist_ok=True)

    def prepare_anew(self) -> None:
        """Make all of it, in this server's own database and directory."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_referentiel", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def manage(self, *arguments: str) -> str:
        """Run `manage.py` in this server's environment; return what it prints."""
        return self.python(str(PROJECT / "manage.py"), *arguments)

    def python(self, *arguments: str) -> str:
        """Run Python in this server's environment; return what it prints."""
        done = subprocess.run(
            self.python_command(*arguments),
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise InstanceFailed(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def python_command(self, *arguments: str) -> list[str]:
        return in_environment(self.environment, *arguments)


@cache
def _prepared(settings: str) -> Path:
    """A directory with the database and the static files, removed when this process ends."""
    site = SiteInstance(**({"DJANGO_SETTINGS_MODULE": settings} if settings else {}))
    atexit.register(site.close)
    site.prepare_anew()
    return site.directory


def in_environment(environment: dict[str, str], *words: str) -> list[str]:
    """Python with these words, and no variables but these."""
    variables = [f"{name}={value}" for name, value in environment.items()]
    return ["env", "-i", *variables, sys.executable, *words]
