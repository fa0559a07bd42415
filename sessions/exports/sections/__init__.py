"""What a compte rendu holds, section by section, without a layout: formats write it, each in its own way.

To add a section: a module with a function `Report → Section | None`, and its line here. None leaves it out.
"""

from django.utils.translation import gettext as _

from sessions.document import Document
from sessions.exports.facts import Outcome
from sessions.exports.report import build_report
from sessions.exports.sections.balises import balises
from sessions.exports.sections.cards import cards
from sessions.exports.sections.ends import back, front
from sessions.exports.sections.gaps import gaps
from sessions.exports.sections.overview import overview
from sessions.exports.sections.people import people
from sessions.exports.sections.stakes import stakes
from sessions.exports.sections.trajectories import trajectories
from sessions.exports.sections.trials import trials
from sessions.exports.sections.votes import votes

SECTIONS = (overview, people, trajectories, stakes, gaps, trials, balises, votes, cards)
"""In reading order."""


def compte_rendu(outcome: Outcome) -> Document:
    """The whole document."""
    report = build_report(outcome)
    return Document(
        kind=_("Ateliers Villes pairs · compte rendu de séance"),
        title=report.session.title,
        front=front(report),
        sections=[section for write in SECTIONS if (section := write(report)) is not None],
        back=back(report),
    )
