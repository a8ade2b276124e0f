"""The sheets for looking at colours: small, and true to the colours that they show."""

from __future__ import annotations

import struct
import zlib

import numpy as np

from tools.accessibility import COLOURS, FOLDER, VIEWS, indexed_png


def read(picture: bytes) -> np.ndarray:
    """The colours of a picture with a palette whose rows are stored as they are."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    parts, at = {}, 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        kind, content = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack(">I", picture[at + 8 + length : at + 12 + length])
        assert sum_ == zlib.crc32(kind + content)
        parts[kind] = content
        at += 12 + length
    width, height = struct.unpack(">II", parts[b"IHDR"][:8])
    palette = np.frombuffer(parts[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(parts[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert not rows[:, 0].any()
    return palette[rows[:, 1:]]


def test_few_colours_come_back_as_they_were() -> None:
    pixels = np.random.default_rng(1).integers(0, 2, (7, 11, 4), dtype=np.uint8) * 200
    assert (read(indexed_png(pixels)) == pixels[:, :, :3]).all()


def test_of_many_colours_the_frequent_ones_stay() -> None:
    red, green = np.divmod(np.arange(300), 20)
    one_row = np.stack([red * 9, green * 9, red, red], axis=1).astype(np.uint8)
    frequent = one_row[:COLOURS]
    found = read(indexed_png(np.stack([one_row, np.resize(frequent, one_row.shape)])))
    assert (found[0, :COLOURS] == frequent[:, :3]).all()
    assert len(np.unique(found.reshape(-1, 3), axis=0)) == COLOURS


def test_each_view_has_its_sheet_and_none_is_heavy() -> None:
    held = {path.stem: path.stat().st_size for path in FOLDER.glob("*.png")}
    assert set(held) == set(VIEWS)
    assert max(held.values()) < 250_000
