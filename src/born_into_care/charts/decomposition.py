"""How much of the change in newborns goes with births, and how much with incidence."""

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import Change, changes
from born_into_care.charts.wording import format_signed


def decomposition() -> Chart:
    """Return the change in newborns from 2012/13 to 2019/20, split into births and incidence.

    England and Wales stand in panels of their own, Wales with each of its two counts.

    Source of the method: Kitagawa 1955.

    Example:
        >>> decomposition().table["Babies"].tolist()[:3]
        ['−346', '+835', '+489']
    """
    every = [change for area in evidence.NATIONS for change in changes(area)]
    data, rows, sources, panels, headings = [], [], [], [], []
    for place, change in enumerate(every):
        split = change.split
        parts = {
            "Births": split.from_births,
            "Incidence": split.from_incidence,
            "In all": split.change,
        }
        data.append(_bars(parts) | marks.on_panel(place + 1))
        rows += [
            {
                "Area": change.name,
                "Part": part,
                "Babies": format_signed(babies),
                "As per cent of 2012/13": format_signed(100 * babies / change.first.babies, 1),
            }
            for part, babies in parts.items()
        ]
        sources += [
            f"derived-change-from-births-{change.slug}",
            f"derived-change-from-incidence-{change.slug}",
            f"derived-difference-newborns-{change.slug}",
            *change.first.sources,
            *change.last.sources,
            *change.first.births_sources,
            *change.last.births_sources,
        ]
        top = 1 - place / len(every)
        domain = (round(top - 0.68 / len(every), 4), round(top - 0.1 / len(every), 4))
        panels.append((_axis(change), style.axis("", showgrid=False, ticks=""), domain))
        headings.append(marks.heading(change.name, x=0, y=domain[1]))
    return make_chart(
        "decomposition",
        {"changes": every},
        data=data,
        rows=rows,
        sources=sources,
        margin={"b": 8},
        height=150 + 165 * len(every),
        showlegend=False,
        annotations=headings,
        bargap=0.25,
        **style.stack_panels(panels),
    )


def _bars(parts: dict[str, float]) -> style.Spec:
    return {
        "type": "bar",
        "orientation": "h",
        # Plotly draws the first bar lowest.
        "x": [round(babies, 4) for babies in reversed(parts.values())],
        "y": list(reversed(parts)),
        "text": [format_signed(babies) for babies in reversed(parts.values())],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "y+text",
        "marker": {
            "color": [style.GREY, style.BLUE, style.GREEN],
            "line": {"color": style.INK, "width": 1},
            # So that the bars are told apart without their colours.
            "pattern": {
                "shape": ["", ".", "/"],
                "fgcolor": style.PAPER,
                "fillmode": "overlay",
                "size": 6,
            },
        },
    }


def _axis(change: Change) -> style.Spec:
    axis = style.axis(
        "Babies (change in the count)",
        range=[-800, 1250] if change.last.area == "England" else [-95, 190],
        tickformat=",d",
        nticks=6,
        zeroline=True,
        zerolinecolor=style.INK,
        zerolinewidth=1.5,
    )
    axis["title"]["standoff"] = 4
    return axis
