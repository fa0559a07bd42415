"""The site itself, served by Daphne on a free port of 127.0.0.1 with the settings of production."""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.instances import Instance, InstanceFailed

PROJECT = Path(__file__).resolve().parent.parent
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")
SECRET_KEY = os.environ.get("SECRET_KEY", "only-for-tests-" + "x" * 50)


class SiteInstance(Instance):
    """One Daphne process. Without a `database_url` it has a SQLite file in its own directory.

    Further keywords are variables of its environment, e.g. `PUBLIC_URL` behind a proxy. `prepare`
    makes tables and static files; a second process on the same database is given the first one's
    `VAR_DIR` and needs none.
    """

    def __init__(self, *, database_url: str = "", redis_url: str = "", **environment: str) -> None:
        super().__init__()
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
        """Daphne as `script/server` starts it."""
        limits = ["--websocket-max-message-size", "4096", "--websocket-max-frame-size", "4096"]
        place = ["-b", "127.0.0.1", "-p", str(self.port), "-v", "0", "--no-server-name"]
        proxied = ["--proxy-headers", "--proxy-headers-host", "X-Real-IP"]
        options = [*place, *limits, *(proxied if "PROXIED" in self.environment else [])]
        return self._python(
            "-m", "facilitation.daphne_server", *options, "facilitation.asgi:application"
        )

    def answers(self) -> bool:
        """Whether the process takes requests."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def prepare(self) -> None:
        """Make the tables, load the référentiel, collect the static files under hashed names."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_referentiel", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")

    def manage(self, *arguments: str) -> str:
        """Run `manage.py` in this server's environment; return what it prints."""
        return self.python(str(PROJECT / "manage.py"), *arguments)

    def python(self, *arguments: str) -> str:
        """Run Python in this server's environment; return what it prints."""
        done = subprocess.run(
            self._python(*arguments),
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise InstanceFailed(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def _python(self, *arguments: str) -> list[str]:
        variables = [f"{name}={value}" for name, value in self.environment.items()]
        return ["env", "-i", *variables, sys.executable, *arguments]
