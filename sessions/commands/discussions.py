"""Discussions of what two sides read differently: opened on a card, ended, resumed, cancelled."""

from django.utils.translation import gettext as _

from referentiel.models import Stake
from sessions.commands.base import Change, NotHere, Refused, Turn, Unchanged, command
from sessions.commands.cards import find_card
from sessions.commands.discussed import running
from sessions.models import Discussion
from sessions.queries.sides import Frozen, sides_of_card
from sessions.steps import Action


@command
def open_discussion(
    turn: Turn, card: int, *, stake: str = "", seen: str | None = None
) -> Change | Unchanged:
    """Puts a card, or one stake of it, in discussion. What both sides have read so far is kept: the *avant*.

    One discussion runs at a time: the one that ran until now ends here. `seen` is its id, 0 for none, as the form
    was drawn.
    """
    known = find_card(turn, card)
    turn.check(Action.OPEN_DISCUSSION)
    about = _stake(turn, stake)
    current = running(turn)
    if current and (current.card_id, current.stake_id) == (card, about):
        return Unchanged(current.pk)
    turn.check_seen(
        seen,
        current.pk if current else 0,
        _(
            "Entre-temps, un autre échange a commencé ou s’est terminé. Vérifiez ce qui est en discussion,"
            " puis recommencez si vous le voulez encore."
        ),
    )
    if known.hidden_at is not None:
        raise Refused(
            _("Cette carte est masquée : restaurez-la pour que la salle puisse en parler.")
        )
    before = _read_so_far(turn, card)
    if not before["stakes"]:
        raise Refused(
            _("Personne n’a encore lu cette carte : il n’y a pas encore d’écart à discuter.")
        )
    if current:
        _end(turn, current)
    opened = Discussion.objects.create(
        session=turn.session, card=known, stake_id=about, before=before
    )
    _run(turn, opened)
    return Change("discussion_opened", "discussion", opened.pk, {"card": card})


@command
def settle_discussion(turn: Turn, discussion: int, *, ended: bool) -> Change | Unchanged:
    """Ends a discussion, which keeps what both sides read now, the *après*; or resumes one that has ended."""
    turn.check(Action.SETTLE_DISCUSSION)
    known = _find(turn, discussion)
    runs = turn.session.discussion_id == discussion
    if ended != runs:
        return Unchanged(discussion)
    if ended:
        _end(turn, known)
        _run(turn, None)
        return Change("discussion_ended", "discussion", discussion, {"card": known.card_id})
    if turn.session.discussion_id:
        raise Refused(_("Un autre échange est en cours : terminez-le d’abord."))
    known.after = None
    known.save(update_fields=["after"])
    _run(turn, known)
    return Change("discussion_resumed", "discussion", discussion, {"card": known.card_id})


@command
def cancel_discussion(turn: Turn, discussion: int) -> Change:
    """Takes back « Mettre en discussion »: the *avant* is forgotten. What people read stays as it is."""
    turn.check(Action.SETTLE_DISCUSSION)
    known = _find(turn, discussion)
    if turn.session.discussion_id != discussion:
        raise Refused(
            _("Cet échange s’est terminé entre-temps : ce qu’il a déplacé reste au compte rendu.")
        )
    _run(turn, None)
    known.delete()
    return Change("discussion_cancelled", "discussion", discussion)


def _find(turn: Turn, discussion: int) -> Discussion:
    known = Discussion.objects.filter(session=turn.session, pk=discussion).first()
    if known is None:
        raise NotHere(_("Cet échange n’existe plus : il a été annulé."))
    return known


def _stake(turn: Turn, key: str) -> str | None:
    """The stake with this key; None for all. Raises Refused when the séance is not read against it."""
    if not key:
        return None
    if not Stake.objects.filter(referentiel=turn.session.referentiel_id, key=key).exists():
        raise Refused(_("Cette séance ne se lit pas au regard de cet enjeu : rechargez la page."))
    return key


def _read_so_far(turn: Turn, card: int) -> Frozen:
    return sides_of_card(turn.session, card).by_value()


def _end(turn: Turn, discussion: Discussion) -> None:
    discussion.after = _read_so_far(turn, discussion.card_id)
    discussion.save(update_fields=["after"])


def _run(turn: Turn, discussion: Discussion | None) -> None:
    turn.session.discussion = discussion
    turn.session.save(update_fields=["discussion"])
