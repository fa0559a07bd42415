"""Emerging balises."""

from collections.abc import Iterable

from django.db.models.functions import Coalesce

from sessions.fragments.registry import Context, Entries, Ids, ListFragment, subjects
from sessions.models import AtelierSession, Proposal
from sessions.queries.proposals import proposal_views


def _load(session: AtelierSession, with_hidden: bool, ids: Ids) -> dict[int, Context]:
    found = proposal_views(session, ids=ids, with_hidden=with_hidden)
    return {proposal.id: {"proposal": proposal} for proposal in found}


LIVING = Coalesce("heir", "pk")
"""The balise that shows what this one has: itself, or the one that it was merged into."""


def _citing_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Balises show the titles of the cards they come from."""
    citing = Proposal.objects.filter(cards__in=subjects(session, entries))
    return set(citing.values_list(LIVING, flat=True))


def _signed_by_them(session: AtelierSession, entries: Entries) -> set[int]:
    """Balises show their author's name. Without names, their list would tell who worded them."""
    if session.is_anonymous:
        return set()
    signed = Proposal.objects.filter(author__in=subjects(session, entries))
    return set(signed.values_list(LIVING, flat=True))


def _both(session: AtelierSession, entries: Entries) -> Iterable[int]:
    """A balise that is merged, or split again, and the one that goes on with it or without it."""
    for entry in entries:
        yield entry.subject
        yield from (
            entry.particulars[name] for name in ("into", "from") if name in entry.particulars
        )


PROPOSAL = ListFragment(
    key="proposal",
    load=_load,
    in_boards="proposals",
    shows={
        "balise_proposed": subjects,
        "balise_reworded": subjects,
        "balise_supported": subjects,
        "balise_unsupported": subjects,
        "balise_merged": _both,
        "balise_split": _both,
        "balise_hidden": subjects,
        "balise_restored": subjects,
        "balise_remembered": subjects,
        "card_edited": _citing_them,
        "card_hidden": _citing_them,
        "card_restored": _citing_them,
        "participant_erased": _signed_by_them,
        "participant_introduced": _signed_by_them,
    },
)
