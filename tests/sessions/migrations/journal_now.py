"""What the journal of a site says, and what it touches: `python -m tests.sessions.migrations.journal_now`."""

import json
import os
import sys
from typing import Any

Room = dict[str, Any]


def read() -> list[Room]:
    """Of each séance: its entries, and what a page that stands at each number would draw again."""
    from sessions.models import AtelierSession

    return [read_room(session) for session in AtelierSession.objects.order_by("pk")]


def read_room(session: Any) -> Room:
    from sessions.queries.room import entries_since

    entries = entries_since(session.pk, 0)
    facts = ("seq", "event", "actor", "noun", "subject", "particulars")
    return {
        "id": session.pk,
        "head": session.last_seq,
        "anonymous": session.is_anonymous,
        "entries": [
            {**{name: getattr(entry, name) for name in facts}, "at": entry.at.isoformat()}
            for entry in entries
        ],
        "touched": [touched_since(session, seq) for seq in range(session.last_seq)],
        "astray": pages_that_do_not_catch_up(session),
        "refused": is_refused(entries[0].pk),
    }


def touched_since(session: Any, seq: int) -> list[str]:
    from sessions.live.catch_up import missed_since

    return sorted(missed_since(session.pk, seq).fragments)


def pages_that_do_not_catch_up(session: Any) -> list[str]:
    """A fresh page that believes to stand at an older number stays as it is (each swap is idempotent)."""
    from sessions.audience import AUDIENCES
    from sessions.fragments.boards import render_board
    from sessions.live.catch_up import catch_up
    from tests.sessions.page import Page

    found = []
    for audience in AUDIENCES:
        board = render_board(session, audience)
        for seq in range(0, session.last_seq, 5):
            page = Page(board, seq)
            page.hear(catch_up(session.pk, seq, audience).text)
            if page.position != session.last_seq or page.normal() != Page(board).normal():
                found.append(f"{audience} at {seq}")
    return found


def is_refused(pk: int) -> bool:
    """Whether the database refuses to change an entry (invariant I17)."""
    from django.db import IntegrityError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ateliers_journalentry SET event = 'x' WHERE id = %s", [pk])
    except IntegrityError:
        return True
    return False


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")
    django.setup()
    sys.stdout.write(json.dumps(read()))
