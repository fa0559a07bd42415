"""Emerging balises: worded from cards, reworded, supported, hidden."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.actor import Role
from sessions.commands.base import Change, NotHere, Refused, Revised, Turn, Unchanged, command
from sessions.commands.contents import Contents, proposal_contents
from sessions.commands.together import Readings, Wording, in_order, merged
from sessions.models import Poll, Proposal, Support, TrajectoryCard, Trial
from sessions.queries.stakes import known_stakes
from sessions.queries.tested import tested_texts
from sessions.steps import Action

NO_TEXTS: Mapping[str, str] = {}


@command
def propose(
    turn: Turn,
    *,
    statement: str,
    cards: Sequence[int],
    texts: Mapping[str, str] = NO_TEXTS,
    readings: Readings = (),
    is_shared: bool = True,
    is_example: bool = False,
) -> Change:
    """Words a balise drawn from one card or more.

    A participant supports it from the start; a facilitator, who has no seat, supports nothing. `texts` are the
    optional ones, by column; `readings` are stakes of its cards that it draws on.
    """
    turn.check(Action.PROPOSE)
    sources = find_sources(turn, cards)
    return word(
        turn,
        Proposal(
            statement=statement,
            readings=find_readings(turn, readings, sources),
            is_shared=is_shared,
            is_example=is_example,
            **texts,
        ),
        sources,
    )


def word(turn: Turn, proposal: Proposal, sources: Sequence[TrajectoryCard]) -> Change:
    """Adds a balise, of the person who acts, and that person's support."""
    seat = turn.seat
    proposal.session, proposal.author = turn.session, seat
    proposal.save(force_insert=True)
    proposal.cards.set(sources)
    if seat is not None:
        Support.objects.create(proposal=proposal, participant=seat)
    revised = _revised(proposal, sources, None)
    return Change("balise_proposed", "proposal", proposal.pk, revised=revised)


@command
def edit_proposal(
    turn: Turn,
    proposal: int,
    *,
    statement: str,
    cards: Sequence[int],
    texts: Mapping[str, str] | None = None,
    readings: Readings | None = None,
    is_shared: bool | None = None,
    seen: str | None = None,
) -> Change | Unchanged:
    """Rewords a balise or changes what it is drawn from: its author, anybody while it is shared, the facilitator.

    `seen` is the version that the form was drawn for. What others have changed since is merged with what the form
    says (docs/decisions/0050-several-people-write-on-one-balise.md). None leaves a part as it is.
    """
    known = find_proposal(turn, proposal)
    _check_pen(turn, known, is_shared)
    cited = list(known.cards.all())
    asked = Wording(
        {**known.texts, **(texts or NO_TEXTS), "statement": statement},
        frozenset(cards),
        known.readings if readings is None else readings,
    )
    if seen is not None and seen != str(known.version):
        asked = _with_theirs(known, cited, asked, seen)
    if known.amends:
        refuse_same(known.amends, asked.texts)
    found = find_sources(turn, sorted(asked.cards), needed=known.amends is None)
    sources = [*found, *(card for card in cited if card.hidden_at)]
    changed: dict[str, Any] = {
        **asked.texts,
        "readings": find_readings(turn, asked.readings, sources, since=known),
        "is_shared": known.is_shared if is_shared is None else is_shared,
    }
    if set(sources) == set(cited) and all(getattr(known, k) == v for k, v in changed.items()):
        return Unchanged(proposal)
    before = proposal_contents(known, cited)
    for name, value in changed.items():
        setattr(known, name, value)
    known.edited_at, known.version = timezone.now(), known.version + 1
    known.save(update_fields=[*changed, "edited_at", "version"])
    known.cards.set(sources)
    revised = _revised(known, sources, before)
    return Change("balise_reworded", "proposal", proposal, _polled(known), revised=revised)


def _check_pen(turn: Turn, known: Proposal, is_shared: bool | None) -> None:
    """Raises Refused unless the actor may write on this balise, and open or close it to others if asked to."""
    seat = turn.seat
    turn.check(Action.EDIT_PROPOSAL, owns=seat is not None and known.is_of(seat))
    decides = turn.actor.role is Role.FACILITATOR or known.author_id == turn.actor.id
    if is_shared not in {None, known.is_shared} and not decides:
        raise Refused(_("Seul son auteur décide qui peut écrire sur cette balise."))


def _with_theirs(
    known: Proposal, cited: Sequence[TrajectoryCard], asked: Wording, seen: str
) -> Wording:
    """What a form asks for, with what others have changed since it was drawn. The form shows no hidden card."""
    shown = frozenset(card.pk for card in cited if card.hidden_at is None)
    of_shown = [each for each in known.readings if each["card"] in shown]
    now = Wording(known.texts, shown, of_shown)
    readings = in_order([each for each in asked.readings if each["card"] in shown])
    if (dict(asked.texts), asked.cards, readings) == (dict(now.texts), now.cards, of_shown):
        return asked
    return merged(known, now, asked, seen)


@command
def support_proposal(turn: Turn, proposal: int, *, supported: bool) -> Change | Unchanged:
    """Supports a balise, or stops supporting it."""
    known = find_proposal(turn, proposal)
    turn.check(Action.SUPPORT)
    # Of a balise that others were merged into: a support of any of them counts, and counts once.
    mine = Support.objects.filter(
        Q(proposal=known) | Q(proposal__heir=known), participant_id=turn.actor.id
    )
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
        .select_related("amends__balise", "heir")
        .first()
    )
    facilitates = turn.actor.role is Role.FACILITATOR
    if known is None or (known.hidden_at and not facilitates):
        raise NotHere(_("Cette balise n’existe plus."))
    if known.heir:
        if known.heir.hidden_at and not facilitates:
            raise NotHere(_("Cette balise n’existe plus."))
        raise Refused(
            _(
                "Cette balise vient d’être réunie à « %(heir)s » : c’est là qu’elle continue, avec ses"
                " cartes et ses soutiens."
            )
            % {"heir": known.heir.statement}
        )
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


def find_readings(
    turn: Turn,
    readings: Readings,
    sources: Sequence[TrajectoryCard],
    *,
    since: Proposal | None = None,
) -> list[dict[str, Any]]:
    """Returns the stakes of its cards that a balise draws on; those of a card that is not chosen go with it.

    Those of hidden cards stay as they are in `since`. Raises Refused for a stake that the séance does not know.
    """
    hidden = {card.pk for card in sources if card.hidden_at}
    chosen = {card.pk for card in sources} - hidden
    asked = [each for each in readings if each["card"] in chosen]
    if asked and in_order(asked) != (since.readings if since else []):
        known = {stake.key for stake in known_stakes(turn.session)}
        if not {each["stake"] for each in asked} <= known:
            raise Refused(_("Un enjeu choisi n’est pas de cette séance : vérifiez votre choix."))
    kept = [each for each in since.readings if each["card"] in hidden] if since else []
    return in_order([*asked, *kept])


def refuse_same(trial: Trial, texts: Mapping[str, str]) -> None:
    """Raises Refused for an amendment that says what the balise says, in each of its texts."""
    # Most amendments change the statement, and cost no query here.
    if texts["statement"] == trial.statement and {**texts} == tested_texts(trial):
        raise Refused(
            _("Cet amendement dit la même chose que la balise : changez au moins un mot.")
        )


def _polled(proposal: Proposal) -> dict[str, list[int]]:
    """The votes on this balise, and on those merged into it: their ballots and results show it too."""
    voted = Poll.objects.filter(Q(proposals=proposal) | Q(proposals__heir=proposal))
    polls = sorted(set(voted.values_list("pk", flat=True)))
    return {"polls": polls} if polls else {}


def _revised(
    proposal: Proposal, cards: Sequence[TrajectoryCard], before: Contents | None
) -> Revised:
    return Revised("proposal", proposal.pk, before, proposal_contents(proposal, cards))
