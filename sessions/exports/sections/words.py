"""Pieces of sentences that several sections have."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.document import Look, Paragraph, Role, Run, plain
from sessions.exports.facts import CardFacts, StakeFacts


def intro(text: str) -> Paragraph:
    """The paragraph that says how to read the section."""
    return Paragraph(plain(text), Role.INTRO)


def nothing(text: str) -> Paragraph:
    """The paragraph that says that the section has nothing to show."""
    return Paragraph(plain(text), Role.NOTHING)


def stake_name(stake: StakeFacts) -> Run:
    """The short title of a stake, which formats may colour."""
    return Run(stake.short_title, Look.STAKE, key=stake.key)


def example_tag() -> Run:
    """The mark on each contribution that was invented for the demonstration."""
    return Run(_("exemple fictif"), Look.TAG)


def moment_of(card: CardFacts) -> str:
    """The moment of a card, as its author typed it."""
    return card.moment or _("sans date")


def card_anchor(card: CardFacts) -> str:
    """The anchor of the card in the annex."""
    return f"carte-{card.id}"


def people_counted(number: int) -> str:
    """« 3 personnes »."""
    return ngettext("%(n)s personne", "%(n)s personnes", number) % {"n": number}
