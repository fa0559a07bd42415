"""Balises put to the test."""

from sessions.fragments.registry import Context, Entries, Ids, ListFragment, subjects
from sessions.models import AtelierSession, Proposal, TerritoryAnswer, Trial
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


def _amended_by_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Balises show the amendments that are proposed of them, and that one of them changed the balise."""
    amended = Proposal.objects.filter(pk__in=subjects(session, entries), amends__isnull=False)
    return set(amended.values_list("amends", flat=True))


TRIAL = ListFragment(
    key="trial",
    load=_load,
    in_boards="trials",
    panel="trials",
    shows={
        "participant_introduced": _signed_by_them,
        "trial_answered": subjects,
        "trial_dissented": subjects,
        "balise_proposed": _amended_by_them,
        "balise_reworded": _amended_by_them,
        "balise_merged": _amended_by_them,
        "balise_split": _amended_by_them,
        "balise_hidden": _amended_by_them,
        "balise_restored": _amended_by_them,
        "balise_remembered": _amended_by_them,
        "card_edited": _citing_them,
        "card_hidden": _citing_them,
        "card_restored": _citing_them,
        "participant_erased": _signed_by_them,
    },
)
