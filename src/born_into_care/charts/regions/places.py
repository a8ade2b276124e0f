"""How the ten areas are named in a sentence, on a tile and beside a point, and where a tile is."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care.text import capital, join_words

# area: in a sentence, on a tile, beside a point, column, row; the tiles are equal, drawn by us.
_PLACES = {
    "North East": ("the North East", "North<br>East", "NE", 2, 4),
    "North West": ("the North West", "North<br>West", "NW", 1, 3),
    "Yorkshire and The Humber": ("Yorkshire and The Humber", "Yorks &<br>Humber", "YH", 2, 3),
    "East Midlands": ("the East Midlands", "East<br>Midlands", "EM", 2, 2),
    "West Midlands": ("the West Midlands", "West<br>Midlands", "WM", 1, 2),
    "East of England": ("the East of England", "East of<br>England", "EE", 3, 2),
    "London": ("London", "London", "L", 3, 1),
    "South East": ("the South East", "South<br>East", "SE", 2, 1),
    "South West": ("the South West", "South<br>West", "SW", 1, 1),
    "Wales": ("Wales", "Wales", "W", 0, 2),
}


def said(area: str) -> str:
    """Give an area as a sentence names it.

    Example:
        >>> said("North East"), said("London")
        ('the North East', 'London')
    """
    return _PLACES[area][0] if area in _PLACES else area


def said_first(area: str) -> str:
    """Give an area as it opens a sentence."""
    return capital(said(area))


def said_all(areas: Sequence[str]) -> str:
    """Give several areas as a sentence names them."""
    return join_words([said(area) for area in areas])


def on_tile(area: str) -> str:
    """Give an area's name as it fits on a tile."""
    return _PLACES[area][1]


def code(area: str) -> str:
    """Give an area's letters, as they stand beside a point."""
    return _PLACES[area][2]


def tile(area: str) -> tuple[int, int]:
    """Give an area's column and row on the tile map; row 1 is the lowest."""
    return _PLACES[area][3], _PLACES[area][4]
