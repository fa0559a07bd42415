"""One connection to the SQLite file that a process keeps open and never uses.

When the last connection closes, SQLite removes its write-ahead log and the index of that log. Each request
closes its own connection, so the next request would have to make both files again. On a full disk it could not,
and no page could be read any more (invariant I14). On a quiet site, each form would wait for a checkpoint.
"""

import sqlite3

from django.db import connection


def hold_open() -> sqlite3.Connection | None:
    """The connection, to be kept as long as the process lives; None on another database."""
    if connection.vendor != "sqlite":
        return None
    held = sqlite3.connect(connection.settings_dict["NAME"], check_same_thread=False)
    # The files are opened by the first read, not before.
    held.execute("PRAGMA schema_version").fetchall()
    return held
