"""Balises put to the test: chosen, answered by each territory, taken back into the référentiel."""

from collections.abc import Sequence

from django.db.models import Max
from django.utils.translation import gettext as _

from referentiel.commands.trials import Answer, take_trial
from referentiel.commands.trials import Trial as Given
from referentiel.models import Balise, TrialAnswer
from sessions.commands.authors import leader_of
from sessions.commands.base import Change, NotHere, Refused, Revised, Turn, Unchanged, command
from sessions.commands.contents import answer_contents
from sessions.models import (
    AtelierSession,
    Dissent,
    Proposal,
    TerritoryAnswer,
    TrajectoryCard,
    Trial,
)
from sessions.steps import Action


@command
def choose_trials(turn: Turn, *, balises: Sequence[int]) -> Change | Unchanged:
    """Chooses the balises that are put to the test. One that has an answer or an amendment stays."""
    turn.check(Action.CHOOSE_TRIALS)
    there = {trial.balise_id: trial for trial in turn.session.trials.all()}
    wanted = set(balises)
    dropped = [trial.pk for balise, trial in there.items() if balise not in wanted]
    if TerritoryAnswer.objects.filter(trial__in=dropped).exists():
        raise Refused(_("Une balise qui a déjà une réponse reste à l’épreuve."))
    if Proposal.objects.filter(amends__in=dropped).exists():
        raise Refused(_("Une balise qui a déjà un amendement reste à l’épreuve."))
    added = Balise.objects.filter(pk__in=wanted - there.keys(), heir__isnull=True).order_by("pk")
    trials = [
        _trial(turn.session, balise) for balise in added.annotate(last=Max("versions__number"))
    ]
    if not trials and not dropped:
        return Unchanged(turn.session.pk)
    Trial.objects.filter(pk__in=dropped).delete()
    Trial.objects.bulk_create(trials)
    return Change("trials_chosen", "session", turn.session.pk)


@command
def answer_trial(
    turn: Turn,
    trial: int,
    *,
    answer: str,
    text: str = "",
    card: int | None = None,
    seen: str | None = None,
) -> Change | Unchanged:
    """Sets the answer of the actor's territory to a balise. Whoever answers last speaks for the territory.

    `seen` is the version of the answer that the form was drawn for, 0 for none.
    """
    known = find_trial(turn, trial)
    turn.check(Action.ANSWER_TRIAL)
    seat = turn.author()
    source = _source(turn, card, seat.territory_id)
    row = known.answers.filter(territory=seat.territory_id).first()
    said = {"answer": TrialAnswer(answer).value, "text": text, "card": source}
    if row and all(getattr(row, name) == value for name, value in said.items()):
        return Unchanged(trial)
    turn.check_seen(
        seen,
        row.version if row else 0,
        _(
            "Entre-temps, quelqu’un de votre territoire a répondu autrement. Sa réponse est sous la"
            " vôtre\u00a0: comparez, puis enregistrez ce qui doit rester."
        ),
    )
    before = answer_contents(row) if row else None
    if row is None:
        row = TerritoryAnswer(trial=known, territory=seat.territory, version=0)
    for name, value in said.items():
        setattr(row, name, value)
    row.author, row.version = seat, row.version + 1
    row.save()
    revised = Revised("answer", row.pk, before, answer_contents(row))
    return Change("trial_answered", "trial", trial, revised=revised)


@command
def dissent(turn: Turn, trial: int, *, text: str) -> Change | Unchanged:
    """Writes, beside the answer of one's territory, what one sees otherwise; an empty text takes it away."""
    known = find_trial(turn, trial)
    turn.check(Action.ANSWER_TRIAL)
    seat = turn.author()
    mine = known.dissents.filter(author=seat).first()
    if (mine.text if mine else "") == text:
        return Unchanged(trial)
    if mine and not text:
        mine.delete()
    else:
        row = mine or Dissent(trial=known, author=seat)
        row.territory, row.text = seat.territory, text
        row.save()
    return Change("trial_dissented", "trial", trial)


@command
def remember_trials(turn: Turn) -> Change | Unchanged:
    """Takes the answers into the référentiel, once the séance is closed: until then the last one stands.

    Copied are territories and what they say, never a participant's name.
    """
    turn.check(Action.REMEMBER_TRIALS)
    author = leader_of(turn)
    trials = turn.session.trials.select_related("balise")
    added = sum(
        take_trial(trial.balise, given_of(turn.session, trial), author=author) for trial in trials
    )
    if not added:
        return Unchanged(turn.session.pk)
    return Change("trials_remembered", "session", turn.session.pk)


def find_trial(turn: Turn, trial: int) -> Trial:
    """The balise that this séance puts to the test; NotHere otherwise."""
    known = turn.session.trials.filter(pk=trial).first()
    if known is None:
        raise NotHere(_("Cette balise n’est plus à l’épreuve."))
    return known


def _trial(session: AtelierSession, balise: Balise) -> Trial:
    last: int = getattr(balise, "last")  # noqa: B009 -- annotated
    return Trial(session=session, balise=balise, statement=balise.statement, version=last)


def _source(turn: Turn, card: int | None, territory: int) -> TrajectoryCard | None:
    """The card that an answer rests on: a visible one that its own territory told."""
    if card is None:
        return None
    told = turn.session.cards.filter(territory=territory, hidden_at__isnull=True)
    shown = told.filter(pk=card).first()
    if shown is None:
        raise Refused(
            _("La carte choisie vient d’être supprimée ou masquée\u00a0: vérifiez votre choix.")
        )
    return shown


def given_of(session: AtelierSession, trial: Trial) -> Given:
    """Returns a trial as the référentiel takes it, by value."""
    voices = list(trial.dissents.all())
    answers = [
        Answer(
            origin=f"{origin_of(session, trial)}/{answer.territory_id}",
            territory=answer.territory,
            answer=TrialAnswer(answer.answer),
            text=_evidence(answer),
            dissent=[one.text for one in voices if one.territory_id == answer.territory_id],
        )
        for answer in trial.answers.select_related("territory", "card")
    ]
    return Given(
        answers, trial.version, session.season, session.title, session.held_on, trial.edition
    )


def origin_of(session: AtelierSession, trial: Trial) -> str:
    """Returns what the origins of all answers of one trial begin with."""
    return f"{session.code}/trial/{trial.pk}"


def _evidence(answer: TerritoryAnswer) -> str:
    """What shows it: the text, and the title of the card unless it was hidden since."""
    card = answer.card if answer.card and answer.card.hidden_at is None else None
    return "\n".join(part for part in (answer.text, card.title if card else "") if part)
