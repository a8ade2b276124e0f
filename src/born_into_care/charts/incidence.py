"""Newborns in care proceedings per 10,000 live births: as published, and as the counts give it."""

from __future__ import annotations

from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import Count, counts
from born_into_care.charts.dots import draw_dots, rows_axis
from born_into_care.charts.intervals import describe_rounding, rounded_value
from born_into_care.charts.wording import format_interval, format_number, write_words

_FIGURES = (
    "incidence-england-2012-13",
    "incidence-england-2019-20",
    "incidence-wales-2012-13",
    "incidence-wales-2019-20",
    "incidence-north-east-2012-13",
    "incidence-north-east-2019-20",
    "incidence-london-2019-20",
)
_PUBLISHED = replace(marks.PUBLISHED, word="Published, with its rounding")
_DERIVED = replace(marks.DERIVED, word="Derived by us, 95% interval")


def incidence() -> Chart:
    """Return incidence by area and year: each published value beside what its count gives.

    Source of the method: exact Poisson intervals (Garwood 1936) over the live births of the
    calendar year in which the financial year starts; rounding as half of the last place.

    Example:
        >>> incidence().table["Derived from"].tolist()[3]
        '203 / 29,704'
    """
    figures = [evidence.figure(name) for name in _FIGURES]
    rows = [
        (figure, [count for count in counts(figure.geography) if count.period == figure.period])
        for figure in figures
    ]
    derived = [count for _, own in rows for count in own]
    words = write_words(
        "incidence",
        england=counts("England"),
        wales=counts("Wales"),
        rounding=describe_rounding(figures[0]),
    )
    return Chart(
        key="incidence",
        **words,
        spec=_draw(words["title"], rows),
        rows=[row for figure, own in rows for row in _rows(figure, own)],
        sources=tuple(
            dict.fromkeys(
                [
                    *_FIGURES,
                    *(name for count in derived for name in count.incidence.sources),
                    *(name for count in derived for name in count.sources),
                    *(name for count in derived for name in count.births_sources),
                ]
            )
        ),
    )


def _draw(title: str, rows: list[tuple[evidence.Figure, list[Count]]]) -> style.Spec:
    published, derived, words = [], [], []
    for place, (figure, own) in enumerate(rows):
        height = -place + (0.2 if own else 0.0)
        published.append((height, rounded_value(figure, _PUBLISHED)))
        for step, count in enumerate(own):
            height, label = -place - 0.12 - 0.26 * step, format_number(count.rate.value, decimals=2)
            derived.append((height, replace(count.incidence, kind=_DERIVED, text=label)))
            # To the left of the longest interval, which would leave a phone's screen. The words
            # of two versions keep apart where the rows are low, as on a slide.
            beside = (
                {
                    "x": round(count.rate.low, 2),
                    "xshift": -8,
                    "yshift": (4, -6)[step],
                    "align": "right",
                }
                if count.version
                else {"x": round(count.rate.high, 2), "xshift": 8, "align": "left"}
            )
            uses = f" from {count.version}" if count.version else ""
            words.append(marks.label(f"{label}{uses}", y=height, panel=1, **beside))
    data = [*draw_dots(published, position="middle right"), *draw_dots(derived)]
    # Caps taller than the mark, which hides a rounding of a tenth.
    data[0]["error_x"] |= {"width": 10}
    plot_height = 62 * len(rows)
    layout = style.layout(
        title=title,
        margin={"b": 140},
        x=style.axis("Newborns per 10,000 live births", range=[0, 105]),
        y=rows_axis([f"{figure.geography}<br>{figure.period}" for figure, _ in rows], below=0.5),
        height=plot_height + 250,
        annotations=words,
        legend=marks.legend_below(plot_height=plot_height),
    )
    return {"data": data, "layout": layout}


def _rows(figure: evidence.Figure, own: list[Count]) -> list[dict[str, str]]:
    row = {
        "Area and year": f"{figure.geography}, {figure.period}",
        "Published": figure.value_text,
        "Its rounding": describe_rounding(figure),
        "Derived from": "count not published here",
        "Derived": "none",
        "95% interval": "No interval: the count was not published.",
    }
    derived = [
        {
            "Derived from": f"{count.babies:,} / {count.births:,}",
            "Derived": format_number(count.rate.value, decimals=2),
            "95% interval": format_interval(count.rate),
        }
        for count in own
    ]
    return [row | sums for sums in derived] or [row]
