"""An emerging balise goes into the référentiel, with what it comes from: by value, so that it outlives its séance.

An amendment becomes the next version of the balise that it amends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from referentiel.commands.amendments import Amended, Reworded, amend_balise
from referentiel.commands.balises import Given, take_balise
from referentiel.commands.evidence import Piece
from referentiel.commands.trials import take_trial
from referentiel.models import EvidenceKind
from sessions.commands.authors import leader_of
from sessions.commands.base import Change, Refused, Stale, Turn, Unchanged, command
from sessions.commands.proposals import find_proposal
from sessions.commands.trials import given_of, origin_of
from sessions.models import AtelierSession, Proposal, Trial
from sessions.models.proposal import text_label
from sessions.queries.amendments import VoteResult, consented, vote_results
from sessions.queries.cards import CardView, card_views
from sessions.queries.copied_readings import copied_readings
from sessions.queries.discussions import first_means
from sessions.queries.proposals import support_counts
from sessions.queries.sides import Means
from sessions.queries.stakes import known_stakes
from sessions.queries.tested import amended
from sessions.steps import Action


@command
def remember_proposal(turn: Turn, proposal: int) -> Change | Unchanged:
    """Takes a balise into the référentiel, or adds to the balise there what is new since it was taken.

    Copied are its wording, each visible card with its readings by stake, and each revealed vote as far as secrecy
    allows: territories, never a participant's name (docs/invariants.md, « Secrecy, decided »).
    """
    known = find_proposal(turn, proposal)
    turn.check(Action.REMEMBER_PROPOSAL)
    if known.amends is not None:
        return _complete_amendment(turn, known, known.amends)
    balise, added = take_balise(_given(turn.session, known), author=leader_of(turn))
    if known.remembered == balise.slug and not added:
        return Unchanged(proposal)
    known.remembered = balise.slug
    known.save(update_fields=["remembered"])
    # Those that were merged into it went with it: the référentiel divides them from now on.
    known.ancestors.update(remembered=balise.slug)
    return Change("balise_remembered", "proposal", proposal)


@command
def remember_amendment(
    turn: Turn, proposal: int, *, agreed: bool = False, why: str = "", seen: str | None = None
) -> Change | Unchanged:
    """Makes an amendment the next version of its balise. Once taken, adds what is new since.

    The group must have consented. Where the last revealed vote on it asks for consent, it says whether: a refusal
    stands. Otherwise the facilitator says so (`agreed`). `seen` is the mark of the version that the form showed.
    Once the séance is closed, the answers of the territories go with it.
    """
    known = find_proposal(turn, proposal)
    turn.check(Action.REMEMBER_PROPOSAL)
    if known.amends is None:
        raise Refused(_("Cette balise n’est pas un amendement : prenez-la au référentiel."))
    if known.remembered:
        return _complete_amendment(turn, known, known.amends)
    _check_consent(known, agreed)
    if turn.session.status == AtelierSession.Status.CLOSED:
        take_trial(
            known.amends.balise, given_of(turn.session, known.amends), author=leader_of(turn)
        )
    taken = _amended(turn, known, known.amends, why=why, seen=seen)
    known.remembered, known.remembered_version = taken.balise.slug, taken.version
    known.save(update_fields=["remembered", "remembered_version"])
    known.ancestors.update(remembered=taken.balise.slug)
    return Change("balise_remembered", "proposal", proposal)


def _check_consent(proposal: Proposal, agreed: bool) -> None:
    said = consented(list(vote_results(proposal)))
    if said is False:
        raise Refused(
            _(
                "Le vote dit que le groupe ne consent pas à cet amendement : reformulez-le, puis posez la"
                " question de nouveau."
            )
        )
    if said is None and not agreed:
        raise Refused(
            _(
                "Un amendement devient une version quand le groupe y consent : dites-le, ou attendez."
            )
        )


def _complete_amendment(turn: Turn, proposal: Proposal, trial: Trial) -> Change | Unchanged:
    """Adds what is new since an amendment was taken."""
    if not proposal.remembered:
        raise Refused(
            _(
                "C’est un amendement : il devient la version suivante de sa balise, quand le groupe y a"
                " consenti."
            )
        )
    if not _amended(turn, proposal, trial).added:
        return Unchanged(proposal.pk)
    proposal.ancestors.update(remembered=proposal.remembered)
    return Change("balise_remembered", "proposal", proposal.pk)


def _amended(
    turn: Turn, proposal: Proposal, trial: Trial, *, why: str = "", seen: str | None = None
) -> Amended:
    given = _given(turn.session, proposal)
    try:
        return amend_balise(trial.balise, given, seen=seen, author=leader_of(turn), why=why)
    except Reworded as reworded:
        raise Stale(reworded.message) from None
    except ValidationError as refused:
        raise Refused(" ".join(refused.messages)) from None


def _given(session: AtelierSession, proposal: Proposal) -> Given:
    """A balise as it goes: what was merged into it goes with it, under its own origin, so that each piece is once."""
    pieces: list[Piece] = []
    cards: dict[int, CardView] = {}
    before = first_means(session)
    for each in [proposal, *proposal.ancestors.order_by("pk")]:
        shown = each.cards.filter(hidden_at__isnull=True).exclude(pk__in=list(cards))
        own = card_views(session, ids=shown.values_list("pk", flat=True))
        cards |= {card.id: card for card in own}
        is_first = each.pk == proposal.pk
        worded = _wording(session, each) if is_first else _merged_wording(session, each)
        pieces += [worded, *(_card(session, each, card, before) for card in own)]
        pieces += _votes(session, each)
    # Of a family, everybody counts once.
    counted = support_counts([proposal.pk])[proposal.pk]
    pieces[0] = replace(pieces[0], particulars={**pieces[0].particulars, "supports": counted})
    return Given(
        pieces=pieces,
        season=session.season,
        session_title=session.title,
        held_on=session.held_on,
        stakes=_stakes(session, cards.values()),
        is_example=proposal.is_example,
        texts=_texts(proposal),
        consented=consented(list(vote_results(proposal))) is True,
    )


def _texts(proposal: Proposal) -> dict[str, str]:
    """The texts beside the statement; of an amendment, all those that it changes."""
    if proposal.amends is not None:
        return amended(proposal.amends, proposal.texts)
    return {name: text for name, text in proposal.texts.items() if name != "statement"}


def _origin(session: AtelierSession, proposal: Proposal, noun: str = "", number: int = 0) -> str:
    of_it = f"{session.code}/balise/{proposal.pk}"
    return f"{of_it}/{noun}/{number}" if noun else of_it


def _wording(session: AtelierSession, proposal: Proposal) -> Piece:
    """How it was worded, and how many supported it; of an amendment, also what it amends."""
    particulars: dict[str, object] = {"supports": proposal.supports.count()}
    kind, trial = EvidenceKind.WORDING, proposal.amends
    if trial is not None:
        kind = EvidenceKind.AMENDMENT
        particulars |= {
            "was": trial.statement,
            "tested": trial.version,
            "edition": trial.edition,
            "trial": origin_of(session, trial),
        }
    return Piece(
        origin=_origin(session, proposal),
        kind=kind,
        title=proposal.statement,
        particulars=particulars,
    )


def _merged_wording(session: AtelierSession, proposal: Proposal) -> Piece:
    """How a balise was worded that was merged into the one that goes, with the texts that it had."""
    return Piece(
        origin=_origin(session, proposal),
        kind=EvidenceKind.WORDING,
        title=proposal.statement,
        particulars={
            "supports": proposal.supports.count(),
            "texts": _labelled(_texts(proposal)),
        },
    )


def _labelled(texts: Mapping[str, str]) -> list[dict[str, str]]:
    """The texts beside the statement that say something, each with its name."""
    return [
        {"label": text_label(name), "text": text}
        for name, text in texts.items()
        if text and name != "statement"
    ]


def _card(
    session: AtelierSession,
    proposal: Proposal,
    card: CardView,
    before: Mapping[tuple[int, str], Means],
) -> Piece:
    """A card with its double reading, under the names that the stakes have in the séance, as far as secrecy allows.

    `drawn_on` are those of the copied stakes that the balise draws on.
    """
    drawn = {each["stake"] for each in proposal.readings if each["card"] == card.id}
    copied = copied_readings(card, before)
    names = [reading["title"] for reading in copied if reading["stake"] in drawn]
    return Piece(
        origin=_origin(session, proposal, "card", card.id),
        kind=EvidenceKind.CARD,
        title=card.title,
        text=card.text,
        moment=card.moment_label,
        territory=card.territory,
        particulars={
            "kind": card.kind_label,
            "readings": copied,
            **({"drawn_on": names} if names else {}),
        },
    )


def _votes(session: AtelierSession, proposal: Proposal) -> Iterable[Piece]:
    """The revealed votes on it, each in the words of its method."""
    names = dict(session.territories.values_list("pk", "name"))
    for vote in vote_results(proposal):
        if not vote.result.settled:
            continue
        shares = [
            {"territory": names[territory], "said": said}
            for territory, said in vote.result.by_territory.items()
        ]
        yield Piece(
            origin=_origin(session, proposal, "vote", vote.poll),
            kind=EvidenceKind.VOTE,
            title=vote.method,
            particulars={
                "total": vote.result.total,
                "voters": vote.voters,
                "shares": shares,
                **_consent(vote, names),
            },
        )


def _consent(vote: VoteResult, names: Mapping[int, str]) -> dict[str, object]:
    """What a vote that asks for consent adds: to which wording the group consents, and with which reserves."""
    if vote.result.consented is None:
        return {}
    reserves = [
        {"text": each.text, "territory": names.get(each.territory or 0)}
        for each in vote.result.reserves
    ]
    consent = {
        "given": vote.result.consented,
        "asked": _asked(vote),
        "review_on": vote.review_on,
        "reserves": reserves,
    }
    return {"consent": consent}


def _asked(vote: VoteResult) -> str:
    """The wording that was asked; with its other texts where the balise does not say them any more."""
    said = vote.asked.get("statement", "")
    if not vote.reworded:
        return said
    beside = (
        f"{each['label']} : {' '.join(each['text'].split())}" for each in _labelled(vote.asked)
    )
    return " · ".join([said, *beside])


def _stakes(session: AtelierSession, cards: Iterable[CardView]) -> list[str]:
    """The stakes that the copied readings of its cards name, in their order.

    A stake of which secrecy keeps every reading back is not named either: the sheet and each edition would say what
    fewer than five people have read.
    """
    said = {one["stake"] for card in cards for one in copied_readings(card)}
    return [stake.key for stake in known_stakes(session) if stake.key in said]
