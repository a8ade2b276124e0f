"""Seven findings, a picture each: the start page, the site, the slides and the poster show them."""

from collections.abc import Callable, Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.intervals import percent_text
from born_into_care.charts.wording import write_words
from born_into_care.errors import require_known
from born_into_care.evidence import Figure

NOTEBOOKS = (
    "01_rising_numbers",
    "02_counts_and_rates",
    "03_newborns_among_infants",
    "02_counts_and_rates",
    "04_days_of_notice",
    "04_days_of_notice",
    "05_same_day_hearings_by_region",
)
"""The notebook that each picture leads to."""

_Picture = tuple[list[style.Spec], dict[str, Any]]
_HIDDEN = {"visible": False, "fixedrange": True}
# The figures of each picture and, by their number, births or sums that its words rest on.
_FIGURES: tuple[tuple[str, ...], ...] = (
    ("newborns-england-2012-13", "newborns-england-2019-20"),
    ("incidence-england-2012-13", "incidence-england-2019-20"),
    ("newborn-share-england-2019-20",),
    ("incidence-wales-2019-20", "incidence-england-2019-20"),
    ("short-notice-england-2019-20",),
    ("same-day-england-wales-2019-20",),
    ("same-day-north-east-2019-20", "same-day-london-2019-20"),
)
_ALSO: dict[int, tuple[str, ...]] = {
    1: ("derived-difference-newborns-england",),
    2: ("derived-one-in-england-2019-20", "england-2012", "england-2019"),
    4: ("derived-one-in-wales-2019-20", "derived-one-in-england-2019-20"),
}


def headline(*, number: int = 1) -> Chart:
    """Return one of the seven pictures: one finding, its big numbers, and one doubt.

    Parameters:
        number: 1 the two counts, 2 their rates, 3 newborns among infants, 4 Wales beside England,
            5 short notice, 6 the same day, 7 the North East and London.

    Raises:
        PackError: if there is no such picture; it says which there are.

    Example:
        >>> headline(number=4).table["Figure"].tolist()
        ['68.3', '47.7']
    """
    numbers = [str(one) for one in range(1, len(_FIGURES) + 1)]
    require_known("picture", str(number), numbers)
    figures = [evidence.figure(name) for name in _FIGURES[number - 1]]
    words = write_words(f"headline-{number}")
    data, layout = _DRAWINGS[number - 1](figures)
    return Chart(
        key="headline",
        **words,
        spec={"data": data, "layout": style.layout(**layout)},
        rows=[
            {
                "Area and year": f"{figure.geography}, {figure.period}",
                "Figure": percent_text(figure) if figure.unit == "per cent" else figure.value_text,
                "Unit": figure.unit,
                "What it counts": figure.measure,
                "Standing": figure.standing,
            }
            for figure in figures
        ],
        sources=(*_FIGURES[number - 1], *_ALSO.get(number, ())),
    )


def _draw_two(figures: Sequence[Figure], *, names: Sequence[str], axis: style.Spec) -> _Picture:
    """Return two bars on one axis, each under its number; the one that matters is blue."""
    later = max(range(2), key=lambda place: figures[place].number or 0)
    data: list[style.Spec] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "x": [figure.value],
            "y": [-row],
            "width": 0.3,
            "marker": {"color": style.BLUE if row == later else style.GREY},
            "hovertext": [f"{name}: {figure.value_text}"],
            "hoverinfo": "text",
        }
        for row, (name, figure) in enumerate(zip(names, figures, strict=True))
    ]
    words = [
        _big(figure.value_text, name, y=-row + 0.2, color=trace["marker"]["color"])
        for row, (name, figure, trace) in enumerate(zip(names, figures, data, strict=True))
    ]
    up = _HIDDEN | {"range": [-1.25, 0.8]}
    return data, {"x": axis, "y": up, "annotations": words, "height": 285} | _PLAIN


def _draw_counts(figures: Sequence[Figure]) -> _Picture:
    names = [f"babies in {figure.period}" for figure in figures]
    axis = style.axis("Newborn babies in care proceedings, England (count)", range=[0, 3200],
                      tickformat=",d", dtick=1000)  # fmt: skip
    return _draw_two(figures, names=names, axis=axis)


def _draw_rates(figures: Sequence[Figure]) -> _Picture:
    names = [f"in {figure.period}" for figure in figures]
    if figures[0].geography != figures[1].geography:
        names = [f"in {figure.geography}" for figure in figures]
    axis = style.axis("Newborn babies in care proceedings (per 10,000 live births)", range=[0, 75],
                      dtick=25)  # fmt: skip
    return _draw_two(figures, names=names, axis=axis)


def _draw_share(figures: Sequence[Figure]) -> _Picture:
    """Return a bar that is blue to the half, and beyond it paler: nobody says how far it goes."""
    (figure,) = figures
    parts = ((50, style.BLUE, figure.value_text), (50, style.PALE, "how far over, no account says"))
    data = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name,
            "x": [length],
            "y": [0],
            "width": 0.5,
            "marker": {"color": color},
            "hovertext": [name],
            "hoverinfo": "text",
        }
        for length, color, name in parts
    ]
    words = [
        _big(figure.value_text, "of infants", y=0.35, color=style.BLUE),
        marks.label("how far over,<br>no account says", x=52, y=0, panel=1, font=_SMALL),
    ]
    across = style.axis("Share of infants in care proceedings (per cent)", range=[0, 100],
                        tickvals=[0, 50, 100], ticksuffix="%")  # fmt: skip
    up = _HIDDEN | {"range": [-0.5, 1.3]}
    layout = {"x": across, "y": up, "annotations": words, "height": 225, "barmode": "stack"}
    return data, layout | _PLAIN


def _draw_hundreds(figures: Sequence[Figure]) -> _Picture:
    """Return a field of a hundred babies for each share, and its number beside or above it."""
    data, words, panels = [], [], []
    two = len(figures) > 1
    for panel, figure in enumerate(figures, start=1):
        filled = int((figure.number or 0) + 0.5)
        left = 0.0 if panel == 1 else 0.5
        domain = [left, left + 0.46] if two else [0.34, 1.0]
        name = figure.geography if two else "under seven days"
        for start, end, color in ((0, filled, style.BLUE), (filled, 100, style.PALE)):
            data.append(
                marks.points(
                    style.Kind(f"{name}: {end - start} of 100", color, "circle"),
                    x=[place % 10 for place in range(start, end)],
                    y=[-(place // 10) for place in range(start, end)],
                    panel=panel,
                    hoverinfo="name",
                )
            )
            data[-1]["marker"]["size"] = 14 if two else 17
        names = marks.on_panel(panel)
        across = _HIDDEN | {"range": [-0.6, 9.6], "constrain": "domain", "constraintoward": "left"}
        up = _HIDDEN | {"range": [-9.6, 0.6], "scaleanchor": names["xaxis"], "constrain": "domain",
                        "constraintoward": "top"}  # fmt: skip
        panels.append((across | {"domain": domain}, up, (0.0, 0.63 if two else 1.0)))
        said = name if two else "of a hundred<br>had under<br>seven days"
        words += _stacked(str(filled), said, x=left, y=1)
    layout = {"annotations": words, "height": 315, **style.stack_panels(panels), **_PLAIN}
    return data, layout | {"margin": {"b": 8}}


def _draw_one_in(figures: Sequence[Figure]) -> _Picture:
    """Return a row of discs of which one is filled."""
    (figure,) = figures
    count = figure.one_in or 1
    data = []
    for start, end, color in ((0, 1, style.BLUE), (1, count, style.PALE)):
        name = "the same day" if color == style.BLUE else "a later day"
        data.append(
            marks.points(
                style.Kind(name, color, "circle"),
                x=[*range(start, end)],
                y=[0] * (end - start),
                hoverinfo="name",
            )
        )
        data[-1]["marker"]["size"] = 44
    words = [marks.label(f"<b>{figure.value_text}</b>", x=0, y=1, yanchor="top", font=_BIG)]
    across = _HIDDEN | {"range": [-0.5, count - 0.5]}
    layout = {"x": across, "y": _HIDDEN | {"range": [-1, 2]}, "annotations": words, "height": 185}
    return data, layout | _PLAIN | {"margin": {"b": 8}}


_BIG = {"size": 44, "color": style.BLUE}
_SMALL = {"size": 17, "color": style.INK}
_PLAIN: dict[str, Any] = {"showlegend": False, "margin": {"t": 8, "b": 62}}
_DRAWINGS: tuple[Callable[[Sequence[Figure]], _Picture], ...] = (
    _draw_counts,
    _draw_rates,
    _draw_share,
    _draw_rates,
    _draw_hundreds,
    _draw_one_in,
    _draw_hundreds,
)


def _big(text: str, name: str, *, y: float, color: str) -> style.Spec:
    """Return a big number and in small what it is of, on a line that starts with its bar."""
    small = f'<span style="font-size:17px;color:{style.INK}"> {name}</span>'
    font = _BIG | {"color": color}
    return marks.label(f"<b>{text}</b>{small}", x=0, y=y, panel=1, yanchor="bottom", font=font)


def _stacked(text: str, name: str, *, x: float, y: float) -> list[style.Spec]:
    """Return a big number, and in small below it what it is of."""
    number = marks.label(f"<b>{text}</b>", x=x, y=y, yanchor="top", font=_BIG | {"size": 60})
    return [number, marks.label(name, x=x, y=y, yanchor="top", yshift=-68, font=_SMALL)]
