"""Tables without devices: a facilitator enters what each voted on paper, as one row of so many seats."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Sum
from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Turn, Unchanged, command
from sessions.commands.participants import check_territory
from sessions.commands.polls import find_poll
from sessions.limits import MOST_SEATS
from sessions.models import Participant, Poll, TableTally
from sessions.steps import Action
from sessions.voting.method import WrongBallot
from texts.folding import name_key


@command
def enter_table(
    turn: Turn,
    poll: int,
    *,
    territory: int,
    name: str,
    seats: int,
    tally: Mapping[str, Any],
    table: UUID | None = None,
    seen: str | None = None,
) -> Change | Unchanged:
    """Sets what a table voted: one row of `seats` ballots, which replaces the one that was there (`table`).

    `seen` is the version of the row that the form was drawn for.
    """
    turn.check(Action.ENTER_TABLE)
    known = _open_poll(turn, poll)
    row = _find_table(known, table) if table else TableTally(poll=known)
    said = {"territory_id": territory, "seats": seats, "tally": dict(tally)}
    if table and row.name == name and all(getattr(row, key) == said[key] for key in said):
        return Unchanged(poll)
    if table:
        turn.check_seen(
            seen,
            row.version,
            _(
                "Entre-temps, quelqu’un a saisi cette table autrement. Relisez la feuille, puis"
                " enregistrez\u00a0: votre saisie remplacera la sienne."
            ),
        )
    check_territory(turn, territory)
    _check_name(known, territory, name, row)
    _check_seats(turn, known, row, seats)
    _check_tally(known, tally, seats)
    for key, value in said.items():
        setattr(row, key, value)
    row.name, row.version, row.phones = name, uuid4(), _phones(turn, territory)
    row.save()
    return _entry(turn, "table_entered", known, territory)


@command
def remove_table(turn: Turn, poll: int, *, table: UUID) -> Change | Unchanged:
    """Takes a table out of the vote: nobody at it has voted on paper."""
    turn.check(Action.ENTER_TABLE)
    known = _open_poll(turn, poll)
    row = known.tables.filter(pk=table).first()
    if row is None:
        return Unchanged(poll)
    row.delete()
    return _entry(turn, "table_removed", known, row.territory_id)


def _entry(turn: Turn, event: str, poll: Poll, territory: int) -> Change:
    """Without names, an entry names no table, no territory and nobody (« Secrecy, decided »)."""
    if turn.session.is_anonymous:
        return Change(event, "poll", poll.pk, secret=True)
    return Change(event, "poll", poll.pk, {"territory": territory})


def _open_poll(turn: Turn, poll: int) -> Poll:
    known = find_poll(turn, poll)
    if known.state != Poll.State.OPEN:
        raise Refused(_("Le vote est clos\u00a0: les tables sur papier ne changent plus."))
    return known


def _find_table(poll: Poll, table: UUID) -> TableTally:
    row = poll.tables.filter(pk=table).first()
    if row is None:
        raise NotHere(_("Cette table a été retirée du vote entre-temps."))
    return row


def _check_name(poll: Poll, territory: int, name: str, row: TableTally) -> None:
    others = poll.tables.exclude(pk=row.pk)
    if others.filter(territory=territory, name_key=name_key(name)).exists():
        raise Refused(
            _(
                "Une table de ce nom est déjà saisie pour ce territoire\u00a0: corrigez-la, ou donnez un"
                " autre nom à celle-ci."
            )
        )


def _check_seats(turn: Turn, poll: Poll, row: TableTally, seats: int) -> None:
    seated = Participant.objects.filter(session=turn.session, removed_at=None).count()
    others = poll.tables.exclude(pk=row.pk).aggregate(seats=Sum("seats"))["seats"] or 0
    if seated + others + seats > MOST_SEATS:
        raise Refused(
            _("La séance a %(most)s places au plus\u00a0: vérifiez le nombre de personnes.")
            % {"most": MOST_SEATS}
        )


def _check_tally(poll: Poll, tally: Mapping[str, Any], seats: int) -> None:
    """So many people could have given this: each of the ballots that it is dealt into is within the rules."""
    method, rules = poll.method, poll.rules
    if method.table is None:
        raise Refused(_("Cette façon de voter ne se fait pas sur papier."))
    options = set(poll.proposals.filter(hidden_at__isnull=True).values_list("pk", flat=True))
    try:
        for choices in method.spread(tally, seats):
            method.check(choices, options=options, settings=rules)
    except WrongBallot as wrong:
        raise Refused(method.explain(str(wrong), rules)) from wrong


def _phones(turn: Turn, territory: int) -> int:
    seated = Participant.objects.filter(session=turn.session, removed_at=None)
    return seated.filter(territory=territory).count()
