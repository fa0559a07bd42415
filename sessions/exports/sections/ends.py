"""The parts of the document before its sections and after them."""

from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from referentiel.models.dates import days_in_words
from sessions.document import Block, Paragraph, Role, Runs, Terms, plain
from sessions.exports.facts import AtelierFacts
from sessions.exports.report import Report


def front(report: Report) -> list[Block]:
    """The facts of the séance, and what to know before reading on."""
    notes = [Paragraph(plain(text), Role.NOTE) for text in _notes(report)]
    return [Terms(Role.FACTS, _facts(report)), *notes]


def _facts(report: Report) -> list[tuple[Runs, Runs]]:
    session = report.session
    territories = ", ".join(each.territory.name for each in report.trajectories)
    facts = [(_("Date"), format_date(session.held_on, "j F Y"))]
    if session.season:
        named = _("Saison %(number)s · %(title)s") % {
            "number": session.season.number,
            "title": session.season.title,
        }
        facts.append((_("Saison"), named))
    if session.atelier:
        facts.append((_("Atelier"), _atelier(session.atelier)))
    facts.append((_("Territoires"), territories or _("aucun")))
    if report.leaders:
        facts.append((_("Animation"), ", ".join(report.leaders)))
    facts.append((_("État"), _state(report)))
    return [(plain(term), plain(text)) for term, text in facts]


def _atelier(atelier: AtelierFacts) -> str:
    """Its number, its theme, and its place and days where somebody wrote them down."""
    named = _("Atelier %(number)s · %(theme)s") % {
        "number": atelier.number,
        "theme": atelier.theme,
    }
    days = days_in_words(atelier.starts_on, atelier.ends_on)
    return " · ".join(part for part in (named, atelier.place, days) if part)


def _state(report: Report) -> str:
    at = format_date(localtime(report.state_at), "j F Y à G \\h i")
    return _("séance %(status)s, au %(at)s") % {"status": report.status_label, "at": at}


def _notes(report: Report) -> list[str]:
    notes = []
    if report.is_draft:
        notes.append(
            _("La séance n’a pas encore commencé : ce compte rendu ne montre que sa préparation.")
        )
    if report.is_open:
        notes.append(_("La séance est en cours : ce compte rendu est provisoire."))
    if report.session.is_example or report.has_examples:
        notes.append(
            _(
                "Ce compte rendu contient des contributions inventées pour la démonstration. "
                "Chacune est marquée « exemple fictif »."
            )
        )
    return notes


def back(report: Report) -> list[Block]:
    """What was left out, and what the numbers mean."""
    told = _(
        "Une lecture est la marque qu’une personne pose sur une carte : l’enjeu qu’elle y voit à l’œuvre, "
        "avec une intensité de 1 (un peu) à 3 (fortement). Les moyennes comptent 0 pour qui a lu la carte "
        "sans y voir cet enjeu."
    )
    hidden = _hidden(report)
    return [Paragraph(plain(text)) for text in (hidden, told) if text]


def _hidden(report: Report) -> str:
    """The sentence about hidden pieces; empty when nothing was hidden."""
    cards, balises = report.hidden_cards, report.hidden_balises
    counted = []
    if cards:
        counted.append(ngettext("%(n)s carte", "%(n)s cartes", cards) % {"n": cards})
    if balises:
        counted.append(ngettext("%(n)s balise", "%(n)s balises", balises) % {"n": balises})
    if not counted:
        return ""
    told = _("Masqué par l’animation, et laissé hors de ce compte rendu :")
    both = f" {_('et')} ".join(counted)
    return f"{told} {both}."
