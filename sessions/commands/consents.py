"""A consent: led from moment to moment, its objections dealt with one at a time, its question asked again.

The rule is pure, in `sessions/voting/consent/`. What it keeps stands in the course of the vote.
"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.actor import Role
from sessions.commands.base import Change, NotHere, Refused, Stale, Turn, Unchanged, command
from sessions.commands.polls import find_poll
from sessions.models import Poll, Proposal
from sessions.queries.mine import own_ballot
from sessions.queries.polls import count_poll
from sessions.steps import Action
from sessions.voting.consent import METHOD
from sessions.voting.consent.answers import (
    PENDING,
    SETTLED,
    Answer,
    Fate,
    Kind,
    Moment,
    Outcome,
    in_discussion,
    outcome_of,
)


@command
def lead_on(turn: Turn, poll: int, *, moment: str) -> Change | Unchanged:
    """Goes on to this moment, which must be the next one. At the question, the wording that is asked is kept."""
    turn.check(Action.LEAD_CONSENT)
    known = _find_consent(turn, poll)
    now = Moment(known.course["moment"])
    if now == moment:
        return Unchanged(poll)
    if known.state != Poll.State.OPEN or now.following != moment:
        raise Stale(
            _(
                "Entre-temps, le consentement a avancé. Votre bouton datait d’avant : rien n’a changé."
                " Regardez où il en est."
            )
        )
    changes: dict[str, Any] = {"moment": moment}
    if moment == Moment.QUESTION:
        changes |= _asked(_balise(known))
    _note(known, **changes)
    return Change("consent_led_on", "poll", poll, {"moment": list(Moment).index(Moment(moment))})


@command
def weigh_objection(
    turn: Turn, poll: int, *, objection: str, kept: bool, seen: str | None = None
) -> Change | Unchanged:
    """Notes whether the group keeps an objection, the one that is in discussion. `seen` is what became of it so far.

    The facilitator may come back on it until its author has spoken, or the question is asked again.
    """
    turn.check(Action.LEAD_CONSENT)
    known = _find_consent(turn, poll)
    answers = _revealed_answers(known)
    found = _find_objection(answers, objection)
    fate = Fate.KEPT if kept else Fate.NOT_KEPT
    if found.fate is fate or (not kept and found.fate in SETTLED):
        return Unchanged(poll)
    turn.check_seen(
        seen,
        found.fate.value,
        _("Entre-temps, l’examen de cette objection a avancé : regardez où il en est."),
    )
    if found.fate is not Fate.KEPT and in_discussion(answers) != found:
        raise Refused(
            _("Les objections s’examinent une à une : d’abord celle qui est en discussion.")
        )
    _note_fate(known, objection, fate)
    return Change("objection_weighed", "poll", poll, {"kept": int(kept)})


@command
def settle_objection(turn: Turn, poll: int, *, objection: str, fate: str) -> Change | Unchanged:
    """Makes a reserve of an objection that was not kept, or withdraws it: its author, or the facilitator for them.

    Facilitators speak for a table without devices, and for somebody who has left. The journal names no author.
    """
    known = _find_consent(turn, poll)
    mine = own_ballot(known, turn.actor.voter_key) if turn.seat else None
    owns = mine is not None and mine.pk.hex == objection
    turn.check(Action.SETTLE_OBJECTION, owns=owns)
    found = _find_objection(_revealed_answers(known), objection)
    if found.fate == fate:
        return Unchanged(poll)
    if found.fate is not Fate.NOT_KEPT:
        raise Refused(
            _("Cette objection n’attend pas de réponse : regardez où en est le consentement.")
        )
    _note_fate(known, objection, Fate(fate))
    secret = turn.actor.role is Role.PARTICIPANT
    particulars = {"reserve": int(fate == Fate.RESERVE)}
    return Change("objection_settled", "poll", poll, particulars, secret=secret)


@command
def ask_again(turn: Turn, poll: int) -> Change | Unchanged:
    """Asks the question again, as a new round that names this one. Its ballots stay, and are not counted again.

    After a kept objection, and to amend what the group consented to, the balise must be reworded first.
    """
    turn.check(Action.LEAD_CONSENT)
    known = _find_consent(turn, poll)
    outcome = outcome_of(_revealed_answers(known, also_asked_again=True))
    following = Poll.objects.filter(before=known).first()
    if following is not None:
        return Unchanged(following.pk)
    if turn.session.polls.exclude(state=Poll.State.REVEALED).exists():
        raise Refused(_("Un vote est déjà en cours : dévoilez-le avant d’en ouvrir un autre."))
    balise = _balise(known)
    _check_amended(known, balise, outcome)
    made = Poll.objects.create(
        session=turn.session,
        method_key=known.method_key,
        settings=known.settings,
        before=known,
        course=_next_course(known, balise, outcome),
    )
    made.proposals.set([balise])
    return Change("consent_asked_again", "poll", made.pk, {"before": poll})


def _check_amended(poll: Poll, balise: Proposal, outcome: Outcome) -> None:
    if outcome in PENDING:
        raise Refused(_("Une objection reste à examiner avant de poser de nouveau la question."))
    must_differ = outcome in {Outcome.OBJECTED, Outcome.CONSENTED}
    if must_differ and balise.texts == poll.course.get("texts"):
        raise Refused(_("Reformulez d’abord la balise : la question se pose sur un texte amendé."))


def _next_course(poll: Poll, balise: Proposal, outcome: Outcome) -> dict[str, Any]:
    """A text that a kept objection amended is asked at once. One that amends a consent is presented first."""
    course = METHOD.begin(poll.rules, timezone.localdate())
    course["round"] = poll.course.get("round", 1) + 1
    if outcome is Outcome.CONSENTED:
        return course
    return course | {"moment": Moment.QUESTION.value} | _asked(balise)


def _asked(balise: Proposal) -> dict[str, Any]:
    return {"texts": dict(balise.texts)}


def _note(poll: Poll, **changes: Any) -> None:
    poll.course = {**poll.course, **changes}
    poll.save(update_fields=["course"])


def _note_fate(poll: Poll, objection: str, fate: Fate) -> None:
    _note(poll, fates={**poll.course.get("fates", {}), objection: fate.value})


def _find_consent(turn: Turn, poll: int) -> Poll:
    known = find_poll(turn, poll)
    if known.method_key != METHOD.key:
        raise NotHere(_("Ce vote n’est pas un consentement."))
    return known


def _balise(poll: Poll) -> Proposal:
    found = poll.proposals.filter(hidden_at__isnull=True).select_related("heir").first()
    if found is None:
        raise Refused(_("La balise est masquée : rendez-la visible pour continuer."))
    if found.heir is not None:
        raise Refused(
            _(
                "Cette balise a été fusionnée avec « %(heir)s » : ouvrez un vote sur celle-là, ou"
                " séparez-les d’abord."
            )
            % {"heir": found.heir.statement}
        )
    return found


def _revealed_answers(poll: Poll, *, also_asked_again: bool = False) -> list[Answer]:
    """The answers of a revealed round, which is still the last one."""
    if poll.state != Poll.State.REVEALED:
        raise Refused(_("Les réponses ne sont pas encore dévoilées."))
    if not also_asked_again and Poll.objects.filter(before=poll).exists():
        raise Refused(_("La question a été posée de nouveau : ce tour est terminé."))
    answers = count_poll(poll).tally.answers
    return [each for of_one in answers.values() for each in of_one]


def _find_objection(answers: list[Answer], key: str) -> Answer:
    for each in answers:
        if each.key == key and each.kind is Kind.OBJECTION:
            return each
    raise NotHere(_("Cette objection n’existe pas dans ce tour."))
