"""A briefing from what a protected table says about one area."""

from __future__ import annotations

import math
from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.briefing.layout import WHO_IS_MISSING, cite_rows, lay_out
from born_into_care.documents import Block, Document, Mark, Paragraph, Picture, Table
from born_into_care.documents.blocks import Kind
from born_into_care.text import join_words, plain
from born_into_care.your_area import Findings, Protected
from born_into_care.your_area.comparisons import Comparison, list_differences
from born_into_care.your_area.counts import ALL_PERIODS, LEVELS, lower_total
from born_into_care.your_area.findings import ask_questions
from born_into_care.your_area.table_measures import SHARES, MeasureResult

_PERIODS_SHOWN = 6
_IN_THE_CELL = ("Withheld", "Not known")
"""Reasons that a cell says for itself; any other stands under the table."""
_WITH_PEERS = ("short_notice", "incidence")
_DENOMINATORS = {
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
        questions=[plain(question, limit=400) for question in ask_questions(findings)],
        sources=[(table, ""), *cite_rows([c.figure.id for c in findings.comparisons])],
        illustrative=protected.illustrative,
    )


def describe_published(comparison: Comparison) -> str:
    """Return a published figure as it stands in a table: where, how much, when."""
    figure, star = comparison.figure, "*" * bool(comparison.differences)
    sign = "%" * (figure.unit == "per cent")
    return f"{figure.geography} {figure.value_text}{sign}, {figure.period}{star}"


def _opening(findings: Findings, name: str) -> list[Block]:
    count, short = findings.measure("count"), findings.best("short_notice")
    place, period = lower_total(name), _name_period(findings.period)
    text = (
        f"The number of newborn babies in care proceedings in {place} in {period} is not given "
        f"here. {count.withheld}"
    )
    if count.value is not None:
        text = (
            f"In {place}, {count.part:,} newborn babies were in care proceedings in {period}. "
            f"{count.note}"
        )
    if short is not None:
        text = (
            f"{text.strip()} For {short.value_text} of {_name_whole(findings, short)}, the first "
            f"hearing came fewer than seven days after issue ({_name_period(short.period)}). "
            f"{short.note}"
        )
    about = (
        f"A briefing of two pages from the table '{plain(findings.protected.table_name)}'. "
        f"Newborn: {findings.protected.newborn or 'the table does not say how old'}."
    )
    return [Paragraph(text.strip(), "strong"), Paragraph(about)]


def _name_whole(findings: Findings, share: MeasureResult) -> str:
    """Return the babies that a share is a share of, in words."""
    held = findings.protected.levels
    return next((_DENOMINATORS[level] for level in share.measure.whole if level in held), "")


def _name_period(period: str) -> str:
    return "all periods together" if period == ALL_PERIODS else period


def _figures(findings: Findings, name: str) -> list[Block]:
    head = ["Measure", findings.period, "95% interval"] + ["All periods"] * bool(findings.pooled)
    pooled = {result.measure: [_value(result)] for result in findings.pooled}
    rows = []
    for result in findings.results:
        comparisons = [c for c in findings.comparisons if c.measure == result.measure]
        published = "; ".join(map(describe_published, comparisons)) or "none in this pack"
        cells = [result.measure.title, _value(result), result.interval_text]
        rows.append((*cells, *pooled.get(result.measure, []), published))
    note = f"{_meanings(findings)} {_notes(findings)}".rstrip()
    if any(comparison.differences for comparison in findings.comparisons):
        note += " An asterisk marks a published figure whose definition differs or may differ."
    caption = f"{name}: counts, rates and shares, with published figures beside them"
    blocks: list[Block] = [Table(caption, (*head, "Published"), tuple(rows), note)]
    return blocks + _pictures(findings, name) + _periods(findings, name)


def _meanings(findings: Findings) -> str:
    """Return what the measures of the table are, and of whom each share is one."""
    notice = _name_whole(findings, findings.measure("short_notice"))
    infants = _name_whole(findings, findings.measure("newborn_share"))
    held = {"short_notice", "emergency", "same_day"} & set(findings.protected.levels)
    return (
        "Incidence: per 10,000 live births. Short notice: under seven days from issue to first "
        "hearing; emergency: under three; same day: none."
        + f" These three are shares of {notice}." * bool(notice and held)
        + f" Newborns among infants: a share of {infants}." * bool(infants)
    )


def _notes(findings: Findings) -> str:
    """Return each note on a value once, with the measures it is about."""
    measures: dict[str, list[str]] = {}
    for result in (*findings.results, *findings.pooled):
        note = result.note if result.value is not None else result.withheld
        title = result.measure.title.casefold()
        if note and not note.startswith(_IN_THE_CELL) and title not in measures.get(note, []):
            pooled = ", all periods" * (result in findings.pooled)
            measures.setdefault(note, []).append(title + pooled)
    return " ".join(f"{note[:-1]} ({'; '.join(titles)})." for note, titles in measures.items())


def _periods(findings: Findings, name: str) -> list[Block]:
    """Return the counts period by period as a table, the latest ones where there are many."""
    protected = findings.protected
    levels = [
        level for level in ("newborns", "short_notice", "same_day") if level in protected.levels
    ]
    periods = [p for p in protected.periods if p != ALL_PERIODS][-_PERIODS_SHOWN:]
    rows = tuple(
        (LEVELS[level], *(protected.shown(level, findings.area, period) for period in periods))
        for level in levels
    )
    table = Table(f"{name}: counts of babies by period", ("Count", *periods), rows)
    return [table] if rows and len(periods) > 1 else []


def _value(result: MeasureResult) -> str:
    if result.value is None:
        reasons = (r.casefold() for r in _IN_THE_CELL if result.withheld.startswith(r))
        return next(reasons, "not worked out")
    part_of = f" ({result.part:,} of {result.whole:,})" if result.measure.kind == "share" else ""
    return result.value_text.replace(" per cent", "%") + part_of


def _pictures(findings: Findings, name: str) -> list[Block]:
    """Return the shares as a picture and the incidence as another, beside England and Wales."""
    shares = [share for key in SHARES if (share := findings.best(key))]
    rate = findings.measure("incidence")
    title = f"Shares about newborn babies in care proceedings, {name}"
    pictures = [_draw(title, "Per cent", 100.0, shares, findings)] if shares else []
    if rate.value is not None:
        title = f"Incidence, {name}: per 10,000 live births"
        highest = 20.0 * math.ceil(max(rate.value.high, 80) / 20)
        pictures.append(_draw(title, "Per 10,000 live births", highest, [rate], findings))
    return pictures


def _draw(
    title: str, unit: str, highest: float, results: Sequence[MeasureResult], findings: Findings
) -> Block:
    """Return a picture with a row for each result, and beside it what is published of the same."""
    kind: Kind = "illustrative" if findings.protected.illustrative else "yours"
    marks, sentences = [], []
    for result in results:
        assert result.value is not None
        row, value = f"{result.measure.title}, {result.period}", result.value
        label = result.value_text.removesuffix(" per cent")
        beside = _find_beside(findings, result)
        marks.append(Mark(row, value.value, label, kind, value.low, value.high))
        marks += [Mark(row, f.value, f"{f.geography} {f.value_text}", "published") for f in beside]
        others = [f"{f.geography} {f.value_text}" for f in beside]
        sentences.append(f"{result.measure.title}: {join_words([f'yours {label}', *others])}.")
    description = f"{' '.join(sentences)} Bars show 95% intervals."
    rows = tuple(dict.fromkeys(mark.row for mark in marks))
    return Picture(title, description, unit, rows, tuple(marks), highest, legend=len(results) > 1)


def _find_beside(findings: Findings, result: MeasureResult) -> list[evidence.Figure]:
    """Return the figures of the same definition: of England and Wales, and of the area's places."""
    own = [comparison.figure.id for comparison in findings.comparisons]
    return [
        figure
        for figure in map(evidence.figure, result.measure.published)
        if (figure.geography in evidence.NATIONS or figure.id in own)
        and figure.value is not None
        and not list_differences(findings.protected, figure)
    ]


def _sureness(findings: Findings) -> list[str]:
    wanted = ("count", "short_notice", "same_day", "incidence")
    changes = {change.first.measure.key: change.text for change in findings.changes}
    compared = [c.text for c in findings.comparisons if c.text and c.measure.key in _WITH_PEERS]
    peers = {p.measure.key: p.text(plain(findings.area)) for p in findings.peers}
    return [
        "The intervals (Wilson for shares, exact Poisson for counts and rates) show how far chance "
        "alone could have moved a figure. They say nothing about records that are wrong or "
        "missing.",
        *[changes[key] for key in wanted if key in changes][:3],
        *compared[:3],
        *[peers[key] for key in _WITH_PEERS if key in peers][:1],
        findings.protected.summary,
        *_account(findings.protected),
    ]


def _account(protected: Protected) -> list[str]:
    """Return what became of the table's rows, as far as that gives no hidden count away.

    The rows that are read, less those that are set aside, are the babies counted: they are named
    only where the count of all of them is shown as it is, and no number is small.
    """
    exact = (
        "newborns" in protected.levels
        and protected.count("newborns", protected.areas[-1], protected.periods[-1]) is not None
        and not protected.rounded_to
        and all(rows >= protected.threshold for _, rows in protected.account)
    )
    parts = [
        f"{reason} {rows:,}" if rows >= protected.threshold
        else f"{reason} fewer than {protected.threshold}"
        for reason, rows in protected.account
        if exact or reason.startswith("set aside")
    ]  # fmt: skip
    return [f"Rows of the table: {'; '.join(parts)}."] if parts else []


def _limits(findings: Findings) -> list[str]:
    differences = {d for comparison in findings.comparisons for d in comparison.differences}
    likeness = f"Like with like: the definitions may differ in {'; '.join(sorted(differences))}."
    rounding = "Small differences: every count shown is rounded to the nearest 5."
    return [
        "Why: no cause can be read from a count, an interval or a difference between areas.",
        WHO_IS_MISSING,
        "A rival explanation: how dates are entered, and when a court can list a hearing, move "
        "these figures without changing any family’s life.",
        "Parents’ experience: days of notice do not say on what day the parents heard the plan, or "
        "whether they had a lawyer.",
        *[likeness] * bool(differences),
        *[rounding] * bool(findings.protected.rounded_to),
    ]
