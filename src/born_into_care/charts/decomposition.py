"""How much of England's change in newborns goes with births, and how much with incidence."""

from born_into_care.charts import style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import Change, counts
from born_into_care.charts.wording import format_signed


def decomposition() -> Chart:
    """Return the change in newborns in England, 2012/13 to 2019/20, in two parts.

    Source of the method: Kitagawa 1955.

    Example:
        >>> decomposition().table["Babies"].tolist()
        ['−346', '+835', '+489']
    """
    change = Change(*counts("England"))
    parts = {
        "Fewer births": change.split.from_births,
        "A higher rate": change.split.from_incidence,
        "Together": float(change.babies),
    }
    names = list(reversed(parts))  # Plotly draws the first bar lowest.
    return make_chart(
        "decomposition",
        {"change": change},
        data=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [round(parts[name], 4) for name in names],
                "y": names,
                "text": [f"<b>{format_signed(parts[name])}</b>" for name in names],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "y+text",
                "marker": {"color": [style.GREY, style.BLUE, style.PURPLE]},
            }
        ],
        rows=[
            {
                "Part": name,
                "Babies": format_signed(babies),
                "As per cent of 2012/13": format_signed(100 * babies / change.first.babies, 1),
            }
            for name, babies in parts.items()
        ],
        sources=[
            "derived-change-from-births-england",
            "derived-change-from-incidence-england",
            "derived-difference-newborns-england",
            *change.first.sources,
            *change.last.sources,
            *change.first.births_sources,
            *change.last.births_sources,
        ],
        x=style.axis(
            "Newborn babies, England (change in the count)",
            range=[-600, 1050],
            tickformat=",d",
            nticks=6,
            zeroline=True,
            zerolinecolor=style.INK,
            zerolinewidth=1.5,
        ),
        y=style.axis("", showgrid=False, ticks=""),
        height=300,
        narrow={"xaxis": {"range": [-1100, 1300]}},
        bargap=0.3,
    )
