"""The files that an edition can be downloaded as. A new one is a file here and a line."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from referentiel.editions.contents import Document
from referentiel.editions.formats.csv import write_csv
from referentiel.editions.formats.html import write_html
from referentiel.editions.formats.json import write_json


@dataclass(frozen=True, kw_only=True)
class Format:
    """How an edition becomes a file. `label` names it on a link; `purpose` says in a few words what it is for."""

    key: str
    label: str | Promise
    purpose: str | Promise
    extension: str
    content_type: str
    write: Callable[[Document, str], bytes]
    """Of the edition and of its address."""

    def filename(self, document: Document) -> str:
        """`villes-pairs-edition-2.json`."""
        return f"villes-pairs-edition-{document['number']}.{self.extension}"


FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format(
            key="html",
            label=_("Page à garder (HTML)"),
            purpose=_("un seul fichier, à lire et à transmettre"),
            extension="html",
            content_type="text/html; charset=utf-8",
            write=write_html,
        ),
        Format(
            key="csv",
            label=_("Tableur (CSV)"),
            purpose=_("à ouvrir dans un tableur"),
            extension="zip",
            content_type="application/zip",
            write=write_csv,
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
"""In the order of their links."""
