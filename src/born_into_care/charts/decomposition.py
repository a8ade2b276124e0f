"""How much of the change in newborns goes with births, and how much with incidence."""

from __future__ import annotations

from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import EARLIER, LATER, NEWBORN, Change, changes
from born_into_care.charts.wording import format_number, format_signed

# A pattern for each part, so that the bars are told apart without their colours.
_COLORS = {"Births": style.GREEN, "Incidence": style.BLUE, "In all": style.GREY}
_PATTERNS = {"Births": "/", "Incidence": ".", "In all": ""}


def decomposition() -> Chart:
    """Return the change in newborns from 2012/13 to 2019/20, split into births and incidence.

    England and Wales stand in panels of their own, Wales with each of its two counts.

    Source of the method: Kitagawa 1955.

    Example:
        >>> decomposition().table["Babies"].tolist()[:3]
        ['−346', '+835', '+489']
    """
    every = [change for area in evidence.NATIONS for change in changes(area)]
    title = (
        "Change in newborn babies in care proceedings, split into births and incidence, England "
        f"and Wales, {EARLIER} to {LATER}"
    )
    first = every[0]
    sentence = (
        f"In {first.last.area} {_describe_split(first)}: {format_number(first.babies)} more "
        f"newborn babies in {LATER} than in {EARLIER}."
    )
    return Chart(
        key="decomposition",
        title=title,
        sentence=sentence,
        # The first panel's two parts are in the sentence that opens the description.
        description=" ".join(
            (
                sentence,
                _describe_rates(first),
                *(f"{_describe_rates(one)} Here {_describe_split(one)}." for one in every[1:]),
            )
        ),
        spec={
            "data": [_bars(change, panel=panel) for panel, change in enumerate(every, start=1)],
            "layout": _layout(title, every),
        },
        rows=[row for change in every for row in _rows(change)],
        sources=tuple(dict.fromkeys(name for change in every for name in _sources(change))),
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


def _parts(change: Change) -> dict[str, float]:
    split = change.split
    return {"Births": split.from_births, "Incidence": split.from_incidence, "In all": split.change}


def _bars(change: Change, *, panel: int) -> dict[str, Any]:
    # Plotly draws the first bar lowest.
    parts = dict(reversed(_parts(change).items()))
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(value, 4) for value in parts.values()],
        "y": list(parts),
        "text": [format_signed(value) for value in parts.values()],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "y+text",
        "marker": {
            "color": [_COLORS[name] for name in parts],
            "line": {"color": style.INK, "width": 1},
            "pattern": {
                "shape": [_PATTERNS[name] for name in parts],
                "fgcolor": style.PAPER,
                "fillmode": "overlay",
                "size": 6,
            },
        },
        **marks.on_panel(panel),
    }


def _layout(title: str, every: list[Change]) -> dict[str, Any]:
    panels, headings = [], []
    for place, change in enumerate(every):
        top = 1 - place / len(every)
        domain = (round(top - 0.68 / len(every), 4), round(top - 0.1 / len(every), 4))
        across = style.axis(
            "Babies (change in the count)",
            range=[-800, 1250] if change.last.area == "England" else [-95, 190],
            tickformat=",d",
            nticks=6,
            zeroline=True,
            zerolinecolor=style.INK,
            zerolinewidth=1.5,
        )
        across["title"]["standoff"] = 4
        panels.append((across, style.axis("", showgrid=False, ticks=""), domain))
        headings.append(marks.heading(_name(change), x=0, y=domain[1]))
    return style.layout(
        title=title,
        margin={"b": 8},
        **style.stack_panels(panels),
        height=150 + 165 * len(every),
        showlegend=False,
        annotations=headings,
        bargap=0.25,
    )


def _rows(change: Change) -> list[dict[str, str]]:
    return [
        {
            "Area": _name(change),
            "Part": part,
            "Babies": format_signed(value),
            "As per cent of 2012/13": format_signed(100 * value / change.first.babies, decimals=1),
        }
        for part, value in _parts(change).items()
    ]


def _name(change: Change) -> str:
    version = change.last.version
    return f"{change.last.area}, with the count of {version}" if version else change.last.area


def _sources(change: Change) -> list[str]:
    return [
        f"derived-change-from-births-{change.slug}",
        f"derived-change-from-incidence-{change.slug}",
        f"derived-difference-newborns-{change.slug}",
        *change.first.sources,
        *change.last.sources,
        *change.first.births_sources,
        *change.last.births_sources,
    ]


def _describe_split(change: Change) -> str:
    fewer, more = -change.split.from_births, change.split.from_incidence
    return (
        f"fewer births go with {format_number(fewer)} fewer babies and a higher incidence with "
        f"{format_number(more)} more"
    )


def _describe_rates(change: Change) -> str:
    births = format_number(100 - 100 * change.last.births / change.first.births, decimals=1)
    before, after = change.first.incidence.text, change.last.incidence.text
    return (
        f"In {_name(change)}, live births fell by {births} per cent and incidence rose from "
        f"{before} to {after} per 10,000."
    )
