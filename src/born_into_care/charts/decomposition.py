"""How much of the change in newborns goes with births, and how much with incidence."""

from __future__ import annotations

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import Change, changes
from born_into_care.charts.wording import format_signed, write_words

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
    words = write_words("decomposition", changes=every)
    return Chart(
        key="decomposition",
        **words,
        spec={
            "data": [_bars(change, panel=panel) for panel, change in enumerate(every, start=1)],
            "layout": _layout(words["title"], every),
        },
        rows=[row for change in every for row in _rows(change)],
        sources=tuple(dict.fromkeys(name for change in every for name in _sources(change))),
    )


def _parts(change: Change) -> dict[str, float]:
    split = change.split
    return {"Births": split.from_births, "Incidence": split.from_incidence, "In all": split.change}


def _bars(change: Change, *, panel: int) -> style.Spec:
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


def _layout(title: str, every: list[Change]) -> style.Spec:
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
        headings.append(marks.heading(change.name, x=0, y=domain[1]))
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
            "Area": change.name,
            "Part": part,
            "Babies": format_signed(value),
            "As per cent of 2012/13": format_signed(100 * value / change.first.babies, decimals=1),
        }
        for part, value in _parts(change).items()
    ]


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
