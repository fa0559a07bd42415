"""One connection that a process keeps to its SQLite file, and never uses.

SQLite removes the log of its writes and the index of that log with the last connection, and each
request closes its own: the next one makes both again. On a full disk it could not, and no page could
be read any more (invariant I14); on a quiet one, each form would pay for a checkpoint.
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
