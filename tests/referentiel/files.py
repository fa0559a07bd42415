"""Files that people may send: good ones, and those that a careless or hostile person sends."""

import io
import zlib
from collections.abc import Mapping
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from referentiel.file_types import TYPES

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nBonjour à toutes et à tous\n".encode()
SRT = "1\r\n00:00:00,000 --> 00:00:02,000\r\nBonjour à toutes et à tous\r\n".encode()
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
CAMERA = "Appareil de Camille"
"""What the metadata of a photograph say: no picture that is kept may say it."""


def painted(form: str = "JPEG", size: tuple[int, int] = (40, 20), **settings: Any) -> bytes:
    """Paints a picture: its left half is red, the right half blue."""
    width, height = size
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (width // 2, 0, width, height))
    return encoded(picture, form, **settings)


def encoded(picture: Image.Image, form: str, **settings: Any) -> bytes:
    """Encodes a picture as a file."""
    written = io.BytesIO()
    picture.save(written, form, **settings)
    return written.getvalue()


def telling(orientation: int = 1) -> Image.Exif:
    """Writes the metadata of a photograph: the camera, which side is up, and the place where it was taken."""
    said = Image.Exif()
    said[ExifTags.Base.Make] = CAMERA
    said[ExifTags.Base.Orientation] = orientation
    said.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (50.0, 27.0, 0.0)})
    return said


def header_of(width: int, height: int) -> bytes:
    """Writes a PNG that says its size, and ends where its pixels would begin."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            len(content).to_bytes(4, "big")
            + name
            + content
            + zlib.crc32(name + content).to_bytes(4, "big")
        )

    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    pixels = chunk(b"IDAT", zlib.compress(bytes(1_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\x02\0\0\0") + pixels


PNG_100_MEGAPIXELS = header_of(10_000, 10_000)


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
