"""A format of export: the titles of the compte rendu, as a text."""

from django.utils.translation import gettext_lazy as _

from sessions.exports.facts import Outcome
from sessions.exports.formats import Format
from sessions.exports.sections import compte_rendu


def write_outline(outcome: Outcome) -> bytes:
    """The title of the séance, then one line per section."""
    document = compte_rendu(outcome)
    titles = [document.title, *(section.title for section in document.sections)]
    return "\n".join(titles).encode()


OUTLINE = Format(
    key="plan",
    label=_("Plan"),
    purpose=_("à coller dans un message"),
    extension="txt",
    content_type="text/plain; charset=utf-8",
    write=write_outline,
)
