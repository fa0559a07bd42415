"""A territory's trajectory goes onto its page in the référentiel: by value, so that it outlives its séance."""

from datetime import date

from django.utils.translation import gettext as _

from referentiel.commands import trajectories as kept
from referentiel.commands.base import Author
from referentiel.commands.trajectories import Agreement, Told, ToldCard
from referentiel.models import Territory
from sessions.commands.base import Change, NotHere, Refused, Turn, Unchanged, command
from sessions.models import AtelierSession, Facilitator
from sessions.queries.cards import CardView, card_views
from sessions.queries.copied_readings import copied_readings
from sessions.queries.trajectories import trajectory_mark, trajectory_origin
from sessions.steps import Action


@command
def publish_trajectory(
    turn: Turn, *, territory: int, agreed_by: str, agreed_on: date, seen: str | None = None
) -> Change | Unchanged:
    """Publishes the visible cards of a territory, which has agreed: who, and when. Once the séance is closed.

    Copied are cards and the means of their readings as far as secrecy allows, never a participant's name. Published
    again it is one trajectory, with the cards of now. `seen` is the mark of what the page showed.
    """
    place = _find_territory(turn, territory)
    turn.check(Action.PUBLISH_TRAJECTORY)
    told = told_by(turn.session, place)
    if not told.cards:
        raise Refused(_("Ce territoire n’a aucune carte visible : il n’y a rien à publier."))
    turn.check_seen(
        seen,
        trajectory_mark(told.cards),
        _(
            "Entre-temps, des cartes ont changé : rien n’est publié. Voici la trajectoire de maintenant ;"
            " relisez-la, puis publiez-la si l’accord vaut toujours."
        ),
    )
    leader = Facilitator.objects.get(pk=turn.actor.id)
    author = Author(str(leader)[:150], leader.pk)
    published = kept.publish_trajectory(told, Agreement(agreed_by, agreed_on), author=author)
    if not published.is_new:
        return Unchanged(turn.session.pk)
    return Change(
        "trajectory_published",
        "session",
        turn.session.pk,
        {"territory": published.trajectory.territory_id},
    )


def told_by(session: AtelierSession, territory: Territory) -> Told:
    """Gathers what would become public: the visible cards of the territory, in the order of its frise."""
    cards = session.cards.filter(territory=territory, hidden_at__isnull=True)
    told_in = {card.pk: card.told_in for card in cards.select_related("session")}
    views = card_views(session, ids=list(told_in))
    return Told(
        origin=trajectory_origin(session, territory.pk),
        territory=territory,
        season=session.season,
        session_title=session.title,
        held_on=session.held_on,
        cards=[_card(card, told_in[card.id]) for card in views],
        is_example=session.is_example,
    )


def _card(card: CardView, told_in: tuple[str, date]) -> ToldCard:
    title, day = told_in
    return ToldCard(
        kind=card.kind,
        kind_label=card.kind_label,
        title=card.title,
        text=card.text,
        moment=card.moment_label,
        told_in=title,
        told_on=day,
        readings=copied_readings(card),
    )


def _find_territory(turn: Turn, territory: int) -> Territory:
    """A territory of this séance; NotHere otherwise."""
    known = turn.session.territories.filter(pk=territory).first()
    if known is None:
        raise NotHere(_("Ce territoire n’est pas de cette séance."))
    return known
