"""A format of export: the balises, a line each."""

from sessions.exports.facts import Outcome
from sessions.exports.formats import Format


def write_plain(outcome: Outcome) -> bytes:
    """The wording of each balise that is shown."""
    return "".join(f"{each.statement}\n" for each in outcome.proposals if not each.hidden).encode()


PLAIN = Format(
    key="texte",
    label="Texte",
    purpose="les balises, une par ligne",
    extension="txt",
    content_type="text/plain; charset=utf-8",
    write=write_plain,
)
