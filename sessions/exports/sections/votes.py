"""The votes. Before a vote is revealed, the section shows its turnout and its options. After, it shows the result."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.document import Block, Group, Heading, Items, Paragraph, Role, Section, plain
from sessions.exports.report import Report
from sessions.exports.sections.words import intro, nothing
from sessions.exports.votes.facts import PollFacts
from sessions.models import Poll
from sessions.voting import method_of
from sessions.voting.method import Exported, RevealedPoll


def votes(report: Report) -> Section:
    """The section of the votes, in the order in which they were opened."""
    if not report.polls:
        return Section("votes", _("Le vote"), [nothing(_("Aucun vote n’a été ouvert."))])
    intros = dict.fromkeys(text for poll in report.polls if (text := str(_exported(poll).intro)))
    groups = [_poll(report, poll, rank) for rank, poll in enumerate(report.polls, start=1)]
    return Section("votes", _("Le vote"), [*map(intro, intros), *groups])


def _poll(report: Report, poll: PollFacts, rank: int) -> Group:
    exported = _exported(poll)
    turnout = ngettext("%(n)s personne a voté.", "%(n)s personnes ont voté.", poll.turnout) % {
        "n": poll.turnout
    }
    return Group(
        Role.POLL,
        [
            Heading(3, _title(report, poll, rank), anchor=f"vote-{rank}"),
            Paragraph(plain(f"{turnout} {exported.rule(poll.settings)}")),
            *_attended(poll),
            *(_result(report, poll, rank) if poll.results is not None else _sealed(report, poll)),
        ],
    )


def _exported(poll: PollFacts) -> Exported:
    return method_of(poll.method).exported


def _result(report: Report, poll: PollFacts, rank: int) -> Sequence[Block]:
    revealed = RevealedPoll(
        name=f"vote-{rank}",
        turnout=poll.turnout,
        territories=[each.territory.name for each in report.trajectories],
        voters=[each.voters for each in poll.voters or ()],
        statements=report.statements,
        results=poll.results or (),
        course=poll.course,
    )
    return [*_verdict(poll), *_exported(poll).section(revealed)]


def _verdict(poll: PollFacts) -> Sequence[Block]:
    """One result and one sentence, then why this order."""
    said = poll.verdict
    if said is None:
        return []
    why = _("Pourquoi cet ordre\u00a0: %(why)s") % {"why": said.why} if said.why else ""
    return [Paragraph(plain(text)) for text in (said.headline, said.disagreement, why) if text]


def _attended(poll: PollFacts) -> Sequence[Block]:
    """Who could vote, who was there, who did not vote, as it was at the close."""
    there = poll.attendance
    if there is None:
        return []
    said = [
        ngettext("%(n)s personne pouvait voter", "%(n)s personnes pouvaient voter", there.entitled)
        % {"n": there.entitled}
    ]
    if there.present is not None:
        present = ngettext("%(n)s était là", "%(n)s étaient là", there.present)
        said.append(present % {"n": there.present})
    silent = there.entitled - there.voted
    said.append(ngettext("%(n)s abstention", "%(n)s abstentions", silent) % {"n": silent})
    return [Paragraph(plain(f"{', '.join(said)}."), Role.ASIDE)]


def _title(report: Report, poll: PollFacts, rank: int) -> str:
    said = {"rank": rank, "state": Poll.State(poll.state).label}
    if len(report.polls) > 1:
        return _("Vote %(rank)s, %(state)s") % said
    return _("Vote %(state)s") % said


def _sealed(report: Report, poll: PollFacts) -> Sequence[Block]:
    told = _(
        "Le résultat est scellé : il figurera ici une fois dévoilé à la salle. Balises soumises au vote :"
    )
    shown = {balise.facts.id for balise in report.balises}
    options = [report.statements[option] for option in poll.options if option in shown]
    return [Paragraph(plain(told)), Items([plain(option) for option in options])]
