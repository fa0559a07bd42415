"""Somebody who asks the journal « since N » all along: `python -m tests.faults.reader CODE`.

Stops when its standard input is closed, after one last look; prints the numbers that it saw.
"""

import json
import os
import select
import sys


def follow_journal(code: str) -> list[int]:
    """Reads, from the number last seen, until told to stop."""
    from sessions.models import AtelierSession
    from sessions.queries.room import entries_since

    session = AtelierSession.objects.get(code=code)
    seen: list[int] = []
    last_look = False
    while not last_look:
        last_look = bool(select.select([sys.stdin], [], [], 0)[0])
        seen += [entry.seq for entry in entries_since(session.pk, seen[-1] if seen else 0)]
    return seen


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    sys.stdout.write(json.dumps(follow_journal(sys.argv[1])))
