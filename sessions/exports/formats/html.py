"""The compte rendu as a page of the site, and as one file that needs nothing else."""

from typing import Any

from django.template.loader import render_to_string

from sessions.exports.facts import Outcome
from sessions.exports.markup import write_blocks, write_sections
from sessions.exports.sections import compte_rendu
from sessions.exports.stylesheets import STYLESHEETS, embedded_styles

TEMPLATE = "sessions/report.html"


def write_page(outcome: Outcome) -> bytes:
    """The page that is shown in the browser, with links to the site's stylesheets."""
    return _write(outcome, stylesheets=STYLESHEETS, code=outcome.session.code)


def write_report(outcome: Outcome) -> bytes:
    """A file with the stylesheets inside, which people can send, keep, and open anywhere."""
    return _write(outcome, embedded_styles=embedded_styles())


def _write(outcome: Outcome, **around: Any) -> bytes:
    document = compte_rendu(outcome)
    context = {
        "document": document,
        "front": write_blocks(document.front),
        "sections": write_sections(document.sections),
        "back": write_blocks(document.back),
        **around,
    }
    return render_to_string(TEMPLATE, context).encode()
