"""Hold a chart to what every chart keeps to."""

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
    declared = explorer(name)
    return [(dict(state), declared.chart_for(**state)) for state in declared.states()]


def dumped(chart: Chart) -> str:
    """Return the picture as the JSON that is saved and sent; a number that is none cannot pass."""
    return json.dumps(chart.spec, allow_nan=False)


def problems(chart: Chart) -> list[str]:
    """Return each rule that a chart breaks."""
    legend = chart.spec["layout"].get("legend", {})
    # A chart of gaps alone has no direction.
    has_values = any("not published here" not in " ".join(row.values()) for row in chart.rows)
    rules = {
        "the description opens with the sentence": chart.description.startswith(chart.sentence),
        "the description holds a number": re.search(r"\d", chart.description),
        "the description names a direction": not has_values or DIRECTION.search(chart.description),
        "the title says where and when": re.search(r"\d{4}", chart.title)
        and any(place in chart.title for place in PLACES),
        "its legend hides no layer, which a keyboard cannot do": legend.get("itemclick")
        is legend.get("itemdoubleclick")
        is False,
        "the picture holds no id that differs each time": "uid" not in dumped(chart),
        "each of its sources is one": all(map(evidence.sources_of, chart.sources)),
    }
    return [
        *(fault for text in _texts(chart) for fault in _text_faults(text)),
        *(f"not so: {rule}" for rule, holds in rules.items() if not holds),
        *_table_problems(chart),
        *_trace_problems(chart),
        *(f"{axis} has no title" for axis in _untitled(chart.spec["layout"])),
    ]


def _texts(chart: Chart) -> tuple[str, ...]:
    return (chart.sentence, chart.description, *chart.notes)


@cache
def _text_faults(text: str) -> list[str]:
    return faults(text) + wording.faults(text)


def _table_problems(chart: Chart) -> Iterator[str]:
    for row in chart.rows:
        if list(row) != list(chart.rows[0]):
            yield "the rows of the table differ in their columns"
        for cell in row.values():
            if not isinstance(cell, str) or not re.fullmatch(
                r"(?!.*\b(None|nan|NaN|inf)\b).*\S.*", cell
            ):
                yield f"the table holds {cell!r}"


def _trace_problems(chart: Chart) -> Iterator[str]:
    looks: dict[str, str] = {}
    for trace in chart.spec["data"]:
        name = trace.get("name", "")
        illustrative = "llustrative" in name
        if trace["type"] not in ("scatter", "bar"):
            yield f"the page cannot draw {trace['type']}"
        if illustrative and "made up" not in chart.sentence:
            yield f"{name!r} is illustrative and the sentence does not say so"
        # A ring around another mark, and a reader's own guess, stand for no figure.
        if not name.startswith("Highlighted: ") and "guess" not in name:
            marks = "markers" in trace.get("mode", "")
            if marks and _is_hollow(trace) != illustrative:
                yield f"{name!r} is not hollow, or is and not illustrative"
        if chart.spec["layout"].get("showlegend") and trace.get("showlegend", True) and name:
            other = looks.setdefault(_read_look(trace), name)
            if other != name:
                yield f"{name!r} and {other!r} differ by their colour alone"


def _is_hollow(trace: dict[str, Any]) -> bool:
    symbols = trace.get("marker", {}).get("symbol", "circle")
    each = [symbols] if isinstance(symbols, str) else symbols
    # A stroke has no inside.
    return all("open" in symbol and not symbol.startswith("line-") for symbol in each)


def _read_look(trace: dict[str, Any]) -> str:
    """Return what tells a trace apart where there is no colour."""
    marker, size = trace.get("marker", {}), trace.get("marker", {}).get("size", 6)
    look = [trace.get("mode"), marker.get("symbol"), trace.get("line", {}).get("dash")]
    # A pale mark is told from a dark one without its hue, a ring from the mark inside it by its
    # size, and lines of two panels by the panel.
    look += [marker.get("pattern"), marker.get("color") == "#D5DAE0", trace.get("xaxis")]
    look.append(isinstance(size, int | float) and size > 20)
    return json.dumps(look, sort_keys=True)


def _untitled(layout: dict[str, Any]) -> Iterator[str]:
    for name, axis in layout.items():
        if not re.fullmatch(r"[xy]axis\d*", name) or axis.get("visible") is False:
            continue
        # Rows that are named by words need no unit.
        words = axis.get("ticktext") or axis.get("type") == "category" or axis.get("ticks") == ""
        hidden = axis.get("showticklabels") is False or axis.get("matches") in layout
        if not words and not hidden and not axis.get("title", {}).get("text"):
            yield name
