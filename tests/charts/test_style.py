"""The colours of drawings on white paper and, turned by the dark page's filter, on dark."""

import re

from born_into_care.charts import style
from born_into_care.paths import read_tokens
from tests.support.access import contrast, read_hex, turn_dark


def test_each_colour_stands_out_on_white_and_on_a_dark_page() -> None:
    dark = read_hex(re.findall(r"--bic-paper: (#[0-9a-f]{6});", read_tokens())[0])
    words, marks = (style.INK, style.GREY), (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE)
    for color in (*words, *marks):
        least = 4.5 if color in words else 3
        assert contrast(read_hex(color), [1, 1, 1]) >= least
        assert contrast(turn_dark(read_hex(color)), dark) >= least


def test_drawings_and_pages_have_the_same_colours() -> None:
    hues = {
        "blue": style.BLUE, "orange": style.VERMILION, "green": style.GREEN,
        "purple": style.PURPLE, "ink": style.INK, "hairline": style.PALE,
    }  # fmt: skip
    assert [n for n, hue in hues.items() if f"--bic-{n}: {hue.lower()};" not in read_tokens()] == []


def test_the_two_dark_palettes_are_one() -> None:
    """One is for a page that says that it is dark, one for a device; CSS can't say both at once."""
    light, *dark = re.findall(r"\{\n((?:\s+(?:--bic|/\*).*\n|\n)+)", read_tokens())
    assert len(dark) == 2 and dark[0] == dark[1] and "--bic-ink: #1f2328" in light
