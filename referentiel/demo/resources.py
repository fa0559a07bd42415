"""Two resources of the demonstration, made here: a notebook to read before a séance, and a drawing of a timeline.

Both say of themselves that they are « exemple fictif ».
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw, ImageFont

from referentiel.commands.base import Author
from referentiel.commands.resources import add_resource
from referentiel.file_types import TYPES
from referentiel.models import Resource, ResourceAudience, ResourceKind, Season

AUTHORS = "Collectif fictif de Bourg-Soleil"
NOTEBOOK = (
    "Carnet de route de Bourg-Soleil (exemple fictif)",
    "Ce carnet est inventé, comme Bourg-Soleil. Il montre ce qu’un collectif peut envoyer aux autres avant une séance.",
    "D’où nous venons : une fabrique qui ferme, des jardins laissés, des voisins qui se connaissent.",
    "Où nous en sommes : qui demande un jardin prend une part du travail. Trois rues s’y sont mises.",
    "Où nous allons : que la commune entière demande et donne de la même façon, sans perdre qui a commencé.",
    "Ce que nous demandons aux pairs : comment avez-vous tenu dans la durée ? Qu’avez-vous cessé de faire ?",
)
MOMENTS = (("2009", "la fabrique ferme"), ("2013", "les premiers jardins"), ("2017", "trois rues"))
DRAWING = (
    "Une ligne porte trois moments : en 2009 la fabrique ferme, en 2013 viennent les premiers jardins, en 2017 trois"
    " rues s’y mettent."
)
PAPER, INK, LINE = (251, 247, 238), (38, 35, 30), (178, 74, 38)


def add_examples(season: Season, *, author: Author) -> None:
    """Adds both to a season: the notebook for its participants, the drawing for everyone."""
    told = {"season": season, "authors": AUTHORS, "licence": "CC BY-SA 4.0", "language": "fr"}
    add_resource(
        Resource(
            title=NOTEBOOK[0],
            kind=ResourceKind.DOCUMENT,
            audience=ResourceAudience.SEASON,
            note="À lire avant la séance.",
            **told,
        ),
        SimpleUploadedFile("carnet-de-route.odt", written(NOTEBOOK)),
        author=author,
    )
    add_resource(
        Resource(
            title="La frise de Bourg-Soleil, dessinée (exemple fictif)",
            kind=ResourceKind.PICTURE,
            alternative=DRAWING,
            **told,
        ),
        SimpleUploadedFile("frise.png", drawn()),
        author=author,
    )


def written(paragraphs: Sequence[str]) -> bytes:
    """Writes a text as an OpenDocument: the first paragraph is its title."""
    title, *others = (escape(paragraph) for paragraph in paragraphs)
    body = f'<text:h text:outline-level="1">{title}</text:h>' + "".join(
        f"<text:p>{paragraph}</text:p>" for paragraph in others
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "manifest")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    kind = TYPES["odt"].content_type
    entries = (("/", kind), ("content.xml", "text/xml"))
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in entries
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {spaces} manifest:version="1.3">'
        f"{listed}</manifest:manifest>"
    )
    into = io.BytesIO()
    with ZipFile(into, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return into.getvalue()


def drawn() -> bytes:
    """Draws three moments on a line."""
    picture = Image.new("RGB", (1200, 420), PAPER)
    pen = ImageDraw.Draw(picture)
    pen.line((80, 240, 1120, 240), fill=INK, width=6)
    for number, (year, words) in enumerate(MOMENTS):
        middle = 220 + 380 * number
        pen.ellipse((middle - 22, 218, middle + 22, 262), fill=LINE)
        pen.text((middle, 160), year, INK, ImageFont.load_default(52), anchor="mm")
        pen.text((middle, 312), words, INK, ImageFont.load_default(34), anchor="mm")
    pen.text((1120, 390), "exemple fictif", INK, ImageFont.load_default(24), anchor="rm")
    into = io.BytesIO()
    picture.save(into, "PNG")
    return into.getvalue()
