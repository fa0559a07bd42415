"""Who was there: names in a named séance, numbers in an anonymous one."""

from django.utils.translation import gettext as _

from sessions.document import Block, Look, Role, Run, Runs, Section, Terms, plain
from sessions.exports.report import Presence, Report
from sessions.exports.sections.words import intro, people_counted


def people(report: Report) -> Section:
    """The section of the people, by territory."""
    blocks: list[Block] = []
    if report.is_anonymous:
        told = _("La séance s’est tenue sans les noms : ce compte rendu n’en cite aucun.")
        blocks.append(intro(told))
    blocks.append(Terms(Role.PEOPLE, [_presence(presence) for presence in report.presences]))
    return Section("personnes", _("Les personnes présentes"), blocks)


def _presence(presence: Presence) -> tuple[Runs, Runs]:
    who = ", ".join(presence.names) or people_counted(presence.number)
    counted = Run(f"({presence.number})", Look.SOFT)
    return [Run(f"{presence.territory.name} "), counted], plain(who)
