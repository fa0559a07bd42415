"""When the référentiel changes, each room that shows the changed row shows the change, as after a change of its own."""

from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import Q

from referentiel.models import HistoryEntry
from sessions.journal import record, take_turn
from sessions.models import AtelierSession


def retell(entry: HistoryEntry) -> None:
    """Writes an entry into the journal of every room that shows what this one has changed, once it is committed.

    This must wait for the commit: whoever posts a card locks the room, then needs its territory, so a change of the
    territory must not lock the room. A closed séance shows the change once its page is loaded again.
    """
    showing = _showing(entry)
    if showing is not None:
        # robust: the change stands, even when a room cannot be told.
        transaction.on_commit(partial(_tell, showing), robust=True)


def _tell(showing: Q) -> None:
    rooms = AtelierSession.objects.exclude(status=AtelierSession.Status.CLOSED).filter(showing)
    for pk in list(rooms.values_list("pk", flat=True)):
        # It may have been deleted meanwhile.
        with suppress(AtelierSession.DoesNotExist), transaction.atomic():
            record(
                take_turn(pk),
                event="referentiel_changed",
                noun="session",
                subject=pk,
                particulars={},
                actor=None,
            )


def _showing(entry: HistoryEntry) -> Q | None:
    """The séances that show the row of this entry; None when no séance shows it."""
    if entry.event == "territory_changed" and "name" in entry.particulars:
        return Q(territories=entry.subject)
    if entry.event == "season_changed":
        return Q(season=entry.subject)
    if entry.event in {"stake_changed", "stakes_ordered"}:
        return Q()
    if entry.noun == "resource":
        return _sharing(entry)
    return None


def _sharing(entry: HistoryEntry) -> Q:
    """The séances of the season of a resource; of both when it has moved from one to the other."""
    moved = [season for season in entry.particulars.get("season", []) if season]
    return Q(season__in=moved) if moved else Q(season__resources=entry.subject)
