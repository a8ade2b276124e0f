"""Newborns in care proceedings per 10,000 live births: as published, and as the counts give it."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import Count, counts
from born_into_care.charts.intervals import describe_rounding, rounded_value
from born_into_care.charts.wording import format_interval, format_number

_FIGURES = (
    "incidence-england-2012-13",
    "incidence-england-2019-20",
    "incidence-wales-2012-13",
    "incidence-wales-2019-20",
    "incidence-north-east-2012-13",
    "incidence-north-east-2019-20",
    "incidence-london-2019-20",
)
_PUBLISHED = replace(style.PUBLISHED, word="Published, with its rounding")
_DERIVED = replace(style.DERIVED, word="Derived by us, 95% interval")
_PLOT_HEIGHT = 62 * len(_FIGURES)
# To the left of the longest interval, which would leave a phone's screen. The words of the two
# versions keep apart where the rows are low, as on a slide.
_LEFT = {"203": 4, "241": -6}


def incidence() -> Chart:
    """Return incidence by area and year: each published value beside what its count gives.

    Source of the method: exact Poisson intervals (Garwood 1936) over the live births of the
    calendar year in which the financial year starts; rounding as half of the last place.

    Example:
        >>> incidence().table["Derived from"].tolist()[3]
        '203 / 29,704'
    """
    published, derived, words, rows = [], [], [], []
    drawn: list[Count] = []
    for place, figure in enumerate(map(evidence.figure, _FIGURES)):
        own = counts(figure.geography, figure.period)
        drawn += own
        published.append((-place + 0.2 * bool(own), rounded_value(figure, _PUBLISHED)))
        row = {
            "Area and year": f"{figure.geography}, {figure.period}",
            "Published": figure.value_text,
            "Its rounding": describe_rounding(figure),
            "Derived from": "count not in this pack",
            "Derived": "none",
            "95% interval": "No interval: the count was not published.",
        }
        rows += [] if own else [row]
        for step, count in enumerate(own):
            height, text = -place - 0.12 - 0.26 * step, format_number(count.rate.value, decimals=2)
            derived.append((height, replace(count.incidence, kind=_DERIVED, text=text)))
            beside: style.Spec = {"x": round(count.rate.high, 2), "xshift": 8}
            if count.version:
                beside = {"x": round(count.rate.low, 2), "xshift": -8}
                beside |= {"align": "right", "yshift": _LEFT[count.version]}
            uses = f" from {count.version}" if count.version else ""
            words.append(marks.label(f"{text}{uses}", y=height, panel=1, **beside))
            rows.append(
                row
                | {
                    "Derived from": f"{count.babies:,} / {count.births:,}",
                    "Derived": text,
                    "95% interval": format_interval(count.rate),
                }
            )
    data = [*marks.draw_dots(published, position="middle right"), *marks.draw_dots(derived)]
    # Caps taller than the mark, which hides a rounding of a tenth.
    data[0]["error_x"] |= {"width": 10}
    return make_chart(
        "incidence",
        {
            "england": counts("England"),
            "wales": counts("Wales"),
            "rounding": rows[0]["Its rounding"],
        },
        data=data,
        rows=rows,
        sources=[
            *_FIGURES,
            *(name for count in drawn for name in count.incidence.sources),
            *(name for count in drawn for name in count.sources),
            *(name for count in drawn for name in count.births_sources),
        ],
        margin={"b": 140},
        x=style.axis("Newborns per 10,000 live births", range=[0, 105]),
        y=marks.rows_axis([f"{v.area}<br>{v.period}" for _, v in published], below=0.5),
        height=_PLOT_HEIGHT + 250,
        annotations=words,
        legend=marks.legend_below(plot_height=_PLOT_HEIGHT),
    )
