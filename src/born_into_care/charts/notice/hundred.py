"""A hundred babies: how many had short notice, how many an emergency, how many the same day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from born_into_care.charts import marks, style
from born_into_care.charts.chart import Chart
from born_into_care.charts.counts import BOTH, LATER, NEWBORN
from born_into_care.charts.notice.known import (
    BANDS,
    LATEST,
    MEANS,
    PERIODS,
    PLACES,
    Share,
    made_up,
    published,
)
from born_into_care.charts.wording import format_interval, format_number
from born_into_care.errors import choose
from born_into_care.text import join_words

ALL = "All parts, nested"
PARTS = (ALL, *reversed(BANDS))
_HEIGHT = 620
_DOMAINS = {
    "England": ((0.0, 0.47), (0.56, 0.92)),
    "Wales": ((0.53, 1.0), (0.56, 0.92)),
    BOTH: ((0.0, 0.47), (0.0, 0.36)),
}


@dataclass(frozen=True)
class _Piece:
    """Neighbouring babies of a hundred that are drawn alike."""

    name: str
    kind: marks.Kind
    start: int
    end: int


# What a piece from one band's edge to the next is called, and how it is drawn: the symbols tell
# the pieces apart without colour.
_NAMES = {
    (None, "Same day"): ("Same day", style.INK, "square"),
    (None, "Emergency"): ("Under 3 days", style.PURPLE, "triangle-up"),
    (None, "Short notice"): ("Under 7 days", style.BLUE, "circle"),
    ("Same day", "Emergency"): ("1 or 2 days", style.PURPLE, "triangle-up"),
    ("Same day", "Short notice"): ("1 to 6 days", style.BLUE, "circle"),
    ("Emergency", "Short notice"): ("3 to 6 days", style.BLUE, "circle"),
    ("Same day", None): ("1 day or more", style.PALE, "square"),
    ("Emergency", None): ("3 days or more", style.PALE, "triangle-up"),
    ("Short notice", None): ("7 days or more", style.PALE, "circle"),
}


def notice(*, period: str = LATER, part: str = ALL, illustrative: bool = False) -> Chart:
    """Give a hundred newborns in care proceedings, by the notice of their first hearing.

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
    bands = BANDS if part == ALL else (part,)
    shares = {place: _shares(place, period, bands, illustrative=illustrative) for place in PLACES}
    hollow = any(one.illustrative for found in shares.values() for one in found.values())
    title = (
        "A hundred newborns in care proceedings by days from application to first hearing, "
        f"England and Wales, {period}"
    )
    sentence = _sentence(shares, period, part)
    return Chart(
        key="notice",
        title=title,
        sentence=sentence,
        description=f"{sentence} {_rest(shares, period, part, hollow=hollow)}",
        spec={"data": _traces(shares), "layout": _layout(title, shares, part)},
        rows=(
            [
                _row(place, period, band, shares[place].get(band))
                for place in PLACES
                for band in bands
            ]
        ),
        sources=_sources(shares, period),
        notes=_notes(period, asked=illustrative, hollow=hollow),
        illustrative=hollow,
    )


def _shares(
    place: str, period: str, bands: tuple[str, ...], *, illustrative: bool
) -> dict[str, Share]:
    """The share of each band that is known; all illustrative where one of them has to be.

    Bands from two origins would not nest: a published one could be smaller than a part of it.
    """
    known = {band: published(place, period, band) for band in bands}
    if illustrative and None in known.values():
        known = {band: made_up(place, period, band) or known[band] for band in bands}
    return {band: share for band, share in known.items() if share is not None}


def _pieces(found: dict[str, Share]) -> list[_Piece]:
    pieces = []
    before, start = None, 0
    for band in [*[one for one in BANDS if one in found], None]:
        end = 100 if band is None else found[band].of_hundred
        name, color, symbol = _NAMES[before, band]
        hollow = any(share.illustrative for share in found.values())
        if hollow:
            # A dot tells what is outside the bands from what is inside where there is no colour.
            pale = color == style.PALE
            symbol = f"{symbol}-open-dot" if pale else f"{symbol}-open"
            color = style.GREY if pale else color
            # Broken, since a phone leaves the legend half of its width.
            name = f"{style.ILLUSTRATIVE_WORD}:<br>{name.lower()}"
        pieces.append(_Piece(name, marks.Kind(name, color, symbol), start, end))
        before, start = band, end
    return pieces


def _traces(shares: dict[str, dict[str, Share]]) -> list[dict[str, Any]]:
    data = []
    named: set[str] = set()
    for panel, place in enumerate(PLACES, start=1):
        if not shares[place]:
            data.append(marks.nothing(**marks.on_panel(panel)))
            continue
        for piece in _pieces(shares[place]):
            cells = range(piece.start, piece.end)
            trace = marks.points(
                piece.kind,
                x=[cell % 10 for cell in cells],
                # The first ten babies are the top row.
                y=[9 - cell // 10 for cell in cells],
                panel=panel,
                legendgroup=piece.name,
                showlegend=piece.name not in named,
                hoverinfo="text",
                hovertext=f"{place}: {len(cells)} of 100, {piece.name.replace('<br>', ' ')}",
            )
            if piece.kind.color == style.PALE:
                trace["marker"] |= {"line": {"color": style.GREY, "width": 1}}
            named.add(piece.name)
            data.append(trace)
    return data


def _layout(title: str, shares: dict[str, dict[str, Share]], part: str) -> dict[str, Any]:
    axes: dict[str, Any] = {}
    words = []
    for panel, place in enumerate(PLACES, start=1):
        across, up = _DOMAINS[place]
        number = "" if panel == 1 else str(panel)
        hidden = {"visible": False, "fixedrange": True, "range": [-0.6, 9.6]}
        axes[f"xaxis{number}"] = hidden | {
            "domain": list(across),
            "anchor": f"y{number}",
            "constrain": "domain",
            "constraintoward": "left",
        }
        axes[f"yaxis{number}"] = hidden | {
            "domain": list(up),
            "anchor": f"x{number}",
            # Square cells at every width, so that a hundred looks the same in each place.
            "scaleanchor": f"x{number}",
            "constrain": "domain",
            "constraintoward": "top",
        }
        words.append(
            marks.label(
                f"<b>{place}</b><br>{_heading(shares[place], part)}",
                x=across[0],
                y=up[1],
                yanchor="bottom",
                yshift=4,
            )
        )
        if not shares[place]:
            words.append(
                marks.label(
                    "not published<br>here", x=across[0] + 0.05, y=sum(up) / 2, font={"size": 14}
                )
            )
    layout = style.layout(
        title=title,
        x=axes.pop("xaxis"),
        y=axes.pop("yaxis"),
        height=_HEIGHT,
        annotations=words,
        **axes,
    )
    layout["legend"] |= {
        "x": 0.53,
        "y": 0.36,
        "xanchor": "left",
        "yanchor": "top",
        "orientation": "v",
    }
    layout["margin"] |= {"b": 16, "r": 8}
    return layout


def _heading(found: dict[str, Share], part: str) -> str:
    if not found:
        return "&nbsp;"
    # The widest band that is known, which holds the others.
    band = list(found)[-1]
    share = found[band]
    many = share.in_words if share.is_fraction else f"{share.of_hundred} of 100"
    return f"{many}: {band.lower()}" if part == ALL else many


def _row(place: str, period: str, band: str, share: Share | None) -> dict[str, str]:
    shared = {"Area and year": f"{place}, {period}", "First hearing": f"{band}: {MEANS[band]}"}
    if share is None:
        return shared | {
            "Of a hundred babies": "not published here",
            "Source's own words": "none",
            "95% interval": "none: no value",
            "Standing": "missing",
        }
    return shared | {
        "Of a hundred babies": str(share.of_hundred),
        "Source's own words": "none: illustrative" if share.illustrative else share.text,
        "95% interval": format_interval(share.interval),
        "Standing": "illustrative" if share.illustrative else "published",
    }


def _sentence(shares: dict[str, dict[str, Share]], period: str, part: str) -> str:
    known = _by_band(shares, illustrative=False)
    hollow = _by_band(shares, illustrative=True)
    parts = []
    if known:
        parts.append(
            f"Of every hundred newborns in care proceedings in {period}, the first hearing was "
            f"held {join_words(known)}."
        )
    if hollow:
        # With every band the sentence would be a list; the one that is nowhere published says most.
        said_band = _by_band(shares, illustrative=True, only="Emergency") if part == ALL else hollow
        parts.append(
            "In the illustrative cohort, drawn hollow, the first hearing is held "
            f"{join_words(said_band)} of every hundred newborns."
        )
    if not parts:
        parts.append(
            f"How many newborns had their first hearing {MEANS[part]} in {period} is not published "
            "here, so no part can be filled in."
        )
    return " ".join(parts)


def _by_band(
    shares: dict[str, dict[str, Share]], *, illustrative: bool, only: str | None = None
) -> list[str]:
    """The bands in words, widest first, each with the places whose share is known."""
    words = []
    for band in reversed(BANDS):
        places = [
            f"{found[band].in_words} in {place}{' together' if place == BOTH else ''}"
            for place, found in shares.items()
            if band in found and found[band].illustrative is illustrative
        ]
        if places and only in (None, band):
            words.append(f"{MEANS[band]} for {join_words(places)}")
    return words


def _rest(shares: dict[str, dict[str, Share]], period: str, part: str, *, hollow: bool) -> str:
    parts = []
    short = {
        place: share
        for place in PLACES
        if (share := published(place, period, "Short notice")) is not None
    }
    if period == LATEST:
        parts.append(
            "This is one account of England and Wales together. Its same-day share, 20 of a "
            "hundred, is higher than the one in six of 2019/20."
        )
    else:
        gap = short["England"].value - short["Wales"].value
        parts.append(
            "Published for 2019/20 are the shares heard in under seven days, "
            f"{short['England'].text} in England and {short['Wales'].text} in Wales, lower by "
            f"{format_number(gap, 1)} percentage points, and the same-day share of both nations "
            "together, one in six."
        )
    if hollow:
        parts.append("The hollow marks are held to these shares and are not published themselves.")
    if part == ALL and any(len(found) > 1 for found in shares.values()):
        parts.append(
            "The parts are nested: a baby heard on the same day is also among those heard in under "
            "seven days."
        )
    return " ".join(parts)


def _notes(period: str, *, asked: bool, hollow: bool) -> tuple[str, ...]:
    notes = [
        "Each share is rounded to whole babies of a hundred. Intervals in the table are Wilson 95% "
        "intervals over all newborns of the year, with the rounding of the published share. They "
        "are approximate: no source says how newborns without a hearing date were treated.",
        "Short notice here means under seven days between application and first hearing. A "
        "consultation of 2026 uses the words otherwise.",
        "No share of emergency hearings (under three days) is published here.",
    ]
    if period == LATEST:
        notes.append("The account of 2022/23 does not say how it defines a newborn.")
    else:
        notes += [
            "A fraction such as one in six is drawn as whole babies of a hundred; no source prints "
            "their number.",
            NEWBORN,
        ]
    if hollow:
        notes.append(
            "Where one part of a place is illustrative, the whole hundred is drawn from the "
            "illustrative cohort, so that the parts fit into each other."
        )
    elif asked and period == LATEST:
        notes.append("The illustrative cohort ends in 2019/20, so it adds nothing to this year.")
    return tuple(notes)


def _sources(shares: dict[str, dict[str, Share]], period: str) -> tuple[str, ...]:
    ids = [name for found in shares.values() for share in found.values() for name in share.sources]
    # What is not drawn is sourced too: the published shares that it is held against.
    ids += [
        name
        for place in PLACES
        for band in BANDS
        if (share := published(place, period, band)) is not None
        for name in share.sources
    ]
    return tuple(dict.fromkeys(ids))
