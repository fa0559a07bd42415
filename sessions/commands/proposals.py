"""Emerging balises: worded from cards, reworded, supported, hidden."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.actor import Role
from sessions.commands.base import Change, NotHere, Refused, Revised, Turn, Unchanged, command
from sessions.commands.contents import Contents, proposal_contents
from sessions.models import Proposal, Support, TrajectoryCard, Trial
from sessions.steps import Action


@command
def propose(
    turn: Turn, *, statement: str, cards: Sequence[int], is_example: bool = False
) -> Change:
    """Words a balise drawn from one card or more; the author supports it from the start."""
    turn.check(Action.PROPOSE)
    sources = find_sources(turn, cards)
    proposal = Proposal.objects.create(
        session=turn.session,
        author_id=turn.actor.id,
        statement=statement,
        is_example=is_example,
    )
    proposal.cards.set(sources)
    Support.objects.create(proposal=proposal, participant_id=turn.actor.id)
    revised = _revised(proposal, sources, None)
    return Change("balise_proposed", "proposal", proposal.pk, revised=revised)


@command
def edit_proposal(
    turn: Turn, proposal: int, *, statement: str, cards: Sequence[int], seen: str | None = None
) -> Change | Unchanged:
    """Rewords a balise or changes the cards it comes from: its author, or the facilitator.

    `seen` is the version that the form was drawn for.
    """
    known = find_proposal(turn, proposal)
    turn.check(Action.EDIT_PROPOSAL, owns=known.author_id == turn.actor.id)
    cited = list(known.cards.all())
    found = find_sources(turn, cards, needed=known.amends is None)
    sources = [*found, *(card for card in cited if card.hidden_at)]
    if known.amends:
        refuse_same(known.amends, statement)
    if known.statement == statement and set(sources) == set(cited):
        return Unchanged(proposal)
    turn.check_seen(
        seen,
        known.version,
        _(
            "Entre-temps, quelqu’un d’autre a modifié cette balise. Son texte est sous le vôtre :"
            " comparez, puis enregistrez ce qui doit rester."
        ),
    )
    before = proposal_contents(known, cited)
    known.statement, known.edited_at = statement, timezone.now()
    known.version += 1
    known.save(update_fields=["statement", "edited_at", "version"])
    known.cards.set(sources)
    revised = _revised(known, sources, before)
    return Change("balise_reworded", "proposal", proposal, _polled(known), revised=revised)


@command
def support_proposal(turn: Turn, proposal: int, *, supported: bool) -> Change | Unchanged:
    """Supports a balise, or stops supporting it."""
    known = find_proposal(turn, proposal)
    turn.check(Action.SUPPORT)
    mine = Support.objects.filter(proposal=known, participant_id=turn.actor.id)
    if supported == mine.exists():
        return Unchanged(proposal)
    if supported:
        Support.objects.create(proposal=known, participant_id=turn.actor.id)
    else:
        mine.delete()
    event = "balise_supported" if supported else "balise_unsupported"
    return Change(event, "proposal", proposal)


@command
def show_or_hide_proposal(turn: Turn, proposal: int, *, hidden: bool) -> Change | Unchanged:
    """Hides a balise from everybody but the facilitator and leaves it out of the count of a vote, or shows it again."""
    known = find_proposal(turn, proposal)
    turn.check(Action.HIDE_PROPOSAL)
    if hidden == (known.hidden_at is not None):
        return Unchanged(proposal)
    cited = list(known.cards.all())
    before = proposal_contents(known, cited)
    known.hidden_at = timezone.now() if hidden else None
    known.save(update_fields=["hidden_at"])
    event = "balise_hidden" if hidden else "balise_restored"
    revised = _revised(known, cited, before)
    return Change(event, "proposal", proposal, _polled(known), revised=revised)


def find_proposal(turn: Turn, proposal: int) -> Proposal:
    """The balise, if it is of this séance and the actor may see it; NotHere otherwise."""
    known = (
        Proposal.objects.filter(session=turn.session, pk=proposal)
        .select_related("amends__balise")
        .first()
    )
    if known is None or (known.hidden_at and turn.actor.role is not Role.FACILITATOR):
        raise NotHere(_("Cette balise n’existe plus."))
    return known


def find_sources(turn: Turn, cards: Sequence[int], *, needed: bool = True) -> list[TrajectoryCard]:
    """Finds the visible cards that a balise is drawn from. Raises Refused without one that is needed."""
    sources = list(
        TrajectoryCard.objects.filter(session=turn.session, pk__in=cards, hidden_at__isnull=True)
    )
    if (needed and not sources) or len(sources) != len(set(cards)):
        raise Refused(
            _("Une carte choisie vient d’être supprimée ou masquée : vérifiez votre choix.")
        )
    return sources


def refuse_same(trial: Trial, statement: str) -> None:
    """Raises Refused for an amendment that says what the balise says."""
    if statement == trial.statement:
        raise Refused(
            _("Cet amendement dit la même chose que la balise : changez au moins un mot.")
        )


def _polled(proposal: Proposal) -> dict[str, list[int]]:
    """The votes on this balise: their ballots and results show the balise too."""
    polls = sorted(proposal.polls.values_list("pk", flat=True))
    return {"polls": polls} if polls else {}


def _revised(
    proposal: Proposal, cards: Sequence[TrajectoryCard], before: Contents | None
) -> Revised:
    return Revised("proposal", proposal.pk, before, proposal_contents(proposal, cards))
