"""Balises put to the test, as audiences may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Max, Prefetch

from sessions.models import AtelierSession, Dissent, Proposal, TerritoryAnswer, Trial
from sessions.models.proposal import IN_SIGHT


@dataclass(frozen=True)
class AnswerView:
    """What a territory answered, with what shows it; `dissents` are its voices that see it otherwise."""

    territory_name: str
    answer: str
    answer_label: str
    text: str
    card_title: str
    author_label: str
    dissents: Sequence[str]


@dataclass(frozen=True)
class TrialView:
    """A balise put to the test, with the answers in the order of the names of territories.

    `edition` is the number of the edition whose text is tested; None where it is the text of the day it was chosen.
    """

    id: int
    order: str
    statement: str
    address: str
    version: int
    edition: int | None
    reworded: bool
    """Whether the balise has another version since."""
    answers: Sequence[AnswerView]
    voices: Sequence[AnswerView]
    """Territories of which only dissent is there: nobody has answered for them yet."""
    amendments: Sequence[str]
    """The visible proposals that amend it."""


def trial_views(session: AtelierSession, *, ids: Collection[int] | None = None) -> list[TrialView]:
    """Returns those asked for, or all, in the order in which they were chosen (4 queries)."""
    answers = TerritoryAnswer.objects.select_related("territory", "card", "author")
    dissents = Dissent.objects.select_related("territory")
    amendments = Proposal.objects.filter(IN_SIGHT).order_by("pk")
    trials = (
        Trial.objects.filter(session=session)
        .select_related("balise")
        .prefetch_related(Prefetch("answers", answers), Prefetch("dissents", dissents))
        .prefetch_related(Prefetch("amendments", amendments))
        .annotate(last=Max("balise__versions__number"))
        .order_by("pk")
    )
    if ids is not None:
        trials = trials.filter(pk__in=ids)
    return [_view(trial, session) for trial in trials]


def _view(trial: Trial, session: AtelierSession) -> TrialView:
    last: int = getattr(trial, "last")  # noqa: B009 -- annotated
    voices: dict[str, list[str]] = {}
    for one in trial.dissents.all():
        voices.setdefault(one.territory.name, []).append(one.text)
    answered = sorted(trial.answers.all(), key=lambda one: one.territory.name)
    answers = [_answer(one, session, voices.pop(one.territory.name, [])) for one in answered]
    return TrialView(
        id=trial.pk,
        order=trial.order,
        statement=trial.statement,
        address=trial.balise.get_absolute_url(),
        version=trial.version,
        edition=trial.edition,
        reworded=last > trial.version,
        answers=answers,
        voices=[AnswerView(name, "", "", "", "", "", texts) for name, texts in voices.items()],
        amendments=[one.statement for one in trial.amendments.all()],
    )


def _answer(
    answer: TerritoryAnswer, session: AtelierSession, dissents: Sequence[str]
) -> AnswerView:
    card = answer.card if answer.card and answer.card.hidden_at is None else None
    named = not session.is_anonymous and answer.author is not None
    return AnswerView(
        territory_name=answer.territory.name,
        answer=answer.answer,
        answer_label=answer.get_answer_display(),
        text=answer.text,
        card_title=card.title if card else "",
        author_label=answer.author.signature if named and answer.author else "",
        dissents=dissents,
    )
