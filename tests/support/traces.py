"""Read the marks, whiskers, lines and words of a chart."""

from typing import Any

from born_into_care.charts import Chart


def named(chart: Chart, name: str) -> list[dict[str, Any]]:
    """Return the traces whose name holds some words."""
    return [trace for trace in chart.spec["data"] if name in trace.get("name", "")]


def points(chart: Chart, *, panel: str = "y") -> list[tuple[float, float]]:
    """Return where every mark of a panel stands, hidden and empty ones left out."""
    return [
        (x, y)
        for trace in chart.spec["data"]
        if trace.get("yaxis", "y") == panel and trace.get("marker", {}).get("opacity") != 0
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if y is not None
    ]


def limits(trace: dict[str, Any], along: str) -> list[tuple[float, float] | None]:
    """Return the limits that the whiskers of a trace reach, mark by mark."""
    error = trace.get(f"error_{along}")
    if error is None:
        return [None] * len(trace[along])
    return [
        None if up is None else (round(value - down, 2), round(value + up, 2))
        for value, up, down in zip(trace[along], error["array"], error["arrayminus"], strict=True)
    ]


def joined(chart: Chart) -> list[dict[str, Any]]:
    """Return the traces that join their marks by a line."""
    return [trace for trace in chart.spec["data"] if "lines" in trace.get("mode", "")]


def words(chart: Chart) -> str:
    """Return every word that is written on a chart, title apart."""
    texts = [note["text"] for note in chart.spec["layout"].get("annotations", ())]
    for trace in chart.spec["data"]:
        text = trace.get("text", ())
        texts += [text] if isinstance(text, str) else list(text)
    return " ".join(texts).replace("<br>", " ")
