"""A briefing from what a protected table says about one area."""

from __future__ import annotations

from born_into_care.briefing.layout import WHO_IS_MISSING, cite_rows, lay_out
from born_into_care.documents import Block, Document, Mark, Paragraph, Picture, Table
from born_into_care.documents.blocks import Kind
from born_into_care.your_area import Findings
from born_into_care.your_area.comparisons import Comparison
from born_into_care.your_area.counts import ALL_PERIODS, lower_total
from born_into_care.your_area.measures import SHARES, MeasureResult, format_value
from born_into_care.your_area.questions import ask_questions
from born_into_care.your_area.roles import ROLE
from born_into_care.your_area.safe_text import plain

_PERIODS_SHOWN = 6
_IN_THE_CELL = ("Withheld", "Not known")
"""Reasons that a cell says for itself; any other stands under the table."""
_WHOLES = {
    "infants": "the infants under one year old in care proceedings",
    "notice_known": "the newborns whose notice is known",
    "newborns": "all newborns",
}


def brief_findings(findings: Findings) -> Document:
    """Return the briefing that follows from what a protected table says about one area."""
    name, protected = plain(findings.area), findings.protected
    kind = "Illustrative table" if protected.illustrative else "Your table"
    table = (
        f"{kind}: '{plain(protected.table_name)}'; counts under {protected.threshold} hidden, with "
        "others so that none can be worked out."
    )
    return lay_out(
        name,
        opening=_opening(findings, name),
        figures=_figures(findings, name),
        sureness=_sureness(findings),
        limits=_limits(findings),
        questions=ask_questions(findings),
        sources=[(table, ""), *cite_rows([c.figure.id for c in findings.comparisons])],
        illustrative=protected.illustrative,
    )


def _opening(findings: Findings, name: str) -> list[Block]:
    count, short = findings.measure("count"), findings.best("short_notice")
    words = []
    if count.value is not None:
        words += [
            f"In {lower_total(name)}, {count.part:,} newborn babies were in care proceedings in "
            f"{_when(count.period)}.",
            count.note,
        ]
    else:
        words += [
            f"The number of newborn babies in care proceedings in {lower_total(name)} in "
            f"{_when(findings.period)} is not given here.",
            count.withheld,
        ]
    if short is not None and short.value is not None:
        share = format_value(short.value.value, "share", short.whole)
        words += [
            f"For {share} of {_name_whole(findings, short)}, the first hearing came fewer than "
            f"seven days after issue ({_when(short.period)}).",
            short.note,
        ]
    about = (
        f"A briefing of two pages from the table '{plain(findings.protected.table_name)}'. "
        f"Newborn: {findings.protected.newborn or 'the table does not say how old'}."
    )
    return [Paragraph(" ".join(filter(None, words)), "strong"), Paragraph(about)]


def _name_whole(findings: Findings, share: MeasureResult) -> str:
    """Return the babies that a share is a share of, in words."""
    held = findings.protected.levels
    return next((_WHOLES[level] for level in share.measure.whole if level in held), "")


def _when(period: str) -> str:
    return "all periods together" if period == ALL_PERIODS else period


def _figures(findings: Findings, name: str) -> list[Block]:
    pooled = {found.measure.key: found for found in findings.pooled}
    rows = []
    for found in findings.results:
        published = [c for c in findings.comparisons if c.measure == found.measure]
        row = [found.measure.title, _value(found), _interval(found)]
        if pooled:
            row.append(_value(pooled[found.measure.key]))
        rows.append((*row, "; ".join(map(beside, published)) or "none held"))
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
    notice = _name_whole(findings, findings.measure("short_notice"))
    text = (
        "Incidence: per 10,000 live births. Short notice: under seven days from issue to first "
        "hearing; emergency: under three; same day: none."
    )
    if notice and {"short_notice", "emergency", "same_day"} & set(findings.protected.levels):
        text += f" These three are shares of {notice}."
    if infants := _name_whole(findings, findings.measure("newborn_share")):
        text += f" Newborns among infants: a share of {infants}."
    return text


def _notes(findings: Findings) -> str:
    """What must be known about single values, each sentence once, with the measures it is about."""
    about: dict[str, list[str]] = {}
    for found in (*findings.results, *findings.pooled):
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


def _value(found: MeasureResult) -> str:
    if found.value is None:
        cells = {said: said.casefold() for said in _IN_THE_CELL if found.withheld.startswith(said)}
        return next(iter(cells.values()), "not worked out")
    text = format_value(found.value.value, found.measure.kind, found.whole)
    if found.measure.kind == "share":
        return f"{text} ({found.part:,} of {found.whole:,})"
    return text


def _interval(found: MeasureResult) -> str:
    if found.value is None:
        return ""
    low = format_value(found.value.low, found.measure.kind, found.whole)
    high = format_value(found.value.high, found.measure.kind, found.whole)
    return f"{low.removesuffix(' per cent')} to {high}"


def beside(comparison: Comparison) -> str:
    """Give a published figure as it stands in a table: where, how much, when."""
    star = "" if comparison.match == "same" else "*"
    figure = comparison.figure
    text = figure.value_text + (" per cent" if figure.unit == "per cent" else "")
    return f"{figure.geography} {text}, {figure.period}{star}"


def _picture(findings: Findings, name: str) -> Picture | None:
    """The shares in rows, with published figures of the same definition."""
    rows, marks, words = [], [], []
    kind: Kind = "illustrative" if findings.protected.illustrative else "yours"
    for key in SHARES:
        found = findings.best(key)
        if found is None or found.value is None:
            continue
        row = f"{found.measure.title}, {found.period}"
        rows.append(row)
        said = format_value(found.value.value, "share", found.whole)
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
        f"In {lower_total(name)}: {', '.join(words)}. The highest of them is "
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
        WHO_IS_MISSING,
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
