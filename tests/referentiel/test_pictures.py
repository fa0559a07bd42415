"""Pictures are drawn anew: only their pixels are kept, and what could harm is refused in a sentence."""

import io
import subprocess
import time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from referentiel import pictures
from referentiel.file_types import LARGEST_FILE
from referentiel.pictures import SENTENCES, drawing, drawn
from tests.referentiel.files import (
    CAMERA,
    PDF,
    PNG_100_MEGAPIXELS,
    archive,
    encoded,
    header_of,
    painted,
    telling,
)

pytestmark = pytest.mark.standalone

FORMS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def redrawn(picture: Image.Image, key: str = "png", **how: object) -> Image.Image:
    return opened(drawing.redraw(encoded(picture, FORMS[key], **how), key)[0])


@pytest.mark.parametrize("key", FORMS)
def test_picture_keeps_its_pixels_and_says_nothing_else(key: str) -> None:
    sent = painted(FORMS[key], exif=telling(), xmp=b"<x:xmpmeta>Camille</x:xmpmeta>")
    assert CAMERA.encode() in sent
    picture = drawn(sent, key)
    for content in (picture.content, picture.preview):
        kept = opened(content)
        assert kept.size == (40, 20)
        assert not kept.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(kept.info)
        assert CAMERA.encode() not in content
        assert b"Camille" not in content
    assert opened(picture.content).format == FORMS[key]
    assert opened(picture.preview).format == "WEBP"


def test_picture_is_turned_upright() -> None:
    picture = drawn(painted(exif=telling(orientation=6)), "jpg")
    assert (picture.width, picture.height) == (20, 40)
    above, below = (opened(picture.content).getpixel((10, y)) for y in (2, 37))
    assert isinstance(above, tuple)
    assert isinstance(below, tuple)
    assert above[0] > 150 > below[0]


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize(
    "tail", [archive({"a.html": b"<script>"}), b"<script>alert(1)</script>", PDF]
)
def test_what_hides_behind_a_picture_is_gone(key: str, tail: bytes) -> None:
    sent = painted(FORMS[key]) + tail
    assert tail not in drawing.redraw(sent, key)[0]


def test_comment_of_a_picture_is_gone() -> None:
    sent = painted(comment="<?php echo 1;")
    assert b"<?php" in sent
    assert b"<?php" not in drawing.redraw(sent, "jpg")[0]


def test_colours_become_those_of_screens() -> None:
    said = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # A screen whose red is blue.
    other = said.replace(b"rXYZ", b"?").replace(b"bXYZ", b"rXYZ").replace(b"?", b"bXYZ")
    turned = redrawn(Image.new("RGB", (4, 4), (120, 30, 30)), icc_profile=other).getpixel((0, 0))
    assert isinstance(turned, tuple)
    assert turned[2] > 100 > turned[0]
    bad = redrawn(Image.new("RGB", (4, 4), (120, 30, 30)), icc_profile=b"no profile")
    assert bad.getpixel((0, 0)) == (120, 30, 30)
    print_shop = redrawn(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "jpg")
    red = print_shop.getpixel((4, 4))
    assert isinstance(red, tuple)
    assert red[0] > 180 > red[1]


@pytest.mark.parametrize(
    ("mode", "colour", "kept_as"),
    [
        ("1", 1, "L"),
        ("L", 90, "L"),
        ("LA", (90, 7), "RGBA"),
        ("P", 3, "RGB"),
        ("RGB", (1, 2, 3), "RGB"),
        ("RGBA", (1, 2, 3, 4), "RGBA"),
        ("I;16", 30_000, "L"),
    ],
)
def test_every_kind_of_png_is_taken(mode: str, colour: int | tuple[int, ...], kept_as: str) -> None:
    assert redrawn(Image.new(mode, (6, 6), colour)).mode == kept_as


def test_grey_of_16_bits_stays_grey() -> None:
    assert redrawn(Image.new("I;16", (6, 6), 30_000)).getpixel((0, 0)) == 30_000 // 256


def test_transparency_of_a_palette_is_kept() -> None:
    kept = redrawn(Image.new("RGB", (6, 6), (9, 9, 9)).quantize(4), transparency=0)
    clear = kept.getpixel((0, 0))
    assert isinstance(clear, tuple)
    assert clear[3] == 0


def test_preview_is_small() -> None:
    picture = drawn(painted(size=(2000, 500)), "jpg")
    assert opened(picture.preview).size == (960, 240)
    assert opened(picture.content).size == (2000, 500)


REFUSED = {
    "100 megapixels": (PNG_100_MEGAPIXELS, "png", "pixels"),
    "one pixel too many": (header_of(40_000, 1_001), "png", "pixels"),
    "cut off jpeg": (painted()[:400], "jpg", "damaged"),
    "cut off png": (painted("PNG", (400, 400))[:600], "png", "damaged"),
    "header only": (header_of(1_000, 1_000), "png", "damaged"),
    "no picture": (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpg", "damaged"),
    "another format": (painted("PNG"), "jpg", "damaged"),
    **{
        f"{form} that moves": (
            encoded(
                Image.new("RGB", (9, 9)),
                form,
                save_all=True,
                append_images=[Image.new("RGB", (9, 9), (9, 9, 9))],
            ),
            key,
            "moves",
        )
        for key, form in FORMS.items()
        if key != "jpg"
    },
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_plain_picture_is_refused_in_a_sentence(what: str) -> None:
    content, key, why = REFUSED[what]
    with pytest.raises(ValidationError) as refused:
        drawn(content, key)
    assert refused.value.messages == [str(SENTENCES[why])]


def test_100_megapixels_are_refused_before_they_are_drawn() -> None:
    begun = time.monotonic()
    with pytest.raises(drawing.Unfit):
        drawing.redraw(PNG_100_MEGAPIXELS, "png")
    assert time.monotonic() - begun < 0.5


def test_picture_that_grows_too_heavy_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawing.HEAVIEST == LARGEST_FILE
    monkeypatch.setattr(drawing, "HEAVIEST", 100)
    with pytest.raises(drawing.Unfit, match="heavy"):
        drawing.redraw(painted(), "jpg")


def test_drawing_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_SECONDS", 0.01)
    with pytest.raises(ValidationError, match="trop de calcul"):
        drawn(painted(), "jpg")


def test_process_that_is_ended_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(*_arguments: object, **_settings: object) -> None:
        raise subprocess.CalledProcessError(-9, "drawing")

    monkeypatch.setattr(subprocess, "run", ended)
    with pytest.raises(ValidationError, match="trop de calcul"):
        drawn(painted(), "jpg")


def test_pictures_wait_for_one_another_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    with pictures._one_at_a_time, pytest.raises(ValidationError, match="réessayez"):
        drawn(painted(), "jpg")
    assert drawn(painted(), "jpg").width == 40


@settings(max_examples=40)
@given(st.data(), st.sampled_from(sorted(FORMS)))
def test_any_damage_is_a_picture_or_a_refusal(draw: st.DataObject, key: str) -> None:
    damaged = bytearray(painted(FORMS[key]))
    for place in draw.draw(st.lists(st.integers(0, len(damaged) - 1), min_size=1, max_size=6)):
        damaged[place] = draw.draw(st.integers(0, 255))
    # As `main` does in its process: whatever a decoder raises is a refusal.
    try:
        content, preview, _size = drawing.redraw(bytes(damaged), key)
    except Exception:
        return
    assert opened(content).size
    assert opened(preview).size
