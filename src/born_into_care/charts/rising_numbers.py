"""How many newborn babies came into care proceedings in the two years that were published."""

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import changes, counts
from born_into_care.charts.intervals import figure_value
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_signed
from born_into_care.errors import require_known
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
    require_known("nation", area, evidence.NATIONS)
    values = [count.value for count in counts(area)]
    names = _2018_FIGURES if earlier_series and area == "England" else ()
    earlier = [figure_value(evidence.figure(name), style.OTHER_REPORT) for name in names]
    sources = [
        *(name for value in values for name in value.sources),
        f"change-newborns-{area.casefold()}",
        *(f"derived-change-newborns-{change.slug}" for change in changes(area)),
    ]
    start = 2005.5 if earlier else 2010.0
    up = style.axis(
        "Newborn babies (count)", range=[0, 3400 if area == "England" else 310], tickformat=",d"
    )
    panels = [(_years_axis("Year, April to March", values, start), up, (0.0, 1.0))]
    layout: style.Spec = {"height": 440, "shapes": []}
    headings = []
    if earlier:
        sources += [*names, "derived-change-newborns-england-2018-definition"]
        panels = [
            (panels[0][0], up, (0.0, 0.41)),
            (_years_axis("", earlier, start), up, (0.59, 1.0)),
        ]
        # Room for the heading of the upper panel.
        layout = {"height": 620, "shapes": [marks.divider(0.495)], "margin": {"t": 54}}
        headings = [
            marks.heading("2018 report: under seven days old", x=0, y=1),
            marks.heading("2021 report: under two weeks old", x=0, y=0.41),
        ]
    return make_chart(
        "rising-numbers",
        {"area": area, "changes": changes(area), "earlier": earlier, "asked": earlier_series},
        data=[
            dots
            for panel, own in enumerate((values, earlier), start=1)
            for dots in marks.draw_dots(
                [(_x(value), value) for value in own], along="y", panel=panel
            )
        ],
        rows=[
            {
                "Area and year": f"{value.area}, {value.period}",
                "Babies": value.text,
                "95% interval": format_interval(value.interval, decimals=0),
                "Newborn means": newborn,
                "Standing": value.standing,
            }
            for newborn, own in (
                ("under seven days old (2018 report)", earlier),
                ("under two weeks old (2021 report)", values),
            )
            for value in own
        ],
        sources=sources,
        showlegend=False,
        annotations=[*_labels(values, panel=1), *_labels(earlier, panel=2), *headings],
        **layout,
        **style.stack_panels(panels),
    )


def _x(value: AreaValue) -> float:
    return value.first_year + _SHIFT[value.version]


def _years_axis(title: str, values: Sequence[AreaValue], start: float) -> style.Spec:
    return style.axis(
        title,
        range=[start, 2022],
        tickvals=sorted({value.first_year for value in values}),
        ticktext=sorted({value.period for value in values}),
        showgrid=False,
    )


def _labels(values: Sequence[AreaValue], *, panel: int) -> list[style.Spec]:
    """Return the label of each value, and an arrow with words from the first to each later one."""
    made = []
    for value in values:
        # 203 is labelled below its interval, so that neither arrow runs through a label.
        low, high = value.limits or (0.0, 0.0)
        y, shift = (low, -11) if value.version == "203" else (high, 11)
        at = {"x": _x(value), "y": round(y, 1), "yshift": shift}
        made.append(marks.label(value.text, panel=panel, align="center", **at))
    for last in values[1:]:
        first, uses = values[0], f"with {last.version}:<br>" if last.version else ""
        change = change_in_counts(int(first.number), int(last.number))
        words = (
            f"{uses}{format_signed(last.number - first.number)} babies<br>"
            f"{format_signed(change.value, decimals=1)}%<br>({format_interval(change)})"
        )
        x, y = _CHANGE_AT[panel, last.version]
        made.append(_arrow(first, last, panel))
        made.append(marks.label(words, x=x, y=y, panel=panel, align="center"))
    return made


def _arrow(first: AreaValue, last: AreaValue, panel: int) -> style.Spec:
    """Return an arrow from one value to another: a change, not a line of values between them."""
    x, y = marks.on_panel(panel).values()
    return {
        "text": "",
        "x": _x(last),
        "y": last.value,
        "ax": _x(first),
        "ay": first.value,
        "xref": x,
        "yref": y,
        "axref": x,
        "ayref": y,
        "showarrow": True,
        "arrowhead": 2,
        "arrowwidth": 1.5,
        "arrowcolor": style.GREY,
        "standoff": 10,
        "startstandoff": 10,
    }
