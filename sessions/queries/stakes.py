"""The stakes that a séance is read against: those of its référentiel, under the names that the séance knows."""

from collections.abc import Collection
from dataclasses import dataclass

from referentiel.models import Stake
from sessions.models import AtelierSession, StakeReading
from sessions.prepared import Prepared


@dataclass(frozen=True)
class SessionStake:
    """Holds a stake as a séance shows it. `now` is its short title of today, where the séance shows an earlier one."""

    key: str
    short_title: str
    title: str
    now: str = ""
    is_retired: bool = False


_of_referentiel = Prepared(lambda referentiel: Stake.objects.filter(referentiel=referentiel))


def known_stakes(session: AtelierSession) -> list[SessionStake]:
    """Returns every stake that the séance may show, in its order (1 query).

    A séance that is not closed has the names of today. A closed one keeps its stakes as they were at its close.
    """
    today = _of_referentiel.all(session.referentiel_id)
    if session.status == AtelierSession.Status.CLOSED and session.closed_stakes:
        names = {stake.key: stake.short_title for stake in today}
        return [_kept(each, names.get(each["key"], "")) for each in session.closed_stakes]
    return [
        SessionStake(stake.key, stake.short_title, stake.title, is_retired=stake.is_retired)
        for stake in today
    ]


def shown_stakes(session: AtelierSession, also: Collection[str] = ()) -> list[SessionStake]:
    """Returns the stakes that the séance is read against, and the retired ones that were read in it (1 or 2 queries).

    A form that was drawn before a stake was retired still reads against it: `also` are the keys that it sent.
    """
    known = known_stakes(session)
    if not any(stake.is_retired for stake in known):
        return known
    read = StakeReading.objects.filter(card__session=session).order_by()
    return in_use(known, {*also, *read.values_list("stake", flat=True).distinct()})


def in_use(known: Collection[SessionStake], read: Collection[str]) -> list[SessionStake]:
    """Returns those that are offered, and those of the retired ones whose keys are in `read`."""
    return [stake for stake in known if not stake.is_retired or stake.key in read]


def by_value(stakes: Collection[SessionStake]) -> list[dict[str, str]]:
    """Returns stakes as a séance keeps them at its close."""
    return [
        {"key": each.key, "short_title": each.short_title, "title": each.title} for each in stakes
    ]


def _kept(kept: dict[str, str], today: str) -> SessionStake:
    now = today if today != kept["short_title"] else ""
    return SessionStake(kept["key"], kept["short_title"], kept["title"], now)
