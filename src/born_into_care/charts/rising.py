"""How many newborn babies came into care proceedings in the two years that were published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import EARLIER, LATER, NEWBORN, NEWBORN_2018, changes, counts
from born_into_care.charts.dots import draw_dots
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import drop_empty, format_interval, format_number, format_signed
from born_into_care.errors import choose
from born_into_care.estimates import change_in_counts

_2018_FIGURES = ("newborns-england-2007-08", "newborns-england-2016-17")
# Two counts for one year would hide each other's interval: they stand a little apart.
_SHIFT = {"": 0.0, "203": -0.2, "241": 0.9}
# Panel and version: where the change is written, clear of the arrows at any width.
_CHANGE_AT = {
    (1, ""): (2015.6, 1500),
    (1, "203"): (2015.4, 85),
    (1, "241"): (2014.6, 258),
    (2, ""): (2013.6, 900),
}


def rising_numbers(*, area: str = "England", earlier_series: bool = False) -> Chart:
    """Return the counts of newborns in care proceedings in 2012/13 and 2019/20, and their change.

    Parameters:
        area: "England" or "Wales". For Wales both counts of 2019/20 are shown, 203 and 241.
        earlier_series: whether the counts of the 2018 report stand above them, in a panel of
            their own; they are of babies under seven days old, in England.

    Raises:
        PackError: if the area is not one of the two.

    Source of the method: exact Poisson intervals; the change with its exact conditional interval.

    Example:
        >>> rising_numbers(area="Wales").table["Babies"].tolist()
        ['145', '203', '241']
    """
    choose("nation", area, evidence.NATIONS)
    panels = [[count.newborns for count in counts(area)]]
    title = f"Newborn babies in care proceedings, {area}, {EARLIER} and {LATER}"
    sources = [
        *(name for value in panels[0] for name in value.sources),
        f"change-newborns-{area.casefold()}",
        *(f"derived-change-newborns-{change.slug}" for change in changes(area)),
    ]
    if earlier_series and area == "England":
        earlier = [evidence.figure(name) for name in _2018_FIGURES]
        panels.append([figure_value(figure, marks.OTHER_REPORT) for figure in earlier])
        sources += [*_2018_FIGURES, "derived-change-newborns-england-2018-definition"]
        title = (
            f"Newborn babies in care proceedings, {area}: two reports with two definitions, "
            f"2007/08 to {LATER}"
        )
    sentence = _sentence(area)
    return Chart(
        key="rising-numbers",
        title=title,
        sentence=sentence,
        description=f"{sentence} {_rest(area, *panels[1:])}",
        spec={
            "data": [
                trace
                for panel, values in enumerate(panels, start=1)
                for trace in draw_dots(
                    [(_x(value), value) for value in values], along="y", panel=panel
                )
            ],
            "layout": _layout(title, area, panels),
        },
        rows=[_row(value) for values in reversed(panels) for value in values],
        sources=tuple(sources),
        notes=drop_empty(
            "Intervals on the counts are exact Poisson 95% intervals: how far a count of this size "
            "moves by chance alone. The counts themselves are complete. The interval of the change "
            "is the exact conditional 95% interval for two counts.",
            NEWBORN,
            "A count is not a rate: it moves with the number of births as well.",
            "203 and 241 are drawn a little apart, so that both intervals can be seen."
            if area == "Wales"
            else "",
            f"{NEWBORN_2018} A dashed line parts the two definitions." if panels[1:] else "",
            "The 2018 report covers England, so Wales has no earlier series here."
            if earlier_series and area == "Wales"
            else "",
        ),
    )


def _x(value: AreaValue) -> float:
    return value.first_year + _SHIFT[value.version]


def _layout(title: str, area: str, panels: Sequence[Sequence[AreaValue]]) -> dict[str, Any]:
    two = len(panels) == 2
    babies = style.axis(
        "Newborn babies (count)", range=[0, 3400 if area == "England" else 310], tickformat=",d"
    )
    axes = [
        style.axis(
            "" if values[0].kind is marks.OTHER_REPORT else "Year, April to March",
            range=[2005.5 if two else 2010, 2022],
            tickvals=sorted({value.first_year for value in values}),
            ticktext=sorted({value.period for value in values}),
            showgrid=False,
        )
        for values in panels
    ]
    headings = [
        marks.heading("2018 report: under seven days old", x=0, y=1),
        marks.heading("2021 report: under two weeks old", x=0, y=0.41),
    ]
    layout = style.layout(
        title=title,
        **style.stack_panels(
            list(zip(axes, [babies] * 2, [(0, 0.41), (0.59, 1)] if two else [(0, 1)], strict=False))
        ),
        height=620 if two else 440,
        showlegend=False,
        annotations=[
            *(note for n, values in enumerate(panels, 1) for note in _labels(values, n)),
            *(headings if two else []),
        ],
        shapes=[marks.divider(0.495)] if two else [],
    )
    layout["margin"]["t"] += 24 if two else 0
    return layout


def _labels(values: Sequence[AreaValue], panel: int) -> list[dict[str, Any]]:
    """Return the label of each value, and an arrow with words from the first to each later one."""
    made = []
    for value in values:
        # 203 is labelled below its interval, so that neither arrow runs through a label.
        end, shift = (value.low, -11) if value.version == "203" else (value.high, 11)
        at = {"x": _x(value), "y": round(end or 0, 1), "yshift": shift}
        made.append(marks.label(value.text, panel=panel, align="center", **at))
    first, *later = [(value, int(value.value or 0)) for value in values]
    for last in later:
        change = change_in_counts(first[1], last[1])
        uses = f"with {last[0].version}:<br>" if last[0].version else ""
        words = (
            f"{uses}{format_signed(last[1] - first[1])} babies<br>"
            f"{format_signed(change.value, decimals=1)}%<br>({format_interval(change)})"
        )
        x, y = _CHANGE_AT[panel, last[0].version]
        start, end_ = (_x(first[0]), first[1]), (_x(last[0]), last[1])
        made.append(marks.arrow(start=start, end=end_, panel=panel))
        made.append(marks.label(words, x=x, y=y, panel=panel, align="center"))
    return made


def _row(value: AreaValue) -> dict[str, str]:
    return {
        "Area and year": f"{value.area}, {value.period}",
        "Babies": value.text,
        "95% interval": format_interval(value.interval, decimals=0),
        "Newborn means": "under seven days old (2018 report)"
        if value.kind is marks.OTHER_REPORT
        else "under two weeks old (2021 report)",
        "Standing": value.standing,
    }


def _sentence(area: str) -> str:
    more = " or ".join(format_number(change.per_cent.value) for change in changes(area))
    first, *later = (format_number(count.babies) for count in counts(area))
    opening = f"In {area}, {first} newborn babies were in care proceedings in {EARLIER}"
    if area == "Wales":
        differ = f"accounts of {LATER} differ between {' and '.join(later)}"
        return f"{opening}; {differ}, {more} per cent more."
    return f"{opening} and {later[0]} in {LATER}, {more} per cent more."


def _rest(area: str, *earlier: Sequence[AreaValue]) -> str:
    rises = [
        f"{f'With {change.last.version}, that' if change.last.version else 'That'} is "
        f"{format_number(change.babies)} more, a rise of "
        f"{format_number(change.per_cent.value, decimals=1)} per cent "
        f"(95% interval {format_interval(change.per_cent)})."
        for change in changes(area)
    ]
    others = [
        "The 2018 report counts younger babies, so its two points stand apart. "
        "In the panel of the 2018 report, the count of babies under seven days old rose from "
        f"{before.text} in {before.period} to {after.text} in {after.period}. "
        "The two reports are never joined."
        for before, after in earlier
    ]
    fits = (
        "Of the two counts, 203 alone fits the incidence that accounts of the report give beside "
        "it."
    )
    return " ".join(
        drop_empty(
            *rises,
            fits if area == "Wales" else "",
            "The years between are not held here, so an arrow shows the change and no line.",
            *others,
        )
    )
