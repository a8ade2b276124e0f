"""Which births stand behind a published incidence: what each count implies, and the register."""

from __future__ import annotations

from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import NEWBORN, Count, counts
from born_into_care.charts.dots import rows_axis
from born_into_care.charts.wording import format_count, format_number

_REGISTERED = marks.Kind("Registered live births", style.INK, "line-ns-open")


def denominators() -> Chart:
    """Return the births that each count and incidence of Wales imply, beside the registered ones.

    Source of the method: count divided by incidence; the limits are those of the rounding of the
    incidence, which are certain.

    Example:
        >>> denominators().table["Implied live births"].tolist()
        ['35,280', '29,722', '35,286']
    """
    rows = [
        (count, evidence.derivation(f"derived-implied-births-{count.slug}"))
        for count in counts("Wales")
    ]
    title = (
        "Live births that each count and incidence of newborns imply, Wales, 2012/13 and 2019/20, "
        "beside the registered births"
    )
    last, implied = rows[-1]
    sentence = (
        f"In Wales in 2019/20 a count of {rows[1][0].babies} fits the registered births, and a "
        f"count of {last.babies} would need about "
        f"{format_number(round(implied.value - last.births, -2))} more births than there were."
    )
    comparisons = [
        f"The {count.babies} newborns of {count.period} imply {implied.value_text} births; "
        f"{count.births:,} were registered, "
        f"{'inside' if _fits(count, implied) else 'far below'} the range that rounding allows."
        for count, implied in rows
    ]
    return Chart(
        key="denominators",
        title=title,
        sentence=sentence,
        description=" ".join((sentence, *comparisons)),
        spec=_draw(title, rows),
        rows=[
            {
                "Year and count": f"{count.period}, {format_count(count.babies, 'baby', 'babies')}",
                "Implied live births": implied.value_text,
                "Range from rounding": f"{implied.low:,.0f} to {implied.high:,.0f}",
                "Registered live births": f"{count.births:,} in {count.year}",
                "Fits": "yes" if _fits(count, implied) else "no",
            }
            for count, implied in rows
        ],
        sources=tuple(
            dict.fromkeys(
                name
                for count, implied in rows
                for name in (implied.id, *implied.inputs, *count.births_sources)
            )
        ),
        notes=(
            "A published incidence is rounded, so a count and an incidence together imply a range "
            "of births. This range is certain, not a matter of chance.",
            "A financial year is set beside the registered live births of the calendar year in "
            "which it starts.",
            "That a count does not fit does not show where it came from.",
            NEWBORN,
        ),
    )


def _fits(count: Count, implied: evidence.Derived) -> bool:
    return (implied.low or 0) <= count.births <= (implied.high or 0)


def _draw(title: str, rows: list[tuple[Count, evidence.Derived]]) -> dict[str, Any]:
    every = [float(count.births) for count, _ in rows]
    every += [end for _, implied in rows for end in (implied.low, implied.high) if end]
    # An axis around all values: births far from zero would otherwise lie on one spot.
    low, high = min(every), max(every)
    pad = 0.22 * (high - low)
    heights = [-float(row) for row in range(len(rows))]
    registered = marks.points(
        _REGISTERED,
        x=[count.births for count, _ in rows],
        y=heights,
        text=[format_number(count.births) for count, _ in rows],
        position=None,
    )
    registered["marker"] |= {"size": 34}
    implied_births = marks.points(
        marks.DERIVED,
        x=[implied.value for _, implied in rows],
        y=heights,
        text=[implied.value_text for _, implied in rows],
        position=None,
        low=[implied.low for _, implied in rows],
        high=[implied.high for _, implied in rows],
        along="x",
        name="Implied, with its rounding",
    )
    labels = [
        marks.label(
            f"{word} {format_number(births)}",
            x=births,
            y=height,
            panel=1,
            # Words run towards the middle, so that none leaves the drawing on a phone.
            align="left" if births < (low + high) / 2 else "right",
            yshift=shift,
        )
        for height, (count, implied) in zip(heights, rows, strict=True)
        for word, births, shift in (
            ("registered", count.births, 27),
            ("implied", implied.value, -27),
        )
    ]
    names = []
    for count, _ in rows:
        rate = evidence.figure(f"incidence-wales-{count.period.replace('/', '-')}")
        names.append(f"{count.period}<br>{count.babies} at {rate.value_text}")
    plot_height = 96 * len(rows)
    layout = style.layout(
        title=title,
        margin={"b": 130},
        x=style.axis(
            "Live births in the calendar year",
            range=[round(low - pad, -2), round(high + pad, -2)],
            tickformat=",d",
            nticks=5,
        ),
        y=rows_axis(names, below=0.65),
        height=plot_height + 240,
        annotations=labels,
        legend=marks.legend_below(plot_height=plot_height),
    )
    return {"data": [registered, implied_births], "layout": layout}
