"""England and Wales in two years: how many newborn babies, over how many births, and the change."""

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import (
    BOTH,
    EARLIER,
    LATER,
    AreaValue,
    Count,
    CountChange,
    counts,
    describe_rounding,
    figure_value,
)
from born_into_care.charts.wording import (
    format_count,
    format_interval,
    format_number,
    format_signed,
)
from born_into_care.estimates import Interval, ratio_of_rates


def rising_numbers(*, earlier_series: bool = False) -> Chart:
    """Return England's counts of newborns in care proceedings in 2012/13 and 2019/20.

    No line joins them, since the years between are not in this pack.

    Parameters:
        earlier_series: whether the counts of the 2018 report stand beside them. They are of babies
            under seven days old: another definition, but a floor for this one.

    Example:
        >>> rising_numbers().table["Babies"].tolist()
        ['2,425', '2,914']
    """
    change = CountChange(*counts("England"))
    kind = replace(style.PUBLISHED, word="Under two weeks old")
    later = [replace(count.value, kind=kind) for count in counts("England")]
    kind = replace(style.OTHER_REPORT, word="Under seven days old (2018 report)")
    names = ("newborns-england-2007-08", "newborns-england-2016-17") if earlier_series else ()
    earlier = [figure_value(evidence.figure(name), kind) for name in names]
    values = [*earlier, *later]
    derived = [
        "change-newborns-england", "derived-change-newborns-england",
        "derived-difference-newborns-england", "derived-standard-errors-rise-england",
    ]  # fmt: skip
    return make_chart(
        "rising-numbers",
        {"change": change, "earlier": earlier},
        data=marks.draw_dots([(value.first_year, value) for value in values], along="y"),
        rows=[
            {
                "Area and year": f"{value.area}, {value.period}", "Babies": value.text,
                "95% interval": format_interval(value.interval, decimals=0),
                "Newborn means": f"under {'two weeks' if value in later else 'seven days'} old",
                "Standing": value.standing,
            }
            for value in values
        ],
        sources=[
            *(name for value in values for name in value.sources), *([] if earlier else derived),
        ],
        x=style.axis(
            "Year, April to March", range=[2005.6 if earlier else 2010.6, 2021.4],
            tickvals=[value.first_year for value in values],
            ticktext=[value.period for value in values], showgrid=False,
        ),
        y=style.axis("Newborn babies (count)", range=[0, 3400], tickformat=",d", nticks=5),
        height=340,
        narrow={"xaxis": {"ticktext": [value.period.replace("/", "<br>/") for value in values]}},
        showlegend=bool(earlier),
        legend={"y": -0.3},
        annotations=[
            marks.label(
                f"<b>{value.text}</b>", x=value.first_year,
                y=round((value.limits or (0.0, value.number))[1], 1),
                panel=1, align="center", yshift=13,
            )
            for value in values
        ],
    )  # fmt: skip


def decomposition() -> Chart:
    """Return the change in newborns in England, 2012/13 to 2019/20, in two parts (Kitagawa 1955).

    Example:
        >>> decomposition().table["Babies"].tolist()
        ['−346', '+835', '+489']
    """
    change = CountChange(*counts("England"))
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
                "type": "bar", "orientation": "h",
                "x": [round(parts[name], 4) for name in names], "y": names,
                "text": [f"<b>{format_signed(parts[name])}</b>" for name in names],
                "textposition": "outside", "cliponaxis": False, "hoverinfo": "y+text",
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
            "derived-change-from-births-england", "derived-change-from-incidence-england",
            "derived-difference-newborns-england",
            *change.first.sources, *change.last.sources,
            *change.first.births_sources, *change.last.births_sources,
        ],
        x=style.axis(
            "Newborn babies, England (change in the count)", range=[-600, 1050], tickformat=",d",
            nticks=6, zeroline=True, zerolinecolor=style.INK, zerolinewidth=1.5,
        ),
        y=style.axis("", showgrid=False, ticks=""),
        height=300,
        narrow={"xaxis": {"range": [-1100, 1300]}},
        bargap=0.3,
    )  # fmt: skip


def incidence() -> Chart:
    """Return the incidence of both nations in both years, and the ratio of Wales to England.

    Source of the method: exact Poisson intervals over the live births of the calendar year in which
    the financial year starts; the exact conditional interval of a ratio.

    Example:
        >>> incidence().table["Published"].tolist()[:4]
        ['35', '47.7', '41.1', '68.3']
    """
    found = [count for area in evidence.NATIONS for count in counts(area)[:2]]
    slugs = [f"{count.area.casefold()}-{count.period.replace('/', '-')}" for count in found]
    figures = [evidence.figure(f"incidence-{slug}") for slug in slugs]
    values = [figure_value(figure) for figure in figures]
    ratios = [_compare_nations(period) for period in (EARLIER, LATER)]
    placed = [(-0.5 - 2 * row, value) for row, value in enumerate(ratios)]
    even = {
        "type": "line", "xref": "x2", "yref": "y2", "x0": 1, "x1": 1, "y0": -3.6, "y1": 0.6,
        "line": {"color": style.GREY, "width": 2, "dash": "dash"},
    }  # fmt: skip
    return make_chart(
        "incidence",
        {"values": values, "ratios": ratios, "rounding": describe_rounding(figures[0])},
        data=[
            *marks.draw_dots([(-row, value) for row, value in enumerate(values)]),
            *marks.draw_dots(placed, panel=2),
        ],
        rows=[*map(_list_rate, values, found), *map(_list_ratio, ratios)],
        sources=[name for value in (*values, *ratios) for name in value.sources],
        height=340,
        # On a phone the two panels stand one above the other.
        narrow={
            "height": 600, "xaxis": {"domain": [0, 1]}, "yaxis": {"domain": [0.52, 1]},
            "xaxis2": {"domain": [0, 1]}, "yaxis2": {"domain": [0, 0.34]},
        },
        shapes=[even],
        annotations=[
            *(
                marks.label(value.text, x=value.limits[1], y=-row, panel=1, xshift=8)
                for row, value in enumerate(values)
                if value.limits
            ),
            *(
                marks.label(
                    f"{value.text} ({format_interval(value.interval, decimals=2)})",
                    x=max(1.03, value.number - 0.2), y=height, panel=2, yshift=20,
                )
                for height, value in placed
            ),
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
            [value.period for value in ratios], heights=[height for height, _ in placed],
            below=1.1, above=1.1, anchor="x2", domain=[0.0, 1.0],
        ),
    )  # fmt: skip


def _list_rate(value: AreaValue, count: Count) -> dict[str, str]:
    return {
        "What": f"{value.area}, {value.period}", "Published": value.text,
        "Derived from": f"{count.babies:,} / {count.births:,}",
        "Derived": format_number(count.rate.value, decimals=2),
        "95% interval": format_interval(count.rate),
    }  # fmt: skip


def _list_ratio(value: AreaValue) -> dict[str, str]:
    return {
        "What": f"Wales as a multiple of England, {value.period}", "Published": "none",
        "Derived from": "the two rates", "Derived": value.text,
        "95% interval": format_interval(value.interval, decimals=2),
    }  # fmt: skip


def _compare_nations(period: str) -> AreaValue:
    """Return the rate of Wales as a multiple of England's."""
    england, wales = (counts(area, period)[0] for area in evidence.NATIONS)
    ratio = ratio_of_rates(england.babies, england.births, wales.babies, wales.births)
    slug = wales.slug.replace("wales", "wales-england")
    row = evidence.derivation(f"derived-ratio-incidence-{slug}")
    standing = "derived by us"
    return AreaValue(
        BOTH, period, ratio.value, row.value_text, ratio, style.DERIVED, standing, (row.id,)
    )


def denominators() -> Chart:
    """Return the births that each count and incidence of Wales imply, beside the registered ones.

    Source of the method: count divided by incidence; the limits are those of the rounding of the
    incidence, which are certain.

    Example:
        >>> denominators().table["Implied live births"].tolist()
        ['35,280', '29,722', '35,286']
    """
    pairs = [(count, _implied_births(count)) for count in counts("Wales")]
    ends = [end for count, value in pairs for end in (count.births, *(value.limits or ()))]
    # An axis around all values: births far from zero would otherwise lie on one spot.
    pad = 0.22 * (max(ends) - min(ends))
    kind = style.Kind("Registered live births", style.INK, "line-ns-open")
    names, dots, labels, fits = [], [], [], []
    for place, (count, implied) in enumerate(pairs):
        rate = evidence.figure(f"incidence-wales-{count.period.replace('/', '-')}")
        names.append(f"{count.period}<br>{count.babies} at {rate.value_text}")
        low, high = implied.limits or (0.0, 0.0)
        fits.append(low <= count.births <= high)
        text = format_number(count.births)
        registered = AreaValue(count.area, count.period, count.births, text, kind=kind)
        dots += [(-place, registered), (-place, implied)]
        for word, dot, shift in (("registered", registered, 27), ("implied", implied, -27)):
            # Words run towards the middle, so that none leaves the drawing on a phone.
            side = "left" if dot.number < (min(ends) + max(ends)) / 2 else "right"
            at: style.Spec = {"x": dot.number, "y": -place, "yshift": shift, "align": side}
            labels.append(marks.label(f"{word} {dot.text}", panel=1, **at))
    data = marks.draw_dots(dots)
    data[0]["marker"]["size"] = 34
    last, implied = pairs[-1]
    return make_chart(
        "denominators",
        {
            "rows": [(*pair, fit) for pair, fit in zip(pairs, fits, strict=True)],
            "last": last,
            "missing": round(implied.number - last.births, -2),
        },
        data=data,
        rows=[
            {
                "Year and count": f"{count.period}, {format_count(count.babies, 'baby', 'babies')}",
                "Implied live births": value.text,
                "Range from rounding": format_interval(value.interval, decimals=0),
                "Registered live births": f"{count.births:,} in {count.period[:4]}",
                "Fits": "yes" if fit else "no",
            }
            for (count, value), fit in zip(pairs, fits, strict=True)
        ],
        sources=[name for c, value in pairs for name in (*value.sources, *c.births_sources)],
        margin={"b": 110, "t": 16},
        x=style.axis(
            "Live births in the calendar year", tickformat=",d", nticks=5,
            range=[round(min(ends) - pad, -2), round(max(ends) + pad, -2)],
        ),
        y=marks.rows_axis(names, below=0.65),
        height=386,
        annotations=labels,
        legend={"y": -0.287},
    )  # fmt: skip


def _implied_births(count: Count) -> AreaValue:
    implied = evidence.derivation(f"derived-implied-births-{count.slug}")
    assert implied.low is not None and implied.high is not None
    return AreaValue(
        count.area, count.period, value=implied.value, text=implied.value_text,
        interval=Interval(implied.value, implied.low, implied.high, "Rounding"),
        kind=replace(style.DERIVED, word="Implied, with its rounding"),
        sources=(implied.id, *implied.inputs),
    )  # fmt: skip
