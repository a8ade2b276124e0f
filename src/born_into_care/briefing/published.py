"""A briefing from the published figures alone."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.briefing.blocks import (
    Block,
    Heading,
    Items,
    Mark,
    Paragraph,
    Picture,
    Sources,
    Table,
)
from born_into_care.briefing.parts import Briefing, Section, cited, definitions
from born_into_care.charts.intervals import counts_without_fit
from born_into_care.errors import PackError, unknown
from born_into_care.text import capital, join_words

PUBLISHED_AREAS = (*evidence.AREAS, "England")
_ORDER = {"2012/13": 0, "2019/20": 1}


def from_published(area: str) -> Briefing:
    """Give the briefing on a published area, from published figures alone.

    Parameters:
        area: a region of England, England or Wales.

    Raises:
        PackError: for an area that is not published.

    Example:
        >>> from_published("Wales").title
        'Newborn babies in care proceedings: Wales'
    """
    if area not in PUBLISHED_AREAS:
        raise unknown("published area", area, PUBLISHED_AREAS)
    title = f"Newborn babies in care proceedings: {area}"
    rows = _published(area)
    return Briefing(
        area=area,
        title=title,
        illustrative=False,
        opening=Section((Heading(title, level=1), *_published_opening(area, rows))),
        figures=Section((Heading("What the figures say"), *_published_figures(area, rows))),
        sureness=Section((Heading("How sure we are", page=True), Items(_published_sureness(rows)))),
        limits=Section((Heading("What the figures can’t say"), Items(_published_limits(area)))),
        questions=Section(
            (
                Heading("Three questions to ask next"),
                Items(_published_questions(area), numbered=True),
            )
        ),
        sources=Section(
            (Heading("Sources"), Sources((*cited([f.id for f in rows]), definitions())))
        ),
    )


def _published(area: str) -> list[evidence.Figure]:
    """Figures held for an area and, for a region, for England beside it; 2012/13 and 2019/20."""
    wanted = ("newborns in care", "incidence", "newborns heard", "newborns as a share")
    table = evidence.figures()
    chosen = table[
        table["measure"].str.startswith(wanted)
        & ~table["measure"].str.contains("2018 definition")
        & table["period"].isin(list(_ORDER))
    ]
    areas = (area, "England", "England and Wales") if area in evidence.REGIONS else (
        area, "England and Wales",
    )  # fmt: skip
    figures = [evidence.figure(name) for name in chosen["figure_id"]]
    places = {place: i for i, place in enumerate(areas)}
    return sorted(
        (f for f in figures if f.geography in places and _fits(f, area)),
        key=lambda f: (places[f.geography], f.measure, _ORDER[f.period]),
    )


def _fits(figure: evidence.Figure, area: str) -> bool:
    """A count of England says nothing beside a region's; its rates and shares do."""
    return figure.geography == area or not figure.measure.startswith("newborns in care")


def _published_opening(area: str, rows: Sequence[evidence.Figure]) -> list[Block]:
    own = [f for f in rows if f.geography == area]
    if not own:
        text = (
            f"No figure for {area} alone is held in this pack: the regional tables of the "
            f"report of "
            "2021 could not be read. What is known stands below, and your own table can fill "
            "the gap."
        )
    else:
        latest = [f for f in own if f.period == "2019/20"] or own
        said: dict[str, list[evidence.Figure]] = {}
        for f in latest:
            said.setdefault(_short(f), []).append(f)
        measures = "; ".join(f"{what} {_accounts(held)}" for what, held in [*said.items()][:3])
        text = f"{area}, {latest[0].period}, as published: {measures}."
    about = (
        "A briefing of two pages from published figures alone. Newborn: under two weeks old when "
        "section 31 proceedings were issued."
    )
    return [Paragraph(text, strong=True), Paragraph(about)]


def _accounts(figures: Sequence[evidence.Figure]) -> str:
    """What is published of one measure: one figure, or each of those that accounts differ on."""
    if len(figures) == 1:
        return figures[0].text
    texts = [f.value_text for f in figures[:-1]] + [figures[-1].text]
    return f"{join_words(texts, last='or')} (accounts differ)"


def _short(figure: evidence.Figure) -> str:
    """A measure as it is said in a table."""
    return {
        "newborns heard at short notice": "first hearing at short notice",
        "newborns heard on the day of issue": "first hearing on the day of issue",
        "newborns as a share of infants in care proceedings": "newborns among infants",
        "incidence of newborns in care proceedings": "incidence",
    }.get(figure.measure, figure.measure)


def _published_figures(area: str, rows: Sequence[evidence.Figure]) -> list[Block]:
    table = Table(
        f"Published figures for {area}, and what stands beside them",
        ("Measure", "Where", "When", "Published", "Standing"),
        tuple((capital(_short(f)), f.geography, f.period, f.text, f.standing) for f in rows),
        "Agreed: two or more accounts, or the publisher’s own page. Reported: one account. "
        "Disputed: "
        "accounts differ, and each is shown.",
    )
    blocks: list[Block] = [table, Paragraph(_births(area))]
    marks = tuple(
        Mark(_row_of(f), f.value, f"{f.geography} {f.value_text}", "published")
        for f in rows
        if f.value is not None and f.unit == "per cent" and f.period == "2019/20"
    )
    if marks:
        names = tuple(dict.fromkeys(mark.row for mark in marks))
        highest = max(marks, key=lambda mark: mark.value)
        words = "; ".join(f"{m.row.casefold()}: {m.label} per cent" for m in marks)
        most = f" The highest is {highest.label} per cent." * (len(marks) > 1)
        blocks.append(
            Picture(
                f"Published shares about newborn babies in care proceedings, {area}, 2019/20",
                f"{capital(words)}.{most}",
                "Per cent", names, marks,
            )
        )  # fmt: skip
    return blocks


def _row_of(figure: evidence.Figure) -> str:
    return {
        "newborns heard at short notice": "Short notice",
        "newborns heard on the day of issue": "Same day",
    }.get(figure.measure, "Newborns among infants")


def _births(area: str) -> str:
    try:
        after = evidence.births(area, 2019)
    except PackError:
        return f"No live births of {area} in 2019 are held."
    try:
        before = evidence.births(area, 2014)
    except PackError:
        return f"Live births in {area} in 2019: {after:,} (Office for National Statistics)."
    moved = "fell" if after < before else "rose"
    return (
        f"Live births in {area} {moved} from {before:,} in 2014 to {after:,} in 2019 (Office for "
        "National Statistics), so a count and an incidence need not move together."
    )


def _published_sureness(rows: Sequence[evidence.Figure]) -> tuple[str, ...]:
    items = [
        "The number of babies behind a published share or rate is mostly not held here, so no "
        "interval can be worked out for it."
    ]
    for f in rows:
        if f.rounding is not None and len(items) < 4:
            low, high = f.rounding
            printed = f"{capital(_short(f))}, {f.geography}, {f.period}: printed as {f.value_text}"
            if sizes := counts_without_fit(f):
                said = (
                    f": from {low:g} to {high:g} if it was rounded; no whole number of babies of "
                    f"{'either' if len(sizes) == 2 else 'the'} count gives that."
                )
            else:
                said = f", so it lay between {low:g} and {high:g} before rounding."
            items.append(printed + said)
    disputed = [f for f in rows if f.standing == "disputed"]
    if disputed:
        texts = " and ".join(f"{f.value_text}" for f in disputed)
        items.append(f"Accounts differ for {_short(disputed[0])}: {texts}. Both are shown.")
    items.append(
        "Most figures come from accounts of the report of 2021, not from the report itself."
    )
    return tuple(items)


def _published_limits(area: str) -> tuple[str, ...]:
    return (
        "Why: no cause can be read from a rate or from a difference between regions.",
        f"Which part of {area}: figures for a whole region hide the differences inside it.",
        "Who is missing: babies who live apart from their parents by agreement, and families who "
        "were helped in pregnancy and never came to court.",
        "A rival explanation: how courts list hearings and how dates are entered moves these "
        "figures without changing any family’s life.",
        "Now: the figures end in March 2020.",
    )


def _published_questions(area: str) -> tuple[str, ...]:
    return (
        f"What do our own records say for our part of {area}, by the same definitions?",
        "In which week of pregnancy did help, and not only assessment, begin for these families?",
        "On what day did the parents first hear the plan, and do we record it?",
    )
