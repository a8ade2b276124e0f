"""The colours of drawings on white paper and, turned by the dark page's filter, on dark."""

import re

import numpy as np

from born_into_care.charts import style
from born_into_care.paths import read_tokens
from tests.support.access import contrast, read_hex

# Half a turn of hue, as the filter effects module of the W3C has it.
TURN = np.array([[-0.574, 1.43, 0.144], [0.426, 0.43, 0.144], [0.426, 1.43, -0.856]])


def test_each_colour_stands_out_on_white_and_on_a_dark_page() -> None:
    ((invert, turn), _) = re.findall(
        r"drawing: invert\(([\d.]+)\) hue-rotate\((\w+)\)", read_tokens()
    )
    assert turn == "180deg"
    dark = read_hex(re.findall(r"--bic-paper: (#[0-9a-f]{6});", read_tokens())[0])
    words, marks = (style.INK, style.GREY), (style.BLUE, style.VERMILION, style.GREEN, style.PURPLE)
    for color in (*words, *marks):
        least = 4.5 if color in words else 3
        inverted = [float(invert) + (1 - 2 * float(invert)) * part for part in read_hex(color)]
        assert contrast(read_hex(color), [1, 1, 1]) >= least
        assert contrast(np.clip(TURN @ inverted, 0, 1).tolist(), dark) >= least


def test_the_two_dark_palettes_are_one() -> None:
    """One is for a page that says that it is dark, one for a device; CSS can't say both at once."""
    light, *dark = re.findall(r"\{\n((?:\s+(?:--bic|/\*).*\n|\n)+)", read_tokens())
    assert len(dark) == 2 and dark[0] == dark[1] and "--bic-ink: #1f2328" in light
