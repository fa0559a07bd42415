"""Takes texts out of revisions: those of somebody who is erased, and those of what was deleted."""

from collections.abc import Iterable, Iterator

from sessions.actor import Actor, Role
from sessions.commands.contents import Contents
from sessions.models import AtelierSession, Revision

Identity = tuple[str, int, int]
"""A noun, its id and, for a reading, its reader."""


def scrub_person(session: AtelierSession, person: int) -> None:
    """Scrubs everything that bears this person's signature: what they wrote, and what others made of it.

    A card that came from an earlier séance bears nobody's, and several people write on one balise: of these, scrubs
    all from this person's first change on, since what others wrote later holds these words too.
    """
    found = list(_latest_first(session))
    actor = Actor(session.pk, Role.PARTICIPANT, person).label
    # The latest is first, so what stays is the earliest one.
    changed = {
        (each.noun, each.subject): each.entry.seq
        for each in found
        if each.noun in {"card", "proposal"} and each.entry.actor == actor
    }
    _scrub(
        each
        for each in found
        if person in _signatures(each)
        or each.entry.seq >= changed.get((each.noun, each.subject), each.entry.seq + 1)
    )


def scrub_deletions(session: AtelierSession) -> None:
    """Takes out every text of what was deleted. What still exists keeps its history."""
    _scrub(_of_deleted(_latest_first(session)))


def _latest_first(session: AtelierSession) -> Iterable[Revision]:
    found = Revision.objects.filter(entry__session=session)
    return found.select_related("entry").order_by("-entry__seq")


def _scrub(revisions: Iterable[Revision]) -> None:
    chosen = [revision.pk for revision in revisions]
    if chosen:
        Revision.objects.filter(pk__in=chosen).update(before=None, after=None)


def _signatures(revision: Revision) -> Iterator[int | None]:
    for contents in (revision.before, revision.after):
        yield from _signed_by(contents or {})


def _signed_by(contents: Contents) -> Iterator[int | None]:
    yield contents.get("author")
    yield contents.get("reader")
    # Those of a card, which was deleted with them; those of a balise name a stake and nobody.
    for reading in contents.get("readings", ()):
        yield reading.get("reader")


def _of_deleted(latest_first: Iterable[Revision]) -> Iterator[Revision]:
    deleted: set[Identity] = set()
    for revision in latest_first:
        identity = _identity(revision)
        if revision.is_scrubbed:
            # Its author was erased since; what others wrote about the card is still there.
            if revision.entry.event == "card_deleted":
                deleted.add(identity)
            continue
        if revision.after is None:
            deleted.add(identity)
        if identity in deleted or _went_with_its_card(revision, deleted):
            yield revision


def _identity(revision: Revision) -> Identity:
    reader = (revision.after or revision.before or {}).get("reader", 0)
    return revision.noun, revision.subject, reader


def _went_with_its_card(revision: Revision, deleted: set[Identity]) -> bool:
    return revision.noun == "reading" and ("card", revision.subject, 0) in deleted
