"""The births that a published incidence is over: what each count implies, and the register."""

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.values import AreaValue, Count, counts
from born_into_care.charts.wording import format_count, format_interval, format_number
from born_into_care.estimates import Interval

_REGISTERED = style.Kind("Registered live births", style.INK, "line-ns-open")
_IMPLIED = style.Kind("Implied, with its rounding", style.DERIVED.color, style.DERIVED.symbol)


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
    names, dots, labels, fits = [], [], [], []
    for place, (count, implied) in enumerate(pairs):
        rate = evidence.figure(f"incidence-wales-{count.period.replace('/', '-')}")
        names.append(f"{count.period}<br>{count.babies} at {rate.value_text}")
        low, high = implied.limits or (0.0, 0.0)
        fits.append(low <= count.births <= high)
        text = format_number(count.births)
        registered = AreaValue(count.area, count.period, count.births, text, kind=_REGISTERED)
        dots += [(-place, registered), (-place, implied)]
        for word, dot, shift in (("registered", registered, 27), ("implied", implied, -27)):
            # Words run towards the middle, so that none leaves the drawing on a phone.
            side = "left" if dot.number < (min(ends) + max(ends)) / 2 else "right"
            at: style.Spec = {"x": dot.number, "y": -place, "yshift": shift, "align": side}
            labels.append(marks.label(f"{word} {dot.text}", panel=1, **at))
    data = marks.draw_dots(dots)
    data[0]["marker"]["size"] = 34
    last, implied = pairs[-1]
    height = 72 * len(pairs)
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
            "Live births in the calendar year",
            range=[round(min(ends) - pad, -2), round(max(ends) + pad, -2)],
            tickformat=",d",
            nticks=5,
        ),
        y=marks.rows_axis(names, below=0.65),
        height=height + 170,
        annotations=labels,
        # So many pixels under the drawing, past the title of its axis.
        legend={"y": round(-62 / height, 3)},
    )


def _implied_births(count: Count) -> AreaValue:
    implied = evidence.derivation(f"derived-implied-births-{count.slug}")
    assert implied.low is not None and implied.high is not None
    return AreaValue(
        count.area,
        count.period,
        value=implied.value,
        text=implied.value_text,
        interval=Interval(implied.value, implied.low, implied.high, "Rounding"),
        kind=_IMPLIED,
        sources=(implied.id, *implied.inputs),
    )
