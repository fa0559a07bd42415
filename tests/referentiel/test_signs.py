"""What a stake looks like follows from its key: never by colour alone, and always readable."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referentiel.signs import DRAWN, TONES, free_key, mark_of, tone_of

pytestmark = pytest.mark.standalone

ROOT = Path(__file__).resolve().parent.parent.parent
TOKENS = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", TOKENS))
INKS = [*sorted(DRAWN), *(f"tone-{number}" for number in range(1, TONES + 1))]


def luminance(colour: str) -> float:
    """Computes the relative luminance of WCAG."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ink", INKS)
def test_stakes_stand_out_from_every_ground(ink: str) -> None:
    for ground in (f"{ink}-soft", "surface", "paper", "paper-deep", "white"):
        light, dark = luminance(COLOURS[ground]), luminance(COLOURS[ink])
        assert (light + 0.05) / (dark + 0.05) >= 5.5, ground


def test_css_has_every_tone() -> None:
    css = (ROOT / "static/css/stakes.css").read_text(encoding="utf-8")
    assert {f".stake--tone{number} {{" for number in range(1, TONES + 1)} <= {
        line.strip() for line in css.splitlines()
    }


def test_four_stakes_keep_their_own_signs() -> None:
    for key in DRAWN:
        assert (mark_of(key), tone_of(key)) == ("", 0)
        assert (ROOT / f"static/img/signs/{key}.svg").exists()


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_stakes_of_one_referentiel_differ_in_sign_and_in_colour(names: list[str]) -> None:
    keys: list[str] = [*DRAWN]
    for name in names:
        key = free_key(name, taken=keys, beside=keys)
        assert re.fullmatch(r"[-\w]{1,30}", key)
        assert key not in keys
        keys.append(key)
    added = keys[len(DRAWN) :]
    assert len({mark_of(key) for key in added}) == len(added)
    assert len({tone_of(key) for key in added}) == len(added)


def test_sign_of_a_number_is_a_number() -> None:
    assert mark_of("2030") == "2"
    assert (mark_of("soin-12"), mark_of("soin-2b"), mark_of("soin-b")) == ("S12", "S2", "S")
