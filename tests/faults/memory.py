"""What a process of the site holds, as the system counts it."""

from pathlib import Path

from tests.servers import SiteInstance

MEBIBYTE = 1024 * 1024


def most_memory(site: SiteInstance) -> int:
    """The most that the process ever held, in bytes."""
    return _figure(site, "VmHWM")


def memory(site: SiteInstance) -> int:
    """What the process holds now, in bytes."""
    return _figure(site, "VmRSS")


def open_files(site: SiteInstance) -> int:
    """How many files and connections the process has open."""
    assert site.process is not None
    return len(list(Path(f"/proc/{site.process.pid}/fd").iterdir()))


def _figure(site: SiteInstance, name: str) -> int:
    assert site.process is not None
    status = Path(f"/proc/{site.process.pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024
