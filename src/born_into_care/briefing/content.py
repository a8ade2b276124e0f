"""What a briefing says: made from protected counts, or from the published figures alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from born_into_care import evidence
from born_into_care.briefing.blocks import (
    BLOCKS_MIME,
    Block,
    Heading,
    Items,
    Mark,
    Paragraph,
    Picture,
    Sources,
    Table,
    packed,
)
from born_into_care.messages import PackError, unknown
from born_into_care.your_area import Findings, Protected, find
from born_into_care.your_area.comparing import Comparison
from born_into_care.your_area.counts import ALL_PERIODS
from born_into_care.your_area.pictures import SHARES
from born_into_care.your_area.roles import ROLE
from born_into_care.your_area.safe_text import plain
from born_into_care.your_area.said import number
from born_into_care.your_area.working import Found

PARTS = ("opening", "figures", "sureness", "limits", "questions", "sources")
PUBLISHED_AREAS = (*evidence.AREAS, "England")
_REFERENCE = "https://www.nuffieldfjo.org.uk/resource/newborn-babies-urgent-care-proceedings"
_PERIODS_SHOWN = 6
_IN_THE_CELL = ("Withheld", "Not known")
"""Reasons that a cell says for itself; any other stands under the table."""
_ORDER = {"2012/13": 0, "2019/20": 1}


@dataclass(frozen=True)
class Section:
    """One part of a briefing, as a notebook shows it.

    Attributes:
        blocks: what it is made of.
        illustrative: whether its values were made by a script.
    """

    blocks: tuple[Block, ...]
    illustrative: bool = False

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """The blocks for the documents, and HTML and text for whoever reads the notebook."""
        from born_into_care.briefing.html import block_html

        shown = "".join(block_html(block, number) for number, block in enumerate(self.blocks))
        forms = {
            BLOCKS_MIME: packed(self.blocks),
            "text/html": shown,
            "text/plain": "\n".join(_plain_text(block) for block in self.blocks),
        }
        return forms, {BLOCKS_MIME: {"illustrative": self.illustrative}}


@dataclass(frozen=True)
class Briefing:
    """A briefing on one area, part by part.

    Attributes:
        area: the area.
        title: the title.
        illustrative: whether its values were made by a script.
        opening: title and first sentence.
        figures: what the figures say.
        sureness: how sure we are.
        limits: what they can't say.
        questions: three questions.
        sources: where the figures come from.
    """

    area: str
    title: str
    illustrative: bool
    opening: Section
    figures: Section
    sureness: Section
    limits: Section
    questions: Section
    sources: Section


def brief(area: str, *, table: str = "", period: str = "", region: str = "") -> Briefing:
    """Give the briefing on an area.

    Parameters:
        area: an area of the table; or, without a table, a region of England, England or Wales.
        table: a file of protected counts (`Protected.to_json`); "" for published figures alone.
        period: which period of the table; "" for the latest.
        region: the region that the area lies in, so that its published figures stand beside.

    Raises:
        PackError: for an area, period, region or file that does not exist.

    Example:
        >>> brief("North East").opening.blocks[0].text
        'Newborn babies in care proceedings: North East'
    """
    if not table:
        return _from_evidence(area)
    path = Path(table)
    if not path.is_file():
        raise PackError(f"There is no file of protected counts '{path.name}'. Make it anew.")
    protected = _protected(str(path), path.stat().st_mtime_ns)
    return from_findings(find(protected, area=area, period=period or None, region=region or None))


@lru_cache(maxsize=1)
def _protected(path: str, _stamp: int) -> Protected:
    """The counts of a file, read once for all areas of it."""
    return Protected.from_json(Path(path).read_text(encoding="utf-8"))


def from_findings(findings: Findings) -> Briefing:
    """Give the briefing that follows from what a protected table says about one area."""
    name = plain(findings.area)
    title = f"Newborn babies in care proceedings: {name}"
    return Briefing(
        area=name,
        title=title,
        illustrative=findings.protected.illustrative,
        opening=Section(
            (Heading(title, level=1), *_opening(findings, name)), findings.protected.illustrative
        ),
        figures=Section((Heading("What the figures say"), *_figures(findings, name))),
        sureness=Section((Heading("How sure we are", page=True), Items(_sureness(findings)))),
        limits=Section((Heading("What the figures can’t say"), Items(_limits(findings)))),
        questions=Section(
            (Heading("Three questions to ask next"), Items(findings.questions[:3], numbered=True))
        ),
        sources=Section((Heading("Sources"), _sources_of_table(findings))),
    )


def _opening(findings: Findings, name: str) -> list[Block]:
    count, short = findings.measure("count"), findings.best("short_notice")
    words = []
    if count.value is not None:
        words += [
            f"In {name}, {count.part:,} newborn babies were in care proceedings in "
            f"{_when(count.period)}.",
            count.note,
        ]
    else:
        words += [
            f"The number of newborn babies in care proceedings in {name} in "
            f"{_when(findings.period)} is not given here.",
            count.withheld,
        ]
    if short is not None and short.value is not None:
        share = number(short.value.value, "share", short.whole)
        words += [
            f"For {share} of {_babies_behind(findings, short)}, the first hearing came fewer than "
            f"seven days after issue ({_when(short.period)}).",
            short.note,
        ]
    about = (
        f"A briefing of two pages from the table '{plain(findings.protected.table_name)}'. "
        f"Newborn: {findings.protected.newborn or 'the table does not say how old'}."
    )
    return [Paragraph(" ".join(filter(None, words)), strong=True), Paragraph(about)]


def _babies_behind(findings: Findings, share: Found) -> str:
    """The babies that a share is a share of, in words."""
    held = findings.protected.levels
    level = next((level for level in share.measure.whole if level in held), "")
    return {
        "infants": "the infants under one year old in care proceedings",
        "notice_known": "the newborns whose notice is known",
        "newborns": "all newborns",
    }.get(level, "")


def _when(period: str) -> str:
    return "all periods together" if period == ALL_PERIODS else period


def _figures(findings: Findings, name: str) -> list[Block]:
    pooled = {found.measure.key: found for found in findings.pooled}
    rows = []
    for found in findings.found:
        beside = [c for c in findings.comparisons if c.measure == found.measure]
        row = [found.measure.title, _value(found), _interval(found)]
        if pooled:
            row.append(_value(pooled[found.measure.key]))
        rows.append((*row, "; ".join(map(_beside, beside)) or "none held"))
    head: tuple[str, ...] = ("Measure", findings.period, "95% interval")
    if pooled:
        head += ("All periods",)
    note = f"{_meanings(findings)} {_notes(findings)}".rstrip()
    if any(c.match != "same" for c in findings.comparisons):
        note += " An asterisk marks a published figure whose definition differs or may differ."
    blocks: list[Block] = [
        Table(
            f"{name}: counts, rates and shares, with published figures beside them",
            (*head, "Published"), tuple(rows), note,
        )
    ]  # fmt: skip
    picture, periods = _picture(findings, name), _periods(findings, name)
    return [*blocks, *([picture] if picture else []), *([periods] if periods else [])]


def _meanings(findings: Findings) -> str:
    """What the measures of the table are, and of whom each share is one."""
    notice = _babies_behind(findings, findings.measure("short_notice"))
    text = (
        "Incidence: per 10,000 live births. Short notice: under seven days from issue to first "
        "hearing; emergency: under three; same day: none."
    )
    if notice and {"short_notice", "emergency", "same_day"} & set(findings.protected.levels):
        text += f" These three are shares of {notice}."
    if infants := _babies_behind(findings, findings.measure("newborn_share")):
        text += f" Newborns among infants: a share of {infants}."
    return text


def _notes(findings: Findings) -> str:
    """What must be known about single values, each sentence once, with the measures it is about."""
    about: dict[str, list[str]] = {}
    for found in (*findings.found, *findings.pooled):
        said = found.note if found.value is not None else found.withheld
        title = found.measure.title.casefold()
        if said and not said.startswith(_IN_THE_CELL) and title not in about.get(said, []):
            title += ", all periods" * (found in findings.pooled)
            about.setdefault(said, []).append(title)
    return " ".join(f"{said[:-1]} ({'; '.join(titles)})." for said, titles in about.items())


def _periods(findings: Findings, name: str) -> Table | None:
    """The counts period by period, the latest ones where there are many."""
    protected = findings.protected
    levels = [
        level for level in ("newborns", "short_notice", "same_day") if level in protected.levels
    ]
    periods = [p for p in protected.periods if p != ALL_PERIODS][-_PERIODS_SHOWN:]
    if len(periods) < 2 or not levels:
        return None
    rows = tuple(
        (ROLE[level].words, *(protected.shown(level, findings.area, p) for p in periods))
        for level in levels
    )
    return Table(f"{name}: counts of babies by period", ("Count", *periods), rows)


def _value(found: Found) -> str:
    if found.value is None:
        cells = {said: said.casefold() for said in _IN_THE_CELL if found.withheld.startswith(said)}
        return next(iter(cells.values()), "not worked out")
    text = number(found.value.value, found.measure.kind, found.whole)
    if found.measure.kind == "share":
        return f"{text} ({found.part:,} of {found.whole:,})"
    return text


def _interval(found: Found) -> str:
    if found.value is None:
        return ""
    low = number(found.value.low, found.measure.kind, found.whole)
    high = number(found.value.high, found.measure.kind, found.whole)
    return f"{low.removesuffix(' per cent')} to {high}"


def _beside(comparison: Comparison) -> str:
    star = "" if comparison.match == "same" else "*"
    figure = comparison.figure
    text = figure.value_text + (" per cent" if figure.unit == "per cent" else "")
    return f"{figure.geography} {text}, {figure.period}{star}"


def _picture(findings: Findings, name: str) -> Picture | None:
    """The shares in rows, with published figures of the same definition."""
    rows, marks, words = [], [], []
    kind = "illustrative" if findings.protected.illustrative else "yours"
    for key in SHARES:
        found = findings.best(key)
        if found is None or found.value is None:
            continue
        row = f"{found.measure.title}, {found.period}"
        rows.append(row)
        said = number(found.value.value, "share", found.whole)
        short = said.removesuffix(" per cent")
        marks.append(Mark(row, found.value.value, short, kind, found.value.low, found.value.high))
        words.append(f"{found.measure.title.casefold()} {said}")
        for one in findings.comparisons:
            if (
                one.measure == found.measure
                and one.figure.value is not None
                and one.match == "same"
            ):
                label = f"{one.figure.geography} {one.figure.value_text}"
                marks.append(Mark(row, one.figure.value, label, "published"))
    if not rows:
        return None
    first = max((m for m in marks if m.kind == kind), key=lambda mark: mark.value)
    description = (
        f"In {name}: {', '.join(words)}. The highest of them is "
        f"{first.row.split(',')[0].casefold()}"
        f" at {first.label}. Bars show 95% intervals."
    )
    return Picture(
        f"Shares about newborn babies in care proceedings, {name}", description, "Per cent",
        tuple(rows), tuple(marks),
    )  # fmt: skip


def _sureness(findings: Findings) -> tuple[str, ...]:
    wanted = ("count", "short_notice", "same_day", "incidence")
    changes = {change.measure.key: change.text for change in findings.changes}
    items = [
        "The intervals (Wilson for shares, exact Poisson for counts and rates) show how far chance "
        "alone could have moved a figure. They say nothing about records that are wrong or missing."
    ]
    items += [changes[key] for key in wanted if key in changes][:3]
    judged = [c for c in findings.comparisons if c.stands and c.figure.value is not None]
    items += [c.text for c in judged if c.measure.key in ("short_notice", "incidence")][:3]
    peers = {p.measure.key: p.text(plain(findings.area)) for p in findings.peers}
    items += [peers[key] for key in ("short_notice", "incidence") if key in peers][:1]
    items.append(findings.protected.summary)
    return tuple(items)


def _limits(findings: Findings) -> tuple[str, ...]:
    items = [
        "Why: no cause can be read from a count, an interval or a difference between areas.",
        "Who is missing: babies who live apart from their parents by agreement, and families who "
        "were helped in pregnancy and never came to court.",
        "A rival explanation: how dates are entered, and when a court can list a hearing, move "
        "these figures without changing any family’s life.",
        "Parents’ experience: days of notice do not say on what day the parents heard the plan, or "
        "whether they had a lawyer.",
    ]
    unsure = {c.match for c in findings.comparisons} - {"same"}
    if unsure:
        checks = {
            f"{check.what} (yours: {check.yours}; published: {check.published})"
            for c in findings.comparisons
            for check in c.checks
            if check.match != "same"
        }
        items.append(f"Like with like: the definitions may differ in {'; '.join(sorted(checks))}.")
    if findings.protected.rounded_to:
        items.append("Small differences: every count shown is rounded to the nearest 5.")
    return tuple(items)


def _sources_of_table(findings: Findings) -> Sources:
    protected = findings.protected
    kind = "Illustrative table" if protected.illustrative else "Your table"
    own = (
        f"{kind}: '{plain(protected.table_name)}'; counts under {protected.threshold} hidden, with "
        "others so that none can be worked out."
    )
    ids = [c.figure.id for c in findings.comparisons]
    return Sources(((own, ""), *_cited(ids), _definitions()))


def _definitions() -> tuple[str, str]:
    return (
        "Definitions and bands of notice: Newborn babies in urgent care proceedings in England and "
        "Wales (Nuffield Family Justice Observatory, 2021); its own regional tables are not held.",
        _REFERENCE,
    )


def _cited(ids: Sequence[str]) -> list[tuple[str, str]]:
    """The sources of published figures, each once: publisher, year and title."""
    names = dict.fromkeys(name for one in ids for name in evidence.sources_of(one))
    found = [evidence.source(name) for name in names]
    return [(f"{s.publisher} ({s.year}) {s.title}.", s.url) for s in found]


# Published figures alone ----------------------------------------------------------------------


def _from_evidence(area: str) -> Briefing:
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
            (Heading("Sources"), Sources((*_cited([f.id for f in rows]), _definitions())))
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
        said = "; ".join(f"{_short(f)} {f.text}" for f in latest[:3])
        text = f"{area}, {latest[0].period}, as published: {said}."
    about = (
        "A briefing of two pages from published figures alone. Newborn: under two weeks old when "
        "section 31 proceedings were issued."
    )
    return [Paragraph(text, strong=True), Paragraph(about)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


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
        tuple((_capital(_short(f)), f.geography, f.period, f.text, f.standing) for f in rows),
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
        blocks.append(
            Picture(
                f"Published shares about newborn babies in care proceedings, {area}, 2019/20",
                f"{_capital(words)}. The highest is {highest.label} per cent.",
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
            items.append(
                f"{_capital(_short(f))}, {f.geography}, {f.period}: printed as "
                f"{f.value_text}, so it lay between {low:g} and {high:g} before rounding."
            )
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


def _plain_text(block: Block) -> str:
    if isinstance(block, Heading | Paragraph):
        return block.text
    if isinstance(block, Items):
        return "\n".join(f"- {item}" for item in block.items)
    if isinstance(block, Table):
        return "\n".join([block.caption, *(" | ".join(row) for row in (block.head, *block.rows))])
    if isinstance(block, Picture):
        return block.description
    return "\n".join(f"- {text} {address}".rstrip() for text, address in block.items)
