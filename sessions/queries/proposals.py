"""Emerging balises as they are shown, with the cards they come from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch
from django.urls import reverse

from sessions.models import AtelierSession, Proposal, TrajectoryCard, Trial
from texts.differences import Stretch, differences


@dataclass(frozen=True)
class Source:
    """A card that a balise comes from."""

    id: int
    title: str
    territory_name: str
    moment_label: str


@dataclass(frozen=True)
class Amended:
    """Leads to the balise that a proposal amends, and says what the amendment changes in it."""

    address: str
    statement: str
    version: int
    stretches: Sequence[Stretch]


@dataclass(frozen=True)
class ProposalView:
    """A balise as an audience may see it."""

    id: int
    statement: str
    order: str
    author_label: str
    is_example: bool
    is_hidden: bool
    support_count: int
    remembered: str
    """Where the référentiel has it; blank while it was not taken."""
    remembered_version: int | None
    """Of an amendment that was taken: the version that it became."""
    amends: Amended | None
    cards: Sequence[Source]


def proposal_views(
    session: AtelierSession, *, ids: Collection[int] | None = None, with_hidden: bool = False
) -> list[ProposalView]:
    """The balises asked for, or all, in the order in which they were worded. A hidden card is no source to show."""
    sources = TrajectoryCard.objects.select_related("territory")
    if not with_hidden:
        sources = sources.filter(hidden_at__isnull=True)
    proposals = (
        Proposal.objects.filter(session=session)
        .select_related("author", "amends__balise")
        .prefetch_related(Prefetch("cards", sources))
        .annotate(support_count=Count("supports"))
        .order_by("pk")
    )
    if ids is not None:
        proposals = proposals.filter(pk__in=ids)
    if not with_hidden:
        proposals = proposals.filter(hidden_at__isnull=True)
    return [_view(proposal, session, proposal.support_count) for proposal in proposals]


def _view(proposal: Proposal, session: AtelierSession, support_count: int) -> ProposalView:
    named = not session.is_anonymous and proposal.author is not None
    return ProposalView(
        id=proposal.pk,
        statement=proposal.statement,
        order=proposal.order,
        author_label=proposal.author.signature if named and proposal.author else "",
        is_example=proposal.is_example,
        is_hidden=proposal.hidden_at is not None,
        support_count=support_count,
        remembered=reverse("referentiel:balise", args=[proposal.remembered])
        if proposal.remembered
        else "",
        remembered_version=proposal.remembered_version,
        amends=_amended(proposal, proposal.amends) if proposal.amends else None,
        cards=[
            Source(card.pk, card.title, card.territory.name, card.moment)
            for card in sorted(proposal.cards.all(), key=lambda card: card.order)
        ],
    )


def _amended(proposal: Proposal, trial: Trial) -> Amended:
    return Amended(
        trial.balise.get_absolute_url(),
        trial.statement,
        trial.version,
        differences(trial.statement, proposal.statement),
    )
