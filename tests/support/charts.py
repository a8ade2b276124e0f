"""Hold a chart to what every chart keeps to."""

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
_CELL = re.compile(r"(?!.*\b(None|nan|NaN|inf)\b).*\S.*")


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
    has_values = any("not in this pack" not in " ".join(row.values()) for row in chart.rows)
    rules = {
        "the description opens with the sentence": chart.description.startswith(chart.sentence),
        "the description holds a number": re.search(r"\d", chart.description),
        "the description names a direction": not has_values or DIRECTION.search(chart.description),
        "title and sentence say where and when, or the title that it is made up": chart.title[:9]
        == "Made up: "
        or (
            re.search(r"\d{4}", chart.title + chart.sentence)
            and any(place in chart.title + chart.sentence for place in PLACES)
        ),
        "its legend hides no layer, which a keyboard cannot do": legend.get("itemclick")
        is legend.get("itemdoubleclick")
        is False,
        "the picture holds no id that differs each time": "uid" not in dumped(chart),
        "the rows of the table have the same columns": len(set(map(tuple, chart.rows))) <= 1,
        "each of its sources is one": all(map(evidence.sources_of, chart.sources)),
    }
    texts = (chart.sentence, chart.description, *chart.notes)
    cells = [cell for row in chart.rows for cell in row.values()]
    return [
        *(fault for text in texts for fault in _text_faults(text)),
        *(f"not so: {rule}" for rule, holds in rules.items() if not holds),
        *(f"the table holds {cell!r}" for cell in cells if not _CELL.fullmatch(cell)),
        *_trace_problems(chart),
        *(f"{axis} has no title" for axis in _untitled(chart.spec["layout"])),
    ]


@cache
def _text_faults(text: str) -> list[str]:
    return faults(text) + wording.faults(text)


def _trace_problems(chart: Chart) -> Iterator[str]:
    looks: dict[str, str] = {}
    for trace in chart.spec["data"]:
        name = trace.get("name", "")
        illustrative = "llustrative" in name
        if trace["type"] not in ("scatter", "bar"):
            yield f"the page cannot draw {trace['type']}"
        if illustrative and "made up" not in chart.sentence:
            yield f"{name!r} is illustrative and the sentence does not say so"
        # A ring around another mark stands for no figure.
        if not name.startswith("Highlighted: "):
            symbols = trace.get("marker", {}).get("symbol", "circle")
            each = [symbols] if isinstance(symbols, str) else symbols
            # A stroke has no inside.
            hollow = all("open" in symbol and not symbol.startswith("line-") for symbol in each)
            if "markers" in trace.get("mode", "") and hollow != illustrative:
                yield f"{name!r} is not hollow, or is and not illustrative"
        if chart.spec["layout"].get("showlegend") and trace.get("showlegend", True) and name:
            other = looks.setdefault(_read_look(trace), name)
            if other != name:
                yield f"{name!r} and {other!r} differ by their colour alone"


def _read_look(trace: dict[str, Any]) -> str:
    """Return what tells a trace apart where there is no colour."""
    marker = trace.get("marker", {})
    size = marker.get("size", 6)
    look = {
        "shape": [trace.get("mode"), marker.get("symbol"), marker.get("pattern")],
        "line": trace.get("line", {}).get("dash"),
        # A pale mark is told from a dark one without its hue, a ring from the mark inside it by its
        # size, and lines of two panels by the panel.
        "pale": marker.get("color") == "#D5DAE0",
        "large": isinstance(size, int | float) and size > 20,
        "panel": trace.get("xaxis"),
    }
    return json.dumps(look, sort_keys=True)


def _untitled(layout: dict[str, Any]) -> Iterator[str]:
    for name, axis in layout.items():
        if re.fullmatch(r"[xy]axis\d*", name) and axis.get("visible") is not False:
            # Rows that are named by words need no unit.
            words = (
                axis.get("ticktext") or axis.get("type") == "category" or axis.get("ticks") == ""
            )
            hidden = axis.get("showticklabels") is False or axis.get("matches") in layout
            if not words and not hidden and not axis.get("title", {}).get("text"):
                yield name
