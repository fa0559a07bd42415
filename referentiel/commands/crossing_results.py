"""The result of a crossing: a référentiel with its stakes, and balises that say where each part comes from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from referentiel.commands.balises import (
    Given,
    Wording,
    add_balise,
    complete_balise,
    lock_all,
    merge_balise,
    reword_balise,
)
from referentiel.commands.base import Author, change
from referentiel.commands.crossings import locked, record_of
from referentiel.commands.evidence import Piece
from referentiel.commands.stakes import add_referentiel, add_stake
from referentiel.crossings.pieces import origin_of, particulars_of, text_of, title_of
from referentiel.lineage import all_heirs, last_of
from referentiel.models import (
    Balise,
    BaliseState,
    Crossing,
    DecidedEntry,
    Decision,
    DecisionKind,
    EvidenceKind,
    NamedStake,
    Referentiel,
    Stake,
)
from referentiel.models.sheet_texts import TEXTS
from referentiel.queries.crossings import Work, mark_of_work, work_of


class Unread(ValidationError):
    """The result would not be what its page has shown."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Entre-temps, une décision ou un enjeu a changé : rien n’a été fait. Relisez le résultat, puis"
                " faites-le aboutir."
            )
        )


def close_crossing(
    crossing: Crossing,
    *,
    name: str,
    description: str = "",
    seen: str,
    operation: UUID | None = None,
    author: Author,
    why: str = "",
) -> Crossing:
    """Makes the result: a référentiel of this name, its stakes, and its balises. Closed twice, it is made once.

    Raises:
        Unread: `seen`, the mark of what the page has shown, is no longer what would be made.
        ValidationError: an entry is still to be looked at, a decision is under no stake, or the name is taken.
    """
    try:
        with change():
            return _close(crossing, name, description, seen, operation, author, why)
    except IntegrityError:
        # Another one has taken the name or a key of a stake meanwhile: the second look says so, or takes another key.
        with change():
            return _close(crossing, name, description, seen, operation, author, why)


def _close(
    crossing: Crossing,
    name: str,
    description: str,
    seen: str,
    operation: UUID | None,
    author: Author,
    why: str,
) -> Crossing:
    row = locked(crossing)
    if row.is_closed:
        return row
    work = work_of(row)
    if mark_of_work(work) != seen:
        raise Unread
    if work.missing:
        raise ValidationError(work.missing)
    _lock_own(work)
    row.result = add_referentiel(
        name=name, description=description, is_example=row.is_example, author=author, why=why
    )
    row.closed_on = timezone.localdate()
    stakes = {named.pk: _stake(row.result, named, author, why) for named in work.stakes}
    maker = _Maker(row, row.closed_on, author, why)
    made = [
        maker.make(group.decision, group.members, stakes[group.decision.stake_id])
        for group in work.groups
        if group.decision.stake_id is not None
    ]
    row.save(update_fields=["result", "closed_on"])
    particulars = {
        "referentiel": row.result.name,
        "stakes": [stake.short_title for stake in stakes.values()],
        "balises": sorted({balise for balises in made for balise in balises}),
    }
    record_of("crossing_closed", row, particulars, author, why, operation)
    return row


def _lock_own(work: Work) -> None:
    """Locks the balises of this site that go on, in one order, so that two crossings of them wait for each other."""
    own = {entry.balise_id for entry in work.entries if entry.balise_id is not None}
    if own:
        heirs = all_heirs()
        lock_all(own | {last_of(number, heirs) for number in own})


def _stake(referentiel: Referentiel, named: NamedStake, author: Author, why: str) -> Stake:
    """The stake of the référentiel that a named one becomes."""
    stake = add_stake(
        referentiel, short_title=named.short_title, title=named.title, author=author, why=why
    )
    NamedStake.objects.filter(pk=named.pk).update(stake=stake)
    return stake


class _Maker:
    """Makes the balises of a crossing. Those of this site that went into it go on; the others are new."""

    def __init__(self, crossing: Crossing, day: date, author: Author, why: str) -> None:
        self.crossing, self.day, self.author, self.why = crossing, day, author, why

    def make(
        self, decision: Decision, members: Sequence[DecidedEntry], stake: Stake
    ) -> Collection[int]:
        """The numbers of the balises of a decision: one, or one for each of its linked entries."""
        if decision.kind == DecisionKind.LINK:
            return [self._make(decision, [member], members, stake) for member in members]
        return [self._make(decision, members, (), stake)]

    def _make(
        self,
        decision: Decision,
        members: Sequence[DecidedEntry],
        linked: Sequence[DecidedEntry],
        stake: Stake,
    ) -> int:
        texts = decision.texts if decision.kind == DecisionKind.MERGE else members[0].entry.texts
        given = self._given(decision, members, linked, stake)
        own = self._own(members)
        if own:
            balise = self._go_on(own, texts if len(members) > 1 else None, given, stake)
        else:
            balise = add_balise(
                Wording(**texts, stakes=[stake.key]),
                is_example=self.crossing.is_example,
                given=given,
                author=self.author,
                why=self.why,
            )
        DecidedEntry.objects.filter(pk__in=[member.pk for member in members]).update(balise=balise)
        return balise.pk

    def _own(self, members: Sequence[DecidedEntry]) -> list[Balise]:
        """The balises of this site among the members, as they live now; retired ones do not go on (2 queries).

        The entries were read before this result began to be made: one decision may reunite what another one stands on.
        """
        own = [one.entry.balise_id for one in members if one.entry.balise_id is not None]
        if not own:
            return []
        heirs = all_heirs()
        numbers = list(dict.fromkeys(last_of(number, heirs) for number in own))
        found = Balise.objects.exclude(state=BaliseState.RETIRED).in_bulk(numbers)
        return [found[number] for number in numbers if number in found]

    def _go_on(
        self,
        own: Sequence[Balise],
        texts: Mapping[str, str] | None,
        given: Given,
        stake: Stake,
    ) -> Balise:
        """The first of our own goes on, with the texts of a merge, and is read against the new stake too."""
        heir, *others = own
        for other in others:
            merge_balise(other, heir, author=self.author, why=given.session_title)
        last = heir.versions.latest("number")
        said = texts or {name: getattr(last, name) for name in TEXTS}
        keys = [*(one["key"] for one in last.stakes), stake.key]
        reword_balise(
            heir,
            Wording(**said, stakes=keys),
            seen=last.number,
            author=self.author,
            why=given.session_title,
        )
        return complete_balise(heir, given, author=self.author, why=self.why)

    def _given(
        self,
        decision: Decision,
        members: Sequence[DecidedEntry],
        linked: Sequence[DecidedEntry],
        stake: Stake,
    ) -> Given:
        pieces = []
        for member in members:
            others = [one.entry for one in linked if one.pk != member.pk]
            pieces.append(
                Piece(
                    origin_of(decision, member.entry.pk),
                    EvidenceKind.ENTRY,
                    member.entry.statement,
                    text_of(member.entry),
                    particulars=particulars_of(self.crossing, decision, member.entry, others),
                )
            )
        return Given(
            pieces,
            None,
            title_of(self.crossing),
            self.day,
            stakes=[stake.key],
            is_example=self.crossing.is_example,
        )
