"""Files that people may send: good ones, and those that a careless or hostile person sends."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from referentiel.file_types import TYPES

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour à toutes et à tous\n".encode()
SRT = "1\r\n00:00:00,000 --> 00:00:02,000\r\nBonjour à toutes et à tous\r\n".encode()
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PNG_100_MEGAPIXELS = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (10_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
)


def archive(entries: Mapping[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    """A ZIP of these entries."""
    written = io.BytesIO()
    with ZipFile(written, "w", compression) as into:
        for name, content in entries.items():
            into.writestr(name, content)
    return written.getvalue()


def open_document(key: str = "odt", **more: bytes) -> bytes:
    """An ODF document: its type is in an entry of its own."""
    said = TYPES[key].content_type.encode()
    return archive({"mimetype": said, "content.xml": b"<a/>", **more})


def office_document(key: str = "docx", more: Mapping[str, bytes] | None = None) -> bytes:
    """An OOXML document: its type is in its list of types."""
    said = f'<Types><Override ContentType="{TYPES[key].content_type}.main+xml"/></Types>'
    return archive(
        {"[Content_Types].xml": said.encode(), "word/document.xml": b"<a/>", **(more or {})}
    )


def bomb() -> bytes:
    """A small archive of which 210 MiB come out."""
    zeros = bytes(21 * 1024 * 1024)
    return archive({"mimetype": b"x", **{f"{n}.xml": zeros for n in range(10)}})


def crowded() -> bytes:
    """An archive of many small entries."""
    return archive({f"{n}.xml": b"" for n in range(2_001)}, ZIP_STORED)


def upload(
    content: bytes, name: str = "notes.pdf", said: str = "application/pdf"
) -> SimpleUploadedFile:
    """A file as a form brings it."""
    return SimpleUploadedFile(name, content, said)
