"""What revisions keep of a noun: all that its commands may change, with people by number."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sessions.models import AtelierSession, Proposal, StakeReading, TerritoryAnswer, TrajectoryCard

Contents: TypeAlias = dict[str, Any]


def card_contents(card: TrajectoryCard) -> Contents:
    """Returns the contents of a card. Its years follow from its moment; a copy says where it comes from."""
    return {
        "author": card.author_id,
        "territory": card.territory_id,
        "kind": card.kind,
        "title": card.title,
        "text": card.text,
        "moment": card.moment,
        "organisation": card.organisation,
        "is_example": card.is_example,
        "hidden": card.hidden_at is not None,
        **_origin(card),
    }


def _origin(card: TrajectoryCard) -> Contents:
    if card.carried_on is None:
        return {}
    told_in = {"title": card.carried_from, "held_on": card.carried_on.isoformat()}
    return {"carried": {**told_in, "card": card.carried_card}}


def deleted_card_contents(card: TrajectoryCard) -> Contents:
    """The contents of a card that is deleted, with the readings that are deleted with it."""
    tags: dict[int, list[StakeReading]] = {}
    for tag in card.readings.all():
        tags.setdefault(tag.reader_id, []).append(tag)
    readings = [reading_contents(reader, own) for reader, own in sorted(tags.items())]
    return {**card_contents(card), "readings": readings}


def reading_contents(reader: int, tags: Iterable[StakeReading]) -> Contents | None:
    """The contents of one person's whole reading of one card; None when it tags nothing."""
    found: Mapping[str, Contents] = {
        tag.stake_id: {"intensity": tag.intensity, "reason": tag.reason} for tag in tags
    }
    return {"reader": reader, "tags": dict(sorted(found.items()))} if found else None


def proposal_contents(proposal: Proposal, cards: Iterable[TrajectoryCard]) -> Contents:
    """The contents of a balise, with the cards it comes from. Only the journal says who supports it."""
    return {
        "author": proposal.author_id,
        **proposal.texts,
        "is_shared": proposal.is_shared,
        "cards": sorted(card.pk for card in cards),
        "readings": proposal.readings,
        "amends": proposal.amends_id,
        "merged_into": proposal.merged_into_id,
        "is_example": proposal.is_example,
        "hidden": proposal.hidden_at is not None,
        # By this number, a form that comes back late finds what it was drawn for.
        "version": proposal.version,
    }


def answer_contents(answer: TerritoryAnswer) -> Contents:
    """The contents of a territory's answer to a balise that is put to the test."""
    return {
        "author": answer.author_id,
        "territory": answer.territory_id,
        "answer": answer.answer,
        "text": answer.text,
        "card": answer.card_id,
    }


def session_contents(session: AtelierSession, territories: Iterable[int]) -> Contents:
    """The contents of a séance: its title, its date and where people come from."""
    atelier = {"atelier": session.atelier_id} if session.atelier_id else {}
    return {
        "title": session.title,
        "season": session.season_id,
        **atelier,
        "held_on": session.held_on.isoformat(),
        "time_zone": session.time_zone,
        "territories": sorted(territories),
    }
