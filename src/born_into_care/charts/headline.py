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

_Picture = tuple[list[style.Spec], dict[str, Any]]
_HIDDEN: style.Spec = {"visible": False, "fixedrange": True}
_BIG = {"size": 44, "color": style.BLUE}
_SMALL = {"size": 17, "color": style.INK}


def headline(*, number: int = 1) -> Chart:
    """Return one of the seven pictures: one finding, its big numbers, and one doubt.

    Parameters:
        number: 1 the two counts, 2 their rates, 3 newborns among infants, 4 Wales beside England,
            5 short notice, 6 the same day, 7 the North East and London.

    Example:
        >>> headline(number=4).table["Figure"].tolist()
        ['68.3', '47.7']
    """
    require_known("picture", str(number), map(str, range(1, len(_PICTURES) + 1)))
    _, draw, names, also = _PICTURES[number - 1]
    figures = [evidence.figure(name) for name in names]
    data, layout = draw(figures)
    plain: dict[str, Any] = {"margin": {"t": 8, "b": 62}}
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
        sources=(*names, *also),
    )


def _draw_two(figures: Sequence[Figure]) -> _Picture:
    """Return two bars on one axis, each under its number; the one that matters is blue."""
    title, unit = "Newborn babies in care proceedings", "babies "
    axis = style.axis(f"{title}, England (count)", range=[0, 3200], tickformat=",d", dtick=1000)
    if figures[0].unit != "babies":
        unit = ""
        axis = style.axis(f"{title} (per 10,000 live births)", range=[0, 75], dtick=25)
    one_place = figures[0].geography == figures[1].geography
    longest = max(figure.number or 0 for figure in figures)
    data, words = [], []
    for row, figure in enumerate(figures):
        name = f"{unit}in {figure.period if one_place else figure.geography}"
        color = style.BLUE if figure.number == longest else style.GREY
        data.append(_bar(name, figure.number or 0, -row, color, width=0.3))
        words.append(_big(figure.value_text, name, y=-row + 0.2, color=color))
    up = _HIDDEN | {"range": [-1.25, 0.8]}
    return data, {"x": axis | {"showgrid": False}, "y": up, "annotations": words, "height": 285}


def _draw_share(figures: Sequence[Figure]) -> _Picture:
    """Return a bar that is blue to the half, and beyond it paler: nobody says how far it goes."""
    (figure,) = figures
    unknown = "how far over,<br>no account says"
    axis = style.axis("Share of infants in care proceedings (per cent)", range=[0, 100])
    return [
        _bar(figure.value_text, 50, 0, style.BLUE, width=0.5),
        _bar(unknown.replace("<br>", " "), 50, 0, style.PALE, width=0.5),
    ], {
        "x": axis | {"tickvals": [0, 50, 100], "ticksuffix": "%"},
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
        "type": "bar", "orientation": "h", "name": name, "x": [length], "y": [y], "width": width,
        "marker": {"color": color}, "hoverinfo": "name",
    }  # fmt: skip


def _draw_hundreds(figures: Sequence[Figure]) -> _Picture:
    """Return a field of a hundred babies for each share, and its number beside or above it."""
    data, words = [], []
    axes: style.Spec = {}
    two = len(figures) > 1
    for panel, figure in enumerate(figures, start=1):
        filled = int((figure.number or 0) + 0.5)
        places = [(baby % 10, -(baby // 10)) for baby in range(100)]
        data += _discs(places, filled, size=14 if two else 17, panel=panel)
        left = 0.5 * (panel - 1)
        x, y = marks.on_panel(panel).values()
        across = _HIDDEN | {
            "range": [-0.6, 9.6], "domain": [left, left + 0.46] if two else [0.34, 1.0],
            "anchor": y, "constrain": "domain", "constraintoward": "left",
        }  # fmt: skip
        up = _HIDDEN | {
            "range": [-9.6, 0.6], "domain": [0.0, 0.63 if two else 1.0], "anchor": x,
            "scaleanchor": x, "constrain": "domain", "constraintoward": "top",
        }  # fmt: skip
        axes |= {"x": across, "y": up} if panel == 1 else {"xaxis2": across, "yaxis2": up}
        name = figure.geography if two else "of a hundred<br>had under<br>seven days"
        at: style.Spec = {"x": left, "y": 1, "yanchor": "top"}
        words.append(marks.label(f"<b>{filled}</b>", font=_BIG | {"size": 60}, **at))
        words.append(marks.label(name, yshift=-68, font=_SMALL, **at))
    return data, axes | {"annotations": words, "height": 315, "margin": {"b": 8, "t": 30}}


def _draw_one_in(figures: Sequence[Figure]) -> _Picture:
    """Return a row of discs of which one is filled."""
    (figure,) = figures
    count = figure.one_in or 1
    number = marks.label(f"<b>{figure.value_text}</b>", x=0, y=1, yanchor="top", font=_BIG)
    return _discs([(place, 0) for place in range(count)], 1, size=44), {
        "x": _HIDDEN | {"range": [-0.5, count - 0.5]},
        "y": _HIDDEN | {"range": [-1, 2]},
        "annotations": [number],
        "height": 185,
        "margin": {"b": 8, "t": 30},
    }


def _discs(
    places: Sequence[tuple[int, int]], filled: int, *, size: int, panel: int = 1
) -> list[style.Spec]:
    """Return a disc for each baby, blue for the first ones, whom a share counts."""
    drawn = []
    for own, color, word in (
        (places[:filled], style.BLUE, "heard by then"),
        (places[filled:], style.PALE, "heard later"),
    ):
        kind = style.Kind(f"{len(own)} {word}", color, "circle")
        x, y = zip(*own, strict=True)
        discs = marks.points(kind, x=x, y=y, panel=panel, hoverinfo="name")
        drawn.append(discs | {"marker": discs["marker"] | {"size": size}})
    return drawn


def _big(text: str, name: str, *, y: float, color: str) -> style.Spec:
    """Return a big number and in small what it is of, on a line that starts with its bar."""
    small = f'<span style="font-size:17px;color:{style.INK}"> {name}</span>'
    font = _BIG | {"color": color}
    return marks.label(f"<b>{text}</b>{small}", x=0, y=y, panel=1, yanchor="bottom", font=font)


# Of each picture: the notebook that it leads to, its drawing, its figures, and what else its words
# rest on.
_PICTURES: tuple[
    tuple[str, Callable[[Sequence[Figure]], _Picture], tuple[str, ...], tuple[str, ...]], ...
] = (
    ("01_rising_numbers", _draw_two,
     ("newborns-england-2012-13", "newborns-england-2019-20"),
     ("derived-difference-newborns-england",)),
    ("02_counts_and_rates", _draw_two,
     ("incidence-england-2012-13", "incidence-england-2019-20"),
     ("derived-one-in-england-2019-20", "england-2012", "england-2019")),
    ("03_newborns_among_infants", _draw_share, ("newborn-share-england-2019-20",), ()),
    ("02_counts_and_rates", _draw_two,
     ("incidence-wales-2019-20", "incidence-england-2019-20"),
     ("derived-one-in-wales-2019-20", "derived-one-in-england-2019-20")),
    ("04_days_of_notice", _draw_hundreds, ("short-notice-england-2019-20",), ()),
    ("04_days_of_notice", _draw_one_in, ("same-day-england-wales-2019-20",), ()),
    ("05_same_day_hearings_by_region", _draw_hundreds,
     ("same-day-north-east-2019-20", "same-day-london-2019-20"), ()),
)  # fmt: skip
NOTEBOOKS = tuple(notebook for notebook, *_ in _PICTURES)
"""The notebook that each picture leads to."""
