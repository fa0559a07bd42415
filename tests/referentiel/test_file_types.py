"""Types come from contents; what could harm is refused in a sentence; nothing is ever unpacked."""

import io
import struct
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from referentiel.archives import LONGEST_LIST
from referentiel.file_types import LARGEST_SUBTITLES, LONGEST_NAME, TYPES, kept_name, type_of
from tests.referentiel.files import (
    PDF,
    SRT,
    SVG,
    VTT,
    archive,
    bomb,
    crowded,
    office_document,
    open_document,
    painted,
)

pytestmark = pytest.mark.standalone

GOOD = {
    "pdf": PDF,
    **{key: open_document(key) for key in ("odt", "ods", "odp", "odg")},
    **{key: office_document(key) for key in ("docx", "xlsx", "pptx")},
    "vtt": VTT,
    "srt": SRT,
    "png": painted("PNG"),
    "jpg": painted("JPEG"),
    "webp": painted("WEBP"),
}
DOCX = GOOD["docx"]


@pytest.mark.parametrize("key", TYPES)
def test_type_is_read_from_the_contents(key: str) -> None:
    file = io.BytesIO(GOOD[key])
    assert type_of(file).key == key
    assert file.tell() == 0


def test_subtitles_of_windows_are_read() -> None:
    assert type_of(io.BytesIO(b"\xef\xbb\xbf" + VTT.replace(b"\n", b"\r\n"))).key == "vtt"


REFUSED = {
    "svg": (SVG, "SVG"),
    "bare svg": (b"<svg/onload=alert(1)>", "SVG"),
    "wide svg": ("<svg xmlns='x'>".encode("utf-16"), "SVG"),
    "gif": (painted("GIF"), "PNG, JPEG et WebP"),
    "tiff": (painted("TIFF"), "PNG, JPEG et WebP"),
    "bmp": (painted("BMP"), "PNG, JPEG et WebP"),
    "heic": (b"\0\0\0\x18ftypheic", "PNG, JPEG et WebP"),
    "page": (b"<!doctype html><script>alert(1)</script>", "type de fichier"),
    "program": (b"MZ\x90\0", "type de fichier"),
    "text": (b"Bonjour", "type de fichier"),
    "nothing": (b"", "type de fichier"),
    "late pdf": (b"\n%PDF-1.7", "type de fichier"),
    "plain archive": (archive({"a.txt": b"a"}), "type de fichier"),
    "archive that says pdf": (archive({"mimetype": b"application/pdf"}), "type de fichier"),
    "bomb": (bomb(), "trop lourd une fois ouvert"),
    "ratio": (open_document("odt", **{"a.xml": bytes(8_000_000)}), "trop lourd une fois ouvert"),
    "crowd": (crowded(), "trop d’éléments"),
    "macros": (office_document("docx", {"word/vbaProject.bin": b"x"}), "macros"),
    "macros of odf": (open_document("odt", **{"Basic/Standard/Module1.xml": b"x"}), "macros"),
    "out of its folder": (open_document("odt", **{"../../etc/passwd": b"x"}), "abîmé"),
    "cut off": (DOCX[: len(DOCX) // 2], "abîmé"),
    "end only": (b"PK\x03\x04" + b"PK\x05\x06" + bytes(18), "abîmé|type de fichier"),
    "subtitles in latin-1": ("1\n00:00:00,000 --> 00:00:02,000\nÉté\n".encode("latin1"), "UTF-8"),
    "subtitles with a NUL": (VTT + b"\0", "type de fichier"),
    "long subtitles": (VTT + b"a" * LARGEST_SUBTITLES, "trop longs"),
    "arrow": (b"a --> b", "type de fichier"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_harm_is_refused_in_a_sentence(what: str) -> None:
    content, sentence = REFUSED[what]
    with pytest.raises(ValidationError, match=sentence):
        type_of(io.BytesIO(content))


def test_long_list_of_entries_is_refused_before_it_is_read() -> None:
    lying = bytearray(DOCX)
    end = lying.rfind(b"PK\x05\x06")
    struct.pack_into("<I", lying, end + 12, LONGEST_LIST + 1)
    with pytest.raises(ValidationError, match="trop"):
        type_of(io.BytesIO(lying))


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"WEBVTT\n-->"]))
def test_any_bytes_have_a_type_or_a_sentence(tail: bytes, front: bytes) -> None:
    with suppress(ValidationError):
        assert type_of(io.BytesIO(front + tail)).key in TYPES


@given(st.data())
def test_any_damage_to_a_document_is_a_type_or_a_sentence(draw: st.DataObject) -> None:
    damaged = bytearray(DOCX)
    for place in draw.draw(st.lists(st.integers(0, len(DOCX) - 1), min_size=1, max_size=6)):
        damaged[place] = draw.draw(st.integers(0, 255))
    with suppress(ValidationError):
        assert type_of(io.BytesIO(damaged)).key in TYPES


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Notes du 3 mars.pdf", "Notes du 3 mars.pdf"),
        ("NOTES.PDF", "NOTES.pdf"),
        ("photo.pdf.exe", "photo.pdf.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        (r"C:\Bureau\été.pdf", "été.pdf"),
        ('a"b<c>.pdf', "a-b-c-.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("...", "ressource.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("a" * 500 + ".pdf", "a" * 144 + ".pdf"),
    ],
)
def test_name_is_kept_without_its_tricks(name: str, kept: str) -> None:
    assert kept_name(name, TYPES["pdf"], "ressource") == kept


@pytest.mark.parametrize("name", ["Plan.jpeg", "Plan.JPG", "a/../Plan.jpg"])
def test_photograph_has_one_ending(name: str) -> None:
    assert kept_name(name, TYPES["jpg"], "ressource") == "Plan.jpg"


@given(st.text(max_size=300))
def test_any_name_has_one_folder_one_ending_and_a_length(name: str) -> None:
    kept = kept_name(name, TYPES["odt"], "ressource")
    assert kept.endswith(".odt")
    assert not set(kept) & set('/\\\0\n\r<>:"|?*')
    assert not kept.startswith(".")
    assert len(kept) <= LONGEST_NAME
