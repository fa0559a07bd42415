"""Draws a picture anew, in a process of its own: `python -I drawing.py png < picture`.

Decoders are written in C, and hostile files aim at them. Here they have no database, no key, and bounds of time and
memory; whatever they take is given back when the process ends. Writes one line of JSON, then the bytes of the picture
and of its preview. The line says why when it refuses. Imports nothing of the site.
"""

import io
import json
import os
import resource
import sys
from typing import Any

from PIL import Image, ImageCms, ImageFile, ImageOps

LARGEST = 40_000_000
"""Pixels. A photograph has 12 to 24 million. One of 40 takes some 700 MB to turn and to write."""
HEAVIEST = 20 * 1024 * 1024
"""Bytes of a picture once it is drawn anew, as of every file (`referentiel.file_types.LARGEST_FILE`)."""
PREVIEW = (960, 960)
"""Pixels of a preview, at most: as wide as the text of a page on a dense screen."""
# Pillow's own limit is higher, and would only warn at first.
Image.MAX_IMAGE_PIXELS = None
ImageFile.LOAD_TRUNCATED_IMAGES = False

MEMORY = 1280 * 1024 * 1024
SECONDS = 15

FORMATS: dict[str, tuple[str, dict[str, Any]]] = {
    "png": ("PNG", {"compress_level": 4}),
    "jpg": ("JPEG", {"quality": 90, "subsampling": 0}),
    "webp": ("WEBP", {"quality": 90, "method": 2}),
}


class Unfit(Exception):
    """The picture is not taken. Its argument is a key of `referentiel.pictures.SENTENCES`."""


def redraw(content: bytes, key: str) -> tuple[bytes, bytes, tuple[int, int]]:
    """Draws a picture and its preview anew, and says its size.

    Raises Unfit, or what Pillow raises for a damaged one.
    """
    form, settings = FORMATS[key]
    with Image.open(io.BytesIO(content), formats=[form]) as picture:
        # The header is read, and nothing is decoded yet.
        if picture.width * picture.height > LARGEST:
            raise Unfit("pixels")
        if form != "JPEG" and getattr(picture, "is_animated", False):
            raise Unfit("moves")
        picture.load()
        plain = _plain(picture)
    if form == "JPEG" and plain.mode == "RGBA":
        plain = plain.convert("RGB")
    drawn = _written(plain, form, settings)
    if len(drawn) > HEAVIEST:
        raise Unfit("heavy")
    size = plain.size
    plain.thumbnail(PREVIEW)
    return drawn, _written(plain, "WEBP", {"quality": 82}), size


def _plain(picture: Image.Image) -> Image.Image:
    """Upright, in the colours of screens, and without anything but its pixels: no place, no camera, no comment."""
    ImageOps.exif_transpose(picture, in_place=True)
    profile = picture.info.get("icc_profile")
    plain = _in_few_modes(picture, transparent=picture.has_transparency_data)
    if profile and picture.mode in {"RGB", "RGBA", "CMYK", "L"}:
        plain = _in_colours_of_screens(picture, plain, profile)
    plain.info = {}
    return plain


def _in_few_modes(picture: Image.Image, *, transparent: bool) -> Image.Image:
    """With 8 bits a channel: grey, red-green-blue, or the latter with transparency."""
    if picture.mode in {"I", "F"} or picture.mode.startswith("I;16"):
        # 16 bits of grey; Pillow would cut off what is above 255.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    grey = picture.mode in {"1", "L"}
    mode = "RGBA" if transparent else "L" if grey else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _in_colours_of_screens(picture: Image.Image, plain: Image.Image, profile: bytes) -> Image.Image:
    """Through the picture's own profile, where it can be read; as it is otherwise."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screens = ImageCms.createProfile("sRGB")
        mode = plain.mode if plain.mode == "RGBA" else "RGB"
        turned = ImageCms.profileToProfile(picture, source, screens, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return plain
    return turned or plain


def _written(picture: Image.Image, form: str, settings: dict[str, Any]) -> bytes:
    into = io.BytesIO()
    picture.save(into, form, **settings)
    return into.getvalue()


def main() -> None:
    """Draws what comes in; says « damaged » for whatever a decoder could not do within its bounds."""
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    said: dict[str, Any]
    drawn = preview = b""
    try:
        drawn, preview, (width, height) = redraw(sys.stdin.buffer.read(), sys.argv[1])
        said = {"length": len(drawn), "width": width, "height": height}
    except Unfit as why:
        said = {"refused": str(why)}
    except MemoryError:
        said = {"refused": "pixels"}
    # Decoders raise what they like: SyntaxError, struct.error, OverflowError…
    except Exception:
        said = {"refused": "damaged"}
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n" + drawn + preview)


if __name__ == "__main__":
    main()
