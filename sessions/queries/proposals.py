"""Emerging balises as they are shown, with the cards they come from."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q
from django.urls import reverse

from sessions.models import AtelierSession, Proposal, Support, TrajectoryCard, Trial
from sessions.models.proposal import TEXTS, text_label
from sessions.queries.stakes import SessionStake, known_stakes
from texts.differences import Stretch, differences

LONGEST_IN_ROOM = 240
"""Signs of each text that a room's page holds: the rest is read on demand, so that frames stay small."""


@dataclass(frozen=True)
class Source:
    """A card that a balise comes from."""

    id: int
    title: str
    territory_name: str
    moment_label: str
    stakes: Sequence[str] = ()
    """The stakes of it that the balise draws on."""


@dataclass(frozen=True)
class SheetText:
    """A text of a balise under its name. `is_cut` says that there is more of it."""

    label: str
    text: str
    is_cut: bool = False


@dataclass(frozen=True)
class Ancestor:
    """A balise that was merged into the one that is shown, with the texts that it had."""

    id: int
    statement: str
    texts: Sequence[SheetText] = ()


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
    is_shared: bool = True
    texts: Sequence[SheetText] = ()
    """Its texts beside the statement: those that are not empty."""
    ancestors: Sequence[Ancestor] = ()
    """The balises that were merged into it."""

    @property
    def has_more(self) -> bool:
        """Tells whether a page of the room shows only the beginning of some text of it."""
        own = any(text.is_cut for text in self.texts)
        return own or any(ancestor.texts for ancestor in self.ancestors)


def proposal_views(
    session: AtelierSession,
    *,
    ids: Collection[int] | None = None,
    with_hidden: bool = False,
    whole: bool = False,
) -> list[ProposalView]:
    """The living balises asked for, or all, in the order in which they were worded.

    Each has the cards and the supports of those that were merged into it. A hidden card is no source to show. A text
    is whole only if asked for.
    """
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
        proposals = proposals.filter(Q(pk__in=ids) | Q(heir__in=ids))
    if not with_hidden:
        proposals = proposals.filter(hidden_at__isnull=True)
    found = list(proposals)
    merged: dict[int, list[Proposal]] = {}
    for proposal in found:
        if proposal.heir_id is not None:
            merged.setdefault(proposal.heir_id, []).append(proposal)
    supports = support_counts(merged)
    stakes = known_stakes(session) if any(proposal.readings for proposal in found) else []
    longest = None if whole else LONGEST_IN_ROOM
    return [
        _view(
            [proposal, *merged.get(proposal.pk, ())],
            session,
            supports.get(proposal.pk, proposal.support_count),
            stakes,
            longest,
        )
        for proposal in found
        if proposal.heir_id is None
    ]


def support_counts(heirs: Collection[int]) -> Mapping[int, int]:
    """How many people support a balise or one that was merged into it, each person once (1 query, none for none)."""
    if not heirs:
        return {}
    people: dict[int, set[int]] = {}
    rows = Support.objects.filter(Q(proposal__in=heirs) | Q(proposal__heir__in=heirs))
    for proposal, heir, person in rows.values_list("proposal", "proposal__heir", "participant"):
        people.setdefault(heir or proposal, set()).add(person)
    return {heir: len(people.get(heir, ())) for heir in heirs}


def _view(
    family: Sequence[Proposal],
    session: AtelierSession,
    support_count: int,
    stakes: Sequence[SessionStake],
    longest: int | None,
) -> ProposalView:
    """A balise, the first of its family, with those that were merged into it."""
    proposal = family[0]
    names = (
        [] if session.is_anonymous else [each.author.signature for each in family if each.author]
    )
    return ProposalView(
        id=proposal.pk,
        statement=proposal.statement,
        order=proposal.order,
        author_label=", ".join(dict.fromkeys(names)),
        is_example=proposal.is_example,
        is_hidden=proposal.hidden_at is not None,
        support_count=support_count,
        remembered=reverse("referentiel:balise", args=[proposal.remembered])
        if proposal.remembered
        else "",
        remembered_version=proposal.remembered_version,
        amends=_amended(proposal, proposal.amends) if proposal.amends else None,
        cards=_sources(family, stakes),
        is_shared=proposal.is_shared,
        texts=_texts(proposal, longest),
        ancestors=[Ancestor(each.pk, each.statement, _texts(each, longest)) for each in family[1:]],
    )


def _texts(proposal: Proposal, longest: int | None) -> list[SheetText]:
    found = []
    for name in TEXTS[1:]:
        text: str = getattr(proposal, name)
        if text:
            is_cut = longest is not None and len(text) > longest
            shown = f"{text[:longest].rstrip()}…" if is_cut else text
            found.append(SheetText(text_label(name), shown, is_cut))
    return found


def _sources(family: Iterable[Proposal], stakes: Sequence[SessionStake]) -> list[Source]:
    """The cards of a family, each once, with the stakes that one of the family draws on."""
    family = list(family)
    cards = {card.pk: card for each in family for card in each.cards.all()}
    drawn = {(one["card"], one["stake"]) for each in family for one in each.readings}
    return [
        Source(
            card.pk,
            card.title,
            card.territory.name,
            card.moment,
            [stake.short_title for stake in stakes if (card.pk, stake.key) in drawn],
        )
        for card in sorted(cards.values(), key=lambda card: card.order)
    ]


def _amended(proposal: Proposal, trial: Trial) -> Amended:
    return Amended(
        trial.balise.get_absolute_url(),
        trial.statement,
        trial.version,
        differences(trial.statement, proposal.statement),
    )
