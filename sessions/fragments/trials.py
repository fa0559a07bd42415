"""Balises put to the test."""

from sessions.fragments.registry import Context, Entries, Ids, ListFragment, subjects
from sessions.models import AtelierSession, TerritoryAnswer, Trial
from sessions.queries.trials import trial_views


def _load(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    return {trial.id: {"trial": trial} for trial in trial_views(session, ids=ids)}


def _citing_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Answers show the title of the card that they point to."""
    cited = TerritoryAnswer.objects.filter(card__in=subjects(session, entries))
    return set(cited.values_list("trial", flat=True))


def _signed_by_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Answers show their author's name. Without names, their list would tell who answered."""
    if session.is_anonymous:
        return set()
    people = subjects(session, entries)
    signed = Trial.objects.filter(answers__author__in=people)
    return set(signed.values_list("pk", flat=True))


TRIAL = ListFragment(
    key="trial",
    load=_load,
    in_boards="trials",
    shows={
        "trial_answered": subjects,
        "trial_dissented": subjects,
        "card_edited": _citing_them,
        "card_hidden": _citing_them,
        "card_restored": _citing_them,
        "participant_erased": _signed_by_them,
    },
)
