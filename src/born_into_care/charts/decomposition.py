"""How much of the change in newborns goes with births, and how much with incidence."""

from __future__ import annotations

from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import EARLIER, LATER, NEWBORN, Count, changes
from born_into_care.charts.wording import format_number, format_signed
from born_into_care.errors import choose
from born_into_care.estimates import decompose
from born_into_care.text import join_words

_ROWS = ("Births", "Incidence", "Change")
# A pattern for each part, so that the bars are told apart without their colours.
_LOOK = {
    "Births": {"color": style.GREEN, "pattern": "/"},
    "Incidence": {"color": style.BLUE, "pattern": "."},
    "Change": {"color": style.GREY, "pattern": ""},
}
_TITLES = {"Births": "Births", "Incidence": "Incidence", "Change": "In all"}


def decomposition(*, area: str | None = None) -> Chart:
    """Give the change in newborns from 2012/13 to 2019/20, split into births and incidence.

    Parameters:
        area: "England" or "Wales"; None for both, each on a scale of its own.

    Raises:
        PackError: if the area is not one of the two.

    Source of the method: Kitagawa 1955.

    Example:
        >>> decomposition(area="England").table["Babies"].tolist()
        ['−346', '+835', '+489']
    """
    areas = evidence.NATIONS if area is None else (choose("nation", area, evidence.NATIONS),)
    panels = [pair for name in areas for pair in changes(name)]
    where = join_words(areas)
    title = (
        f"Change in newborn babies in care proceedings, split into births and incidence, {where}, "
        f"{EARLIER} to {LATER}"
    )
    height = 150 + 165 * len(panels)
    data: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    axes: dict[str, Any] = {}
    rows: list[dict[str, str]] = []
    for panel, pair in enumerate(panels, start=1):
        parts = _parts(*pair)
        data.append(_bars(parts, panel=panel))
        top = 1 - (panel - 1) / len(panels)
        low, high = top - 0.68 / len(panels), top - 0.1 / len(panels)
        axes |= _axes(pair[1], panel=panel, domain=(round(low, 4), round(high, 4)))
        words.append(marks.heading(_panel_name(pair[1]), x=0, y=round(high, 4)))
        rows += [
            {
                "Area": _panel_name(pair[1]),
                "Part": _TITLES[name],
                "Babies": format_signed(value),
                "As per cent of 2012/13": f"{format_signed(100 * value / pair[0].babies, 1)}",
            }
            for name, value in parts.items()
        ]
    layout = style.layout(
        title=title,
        x=axes.pop("xaxis"),
        y=axes.pop("yaxis"),
        height=height,
        showlegend=False,
        annotations=words,
        bargap=0.25,
        **axes,
    )
    layout["margin"] |= {"b": 8}
    return Chart(
        key="decomposition",
        title=title,
        sentence=_sentence(panels),
        description=_description(panels),
        spec={"data": data, "layout": layout},
        rows=(rows),
        sources=_sources(panels),
        notes=(
            "The split is Kitagawa's: the change in births at the mean of the two incidences, and "
            "the change in incidence at the mean of the two numbers of births. Derived by us.",
            "It is bookkeeping. It does not say why births or incidence changed.",
            "Each panel has a scale of its own, since England has about twenty times the births of "
            "Wales. No interval is drawn: the interval of the whole change is on the chart of "
            "rising numbers.",
            NEWBORN,
        ),
    )


def _parts(first: Count, last: Count) -> dict[str, float]:
    found = decompose(first.babies, first.births, last.babies, last.births)
    return dict(zip(_ROWS, (found.from_births, found.from_incidence, found.change), strict=True))


def _bars(parts: dict[str, float], *, panel: int) -> dict[str, Any]:
    names = list(reversed(parts))
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(parts[name], 4) for name in names],
        "y": [_TITLES[name] for name in names],
        "text": [format_signed(parts[name]) for name in names],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "y+text",
        "marker": {
            "color": [_LOOK[name]["color"] for name in names],
            "line": {"color": style.INK, "width": 1},
            "pattern": {
                "shape": [_LOOK[name]["pattern"] for name in names],
                "fgcolor": style.PAPER,
                "fillmode": "overlay",
                "size": 6,
            },
        },
        **marks.on_panel(panel),
    }


def _axes(last: Count, *, panel: int, domain: tuple[float, float]) -> dict[str, Any]:
    number = "" if panel == 1 else str(panel)
    reach = [-800, 1250] if last.area == "England" else [-95, 190]
    across = style.axis(
        "Babies (change in the count)",
        range=reach,
        anchor=f"y{number}",
        tickformat=",d",
        nticks=6,
        zeroline=True,
        zerolinecolor=style.INK,
        zerolinewidth=1.5,
    )
    across["title"]["standoff"] = 4
    down = style.axis("", domain=list(domain), anchor=f"x{number}", showgrid=False, ticks="")
    return {f"xaxis{number}": across, f"yaxis{number}": down}


def _panel_name(last: Count) -> str:
    if not last.version:
        return last.area
    return f"{last.area}, with the count of {last.version}"


def _tail(last: Count) -> str:
    return f"{last.area.casefold()}-{last.version}" if last.version else last.area.casefold()


def _sources(panels: list[tuple[Count, Count]]) -> tuple[str, ...]:
    found: list[str] = []
    for first, last in panels:
        tail = _tail(last)
        found += [f"derived-change-from-births-{tail}", f"derived-change-from-incidence-{tail}"]
        found += [f"derived-difference-newborns-{tail}"]
        found += [*first.sources, *last.sources, *first.births_sources, *last.births_sources]
    return tuple(dict.fromkeys(found))


def _said(first: Count, last: Count) -> str:
    parts = _parts(first, last)
    return (
        f"fewer births go with {format_number(-parts['Births'])} fewer babies and a higher "
        "incidence "
        f"with {format_number(parts['Incidence'])} more"
    )


def _sentence(panels: list[tuple[Count, Count]]) -> str:
    first, last = panels[0]
    uses = f", counted as {last.version}," if last.version else ""
    return (
        f"In {last.area}{uses} {_said(first, last)}: {format_number(last.babies - first.babies)} "
        "more "
        f"newborn babies in {LATER} than in {EARLIER}."
    )


def _description(panels: list[tuple[Count, Count]]) -> str:
    parts = [_sentence(panels)]
    for place, (first, last) in enumerate(panels):
        births = format_number(-100 * (last.births / first.births - 1), 1)
        where = f"Wales, with the count of {last.version}" if last.version else last.area
        # The first panel's two parts are in the sentence that opens the description.
        split = f" Here {_said(first, last)}." if place else ""
        parts.append(
            f"In {where}, live births fell by {births} per cent and incidence rose from "
            f"{format_number(first.rate.value, 1)} to {format_number(last.rate.value, 1)} per "
            f"10,000.{split}"
        )
    return " ".join(parts)
