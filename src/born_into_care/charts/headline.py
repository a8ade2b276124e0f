"""Seven findings, a picture each: the start page, the site, the slides and the poster show them."""

from collections.abc import Callable, Sequence
from typing import Any

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.values import percent_text
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
_HIDDEN = {"visible": False, "fixedrange": True}
_BIG = {"size": 44, "color": style.BLUE}
_SMALL = {"size": 17, "color": style.INK}


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
    require_known("picture", str(number), map(str, range(1, len(_FIGURES) + 1)))
    figures = [evidence.figure(name) for name in _FIGURES[number - 1]]
    data, layout = _DRAWINGS[number - 1](figures)
    plain: dict[str, Any] = {"showlegend": False, "margin": {"t": 8, "b": 62}}
    return Chart(
        key="headline",
        **write_words(f"headline-{number}"),
        spec={"data": data, "layout": style.layout(**plain | layout)},
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


def _draw_counts(figures: Sequence[Figure]) -> _Picture:
    title = "Newborn babies in care proceedings, England (count)"
    axis = style.axis(title, range=[0, 3200], tickformat=",d", dtick=1000, showgrid=False)
    return _draw_two(figures, [f"babies in {figure.period}" for figure in figures], axis)


def _draw_rates(figures: Sequence[Figure]) -> _Picture:
    title = "Newborn babies in care proceedings (per 10,000 live births)"
    axis = style.axis(title, range=[0, 75], dtick=25, showgrid=False)
    one_place = figures[0].geography == figures[1].geography
    names = [f"in {figure.period if one_place else figure.geography}" for figure in figures]
    return _draw_two(figures, names, axis)


def _draw_two(figures: Sequence[Figure], names: Sequence[str], axis: style.Spec) -> _Picture:
    """Return two bars on one axis, each under its number; the one that matters is blue."""
    longest = max(figure.number or 0 for figure in figures)
    data, words = [], []
    for row, (name, figure) in enumerate(zip(names, figures, strict=True)):
        color = style.BLUE if figure.number == longest else style.GREY
        data.append(_bar(name, figure.number or 0, -row, color, width=0.3))
        words.append(_big(figure.value_text, name, y=-row + 0.2, color=color))
    up = _HIDDEN | {"range": [-1.25, 0.8]}
    return data, {"x": axis, "y": up, "annotations": words, "height": 285}


def _draw_share(figures: Sequence[Figure]) -> _Picture:
    """Return a bar that is blue to the half, and beyond it paler: nobody says how far it goes."""
    (figure,) = figures
    unknown = "how far over,<br>no account says"
    return [
        _bar(figure.value_text, 50, 0, style.BLUE, width=0.5),
        _bar(unknown.replace("<br>", " "), 50, 0, style.PALE, width=0.5),
    ], {
        "x": style.axis(
            "Share of infants in care proceedings (per cent)",
            range=[0, 100],
            tickvals=[0, 50, 100],
            ticksuffix="%",
        ),
        "y": _HIDDEN | {"range": [-0.5, 1.3]},
        "annotations": [
            _big(figure.value_text, "of infants", y=0.35, color=style.BLUE),
            marks.label(unknown, x=52, y=0, panel=1, font=_SMALL, bgcolor=style.CLEAR),
        ],
        "height": 225,
        "barmode": "stack",
    }


def _bar(name: str, length: float, y: float, color: str, *, width: float) -> style.Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "x": [length],
        "y": [y],
        "width": width,
        "marker": {"color": color},
        "hoverinfo": "name",
    }


def _draw_hundreds(figures: Sequence[Figure]) -> _Picture:
    """Return a field of a hundred babies for each share, and its number beside or above it."""
    data, words = [], []
    axes: style.Spec = {}
    two = len(figures) > 1
    for panel, figure in enumerate(figures, start=1):
        filled = int((figure.number or 0) + 0.5)
        left = 0.5 * (panel - 1)
        name = figure.geography if two else "of a hundred<br>had under<br>seven days"
        for babies, color in ((range(filled), style.BLUE), (range(filled, 100), style.PALE)):
            places = [(baby % 10, -(baby // 10)) for baby in babies]
            data.append(_discs(places, color, size=14 if two else 17, panel=panel))
        on = marks.on_panel(panel)
        across = {"range": [-0.6, 9.6], "constrain": "domain", "constraintoward": "left"}
        across |= {"domain": [left, left + 0.46] if two else [0.34, 1.0], "anchor": on["yaxis"]}
        up = {"range": [-9.6, 0.6], "constrain": "domain", "constraintoward": "top"}
        up |= {"domain": [0.0, 0.63 if two else 1.0], "anchor": on["xaxis"]}
        up["scaleanchor"] = on["xaxis"]
        names = ("x", "y") if panel == 1 else (f"xaxis{panel}", f"yaxis{panel}")
        axes |= {names[0]: _HIDDEN | across, names[1]: _HIDDEN | up}
        at: style.Spec = {"x": left, "y": 1, "yanchor": "top"}
        words.append(marks.label(f"<b>{filled}</b>", font=_BIG | {"size": 60}, **at))
        words.append(marks.label(name, yshift=-68, font=_SMALL, **at))
    return data, axes | {"annotations": words, "height": 315, "margin": {"b": 8, "t": 30}}


def _draw_one_in(figures: Sequence[Figure]) -> _Picture:
    """Return a row of discs of which one is filled."""
    (figure,) = figures
    count = figure.one_in or 1
    data = [
        _discs([(place, 0) for place in places], color, size=44)
        for places, color in ((range(1), style.BLUE), (range(1, count), style.PALE))
    ]
    return data, {
        "x": _HIDDEN | {"range": [-0.5, count - 0.5]},
        "y": _HIDDEN | {"range": [-1, 2]},
        "annotations": [
            marks.label(f"<b>{figure.value_text}</b>", x=0, y=1, yanchor="top", font=_BIG)
        ],
        "height": 185,
        "margin": {"b": 8, "t": 30},
    }


def _discs(
    places: Sequence[tuple[int, int]], color: str, *, size: int, panel: int = 1
) -> style.Spec:
    """Return a disc for each baby; one that a share counts is blue."""
    x, y = zip(*places, strict=True)
    word = f"{len(places)} {'heard by then' if color == style.BLUE else 'heard later'}"
    kind = style.Kind(word, color, "circle")
    discs = marks.points(kind, x=x, y=y, panel=panel, hoverinfo="name")
    discs["marker"]["size"] = size
    return discs


def _big(text: str, name: str, *, y: float, color: str) -> style.Spec:
    """Return a big number and in small what it is of, on a line that starts with its bar."""
    small = f'<span style="font-size:17px;color:{style.INK}"> {name}</span>'
    font = _BIG | {"color": color}
    return marks.label(f"<b>{text}</b>{small}", x=0, y=y, panel=1, yanchor="bottom", font=font)


_DRAWINGS: tuple[Callable[[Sequence[Figure]], _Picture], ...] = (
    _draw_counts,
    _draw_rates,
    _draw_share,
    _draw_rates,
    _draw_hundreds,
    _draw_one_in,
    _draw_hundreds,
)
