"""Two emerging balises become one, with the evidence and the supports of both; one is taken out of the other again."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from sessions.commands.base import Change, NotHere, Refused, Revised, Turn, Unchanged, command
from sessions.commands.contents import Contents, proposal_contents
from sessions.commands.proposals import find_proposal
from sessions.models import Poll, Proposal
from sessions.steps import Action


@command
def merge_proposals(turn: Turn, proposal: int, *, other: int) -> Change | Unchanged:
    """Merges the balise `other` into this one, which goes on. Nothing of the other one is lost: it can be split again.

    Its texts stay its own, and are read under those of this one; its cards, its stakes and its supports are shown
    with those of this one, each once.
    """
    turn.check(Action.MERGE_PROPOSALS)
    heir = find_proposal(turn, proposal)
    merged = Proposal.objects.filter(session=turn.session, pk=other).first()
    if merged is None:
        raise NotHere(_("Cette balise n’existe plus."))
    if merged.heir_id == heir.pk:
        return Unchanged(other)
    merged = find_proposal(turn, other)
    _refuse_merging(heir, merged)
    before = _contents(merged)
    merged.merged_into, merged.heir = heir, heir
    merged.save(update_fields=["merged_into", "heir"])
    Proposal.objects.filter(heir=merged).update(heir=heir)
    revised = Revised("proposal", other, before, _contents(merged))
    return Change("balise_merged", "proposal", other, {"into": heir.pk}, revised=revised)


@command
def split_proposal(turn: Turn, proposal: int) -> Change | Unchanged:
    """Takes a balise out of the one that it was merged into, with all that it had then.

    What came after the merge stays with the other one: its new words, the cards that it cites itself, and the
    supports that it received. Balises that had been merged into this one before come along.
    """
    turn.check(Action.MERGE_PROPOSALS)
    split = (
        Proposal.objects.filter(session=turn.session, pk=proposal).select_related("heir").first()
    )
    if split is None:
        raise NotHere(_("Cette balise n’existe plus."))
    heir = split.heir
    if heir is None:
        return Unchanged(proposal)
    _refuse_splitting(heir, split)
    before = _contents(split)
    split.merged_into = split.heir = None
    split.save(update_fields=["merged_into", "heir"])
    own = _merged_into(split, Proposal.objects.filter(heir=heir))
    Proposal.objects.filter(pk__in=own).update(heir=split)
    revised = Revised("proposal", proposal, before, _contents(split))
    return Change("balise_split", "proposal", proposal, {"from": heir.pk}, revised=revised)


def _refuse_merging(heir: Proposal, merged: Proposal) -> None:
    if heir.pk == merged.pk:
        raise Refused(_("Choisissez une autre balise : celle-ci est déjà la même."))
    if heir.hidden_at or merged.hidden_at:
        raise Refused(_("Une balise masquée ne se fusionne pas : restaurez-la d’abord."))
    if heir.amends_id != merged.amends_id:
        raise Refused(_("Un amendement ne se fusionne qu’avec un amendement de la même balise."))
    if merged.remembered:
        raise Refused(
            _(
                "« %(merged)s » est déjà au référentiel : c’est elle qui doit continuer. Partez d’elle,"
                " et fusionnez l’autre avec elle."
            )
            % {"merged": merged.statement}
        )
    _refuse_voting([heir, merged])


def _refuse_splitting(heir: Proposal, split: Proposal) -> None:
    if split.remembered:
        raise Refused(
            _(
                "Le référentiel a pris ces deux balises ensemble : c’est là qu’elles se divisent, sur la"
                " fiche de la balise."
            )
        )
    if heir.hidden_at:
        raise Refused(_("La balise qui les réunit est masquée : restaurez-la d’abord."))
    _refuse_voting([heir])


def _refuse_voting(proposals: Iterable[Proposal]) -> None:
    """A vote keeps the options with which it was opened until everybody has seen what it gave."""
    if (
        Poll.objects.filter(proposals__in=[each.pk for each in proposals])
        .exclude(state=Poll.State.REVEALED)
        .exists()
    ):
        raise Refused(
            _(
                "Un vote en cours porte sur cette balise : dévoilez-le d’abord, pour que chacun sache sur"
                " quoi il a voté."
            )
        )


def _merged_into(root: Proposal, others: Iterable[Proposal]) -> set[int]:
    """The balises whose way leads through this one."""
    parents = {each.pk: each.merged_into_id for each in others}
    found: set[int] = set()
    reached = {root.pk}
    while reached:
        reached = {pk for pk, parent in parents.items() if parent in reached}
        found |= reached
    return found


def _contents(proposal: Proposal) -> Contents:
    return proposal_contents(proposal, proposal.cards.all())
