"""Newborns in care proceedings per 10,000 live births, and Wales beside England by their ratio."""

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import (
    EARLIER,
    LATER,
    AreaValue,
    counts,
    describe_rounding,
    figure_value,
)
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.estimates import ratio_of_rates

_RATIOS = {EARLIER: "2012-13", LATER: "2019-20-203"}


def incidence() -> Chart:
    """Return the incidence of both nations in both years, and the ratio of Wales to England.

    Source of the method: exact Poisson intervals (Garwood 1936) over the live births of the
    calendar year in which the financial year starts; the exact conditional interval of a ratio.

    Example:
        >>> incidence().table["Published"].tolist()[:4]
        ['35', '47.7', '41.1', '68.3']
    """
    found = [count for area in evidence.NATIONS for count in counts(area)[:2]]
    slugs = [f"{count.area.casefold()}-{count.period.replace('/', '-')}" for count in found]
    figures = [evidence.figure(f"incidence-{slug}") for slug in slugs]
    values = [figure_value(figure) for figure in figures]
    ratios = [_compare_nations(period) for period in (EARLIER, LATER)]
    even: style.Spec = {
        "type": "line", "xref": "x2", "yref": "y2", "x0": 1, "x1": 1, "y0": -3.6, "y1": 0.6,
        "line": {"color": style.GREY, "width": 2, "dash": "dash"},
    }  # fmt: skip
    return make_chart(
        "incidence",
        {"values": values, "ratios": ratios, "rounding": describe_rounding(figures[0])},
        data=[
            *marks.draw_dots([(-row, value) for row, value in enumerate(values)]),
            *marks.draw_dots(
                [(-0.5 - 2 * row, value) for row, value in enumerate(ratios)], panel=2
            ),
        ],
        rows=[
            {
                "What": f"{value.area}, {value.period}",
                "Published": value.text,
                "Derived from": f"{count.babies:,} / {count.births:,}",
                "Derived": format_number(count.rate.value, decimals=2),
                "95% interval": format_interval(count.rate),
            }
            for value, count in zip(values, found, strict=True)
        ]
        + [
            {
                "What": f"Wales as a multiple of England, {value.period}",
                "Published": "none",
                "Derived from": "the two rates",
                "Derived": value.text,
                "95% interval": format_interval(value.interval, decimals=2),
            }
            for value in ratios
        ],
        sources=[name for value in (*values, *ratios) for name in value.sources],
        height=340,
        narrow={
            "height": 600,
            "xaxis": {"domain": [0, 1]},
            "yaxis": {"domain": [0.52, 1]},
            "xaxis2": {"domain": [0, 1]},
            "yaxis2": {"domain": [0, 0.34]},
        },
        shapes=[even],
        annotations=[
            marks.label(value.text, x=value.limits[1], y=-row, panel=1, xshift=8)
            for row, value in enumerate(values)
            if value.limits
        ]
        + [
            marks.label(
                f"{value.text} ({format_interval(value.interval, decimals=2)})",
                x=max(1.03, value.number - 0.2),
                y=-0.5 - 2 * row,
                panel=2,
                yshift=20,
            )
            for row, value in enumerate(ratios)
        ],
        x=style.axis(
            "Babies per 10,000 live births", range=[0, 95], domain=[0.0, 0.52], anchor="y"
        ),
        y=marks.rows_axis(
            [f"{value.area}, {value.period}" for value in values], anchor="x", domain=[0.0, 1.0]
        ),
        xaxis2=style.axis(
            "Wales as a multiple of England", range=[0.8, 1.9], domain=[0.68, 1.0], anchor="y2"
        ),
        yaxis2=marks.rows_axis(
            [value.period for value in ratios],
            heights=[-0.5, -2.5],
            below=1.1,
            above=1.1,
            anchor="x2",
            domain=[0.0, 1.0],
        ),
    )


def _compare_nations(period: str) -> AreaValue:
    """Return the rate of Wales as a multiple of England's."""
    england, wales = (counts(area, period)[0] for area in ("England", "Wales"))
    ratio = ratio_of_rates(england.babies, england.births, wales.babies, wales.births)
    row = evidence.derivation(f"derived-ratio-incidence-wales-england-{_RATIOS[period]}")
    return AreaValue(
        "England and Wales",
        period,
        ratio.value,
        row.value_text,
        ratio,
        style.DERIVED,
        "derived by us",
        (row.id,),
    )
