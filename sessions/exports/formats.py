"""The formats of export, as a list: nothing is discovered."""

from collections.abc import Callable
from dataclasses import dataclass

from sessions.exports.csv_zip import write_csv_zip
from sessions.exports.facts import Outcome
from sessions.exports.json_file import write_json
from sessions.exports.report_file import write_page, write_report


@dataclass(frozen=True)
class Format:
    """How an outcome becomes a file, and the page that shows it in the browser, if any."""

    key: str
    extension: str
    content_type: str
    write: Callable[[Outcome], bytes]
    show: Callable[[Outcome], bytes] | None = None

    def filename(self, outcome: Outcome) -> str:
        """`seance-ABCD2345-2026-11-23.json`; the day is the séance's own."""
        session = outcome.session
        return f"seance-{session.code}-{session.held_on.isoformat()}.{self.extension}"


FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format("json", "json", "application/json", write_json),
        Format("csv", "zip", "application/zip", write_csv_zip),
        Format("html", "html", "text/html; charset=utf-8", write_report, write_page),
    )
}
