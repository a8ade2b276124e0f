"""Plain data in which every part that comes again is written once.

The states of an explorer share nearly all that their layouts and words hold. A web server that
compresses makes little of that; Python's own, a USB stick and a room full of phones do not.
"""

from __future__ import annotations

import json
import re
from typing import Any

DICT, LIST, TEXT, PLAIN = range(4)
# What is shorter costs less written out than referred to.
SHORT = 40
# Where a long text of HTML falls into parts that others share.
_SEAMS = re.compile(r"(?=<details|<tr>|<li>|<p )|(?<=</tr>)|(?<=</li>)")


class _Table:
    def __init__(self) -> None:
        self.nodes: list[list[Any]] = []
        self.shapes: list[list[str]] = []
        self._places: dict[str, int] = {}
        self._shapes: dict[tuple[str, ...], int] = {}

    def place(self, value: Any) -> int:
        """Write a value down, its parts before it, and give its place."""
        node: list[Any]
        if isinstance(value, str) and len(value) > SHORT and len(parts := _SEAMS.split(value)) > 1:
            node = [TEXT, *(self._kept([PLAIN, part]) for part in parts if part)]
        elif not isinstance(value, dict | list) or len(json.dumps(value)) <= SHORT:
            node = [PLAIN, value]
        elif isinstance(value, dict):
            node = [DICT, self._shape(tuple(value)), *(self.place(one) for one in value.values())]
        else:
            node = [LIST, *(self.place(one) for one in value)]
        return self._kept(node)

    def _kept(self, node: list[Any]) -> int:
        written = json.dumps(node, ensure_ascii=False)
        if written not in self._places:
            self._places[written] = len(self.nodes)
            self.nodes.append(node)
        return self._places[written]

    def _shape(self, keys: tuple[str, ...]) -> int:
        if keys not in self._shapes:
            self._shapes[keys] = len(self.shapes)
            self.shapes.append(list(keys))
        return self._shapes[keys]


def shared(data: Any) -> dict[str, Any]:
    """Give plain data as a table of parts, for `charts.js` to put together again.

    Returns:
        `nodes`: each a kind and what it is made of, by places before it; the last is the whole.
        `shapes`: the keys of the objects among them.

    Example:
        >>> shared({"a": [1, 2]})
        {'shapes': [], 'nodes': [[3, {'a': [1, 2]}]]}
    """
    table = _Table()
    whole = table.place(data)
    assert whole == len(table.nodes) - 1
    return {"shapes": table.shapes, "nodes": table.nodes}
