"""Newborns in care proceedings per 10,000 live births: as published, and as the counts give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import EARLIER, LATER, NEWBORN, Count, counts
from born_into_care.charts.wording import format_interval, format_number, format_trimmed

_REGION_FIGURES = (
    "incidence-north-east-2012-13",
    "incidence-north-east-2019-20",
    "incidence-london-2019-20",
)


@dataclass(frozen=True)
class _Row:
    """One area and year: the published value, and what each count over its births gives."""

    area: str
    period: str
    figure: evidence.Figure
    counts: tuple[Count, ...]


def incidence(*, regions: bool = True) -> Chart:
    """Give incidence by area and year: each published value beside the one derived from the count.

    Parameters:
        regions: whether the North East and London are shown, for which no count is published.

    Source of the method: exact Poisson intervals (Garwood 1936) over the live births of the
    calendar year in which the financial year starts; rounding as half of the last place.

    Example:
        >>> incidence(regions=False).table["Derived from"].tolist()[-1]
        '241 / 29,704'
    """
    rows = _rows(regions=regions)
    title = "Newborn babies in care proceedings per 10,000 live births, "
    title += f"England and Wales{' and two regions' if regions else ''}, {EARLIER} and {LATER}"
    data, words = _drawn(rows)
    plot_height = 62 * len(rows)
    layout = style.layout(
        title=title,
        x=style.axis("Newborns per 10,000 live births", range=[0, 105]),
        y=style.axis(
            "",
            range=[-len(rows) + 0.5, 0.6],
            tickvals=[-place for place in range(len(rows))],
            ticktext=[f"{row.area}<br>{row.period}" for row in rows],
            showgrid=False,
            ticks="",
        ),
        height=plot_height + 250,
        annotations=words,
        legend=marks.legend_below(plot_height=plot_height),
    )
    layout["margin"] |= {"b": 140}
    return Chart(
        key="incidence",
        title=title,
        sentence=_sentence(),
        description=_description(regions=regions),
        spec={"data": data, "layout": layout},
        rows=(_table(rows)),
        sources=_sources(rows),
        notes=_notes(regions=regions),
    )


def _rows(*, regions: bool) -> list[_Row]:
    found = []
    for area in evidence.NATIONS:
        for period in (EARLIER, LATER):
            name = f"incidence-{area.casefold()}-{period.replace('/', '-')}"
            same = tuple(one for one in counts(area) if one.period == period)
            found.append(_Row(area, period, evidence.figure(name), same))
    if regions:
        for name in _REGION_FIGURES:
            figure = evidence.figure(name)
            found.append(_Row(figure.geography, figure.period, figure, ()))
    return found


def _drawn(rows: list[_Row]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    published: dict[str, list[Any]] = {"x": [], "y": [], "text": [], "low": [], "high": []}
    derived: dict[str, list[Any]] = {"x": [], "y": [], "text": [], "low": [], "high": []}
    words = []
    for place, row in enumerate(rows):
        ends = row.figure.rounding
        published["x"].append(row.figure.value)
        published["y"].append(-place + (0.2 if row.counts else 0.0))
        published["text"].append(row.figure.value_text)
        published["low"].append(ends[0] if ends else None)
        published["high"].append(ends[1] if ends else None)
        for step, one in enumerate(row.counts):
            rate = one.rate
            at = -place - 0.12 - 0.26 * step
            derived["x"].append(rate.value)
            derived["y"].append(at)
            derived["text"].append(format_number(rate.value, 2))
            derived["low"].append(rate.low)
            derived["high"].append(rate.high)
            uses = f" from {one.version}" if one.version else ""
            words.append(
                marks.label(
                    format_number(rate.value, 2) + uses,
                    # To the left of the longest interval, which would leave a phone's screen.
                    x=round(rate.low if one.version else rate.high, 2),
                    y=at,
                    xshift=-8 if one.version else 8,
                    # The words of two versions keep apart where the rows are low, as on a slide.
                    yshift=(4, -6)[step] if one.version else 0,
                    panel=1,
                    align="right" if one.version else "left",
                )
            )
    band = marks.points(
        marks.PUBLISHED,
        x=published["x"],
        y=published["y"],
        text=published["text"],
        low=published["low"],
        high=published["high"],
        along="x",
        name="Published, with its rounding",
        position="middle right",
    )
    # Caps taller than the mark, which hides a rounding of a tenth.
    band["error_x"] |= {"width": 10}
    return [
        band,
        marks.points(
            marks.DERIVED,
            x=derived["x"],
            y=derived["y"],
            text=derived["text"],
            position=None,
            low=derived["low"],
            high=derived["high"],
            along="x",
            name="Derived by us, 95% interval",
        ),
    ], words


def _table(rows: list[_Row]) -> list[dict[str, str]]:
    found = []
    for row in rows:
        ends = row.figure.rounding
        rounding = (
            f"{format_trimmed(ends[0])} to {format_trimmed(ends[1])}" if ends else "not rounded"
        )
        shared = {
            "Area and year": f"{row.area}, {row.period}",
            "Published": row.figure.value_text,
            "Its rounding": rounding,
        }
        if not row.counts:
            found.append(
                shared
                | {
                    "Derived from": "count not published here",
                    "Derived": "none",
                    "95% interval": "No interval: the count was not published.",
                }
            )
        for one in row.counts:
            found.append(
                shared
                | {
                    "Derived from": f"{format_number(one.babies)} / {format_number(one.births)}",
                    "Derived": format_number(one.rate.value, 2),
                    "95% interval": format_interval(one.rate),
                }
            )
    return found


def _sources(rows: list[_Row]) -> tuple[str, ...]:
    found: list[str] = []
    for row in rows:
        found.append(row.figure.id)
        for one in row.counts:
            tail = f"{row.area.casefold()}-{row.period.replace('/', '-')}"
            tail += f"-{one.version}" if one.version else ""
            found += [f"derived-incidence-{tail}", *one.sources, *one.births_sources]
    return tuple(dict.fromkeys(found))


def _sentence() -> str:
    return (
        f"In England {_text('england-2012-13')} newborn babies per 10,000 live births were in "
        f"care proceedings in 2012/13 and {_text('england-2019-20')} in 2019/20; in Wales "
        f"{_text('wales-2012-13')} and {_text('wales-2019-20')}, both higher."
    )


def _description(*, regions: bool) -> str:
    england, wales = counts("England"), counts("Wales")
    text = (
        f"{_sentence()} Over the live births held here, the counts of England give "
        f"{_rate(england[0])} and {_rate(england[1])}, and in Wales {wales[0].babies} and "
        f"{wales[1].babies} babies give {_rate(wales[0])} and {_rate(wales[1])}: each fits what "
        f"was published. In Wales {wales[2].babies} babies "
        f"would give {_rate(wales[2])}, far above {_text('wales-2019-20')}."
    )
    if regions:
        text += (
            f" In the North East published incidence rose from {_text('north-east-2012-13')} to "
            f"{_text('north-east-2019-20')}; London, with {_text('london-2019-20')} in 2019/20, is "
            "the lowest of the values held here."
        )
    return text


def _text(tail: str) -> str:
    return evidence.figure(f"incidence-{tail}").value_text


def _rate(one: Count) -> str:
    return format_number(one.rate.value, 2)


def _notes(*, regions: bool) -> tuple[str, ...]:
    wales = counts("Wales")
    rounded = evidence.figure("incidence-england-2012-13")
    first, last = (evidence.figure(f"incidence-wales-{years}") for years in ("2012-13", "2019-20"))
    assert rounded.rounding is not None
    low, high = rounded.rounding
    notes = [
        "Whiskers on derived values are exact Poisson 95% intervals of the count over its live "
        f"births. Those on published values are their rounding: {rounded.value_text} stands for "
        f"{format_trimmed(low)} to {format_trimmed(high)}.",
        "A financial year is set over the live births of the calendar year in which it starts: "
        "that is the choice that gives back the published values.",
        f"{format_number(wales[0].babies)} over {format_number(wales[0].births)} is "
        f"{format_number(wales[0].rate.value, 3)} before it is rounded, which the published "
        f"{first.value_text} fits.",
        f"The published {last.value_text} for Wales does not come out of {wales[-1].babies} "
        "babies: both counts are shown because accounts disagree.",
        NEWBORN,
    ]
    if regions:
        notes.append(
            "No interval for the North East and London: their counts were not published. The other "
            "seven regions are not published here."
        )
    return tuple(notes)
