"""A briefing from the published figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from born_into_care import evidence
from born_into_care.briefing.layout import WHO_IS_MISSING, cite_rows, lay_out
from born_into_care.charts.values import counts_without_fit, figure_value
from born_into_care.documents import Block, Document, Mark, Paragraph, Picture, Table
from born_into_care.errors import require_known
from born_into_care.text import capital, join_words

PUBLISHED_AREAS = (*evidence.AREAS, "England")
PERIODS = ("2012/13", "2019/20")
_MEASURES = {
    "newborns in care proceedings": "newborns in care proceedings",
    "incidence of newborns in care proceedings": "incidence",
    "newborns heard at short notice": "first hearing at short notice",
    "newborns heard on the day of issue": "first hearing on the day of issue",
    "newborns as a share of infants in care proceedings": "newborns among infants",
}
"""The measures of a briefing, and how each is called in it."""
_SHARES = ("newborns heard at short notice", "newborns heard on the day of issue")
_PICTURES = {
    "incidence of newborns in care proceedings": (
        "Incidence", "Per 10,000 live births", ("England", "Wales")
    ),
    "newborns heard at short notice": ("Short notice", "Per cent", ("England", "Wales")),
    "newborns heard on the day of issue": ("Same day", "Per cent", ("England and Wales",)),
}  # fmt: skip
"""The measures that have a picture: its name, its unit, and what an area stands beside in it."""


def brief_published(area: str) -> Document:
    """Return the briefing on a published area, from published figures alone.

    Example:
        >>> brief_published("Wales").title
        'Newborn babies in care proceedings: Wales'
    """
    require_known("published area", area, PUBLISHED_AREAS)
    figures = find_published(area)
    return lay_out(
        area,
        opening=_opening(area, figures),
        figures=_figures(area, figures),
        sureness=_sureness(figures),
        limits=(
            "Why: no cause can be read from a rate or from a difference between regions.",
            f"Which part of {area}: figures for a whole region hide the differences inside it.",
            WHO_IS_MISSING,
            "A rival explanation: how courts list hearings and how dates are entered moves these "
            "figures without changing any family’s life.",
            "Now: the figures end in March 2020.",
        ),
        questions=(
            f"What do our own records say for our part of {area}, by the same definitions?",
            "In which week of pregnancy did help, and not only assessment, begin for these "
            "families?",
            "On what day did the parents first hear the plan, and do we record it?",
        ),
        sources=cite_rows([figure.id for figure in figures]),
    )


def find_published(area: str) -> list[evidence.Figure]:
    """Return the figures of an area, then those of England, and England and Wales, beside it.

    A count of England says nothing beside a region's; its rates and shares do.
    """
    areas = [area, *["England"] * (area in evidence.REGIONS), "England and Wales"]
    figures = [
        figure
        for figure in evidence.all_figures()
        if figure.measure in _MEASURES
        and figure.period in PERIODS
        and figure.geography in areas
        and (figure.geography == area or figure.unit != "babies")
    ]
    return sorted(figures, key=lambda f: (areas.index(f.geography), f.measure, f.period))


def _opening(area: str, figures: Sequence[evidence.Figure]) -> list[Block]:
    text = (
        f"This pack has no figure for {area} alone: the regional tables of the report of 2021 "
        "could not be read. What is known stands below, and your own table can fill the gap."
    )
    latest = [f for f in figures if f.geography == area and f.period == PERIODS[-1]]
    if latest:
        measures = []
        for measure, accounts in groupby(latest, key=lambda figure: figure.measure):
            *others, last = accounts
            values = join_words([*(figure.value_text for figure in others), last.text], last="or")
            measures.append(f"{_MEASURES[measure]} {values}{' (accounts differ)' * bool(others)}")
        text = f"{area}, {PERIODS[-1]}, as published: {'; '.join(measures[:3])}."
    about = (
        "A briefing of two pages from published figures alone. Newborn: under two weeks old when "
        "section 31 proceedings were issued."
    )
    return [Paragraph(text, "strong"), Paragraph(about)]


def _figures(area: str, figures: Sequence[evidence.Figure]) -> list[Block]:
    table = Table(
        f"Published figures for {area}, and what stands beside them",
        ("Measure", "Where", "When", "Published", "95% interval", "Standing"),
        tuple(
            (
                capital(_MEASURES[f.measure]),
                f.geography,
                f.period,
                _value(f),
                _interval(f),
                f.standing,
            )
            for f in figures
        ),
        "Agreed: two or more accounts, or the publisher’s own page. Reported: one account. "
        "Disputed: accounts differ, and each is shown.",
    )
    return [table, Paragraph(_births(area)), *_pictures(area)]


def _pictures(area: str) -> list[Block]:
    """Return a picture for each measure: an area beside England and Wales in the latest year."""
    latest = [f for f in evidence.all_figures() if f.period == PERIODS[-1]]
    own = [f.measure for f in latest if f.geography == area and f.measure in _PICTURES]
    pictures: list[Block] = []
    for measure in dict.fromkeys(own or list(_PICTURES)[:1]):
        name, unit, beside = _PICTURES[measure]
        figures = {f.geography: f for f in latest if f.measure == measure}
        places = tuple(dict.fromkeys([area, *beside]))
        marks = tuple(_mark(place, figures.get(place)) for place in places)
        values = "; ".join(f"{mark.row} {mark.label}" for mark in marks)
        title = f"{name}, {PERIODS[-1]}: {unit.lower()}, as published, with 95% intervals"
        text = f"{values}. In brackets and as bars: 95% intervals, where the number is known."
        pictures.append(Picture(title, text, unit, places, marks, legend=False))
    return pictures


def _mark(place: str, figure: evidence.Figure | None) -> Mark:
    if figure is None:
        return Mark(place, None, "not in this pack", "published")
    low, high = figure_value(figure).limits or (None, None)
    label = figure.value_text + f" ({_interval(figure)})" * (low is not None)
    return Mark(place, figure.value, label, "published", low, high)


def _value(figure: evidence.Figure) -> str:
    """A value as a table has it: its column of measures says what a rate is per."""
    return figure.text.replace(" per cent", "%").removesuffix(" live births")


def _interval(figure: evidence.Figure) -> str:
    limits = figure_value(figure).limits
    return f"{limits[0]:.1f} to {limits[1]:.1f}" if limits else "not known"


def _births(area: str) -> str:
    before, after = evidence.births(area, 2014), evidence.births(area, 2019)
    moved = "fell" if after < before else "rose"
    return (
        f"Live births in {area} {moved} from {before:,} in 2014 to {after:,} in 2019 (Office for "
        "National Statistics), so a count and an incidence need not move together."
    )


def _sureness(figures: Sequence[evidence.Figure]) -> list[str]:
    disputed = [figure for figure in figures if figure.standing == "disputed"]
    texts = " and ".join(figure.value_text for figure in disputed)
    return [
        "Where the number of babies behind a share or rate is known, a 95% interval shows how far "
        "chance alone could have moved it. Where it isn't in this pack, no interval can be given.",
        *[
            f"{_MEASURES[f.measure].capitalize()}, {f.geography}: the interval takes about "
            f"{size:,.0f} babies, worked out from the incidence and the births."
            for f in figures
            if f.geography in evidence.REGIONS
            and (size := figure_value(f).size)
            and f.measure in _SHARES
            and f.value is not None
        ],
        *[_rounding(figure, *figure.rounding) for figure in figures if figure.rounding][:3],
        *[
            f"Accounts differ for {_MEASURES[figure.measure]}: {texts}. Both are shown."
            for figure in disputed[:1]
        ],
        "Most figures come from accounts of the report of 2021, not from the report itself.",
    ]


def _rounding(figure: evidence.Figure, low: float, high: float) -> str:
    """Return what a printed value can have been before it was rounded, as a sentence."""
    name = f"{capital(_MEASURES[figure.measure])}, {figure.geography}, {figure.period}"
    printed = f"{name}: printed as {figure.value_text}"
    if counts := counts_without_fit(figure):
        return (
            f"{printed}: from {low:g} to {high:g} if it was rounded; no whole number of babies of "
            f"{'either' if len(counts) == 2 else 'the'} count gives that."
        )
    return f"{printed}, so it lay between {low:g} and {high:g} before rounding."
