"""The types of files that are taken, read from what is in a file. What its name or its sender says does not count."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import BinaryIO
from zipfile import ZipFile

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.archives import beginning, opened
from texts.cleaning import clean_words

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_SUBTITLES = 2 * 1024 * 1024
LONGEST_NAME = 150
LONGEST_STEM = LONGEST_NAME - 6

_FRONT = 4096
_OPEN = "application/vnd.oasis.opendocument."
_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class FileType:
    """Describes a type: how people call it, how its files end, and how browsers call it."""

    key: str
    label: str | Promise
    content_type: str
    is_picture: bool = False
    """Whether it is drawn anew before it is kept (`referentiel/pictures/`)."""

    @property
    def ending(self) -> str:
        """Says what a name of such a file ends with."""
        return f".{self.key}"

    @property
    def other_endings(self) -> tuple[str, ...]:
        """Returns what names of such files end with elsewhere."""
        return (".jpeg",) if self.key == "jpg" else ()


TYPES: Mapping[str, FileType] = {
    key: FileType(key, label, content_type)
    for key, label, content_type in (
        ("pdf", gettext_lazy("PDF"), "application/pdf"),
        ("odt", gettext_lazy("texte OpenDocument"), f"{_OPEN}text"),
        ("ods", gettext_lazy("tableur OpenDocument"), f"{_OPEN}spreadsheet"),
        ("odp", gettext_lazy("présentation OpenDocument"), f"{_OPEN}presentation"),
        ("odg", gettext_lazy("dessin OpenDocument"), f"{_OPEN}graphics"),
        ("docx", gettext_lazy("texte Word"), f"{_OFFICE}wordprocessingml.document"),
        ("xlsx", gettext_lazy("tableur Excel"), f"{_OFFICE}spreadsheetml.sheet"),
        ("pptx", gettext_lazy("présentation PowerPoint"), f"{_OFFICE}presentationml.presentation"),
        ("vtt", gettext_lazy("sous-titres WebVTT"), "text/vtt; charset=utf-8"),
        ("srt", gettext_lazy("sous-titres SubRip"), "application/x-subrip"),
    )
} | {
    key: FileType(key, label, content_type, is_picture=True)
    for key, label, content_type in (
        ("png", gettext_lazy("image PNG"), "image/png"),
        ("jpg", gettext_lazy("image JPEG"), "image/jpeg"),
        ("webp", gettext_lazy("image WebP"), "image/webp"),
    )
}
"""By key, which is how names of such files end."""

_OPEN_DOCUMENTS = {TYPES[key].content_type: TYPES[key] for key in ("odt", "ods", "odp", "odg")}
_PICTURES = {
    "png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "jpg": re.compile(rb"\xff\xd8\xff"),
    "webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_OTHER_PICTURES = re.compile(
    rb"GIF8|BM|II\*\0|MM\0\*|....ftyp(?:avi|hei|hev|mif)|\0\0\0\x0cJXL |\xff\x0a", re.DOTALL
)
_SVG = re.compile(rb"<(?:[a-z]{1,20}:)?svg[\s>/]", re.IGNORECASE)
_VTT = re.compile(r"WEBVTT(?:[ \t\n]|\Z)")
_SRT = re.compile(
    r"\s{0,20}\d{1,6}[ \t]{0,9}\n\d{1,3}:\d\d:\d\d[,.]\d{1,3}[ \t]{1,9}-->[ \t]{1,9}\d{1,3}:\d\d:\d\d[,.]\d"
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin$|Basic/|Scripts/)")
_TYPE_LIST = "[Content_Types].xml"
_LONGEST_TYPE_LIST = 1024 * 1024


def type_of(file: BinaryIO) -> FileType:
    """Reads the type of a file, and leaves it at its beginning. Raises ValidationError, in a sentence."""
    file.seek(0)
    front = file.read(_FRONT)
    try:
        if front.startswith(b"%PDF-"):
            return TYPES["pdf"]
        if front.startswith(b"PK\x03\x04"):
            with opened(file) as archive:
                return _document(archive)
        for key, pattern in _PICTURES.items():
            if pattern.match(front):
                return TYPES[key]
        _refuse_other_pictures(front)
        return _subtitles(file, front)
    finally:
        file.seek(0)


def kept_name(name: str, kind: FileType, otherwise: str) -> str:
    """Returns the name under which a file is downloaded: without folders, and with the ending of what is in it.

    « ../../Notes du 3 mars.PDF » is « Notes du 3 mars.pdf »; a page that says it is « photo.pdf.exe » and is a PDF is
    « photo.pdf.exe.pdf ».
    """
    last = re.split(r"[/\\]", clean_words(name))[-1]
    stem = re.sub(r'[<>:"|?*]', "-", last)
    for ending in (kind.ending, *kind.other_endings):
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
            break
    stem = stem.strip(" .")[:LONGEST_STEM].strip(" .") or otherwise
    return f"{stem}{kind.ending}"


def _document(archive: ZipFile) -> FileType:
    """The kind of document that an archive is."""
    if any(_MACROS.search(name) for name in archive.namelist()):
        raise ValidationError(
            _(
                "Ce document contient des macros, qui sont des programmes : enregistrez-le sans elles."
            )
        )
    said = beginning(archive, "mimetype", 200).decode("ascii", "replace").strip()
    if said in _OPEN_DOCUMENTS:
        return _OPEN_DOCUMENTS[said]
    parts = beginning(archive, _TYPE_LIST, _LONGEST_TYPE_LIST).decode("utf-8", "replace")
    for key in ("docx", "xlsx", "pptx"):
        if f'"{TYPES[key].content_type}.main+xml"' in parts:
            return TYPES[key]
    raise _unknown()


def _refuse_other_pictures(front: bytes) -> None:
    if _SVG.search(front) or _SVG.search(front.replace(b"\0", b"")):
        raise ValidationError(
            _("Une image SVG peut contenir un programme : elle est refusée. Mettez-la en PNG.")
        )
    if _OTHER_PICTURES.match(front):
        raise ValidationError(
            _(
                "Les images prises ici sont PNG, JPEG et WebP : enregistrez la vôtre dans l’un de ces formats."
            )
        )


def _subtitles(file: BinaryIO, front: bytes) -> FileType:
    if not front.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT") and b"-->" not in front:
        raise _unknown()
    file.seek(0)
    content = file.read(LARGEST_SUBTITLES + 1)
    if len(content) > LARGEST_SUBTITLES:
        raise ValidationError(_("Ces sous-titres sont trop longs : 2 Mo au plus."))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise ValidationError(
            _(
                "Ces sous-titres ne sont pas en UTF-8 : enregistrez-les dans ce codage, puis réessayez."
            )
        ) from None
    if _CONTROLS.search(text):
        raise _unknown()
    if _VTT.match(text):
        return TYPES["vtt"]
    if _SRT.match(text):
        return TYPES["srt"]
    raise _unknown()


def _unknown() -> ValidationError:
    return ValidationError(
        _(
            "Ce type de fichier n’est pas pris ici. Le sont : PDF, documents OpenDocument (odt, ods, odp, odg),"
            " documents Office (docx, xlsx, pptx), images (png, jpg, webp), sous-titres (vtt, srt)."
        )
    )
