"""Cards: posted, edited and deleted by their authors; edited, hidden and restored by the facilitator."""

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.actor import Role
from sessions.cards.kinds import KINDS
from sessions.commands.base import Change, NotHere, Refused, Revised, Turn, Unchanged, command
from sessions.commands.contents import Contents, card_contents, deleted_card_contents
from sessions.models import TrajectoryCard
from sessions.models.proposal import IN_SIGHT
from sessions.moments import read_moment
from sessions.prepared import Insert
from sessions.steps import Action

_insert = Insert(TrajectoryCard)


@command
def post_card(
    turn: Turn,
    *,
    kind: str,
    title: str,
    text: str = "",
    moment: str = "",
    organisation: str = "",
    is_example: bool = False,
) -> Change:
    """Adds a card to the trajectory of the actor's own territory. `moment` is read by `read_moment`."""
    turn.check(Action.POST_CARD)
    _check_kind(kind)
    author = turn.author()
    when = read_moment(moment)
    card = _insert(
        TrajectoryCard(
            session=turn.session,
            territory_id=author.territory_id,
            author=author,
            kind=kind,
            title=title,
            text=text,
            moment=when.label,
            year_from=when.start,
            year_to=when.end,
            organisation=organisation,
            is_example=is_example,
        )
    )
    return Change("card_posted", "card", card.pk, revised=_revised(card, None))


@command
def edit_card(
    turn: Turn,
    card: int,
    *,
    kind: str,
    title: str,
    text: str = "",
    moment: str = "",
    organisation: str = "",
    seen: str | None = None,
) -> Change | Unchanged:
    """Rewords a card: its author, its territory if it was carried, or the facilitator.

    `seen` is the version that the form was drawn for.
    """
    known = find_card(turn, card)
    turn.check(Action.EDIT_CARD, owns=_owns(turn, known))
    if kind != known.kind:
        _check_kind(kind)
    before = card_contents(known)
    when = read_moment(moment)
    words = (kind, title, text, when.label, organisation)
    if words == (known.kind, known.title, known.text, known.moment, known.organisation):
        return Unchanged(card)
    turn.check_seen(
        seen,
        known.version,
        _(
            "Entre-temps, quelqu’un d’autre a modifié cette carte. Son texte est sous le vôtre :"
            " comparez, puis enregistrez ce qui doit rester."
        ),
    )
    known.kind, known.title, known.text, known.moment, known.organisation = words
    known.year_from, known.year_to = when.start, when.end
    known.edited_at, known.version = timezone.now(), known.version + 1
    known.save()
    return Change("card_edited", "card", card, revised=_revised(known, before))


@command
def delete_card(turn: Turn, card: int, *, seen: str | None = None) -> Change:
    """Deletes a card and its readings for good. Refused when a balise, or an answer, rests on the card.

    `seen` is the version that the button was drawn for.
    """
    known = find_card(turn, card)
    turn.check(Action.DELETE_CARD, owns=_owns(turn, known))
    turn.check_seen(
        seen,
        known.version,
        _(
            "Entre-temps, cette carte a été modifiée : elle n’est pas supprimée. Relisez-la, puis"
            " supprimez-la si vous le voulez encore."
        ),
    )
    if known.proposals.exists():
        raise Refused(_cited(known))
    if known.trial_answers.exists():
        raise Refused(
            _(
                "Une réponse à une balise s’appuie sur cette carte : elle ne peut plus être supprimée."
                " Vous pouvez la modifier, ou demander à l’animation de la masquer."
            )
        )
    revised = Revised("card", card, deleted_card_contents(known), None)
    known.delete()
    return Change("card_deleted", "card", card, revised=revised)


@command
def show_or_hide_card(turn: Turn, card: int, *, hidden: bool) -> Change | Unchanged:
    """Hides a card from everybody but the facilitator, or shows it again. Nothing is deleted."""
    known = find_card(turn, card)
    turn.check(Action.HIDE_CARD)
    if hidden == (known.hidden_at is not None):
        return Unchanged(card)
    before = card_contents(known)
    known.hidden_at = timezone.now() if hidden else None
    known.save(update_fields=["hidden_at"])
    event = "card_hidden" if hidden else "card_restored"
    return Change(event, "card", card, revised=_revised(known, before))


def find_card(turn: Turn, card: int) -> TrajectoryCard:
    """The card, if it is of this séance and the actor may see it; NotHere otherwise."""
    known = TrajectoryCard.objects.filter(session=turn.session, pk=card).first()
    if known is None or (known.hidden_at and turn.actor.role is not Role.FACILITATOR):
        raise NotHere(_("Cette carte n’existe plus."))
    return known


def _owns(turn: Turn, card: TrajectoryCard) -> bool:
    return turn.seat is not None and card.is_of(turn.seat)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise Refused(_("Cette nature de carte n’existe plus : choisissez-en une autre."))


def _revised(card: TrajectoryCard, before: Contents | None) -> Revised:
    return Revised("card", card.pk, before, card_contents(card))


def _cited(card: TrajectoryCard) -> str:
    """Why the card stays. The reason does not quote a hidden balise, which nobody in the room may read."""
    seen = card.proposals.filter(IN_SIGHT).first()
    if seen is None:
        return _(
            "Une balise vient de cette carte : elle ne peut plus être supprimée. Vous pouvez la"
            " modifier, ou demander à l’animation de la masquer."
        )
    return _(
        "La balise « %(balise)s » vient de cette carte : elle ne peut plus être supprimée."
        " Vous pouvez la modifier, ou demander à l’animation de la masquer."
    ) % {"balise": seen.statement}
