"""A hundred babies: how many had short notice, how many an emergency, how many the same day."""

import itertools
from collections.abc import Mapping
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.intervals import figure_value, percent_text
from born_into_care.charts.style import Kind
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval
from born_into_care.errors import require_known
from born_into_care.text import join_words

PERIODS = (LATER, "2022/23")
# The nested bands, from the narrowest: each holds all those before it.
_MEANS = {
    "Same day": "on the day of the application",
    "Emergency": "in under three days",
    "Short notice": "in under seven days",
}
ALL = "All parts, nested"
PARTS = (ALL, *reversed(_MEANS))
_FIGURES = {
    ("England", LATER, "Short notice"): "short-notice-england-2019-20",
    ("Wales", LATER, "Short notice"): "short-notice-wales-2019-20",
    (BOTH, LATER, "Same day"): "same-day-england-wales-2019-20",
    (BOTH, "2022/23", "Short notice"): "short-notice-england-wales-2022-23",
    (BOTH, "2022/23", "Same day"): "same-day-england-wales-2022-23",
}
# From one band's edge to the next: the symbols tell the pieces apart without colour.
_PIECES = {
    ("", "Same day"): Kind("Same day", style.INK, "square"),
    ("", "Short notice"): Kind("Under 7 days", style.BLUE, "circle"),
    ("Same day", "Short notice"): Kind("1 to 6 days", style.BLUE, "circle"),
    ("Same day", ""): Kind("1 day or more", style.PALE, "square"),
    ("Short notice", ""): Kind("7 days or more", style.PALE, "circle"),
}
_DOMAINS = {
    "England": ((0.0, 0.47), (0.56, 0.92)),
    "Wales": ((0.53, 1.0), (0.56, 0.92)),
    BOTH: ((0.0, 0.47), (0.0, 0.36)),
}

Shares = Mapping[str, Mapping[str, AreaValue]]
"""The share of each band that has one, by place and band."""


def notice(*, period: str = LATER, part: str = ALL) -> Chart:
    """Return a hundred newborns in care proceedings, by the notice of their first hearing.

    Parameters:
        period: "2019/20", or "2022/23" (one account, of England and Wales together).
        part: one band, or all of them nested in one another.

    Raises:
        PackError: if a year or a part does not exist; it says which do.

    Source of the method: shares rounded to whole babies of a hundred; Wilson (1927) intervals in
    the table.

    Example:
        >>> notice(part="Short notice").table["Of a hundred babies"].tolist()[:2]
        ['86', '75']
    """
    require_known("year", period, PERIODS)
    require_known("part", part, PARTS)
    bands = tuple(_MEANS) if part == ALL else (part,)
    published = {
        (place, band): published_share(place, period, band)
        for place, band in itertools.product(_DOMAINS, _MEANS)
        if (place, period, band) in _FIGURES
    }
    shares = {
        place: {band: published[place, band] for band in bands if (place, band) in published}
        for place in _DOMAINS
    }
    drawn = [share for own in shares.values() for share in own.values()]
    data, panels, words = _draw_places(shares, part)
    return make_chart(
        "notice",
        {
            "period": period,
            "means": _MEANS.get(part),
            "published_bands": _describe_bands(shares),
            "nested": any(len(own) > 1 for own in shares.values()),
        },
        data=data,
        rows=[
            _row(band, own.get(band, AreaValue(place, period, text="none", standing="missing")))
            for place, own in shares.items()
            for band in bands
        ],
        # What is not drawn is sourced too: the published shares that it is held against.
        sources=[name for share in (*drawn, *published.values()) for name in share.sources],
        margin={"b": 16, "r": 8},
        legend={"orientation": "v", "x": 0.53, "y": 0.36},
        height=620,
        annotations=words,
        **style.stack_panels(panels),
    )


def published_share(place: str, period: str, band: str) -> AreaValue:
    """Return the published share of a band, with its source's own words ("one in six")."""
    figure = evidence.figure(_FIGURES[place, period, band])
    return replace(
        figure_value(figure),
        period=period,
        text=percent_text(figure),
        standing="published",
        sources=(figure.id,),
    )


def _of_hundred(share: AreaValue) -> int:
    return int(share.number + 0.5)


def _describe_share(share: AreaValue, after: str = "") -> str:
    """Return how many of a hundred; of a simple fraction nobody printed that number."""
    number = _of_hundred(share)
    fraction = share.text.startswith("one in ")
    return f"{share.text} (drawn as {number})" if fraction else f"{number}{after}"


def _draw_places(
    shares: Shares, part: str
) -> tuple[list[style.Spec], list[style.Panel], list[style.Spec]]:
    """Return the babies, the axes and the words of each place."""
    data: list[style.Spec] = []
    panels, words = [], []
    named: set[str] = set()
    hidden = {"visible": False, "fixedrange": True, "range": [-0.6, 9.6], "constrain": "domain"}
    for panel, (place, own) in enumerate(shares.items(), start=1):
        across, up = _DOMAINS[place]
        # Square cells at every width, so that a hundred looks the same in each place.
        square = {"scaleanchor": marks.on_panel(panel)["xaxis"], "constraintoward": "top"}
        left = {"domain": list(across), "constraintoward": "left"}
        panels.append((hidden | left, hidden | square, up))
        at: style.Spec = {"x": across[0], "y": up[1], "yanchor": "bottom", "yshift": 4}
        if not own:
            data.append(marks.draw_nothing(panel))
            words.append(marks.label(f"<b>{place}</b><br>&nbsp;", **at))
            at = {"x": across[0] + 0.05, "y": sum(up) / 2, "font": {"size": 14}}
            words.append(marks.label("not published<br>here", **at))
            continue
        # The widest band, which holds the others.
        band, share = list(own.items())[-1]
        heading = _describe_share(share, " of 100") + f": {band.lower()}" * (part == ALL)
        words.append(marks.label(f"<b>{place}</b><br>{heading}", **at))
        edges = [("", 0), *((band, _of_hundred(share)) for band, share in own.items()), ("", 100)]
        for (before, start), (band, end) in itertools.pairwise(edges):
            kind = _PIECES[before, band]
            data.append(_draw_babies(range(start, end), kind, place, panel))
            data[-1]["showlegend"] = kind.word not in named
            named.add(kind.word)
    return data, panels, words


def _draw_babies(babies: range, kind: Kind, place: str, panel: int) -> style.Spec:
    trace = marks.points(
        kind,
        # The first ten babies are the top row.
        x=[baby % 10 for baby in babies],
        y=[9 - baby // 10 for baby in babies],
        panel=panel,
        legendgroup=kind.word,
        hoverinfo="text",
        hovertext=f"{place}: {len(babies)} of 100, {kind.word}",
    )
    if kind.color == style.PALE:
        trace["marker"] |= {"line": {"color": style.GREY, "width": 1}}
    return trace


def _row(band: str, share: AreaValue) -> dict[str, str]:
    missing = share.value is None
    return {
        "Area and year": f"{share.area}, {share.period}",
        "First hearing": f"{band}: {_MEANS[band]}",
        "Of a hundred babies": "not published here" if missing else str(_of_hundred(share)),
        "Source's own words": share.text,
        "95% interval": format_interval(share.interval),
        "Standing": share.standing,
    }


def _describe_bands(shares: Shares) -> list[str]:
    """Return the bands in words, each with the places that have it."""
    described = []
    for band in PARTS[1:]:
        places = [
            f"{_describe_share(own[band])} in {place}{' together' if place == BOTH else ''}"
            for place, own in shares.items()
            if band in own
        ]
        described += [f"{_MEANS[band]} for {join_words(places)}"] if places else []
    return described
