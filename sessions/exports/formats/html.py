"""The compte rendu as a page of the site, and as one file that needs nothing else."""

from django.template.loader import render_to_string

from sessions.exports.facts import Outcome
from sessions.exports.report import build_report
from sessions.exports.stylesheets import STYLESHEETS, embedded_styles

TEMPLATE = "sessions/report.html"


def write_page(outcome: Outcome) -> bytes:
    """With links to the site's stylesheets: the page that is shown in the browser."""
    context = {"report": build_report(outcome), "stylesheets": STYLESHEETS}
    return render_to_string(TEMPLATE, context).encode()


def write_report(outcome: Outcome) -> bytes:
    """With the stylesheets inside: a file to send, to keep, to open anywhere."""
    context = {"report": build_report(outcome), "embedded_styles": embedded_styles()}
    return render_to_string(TEMPLATE, context).encode()
