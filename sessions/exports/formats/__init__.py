"""The formats of export, as a list: nothing is discovered. A new one is a file here and a line."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sessions.exports.facts import Outcome
from sessions.exports.formats.csv import write_csv_zip
from sessions.exports.formats.html import write_page, write_report
from sessions.exports.formats.json import write_json


@dataclass(frozen=True, kw_only=True)
class Format:
    """How an outcome becomes a file, and the page that shows it in the browser, if any.

    `label` names it on a button; `purpose` says in a few words what it is for.
    """

    key: str
    label: str | Promise
    purpose: str | Promise
    extension: str
    content_type: str
    write: Callable[[Outcome], bytes]
    show: Callable[[Outcome], bytes] | None = None

    def file(self, outcome: Outcome) -> bytes:
        """The file that `write` makes of the outcome. Times are in the séance's time zone."""
        with timezone.override(outcome.session.time_zone):
            return self.write(outcome)

    def page(self, outcome: Outcome) -> bytes | None:
        """The page that `show` makes of the outcome; None when this format has no page."""
        if self.show is None:
            return None
        with timezone.override(outcome.session.time_zone):
            return self.show(outcome)

    def filename(self, outcome: Outcome) -> str:
        """`seance-ABCD2345-2026-11-23.json`; the day is the séance's own."""
        session = outcome.session
        return f"seance-{session.code}-{session.held_on.isoformat()}.{self.extension}"


FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format(
            key="html",
            label=_("Compte rendu"),
            purpose=_("à lire et à transmettre"),
            extension="html",
            content_type="text/html; charset=utf-8",
            write=write_report,
            show=write_page,
        ),
        Format(
            key="csv",
            label=_("Tableur (CSV)"),
            purpose=_("à ouvrir dans un tableur"),
            extension="zip",
            content_type="application/zip",
            write=write_csv_zip,
        ),
        Format(
            key="json",
            label="JSON",
            purpose=_("à relire par un programme"),
            extension="json",
            content_type="application/json",
            write=write_json,
        ),
    )
}
"""In the order of their buttons."""
