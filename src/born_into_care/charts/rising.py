"""How many newborn babies came into care proceedings in the two years that were published."""

from __future__ import annotations

from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import (
    EARLIER,
    LATER,
    NEWBORN,
    NEWBORN_2018,
    Count,
    changes,
    counts,
)
from born_into_care.charts.wording import format_interval, format_number, format_signed
from born_into_care.errors import choose
from born_into_care.estimates import change_in_counts, poisson_count

_EARLIER_FIGURES = ("newborns-england-2007-08", "newborns-england-2016-17")


def rising_numbers(*, area: str = "England", earlier_series: bool = False) -> Chart:
    """Give the counts of newborns in care proceedings in 2012/13 and 2019/20, and their change.

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
    above = earlier_series and area == "England"
    title = f"Newborn babies in care proceedings, {area}, {EARLIER} and {LATER}"
    data, words = _two_years(area)
    rows = [_row(one) for one in counts(area)]
    sources = [name for one in counts(area) for name in one.sources]
    sources += [f"change-newborns-{area.casefold()}"]
    sources += [f"derived-change-newborns-{tail}" for tail in _tails(area)]
    first_year = 2010.0
    more: dict[str, Any] = {}
    if above:
        title = (
            f"Newborn babies in care proceedings, {area}: two reports with two definitions, "
            f"2007/08 to {LATER}"
        )
        earlier, earlier_words, earlier_rows = _earlier_panel()
        data, words, rows = [*earlier, *data], [*earlier_words, *words], [*earlier_rows, *rows]
        words += [
            marks.heading("2018 report: under seven days old", x=0, y=1),
            marks.heading("2021 report: under two weeks old", x=0, y=0.41),
        ]
        sources += [*_EARLIER_FIGURES, "derived-change-newborns-england-2018-definition"]
        first_year = 2005.5
        more = {
            "xaxis2": _years_axis(("2007/08", "2016/17"), start=first_year, anchor="y2")
            | {"title": {"text": ""}},
            "yaxis2": _babies_axis(area, anchor="x2", domain=[0.59, 1]),
            "shapes": [marks.divider(0.495)],
        }
    layout = style.layout(
        title=title,
        x=_years_axis((EARLIER, LATER), start=first_year),
        y=_babies_axis(area, **({"domain": [0, 0.41]} if above else {})),
        height=620 if above else 440,
        showlegend=False,
        annotations=words,
        **more,
    )
    if above:
        layout["margin"] |= {"t": layout["margin"]["t"] + 24}
    return Chart(
        key="rising-numbers",
        title=title,
        sentence=_sentence(area),
        description=_description(area, above=above),
        spec={"data": data, "layout": layout},
        rows=(rows),
        sources=tuple(sources),
        notes=_notes(area, above=above, asked=earlier_series),
    )


def _two_years(area: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    data, words = [], []
    for one in counts(area):
        data.append(
            marks.points(
                one.kind,
                x=[one.year + _SHIFT[one.version]],
                y=[one.babies],
                text=[format_number(one.babies)],
                position=None,
                low=[one.interval.low],
                high=[one.interval.high],
                name=one.version or "Published",
            )
        )
        # 203 is labelled below its interval, so that neither arrow runs through a label.
        below = one.version == "203"
        words.append(
            marks.label(
                format_number(one.babies),
                x=one.year + _SHIFT[one.version],
                y=round(one.interval.low if below else one.interval.high, 1),
                yshift=-11 if below else 11,
                panel=1,
                align="center",
            )
        )
    for first, last in changes(area):
        change = change_in_counts(first.babies, last.babies)
        words += [
            marks.arrow(
                start=(first.year, first.babies),
                end=(last.year + _SHIFT[last.version], last.babies),
            ),
            marks.label(
                (f"with {last.version}:<br>" if last.version else "")
                + f"{format_signed(last.babies - first.babies)} babies<br>"
                f"{format_signed(change.value, 1)}%<br>({format_interval(change)})",
                x=_CHANGE_AT[last.version][0],
                y=_CHANGE_AT[last.version][1],
                panel=1,
                align="center",
            ),
        ]
    return data, words


# Two counts for one year would hide each other's interval: they stand a little apart.
_SHIFT = {"": 0.0, "203": -0.2, "241": 0.9}
# Where the change is written, clear of the arrows at any width: the counts are fixed.
_CHANGE_AT = {"": (2015.6, 1500), "203": (2015.4, 85), "241": (2014.6, 258)}


def _earlier_panel() -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, str]]]:
    data, words, rows = [], [], []
    first, last = (evidence.figure(name) for name in _EARLIER_FIGURES)
    assert first.value is not None and last.value is not None
    for figure in (first, last):
        found = poisson_count(int(figure.value or 0))
        year = int(figure.period[:4])
        data.append(
            marks.points(
                marks.OTHER_REPORT,
                x=[year],
                y=[figure.value],
                text=[figure.value_text],
                position=None,
                low=[found.low],
                high=[found.high],
                name="2018 report",
                panel=2,
            )
        )
        words.append(
            marks.label(
                figure.value_text,
                x=year,
                y=round(found.high, 1),
                yshift=11,
                panel=2,
                align="center",
            )
        )
        rows.append(
            {
                "Area and year": f"{figure.geography}, {figure.period}",
                "Babies": figure.value_text,
                "95% interval": format_interval(found, 0),
                "Newborn means": "under seven days old (2018 report)",
                "Standing": figure.standing,
            }
        )
    change = change_in_counts(int(first.value), int(last.value))
    words += [
        marks.arrow(start=(2007, first.value), end=(2016, last.value), panel=2),
        marks.label(
            f"{format_signed(last.value - first.value)} babies<br>"
            f"{format_signed(change.value, 1)}%<br>({format_interval(change)})",
            x=2013.6,
            y=900,
            panel=2,
            align="center",
        ),
    ]
    return data, words, rows


def _row(one: Count) -> dict[str, str]:
    return {
        "Area and year": f"{one.area}, {one.period}",
        "Babies": format_number(one.babies),
        "95% interval": format_interval(one.interval, 0),
        "Newborn means": "under two weeks old (2021 report)",
        "Standing": one.standing,
    }


def _tails(area: str) -> tuple[str, ...]:
    return ("england",) if area == "England" else ("wales-203", "wales-241")


def _babies_axis(area: str, **settings: Any) -> dict[str, Any]:
    top = 3400 if area == "England" else 310
    return style.axis("Newborn babies (count)", range=[0, top], tickformat=",d", **settings)


def _years_axis(periods: tuple[str, str], *, start: float, **settings: Any) -> dict[str, Any]:
    return style.axis(
        "Year, April to March",
        range=[start, 2022],
        tickvals=[int(period[:4]) for period in periods],
        ticktext=list(periods),
        showgrid=False,
        **settings,
    )


def _sentence(area: str) -> str:
    first, last = changes(area)[0]
    change = change_in_counts(first.babies, last.babies)
    text = (
        f"In {area}, {format_number(first.babies)} newborn babies were in care proceedings in "
        f"{EARLIER} and {format_number(last.babies)} in {LATER}, "
        f"{format_number(change.value)} per cent more."
    )
    if area == "Wales":
        _, other = changes(area)[1]
        more = change_in_counts(first.babies, other.babies)
        text = (
            f"In Wales, {format_number(first.babies)} newborn babies were in care proceedings in "
            f"{EARLIER}; accounts of {LATER} differ between {last.babies} and {other.babies}, "
            f"{format_number(change.value)} or {format_number(more.value)} per cent more."
        )
    return text


def _description(area: str, *, above: bool) -> str:
    parts = [_sentence(area)]
    for first, last in changes(area):
        change = change_in_counts(first.babies, last.babies)
        opening = f"With {last.version}, that is" if last.version else "That is"
        parts.append(
            f"{opening} {format_number(last.babies - first.babies)} more, a rise of "
            f"{format_number(change.value, 1)} per cent (95% interval {format_interval(change)})."
        )
    if area == "Wales":
        parts.append(
            "Of the two counts, 203 alone fits the incidence that accounts of the report give "
            "beside it."
        )
    parts.append("The years between are not held here, so an arrow shows the change and no line.")
    if above:
        before, after = (evidence.figure(name) for name in _EARLIER_FIGURES)
        parts.append(
            "The 2018 report counts younger babies, so its two points stand apart. "
            "In the panel of the 2018 report, the count of babies under seven days old rose from "
            f"{before.value_text} in {before.period} to {after.value_text} in {after.period}. "
            "The two reports are never joined."
        )
    return " ".join(parts)


def _notes(area: str, *, above: bool, asked: bool) -> tuple[str, ...]:
    notes = [
        "Intervals on the counts are exact Poisson 95% intervals: how far a count of this size "
        "moves by chance alone. The counts themselves are complete. The interval of the change is "
        "the exact conditional 95% interval for two counts.",
        NEWBORN,
        "A count is not a rate: it moves with the number of births as well.",
    ]
    if area == "Wales":
        notes.append("203 and 241 are drawn a little apart, so that both intervals can be seen.")
    if above:
        notes.append(f"{NEWBORN_2018} A dashed line parts the two definitions.")
    elif asked:
        notes.append("The 2018 report covers England, so Wales has no earlier series here.")
    return tuple(notes)
