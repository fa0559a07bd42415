"""When the référentiel changes, each room that shows the changed row shows the change, as after a change of its own."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.db.models import Q

from referentiel.models import HistoryEntry
from sessions.journal import record, take_turn
from sessions.models import AtelierSession, Proposal


def retell(entries: Iterable[HistoryEntry]) -> None:
    """Writes entries into the journal of every room that shows what these have changed, once they are committed.

    This must wait for the commit: whoever posts a card locks the room, then needs its territory, so a change of the
    territory must not lock the room. A closed séance shows the change once its page is loaded again.
    """
    for entry in entries:
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
    found = _SHOWING.get(entry.event)
    return found(entry) if found else None


def _of_territory(entry: HistoryEntry) -> Q | None:
    # Rooms show nothing of it but its name.
    return Q(territories=entry.subject) if "name" in entry.particulars else None


def _of_amended(entry: HistoryEntry) -> Q:
    # The room that amended it has told its own pages.
    amending = Proposal.objects.filter(
        amends__balise=int(entry.subject), remembered_version=entry.particulars["version"]
    )
    return Q(trials__balise=entry.subject) & ~Q(pk__in=amending.values("session"))


def _of_resource(entry: HistoryEntry) -> Q:
    """The séances of the season of a resource; of both when it has moved from one to the other."""
    moved = [season for season in entry.particulars.get("season", []) if season]
    return Q(season__in=moved) if moved else Q(season__resources=entry.subject)


_SHOWING: Mapping[str, Callable[[HistoryEntry], Q | None]] = {
    "territory_changed": _of_territory,
    "season_changed": lambda entry: Q(season=entry.subject),
    "stake_added": lambda entry: Q(referentiel__stakes=entry.subject),
    "stake_changed": lambda entry: Q(referentiel__stakes=entry.subject),
    "stakes_ordered": lambda entry: Q(referentiel=entry.subject),
    "balise_reworded": lambda entry: Q(trials__balise=entry.subject),
    "balise_amended": _of_amended,
    "resource_added": _of_resource,
    "resource_changed": _of_resource,
    "resource_removed": _of_resource,
}
"""By event of the référentiel, where it shows. A new event that rooms show is a line here."""
