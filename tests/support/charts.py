"""What every chart must keep to, wherever it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from born_into_care import evidence
from born_into_care.charts import Chart
from born_into_care.explorers import explorer
from tests.support import wording
from tests.support.sentences import DIRECTION, faults

PLACES = (*evidence.REGIONS, *evidence.NATIONS, "areas", "regions", "England and Wales")


@cache
def every_chart(name: str) -> list[tuple[dict[str, object], Chart]]:
    """Return every state of an explorer with its chart, computed once for the whole suite."""
    one = explorer(name)
    return [(dict(state), one.chart_for(**state)) for state in one.states()]


def dumped(chart: Chart) -> str:
    """Give the picture as the JSON that is saved and sent; a number that is none cannot pass."""
    return json.dumps(chart.spec, allow_nan=False)


def problems(chart: Chart) -> list[str]:
    """Give what a chart fails to keep to; nothing, where it keeps to everything."""
    found = []
    for text in (chart.sentence, chart.description, *chart.notes):
        found += _text_faults(text)
    if not chart.description.startswith(chart.sentence):
        found.append("the description does not open with the sentence")
    if not re.search(r"\d", chart.description):
        found.append(f"the description holds no number: {chart.description!r}")
    if _holds_a_value(chart) and not DIRECTION.search(chart.description):
        found.append(f"the description says no direction: {chart.description!r}")
    if not re.search(r"\d{4}", chart.title) or not any(place in chart.title for place in PLACES):
        found.append(f"the title does not say where and when: {chart.title!r}")
    found += _table_problems(chart)
    found += _trace_problems(chart)
    legend = chart.spec["layout"].get("legend", {})
    if not (legend.get("itemclick") is legend.get("itemdoubleclick") is False):
        found.append("its legend can hide a layer, which a keyboard cannot do")
    found += [f"{axis} has no title" for axis in _untitled(chart.spec["layout"])]
    for name in chart.sources:
        if not evidence.sources_of(name):
            found.append(f"{name} leads to no source")
    if "uid" in dumped(chart):
        found.append("the picture holds an id that differs each time")
    return found


def _holds_a_value(chart: Chart) -> bool:
    """Whether anything is published or illustrative: a chart of gaps alone has no direction."""
    return any("not published here" not in " ".join(row.values()) for row in chart.rows)


@cache
def _text_faults(text: str) -> list[str]:
    return faults(text) + wording.faults(text)


def _table_problems(chart: Chart) -> Iterator[str]:
    for row in chart.rows:
        if list(row) != list(chart.rows[0]):
            yield "the rows of the table differ in their columns"
        for cell in row.values():
            if not isinstance(cell, str) or not cell.strip():
                yield f"the table holds {cell!r}, which is not words"
            elif re.search(r"\b(None|nan|NaN|inf)\b", cell):
                yield f"the table holds {cell!r}"


def _trace_problems(chart: Chart) -> Iterator[str]:
    looks: dict[Any, str] = {}
    made_up = False
    for trace in chart.spec["data"]:
        name = trace.get("name", "")
        if trace["type"] not in ("scatter", "bar"):
            yield f"the page cannot draw {trace['type']}"
        if "llustrative" in name:
            made_up = True
            if "markers" in trace.get("mode", "") and not _hollow(trace):
                yield f"{name!r} is illustrative and not hollow"
        elif "markers" in trace.get("mode", "") and _hollow(trace) and not _may_be_hollow(name):
            yield f"{name!r} is hollow, as only illustrative marks are"
        if chart.spec["layout"].get("showlegend") and trace.get("showlegend", True) and name:
            look = _look(trace)
            if looks.setdefault(look, name) != name:
                yield f"{name!r} and {looks[look]!r} differ by their colour alone"
    if made_up and not chart.illustrative:
        yield "something illustrative is drawn and the chart does not say so"


def _may_be_hollow(name: str) -> bool:
    """A ring around another mark, and a reader's own guess, stand for no figure."""
    return name.startswith("Highlighted: ") or "guess" in name


def _hollow(trace: dict[str, Any]) -> bool:
    symbols = trace.get("marker", {}).get("symbol", "circle")
    each = [symbols] if isinstance(symbols, str) else symbols
    # A stroke has no inside.
    return all("open" in one and not one.startswith("line-") for one in each)


def _look(trace: dict[str, Any]) -> str:
    """What tells a trace apart where there is no colour."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    parts = [trace.get("mode"), marker.get("symbol"), line.get("dash"), marker.get("pattern")]
    # A pale mark is told from a dark one without its hue, a ring from the mark inside it by its
    # size, and lines of two panels by the panel.
    parts += [marker.get("color") == "#D5DAE0", _size(marker), trace.get("xaxis")]
    return json.dumps(parts, sort_keys=True)


def _size(marker: dict[str, Any]) -> str:
    size = marker.get("size", 6)
    return "large" if isinstance(size, int | float) and size > 20 else "usual"


def _untitled(layout: dict[str, Any]) -> Iterator[str]:
    for name, axis in layout.items():
        if not re.fullmatch(r"[xy]axis\d*", name) or axis.get("visible") is False:
            continue
        # Rows that are named by words need no unit.
        named = axis.get("ticktext") is not None or axis.get("showticklabels") is False
        if not named and not axis.get("title", {}).get("text") and not _rows_of_words(axis, layout):
            yield name


def _rows_of_words(axis: dict[str, Any], layout: dict[str, Any]) -> bool:
    return (
        axis.get("type") == "category" or axis.get("matches") in layout or axis.get("ticks") == ""
    )
