"""The annex: each card in full, with its double reading."""

from collections.abc import Sequence

from django.template.defaultfilters import floatformat
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from sessions.document import (
    Block,
    Group,
    Heading,
    Look,
    Paragraph,
    Pieces,
    Quote,
    Quotes,
    Role,
    Run,
    Runs,
    Section,
    plain,
)
from sessions.exports.report import NumberedCard, ReadingLine, ReasonLine, Report, Trajectory
from sessions.exports.sections.words import (
    card_anchor,
    example_tag,
    intro,
    moment_of,
    nothing,
    stake_name,
)
from sessions.gaps import WORDS, closeness


def cards(report: Report) -> Section:
    """The section of the cards, by territory. A card has the same number as in the frise."""
    told = _(
        "Chaque carte en entier, avec sa double lecture : "
        "intensité moyenne vue par le territoire qui raconte, et par ses pairs."
    )
    blocks: list[Block] = [intro(told)]
    blocks += [_told(trajectory) for trajectory in report.trajectories if trajectory.cards]
    if not report.cards:
        blocks.append(nothing(_("Aucune carte n’a encore été posée.")))
    return Section("cartes", _("Annexe : les cartes et leurs lectures"), blocks, annex=True)


def _told(trajectory: Trajectory) -> Group:
    territory = trajectory.territory
    return Group(
        Role.TOLD_CARDS,
        [
            Heading(3, territory.name, anchor=f"cartes-{territory.id}"),
            Group(Role.CARDS, [_card(card) for card in trajectory.cards]),
        ],
    )


def _card(card: NumberedCard) -> Group:
    facts, anchor = card.facts, card_anchor(card.facts)
    blocks: list[Block] = [
        Paragraph(_head(card), Role.CARD_HEAD),
        Heading(4, facts.title, anchor=anchor),
    ]
    if facts.text:
        blocks.append(Paragraph(plain(facts.text), Role.STORY))
    if about := _about(card):
        blocks.append(Paragraph(plain(about), Role.ASIDE))
    if card.readings:
        named = _("Lectures de « %(title)s »") % {"title": facts.title}
        readings = [_reading(reading) for reading in card.readings]
        blocks.append(Group(Role.READINGS, readings, label=named))
    return Group(Role.CARD, blocks, anchor=anchor)


def _head(card: NumberedCard) -> Runs:
    return [
        Run(card.number, Look.CARD_NUMBER),
        Run(card.kind_label, Look.CARD_KIND, key=card.facts.kind),
        Run(f" · {moment_of(card.facts)}"),
        *([Run(" "), example_tag()] if card.facts.is_example else []),
    ]


def _about(card: NumberedCard) -> str:
    """Who told the card, in which earlier séance, and whom it concerns; empty when none of it is known."""
    author, organisation, origin = card.author, card.facts.organisation, card.facts.origin
    told = []
    if origin:
        day = format_date(origin.held_on, "j F Y")
        words = {"day": day, "title": origin.session_title}
        told.append(_("Carte de la séance du %(day)s, « %(title)s »") % words)
    if author:
        told.append(_("Par %(name)s") % {"name": author})
    if organisation:
        told.append(_("Concerne : %(name)s") % {"name": organisation})
    return " · ".join(told)


def _reading(reading: ReadingLine) -> Group:
    pieces: list[Runs] = [
        [stake_name(reading.stake)],
        [Run(f"{_('territoire :')} "), *_mean(reading.facts.own, reading.facts.own_readers)],
        [Run(f"{_('pairs :')} "), *_mean(reading.facts.peers, reading.facts.peer_readers)],
    ]
    if reading.facts.gap:
        told = floatformat(reading.facts.difference, -1)
        pieces.append([Run(_("écart %(gap)s") % {"gap": told}, Look.GAP)])
    elif word := closeness(reading.facts.difference):
        pieces.append([Run(str(WORDS[word]))])
    blocks: list[Block] = [Pieces(pieces)]
    if reading.reasons:
        blocks.append(Quotes([_quote(reason) for reason in reading.reasons]))
    return Group(Role.READING, blocks, key=reading.stake.key)


def _mean(mean: float | None, readers: int | None) -> Sequence[Run]:
    if mean is None:
        return [Run(_("pas lu") if readers == 0 else _("moins de 5 lectures"), Look.SOFT)]
    return [Run(mean, Look.STRONG), Run("/3")]


def _quote(reason: ReasonLine) -> Quote:
    side = _("le territoire") if reason.own else _("un pair")
    who = f", {reason.who}" if reason.who else ""
    by = f"{side}{who}" if reason.intensity is None else f"{side}{who}, {reason.intensity}/3"
    if reason.read_as:
        by = _("%(by)s, lu sous le nom « %(name)s »") % {"by": by, "name": reason.read_as}
    return Quote(reason.text, by)
