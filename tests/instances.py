"""Private Redis and PostgreSQL servers, on free ports of 127.0.0.1, ended by their own process ids.

`script/with-services` and the tests use the same classes. Only the standard library is imported, so
that they run before Django is set up, and outside the virtual environment.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

START_SECONDS = 30
STOP_SECONDS = 30


class InstanceFailed(RuntimeError):
    """A server is not installed or did not start; the message holds the end of its log."""


def free_port() -> int:
    """A TCP port of 127.0.0.1 on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Instance:
    """A server with a port and a directory of its own, which survive `stop`, `kill` and `start`."""

    stop_signal = signal.SIGTERM
    account: str | None = None

    def __init__(self) -> None:
        self.port = free_port()
        self.directory = Path(tempfile.mkdtemp(prefix="ateliers-instance-"))
        self.log = self.directory / "log"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def url(self) -> str:
        """The address, as DATABASE_URL or REDIS_URL takes it."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """What to execute, in the foreground."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Whether the server takes requests."""
        raise NotImplementedError

    def start(self) -> None:
        """Start, on the same port and files as before, and wait until it answers."""
        if self.process is not None:
            raise InstanceFailed(f"{type(self).__name__} already runs.")
        self.process = self.spawn(self.command())
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise InstanceFailed(f"{self.command()[0]}: {self.last_words()}")
            time.sleep(0.02)

    def spawn(self, command: list[str]) -> subprocess.Popen[bytes]:
        """Execute in our directory and as our account, with the output in our log."""
        account = pwd.getpwnam(self.account) if self.account else None
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.directory,
                # A session of its own: Ctrl-C reaches the tests, which then end us in order.
                start_new_session=True,
                user=account.pw_uid if account else None,
                group=account.pw_gid if account else None,
                extra_groups=[] if account else None,
            )

    def stop(self) -> None:
        """End in order, as a restart of the service would. No effect when it does not run."""
        if self.process is None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self.process = None

    def kill(self) -> None:
        """End at once, as when the machine loses it: nothing is flushed or announced."""
        if self.process is None:
            return
        family = [*children(self.process.pid), self.process.pid]
        for pid in family:
            send(pid, signal.SIGKILL)
        self.process.wait()
        # A process that is left behind would keep the shared memory, and refuse the next start.
        while any(is_alive(pid) for pid in family):
            time.sleep(0.01)
        self.process = None

    def close(self) -> None:
        """Stop, and remove every file."""
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)

    def last_words(self) -> str:
        """The end of the log."""
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else "no log"


class RedisInstance(Instance):
    """Redis, which keeps nothing on disk: it only carries hints."""

    @property
    def url(self) -> str:
        """The address for REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        """The server, without persistence."""
        options = {"port": str(self.port), "bind": "127.0.0.1", "save": "", "appendonly": "no"}
        flags = [part for name, value in options.items() for part in (f"--{name}", value)]
        return [program("redis-server"), *flags]

    def answers(self) -> bool:
        """Whether a PING has its PONG."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False


class PostgresInstance(Instance):
    """PostgreSQL with its default durability (fsync on): the tests of faults depend on it."""

    stop_signal = signal.SIGINT  # "fast": it ends sessions instead of waiting for them

    def __init__(self) -> None:
        super().__init__()
        self.cluster = self.directory / "cluster"
        self.account = unprivileged_account()
        if self.account:
            shutil.chown(self.directory, self.account)

    @property
    def url(self) -> str:
        """The address for DATABASE_URL."""
        return f"postgres://ateliers@127.0.0.1:{self.port}/ateliers"

    def command(self) -> list[str]:
        """The server, reached by TCP only."""
        settings = [
            f"port={self.port}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
        ]
        options = [part for setting in settings for part in ("-c", setting)]
        return [program("postgres"), "-D", str(self.cluster), *options]

    def answers(self) -> bool:
        """Whether it takes connections."""
        return self.run("pg_isready", "--quiet", *self.address()) == 0

    def start(self) -> None:
        """Start; the first time, make the cluster and the database too."""
        is_new = not self.cluster.exists()
        if is_new:
            self.check(
                "initdb", "--username=ateliers", "--auth=trust", "--encoding=UTF8",
                "--locale=C.UTF-8", "--no-sync", "--pgdata", str(self.cluster),
            )  # fmt: skip
        super().start()
        if is_new:
            self.check("createdb", *self.address(), "--username=ateliers", "ateliers")

    def address(self) -> tuple[str, str]:
        """How PostgreSQL's own programs reach this server."""
        return "--host=127.0.0.1", f"--port={self.port}"

    def run(self, name: str, *arguments: str) -> int:
        """Execute one of PostgreSQL's programs, logged with the server; return its exit code."""
        return self.spawn([program(name), *arguments]).wait()

    def check(self, name: str, *arguments: str) -> None:
        """Execute one of PostgreSQL's programs, which must succeed."""
        if self.run(name, *arguments) != 0:
            raise InstanceFailed(f"{name}: {self.last_words()}")


def program(name: str) -> str:
    """The full path of a program; Debian keeps PostgreSQL's outside of PATH, by version."""
    versions = list(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if versions:
        return str(max(versions, key=lambda path: int(path.parent.parent.name)))
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        raise InstanceFailed(f"{name} is not installed: run script/setup --tests.")
    return found


def unprivileged_account() -> str | None:
    """Who PostgreSQL runs as when we are root, which it refuses; otherwise None, ourselves."""
    if os.geteuid() != 0:
        return None
    names = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def children(pid: int) -> list[int]:
    """The processes that `pid` has started and not yet ended."""
    listing = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listing.read_text().split()] if listing.exists() else []


def is_alive(pid: int) -> bool:
    """Whether the process still runs; one that only waits to be reaped does not."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except (FileNotFoundError, ProcessLookupError):
        return False


def send(pid: int, sign: signal.Signals) -> None:
    """Signal a process that may just have ended by itself."""
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return
