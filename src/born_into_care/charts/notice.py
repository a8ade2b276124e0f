"""A hundred babies: how many had short notice, how many an emergency, how many the same day."""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace

from born_into_care import evidence
from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart, make_chart
from born_into_care.charts.counts import BOTH, LATER
from born_into_care.charts.intervals import figure_value, percent_text
from born_into_care.charts.style import ILLUSTRATIVE, PUBLISHED, Kind
from born_into_care.charts.values import AreaValue
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.errors import choose
from born_into_care.estimates import wilson
from born_into_care.evidence.illustrative import summary_rows
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
    ("", "Emergency"): Kind("Under 3 days", style.PURPLE, "triangle-up"),
    ("", "Short notice"): Kind("Under 7 days", style.BLUE, "circle"),
    ("Same day", "Emergency"): Kind("1 or 2 days", style.PURPLE, "triangle-up"),
    ("Same day", "Short notice"): Kind("1 to 6 days", style.BLUE, "circle"),
    ("Emergency", "Short notice"): Kind("3 to 6 days", style.BLUE, "circle"),
    ("Same day", ""): Kind("1 day or more", style.PALE, "square"),
    ("Emergency", ""): Kind("3 days or more", style.PALE, "triangle-up"),
    ("Short notice", ""): Kind("7 days or more", style.PALE, "circle"),
}
_DOMAINS = {
    "England": ((0.0, 0.47), (0.56, 0.92)),
    "Wales": ((0.53, 1.0), (0.56, 0.92)),
    BOTH: ((0.0, 0.47), (0.0, 0.36)),
}

Shares = Mapping[str, Mapping[str, AreaValue]]
"""The share of each band that has one, by place and band."""


def notice(*, period: str = LATER, part: str = ALL, illustrative: bool = False) -> Chart:
    """Return a hundred newborns in care proceedings, by the notice of their first hearing.

    Parameters:
        period: "2019/20", or "2022/23" (one account, of England and Wales together).
        part: one band, or all of them nested in one another.
        illustrative: whether the illustrative cohort stands in for what is not published.

    Raises:
        PackError: if a year or a part does not exist; it says which do.

    Source of the method: shares rounded to whole babies of a hundred; Wilson (1927) intervals in
    the table.

    Example:
        >>> notice(part="Short notice").table["Of a hundred babies"].tolist()[:2]
        ['86', '75']
    """
    choose("year", period, PERIODS)
    choose("part", part, PARTS)
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
    for place, own in shares.items():
        # Bands from two origins would not nest: a published one could be smaller than a part of it.
        if illustrative and period == LATER and len(own) < len(bands):
            shares[place] = {band: _illustrative_share(place, band) for band in bands}
    drawn = [share for own in shares.values() for share in own.values()]
    # With every band the sentence would be a list; the one that is nowhere published says most.
    made_up = ["Emergency" if part == ALL else part]
    axes, words = _panels(shares, part)
    return make_chart(
        "notice",
        {
            "period": period,
            "means": _MEANS.get(part),
            "published_bands": _describe_bands(shares, PUBLISHED, PARTS[1:]),
            "illustrative_bands": _describe_bands(shares, ILLUSTRATIVE, made_up),
            "nested": any(len(own) > 1 for own in shares.values()),
        },
        data=_traces(shares),
        rows=[
            _row(band, own.get(band, AreaValue(place, period, text="none", standing="missing")))
            for place, own in shares.items()
            for band in bands
        ],
        # What is not drawn is sourced too: the published shares that it is held against.
        sources=[name for share in (*drawn, *published.values()) for name in share.sources],
        illustrative=any(share.kind is ILLUSTRATIVE for share in drawn),
        margin={"b": 16, "r": 8},
        legend={
            "orientation": "v",
            "x": 0.53,
            "y": 0.36,
            "xanchor": "left",
            "yanchor": "top",
            "traceorder": "normal",
        },
        height=620,
        annotations=words,
        **axes,
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


def _illustrative_share(place: str, band: str) -> AreaValue:
    (row,) = (row for row in summary_rows() if (row["area"], row["period"]) == (place, LATER))
    babies = row[f"illustrative_{band.casefold().replace(' ', '_')}"]
    interval = wilson(babies, row["illustrative_babies"]).scaled(100)
    text = f"{format_number(interval.value, decimals=1)}%"
    return AreaValue(place, LATER, interval.value, text, interval, ILLUSTRATIVE, "illustrative")


def _of_hundred(share: AreaValue) -> int:
    return int(share.number + 0.5)


def _describe_share(share: AreaValue, after: str = "") -> str:
    """Return how many of a hundred; of a simple fraction nobody printed that number."""
    number = _of_hundred(share)
    fraction = share.text.startswith("one in ")
    return f"{share.text} (drawn as {number})" if fraction else f"{number}{after}"


def _traces(shares: Shares) -> list[style.Spec]:
    data = []
    named: set[str] = set()
    for panel, (place, own) in enumerate(shares.items(), start=1):
        if not own:
            data.append(marks.draw_nothing(panel))
            continue
        edges = [("", 0), *((band, _of_hundred(share)) for band, share in own.items()), ("", 100)]
        hollow = any(share.kind is ILLUSTRATIVE for share in own.values())
        for (before, start), (band, end) in itertools.pairwise(edges):
            kind = _PIECES[before, band]
            pale = kind.color == style.PALE
            if hollow:
                # A dot tells what is outside the bands from what is inside without a colour. The
                # name is broken, since a phone leaves the legend half of its width.
                kind = Kind(
                    f"{ILLUSTRATIVE.word}:<br>{kind.word.lower()}",
                    style.GREY if pale else kind.color,
                    f"{kind.symbol}-open{'-dot' if pale else ''}",
                )
            trace = marks.points(
                kind,
                # The first ten babies are the top row.
                x=[baby % 10 for baby in range(start, end)],
                y=[9 - baby // 10 for baby in range(start, end)],
                panel=panel,
                legendgroup=kind.word,
                showlegend=kind.word not in named,
                hoverinfo="text",
                hovertext=f"{place}: {end - start} of 100, {kind.word.replace('<br>', ' ')}",
            )
            if pale and not hollow:
                trace["marker"] |= {"line": {"color": style.GREY, "width": 1}}
            named.add(kind.word)
            data.append(trace)
    return data


def _panels(shares: Shares, part: str) -> tuple[style.Spec, list[style.Spec]]:
    """Return the axes and the words of each place."""
    panels, words = [], []
    hidden = {"visible": False, "fixedrange": True, "range": [-0.6, 9.6], "constrain": "domain"}
    for panel, (place, own) in enumerate(shares.items(), start=1):
        across, up = _DOMAINS[place]
        # Square cells at every width, so that a hundred looks the same in each place.
        square = {"scaleanchor": marks.on_panel(panel)["xaxis"], "constraintoward": "top"}
        left = {"domain": list(across), "constraintoward": "left"}
        panels.append((hidden | left, hidden | square, up))
        heading = "&nbsp;"
        if own:
            # The widest band, which holds the others.
            band, share = list(own.items())[-1]
            heading = _describe_share(share, " of 100") + f": {band.lower()}" * (part == ALL)
        at: style.Spec = {"x": across[0], "y": up[1], "yanchor": "bottom", "yshift": 4}
        words.append(marks.label(f"<b>{place}</b><br>{heading}", **at))
        if not own:
            at = {"x": across[0] + 0.05, "y": sum(up) / 2, "font": {"size": 14}}
            words.append(marks.label("not published<br>here", **at))
    return style.stack_panels(panels), words


def _row(band: str, share: AreaValue) -> dict[str, str]:
    missing = share.value is None
    return {
        "Area and year": f"{share.area}, {share.period}",
        "First hearing": f"{band}: {_MEANS[band]}",
        "Of a hundred babies": "not published here" if missing else str(_of_hundred(share)),
        "Source's own words": "none: illustrative" if share.kind is ILLUSTRATIVE else share.text,
        "95% interval": format_interval(share.interval),
        "Standing": share.standing,
    }


def _describe_bands(shares: Shares, kind: Kind, bands: Iterable[str]) -> list[str]:
    """Return the bands in words, each with the places whose share is of a kind."""
    described = []
    for band in bands:
        places = [
            f"{_describe_share(own[band])} in {place}{' together' if place == BOTH else ''}"
            for place, own in shares.items()
            if band in own and own[band].kind is kind
        ]
        described += [f"{_MEANS[band]} for {join_words(places)}"] if places else []
    return described
