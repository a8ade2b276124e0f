"""The births that a published incidence is over: what each count implies, and the register."""

from __future__ import annotations

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import Count, counts
from born_into_care.charts.dots import draw_dots, rows_axis
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_count, format_interval, format_number, write_words
from born_into_care.estimates import Interval

_REGISTERED = marks.Kind("Registered live births", style.INK, "line-ns-open")
_IMPLIED = marks.Kind("Implied, with its rounding", marks.DERIVED.color, marks.DERIVED.symbol)


def denominators() -> Chart:
    """Return the births that each count and incidence of Wales imply, beside the registered ones.

    Source of the method: count divided by incidence; the limits are those of the rounding of the
    incidence, which are certain.

    Example:
        >>> denominators().table["Implied live births"].tolist()
        ['35,280', '29,722', '35,286']
    """
    rows = [(count, _implied_births(count)) for count in counts("Wales")]
    fits = [(value.low or 0) <= count.births <= (value.high or 0) for count, value in rows]
    last, implied = rows[-1]
    words = write_words(
        "denominators",
        rows=[(*row, fit) for row, fit in zip(rows, fits, strict=True)],
        last=last,
        missing=round(implied.number - last.births, -2),
    )
    sources = [(*value.sources, *count.births_sources) for count, value in rows]
    return Chart(
        key="denominators",
        **words,
        spec=_draw(words["title"], rows),
        rows=[
            {
                "Year and count": f"{count.period}, {format_count(count.babies, 'baby', 'babies')}",
                "Implied live births": value.text,
                "Range from rounding": format_interval(value.interval, decimals=0),
                "Registered live births": f"{count.births:,} in {count.first_year}",
                "Fits": "yes" if fit else "no",
            }
            for (count, value), fit in zip(rows, fits, strict=True)
        ],
        sources=tuple(dict.fromkeys(name for names in sources for name in names)),
    )


def _implied_births(count: Count) -> AreaValue:
    implied = evidence.derivation(f"derived-implied-births-{count.slug}")
    assert implied.low is not None and implied.high is not None
    return AreaValue(
        count.area,
        count.period,
        value=implied.value,
        text=implied.value_text,
        interval=Interval(implied.value, implied.low, implied.high, "Rounding", level=1.0),
        kind=_IMPLIED,
        sources=(implied.id, *implied.inputs),
    )


def _draw(title: str, rows: list[tuple[Count, AreaValue]]) -> style.Spec:
    names, dots, labels = [], [], []
    ends = [end for count, value in rows for end in (count.births, *(value.limits or ()))]
    # An axis around all values: births far from zero would otherwise lie on one spot.
    pad = 0.22 * (max(ends) - min(ends))
    for height, (count, value) in zip((0.0, -1.0, -2.0), rows, strict=True):
        rate = evidence.figure(f"incidence-wales-{count.period.replace('/', '-')}")
        names.append(f"{count.period}<br>{count.babies} at {rate.value_text}")
        text = format_number(count.births)
        registered = AreaValue(count.area, count.period, count.births, text, kind=_REGISTERED)
        dots += [(height, registered), (height, value)]
        for word, dot, shift in (("registered", registered, 27), ("implied", value, -27)):
            # Words run towards the middle, so that none leaves the drawing on a phone.
            left = dot.number < (min(ends) + max(ends)) / 2
            labels.append(
                marks.label(
                    f"{word} {dot.text}",
                    x=dot.number,
                    y=height,
                    yshift=shift,
                    panel=1,
                    align="left" if left else "right",
                )
            )
    data = draw_dots(dots)
    data[0]["marker"]["size"] = 34
    return {
        "data": data,
        "layout": style.layout(
            title=title,
            margin={"b": 130},
            x=style.axis(
                "Live births in the calendar year",
                range=[round(min(ends) - pad, -2), round(max(ends) + pad, -2)],
                tickformat=",d",
                nticks=5,
            ),
            y=rows_axis(names, below=0.65),
            height=96 * len(rows) + 240,
            annotations=labels,
            legend=marks.legend_below(plot_height=96 * len(rows)),
        ),
    }
