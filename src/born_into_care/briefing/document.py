"""What a briefing says, of an area of a table or of a published area: the same outline for both.

Its sentences are in `templates/table.txt` and `templates/published.txt`.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from born_into_care import evidence
from born_into_care.charts.values import BOTH, EARLIER, LATER, counts_without_fit, figure_value
from born_into_care.documents import (
    Block,
    Document,
    DrawnValue,
    Heading,
    Items,
    Paragraph,
    Picture,
    Sources,
    Table,
    make_environment,
)
from born_into_care.documents.blocks import Origin
from born_into_care.errors import require_known
from born_into_care.text import capital, join_words, plain
from born_into_care.your_area.findings import (
    SHARES,
    Comparison,
    Findings,
    MeasureResult,
    list_differences,
)
from born_into_care.your_area.protection import (
    ALL_AREAS,
    ALL_PERIODS,
    HIDDEN,
    LEVELS,
    NOT_KNOWN,
    WHOLE_TABLE,
    WITHOUT_COUNT,
    Protected,
)

PUBLISHED_AREAS = (*evidence.AREAS, "England")
_PUBLISHED = {
    "newborns in care proceedings": "newborns in care proceedings",
    "incidence of newborns in care proceedings": "incidence",
    "newborns heard at short notice": "first hearing at short notice",
    "newborns heard on the day of issue": "first hearing on the day of issue",
    "newborns as a share of infants in care proceedings": "newborns among infants",
}
"""The measures of a published area's briefing, and how each is called in it."""
_PICTURES = {
    "incidence of newborns in care proceedings": (
        "Incidence", "Per 10,000 live births", ("England", "Wales")
    ),
    "newborns heard at short notice": ("Short notice", "Per cent", ("England", "Wales")),
    "newborns heard on the day of issue": ("Same day", "Per cent", (BOTH,)),
}  # fmt: skip
"""The measures that have a picture: its name, its unit, and what an area stands beside in it."""
_DEFINITIONS = (
    "Definitions and bands of notice: Newborn babies in urgent care proceedings in England and "
    "Wales (Nuffield Family Justice Observatory, 2021). Its own regional tables are not in this "
    "pack.",
    "https://www.nuffieldfjo.org.uk/resource/newborn-babies-urgent-care-proceedings",
)
_IN_THE_CELL = ("Withheld", "Not known")
"""Reasons that a cell says for itself; any other stands under the table."""
_WITH_PEERS = ("short_notice", "incidence")


def brief_published(area: str) -> Document:
    """Return the briefing on a published area, from published figures alone.

    Example:
        >>> brief_published("Wales").title
        'Newborn babies in care proceedings: Wales'
    """
    require_known("published area", area, PUBLISHED_AREAS)
    figures = find_published(area)
    words = _write_sections(
        "published.txt", area=area, figures=figures, names=_PUBLISHED, period=LATER,
        births=evidence.births, regions=evidence.REGIONS, figure_value=figure_value,
        counts_without_fit=counts_without_fit,
    )  # fmt: skip
    rows = [
        # The column of measures says what a rate is per.
        (capital(_PUBLISHED[f.measure]), f.geography, f.period,
         f.text.replace(" per cent", "%").removesuffix(" live births"), _interval(f), f.standing)
        for f in figures
    ]  # fmt: skip
    note, births = words["What the figures say"]
    table = Table(
        f"Published figures for {area}, and what stands beside them",
        ("Measure", "Where", "When", "Published", "95% interval", "Standing"), tuple(rows), note,
    )  # fmt: skip
    shown = [table, Paragraph(births), *_draw_published(area)]
    return _lay_out(area, words, shown, cite_rows([figure.id for figure in figures]))


def find_published(area: str) -> list[evidence.Figure]:
    """Return the figures of an area, then those of England, and England and Wales, beside it.

    A count of England says nothing beside a region's; its rates and shares do.
    """
    areas = [area, "England", BOTH] if area in evidence.REGIONS else [area, BOTH]
    figures = [
        figure
        for figure in evidence.all_figures()
        if figure.measure in _PUBLISHED
        and figure.period in (EARLIER, LATER)
        and figure.geography in areas
        and (figure.geography == area or figure.unit != "babies")
    ]
    return sorted(figures, key=lambda f: (areas.index(f.geography), f.measure, f.period))


def _draw_published(area: str) -> Iterator[Block]:
    """Yield a picture for each measure: an area beside England and Wales in the latest year."""
    latest = [f for f in evidence.all_figures() if f.period == LATER]
    own = [f.measure for f in latest if f.geography == area and f.measure in _PICTURES]
    for measure in dict.fromkeys(own or list(_PICTURES)[:1]):
        name, unit, beside = _PICTURES[measure]
        figures = {f.geography: f for f in latest if f.measure == measure}
        places = tuple(dict.fromkeys([area, *beside]))
        drawn = tuple(_draw_value(place, figures.get(place)) for place in places)
        values = "; ".join(f"{value.row} {value.label}" for value in drawn)
        yield Picture(
            f"{name}, {LATER}: {unit.lower()}, as published, with 95% intervals",
            f"{values}. In brackets and as bars: 95% intervals, where the number is known.",
            unit, places, drawn, legend=False,
        )  # fmt: skip


def _draw_value(place: str, figure: evidence.Figure | None) -> DrawnValue:
    if figure is None:
        return DrawnValue(place, None, "not in this pack", "published")
    limits = figure_value(figure).limits
    label = f"{figure.value_text} ({_interval(figure)})" if limits else figure.value_text
    return DrawnValue(place, figure.value, label, "published", *(limits or ()))


def _interval(figure: evidence.Figure) -> str:
    limits = figure_value(figure).limits
    return f"{limits[0]:.1f} to {limits[1]:.1f}" if limits else "not known"


def brief_findings(findings: Findings) -> Document:
    """Return the briefing that follows from what a protected table says about one area."""
    protected, name = findings.protected, plain(findings.area)
    wanted = ("count", "short_notice", "same_day", "incidence")
    changes = [findings.changes[key].text for key in wanted if key in findings.changes]
    peers = [findings.peers[k].text(findings.area) for k in _WITH_PEERS if k in findings.peers]
    compared = [c.text for c in findings.comparisons if c.text and c.measure.key in _WITH_PEERS]
    words = _write_sections(
        "table.txt", findings=findings, protected=protected, name=name, place=lower_total(name),
        table=plain(protected.table_name), notes=_list_notes(findings), all_periods=ALL_PERIODS,
        withheld=WITHOUT_COUNT[HIDDEN], account=_list_account(protected),
        differences=sorted({d for c in findings.comparisons for d in c.differences}),
        moves=[*changes[:3], *compared[:3], *peers[:1]],
    )  # fmt: skip
    shown = [
        _list_figures(findings, name, *words["What the figures say"]),
        *_draw_shares(findings, name),
        *_list_periods(findings, name),
    ]
    cited = cite_rows([comparison.figure.id for comparison in findings.comparisons])
    return _lay_out(name, words, shown, cited, protected.illustrative)


def lower_total(name: str) -> str:
    """Return the name of an area or a period as it stands inside a sentence.

    Example:
        >>> lower_total("All areas of the table"), lower_total("Leeds")
        ('all areas of the table', 'Leeds')
    """
    ours = name in (ALL_AREAS, ALL_PERIODS, WHOLE_TABLE)
    return name[0].lower() + name[1:] if ours else name


def describe_published(comparison: Comparison) -> str:
    """Return a published figure as it stands in a table: where, how much, when."""
    figure = comparison.figure
    star = "*" if comparison.differences else ""
    sign = "%" if figure.unit == "per cent" else ""
    return f"{figure.geography} {figure.value_text}{sign}, {figure.period}{star}"


def _list_figures(findings: Findings, name: str, note: str) -> Table:
    pooled = ["All periods"] if findings.pooled else []
    head = ("Measure", findings.period, "95% interval", *pooled, "Published")
    rows = []
    for key, result in findings.results.items():
        comparisons = [c for c in findings.comparisons if c.measure == result.measure]
        published = "; ".join(map(describe_published, comparisons)) or "none in this pack"
        over_all = [_value(findings.pooled[key])] if findings.pooled else []
        rows.append(
            (result.measure.title, _value(result), result.interval_text, *over_all, published)
        )
    caption = f"{name}: counts, rates and shares, with published figures beside them"
    return Table(caption, head, tuple(rows), note)


def _value(result: MeasureResult) -> str:
    if result.value is None:
        reasons = (reason for reason in _IN_THE_CELL if result.note.startswith(reason))
        return next(reasons, "Not worked out").casefold()
    part_of = f" ({result.part:,} of {result.whole:,})" if result.measure.kind == "share" else ""
    return result.value_text.replace(" per cent", "%") + part_of


def _list_notes(findings: Findings) -> str:
    """Return each note on a value once, with the measures it is about."""
    measures: dict[str, dict[str, str]] = {}
    for about, results in (("", findings.results), (", all periods", findings.pooled)):
        for result in results.values():
            if result.note and not result.note.startswith(_IN_THE_CELL):
                title = result.measure.title.casefold()
                measures.setdefault(result.note, {}).setdefault(title, title + about)
    return " ".join(f"{n[:-1]} ({'; '.join(titles.values())})." for n, titles in measures.items())


def _list_periods(findings: Findings, name: str) -> Iterator[Block]:
    """Yield the counts by period as a table, the latest ones where there are many."""
    protected = findings.protected
    periods = [p for p in protected.periods if p != ALL_PERIODS][-6:]
    rows = tuple(
        (LEVELS[level], *(protected.shown(level, findings.area, period) for period in periods))
        for level in ("newborns", "short_notice", "same_day")
        if level in protected.levels
    )
    if rows and len(periods) > 1:
        yield Table(f"{name}: counts of babies by period", ("Count", *periods), rows)


def _draw_shares(findings: Findings, name: str) -> Iterator[Block]:
    """Yield the shares as a picture and the incidence as another, beside England and Wales."""
    if shares := [share for share in map(findings.best, SHARES) if share]:
        yield _draw(
            f"Shares about newborn babies in care proceedings, {name}", "Per cent", 100.0, shares,
            findings,
        )  # fmt: skip
    rate = findings.results["incidence"]
    if rate.value is not None:
        title = f"Incidence, {name}: per 10,000 live births"
        # As far as 80 at least, where the highest of the published rates are; a tick each 20.
        highest = 20.0 * math.ceil(max(rate.value.high, 80) / 20)
        yield _draw(title, "Per 10,000 live births", highest, [rate], findings)


def _draw(
    title: str, unit: str, highest: float, results: Sequence[MeasureResult], findings: Findings
) -> Block:
    """Return a picture with a row for each result, and beside it what is published of the same."""
    drawn, sentences = [], []
    origin: Origin = "illustrative" if findings.protected.illustrative else "yours"
    for result in results:
        assert result.value is not None
        row, value = f"{result.measure.title}, {result.period}", result.value
        label = result.value_text.removesuffix(" per cent")
        beside = {f"{f.geography} {f.value_text}": f for f in _find_beside(findings, result)}
        drawn.append(DrawnValue(row, value.value, label, origin, value.low, value.high))
        drawn += [DrawnValue(row, f.value, text, "published") for text, f in beside.items()]
        sentences.append(f"{result.measure.title}: {join_words([f'yours {label}', *beside])}.")
    description = f"{' '.join(sentences)} Bars show 95% intervals."
    rows = tuple(dict.fromkeys(value.row for value in drawn))
    return Picture(title, description, unit, rows, tuple(drawn), highest, legend=len(results) > 1)


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


def _list_account(protected: Protected) -> list[str]:
    """Return what became of the table's rows, as far as that gives no hidden count away.

    The rows that are read, less those that are set aside, are the babies counted: they are named
    only where the count of all of them is shown as it is, and no number is small.
    """
    exact = (
        "newborns" in protected.levels
        and protected.shown("newborns", protected.areas[-1], protected.periods[-1])
        not in (HIDDEN, NOT_KNOWN)
        and not protected.rounded_to
        and all(rows >= protected.threshold for _, rows in protected.account)
    )
    return [
        f"{reason} {rows:,}" if rows >= protected.threshold
        else f"{reason} fewer than {protected.threshold}"
        for reason, rows in protected.account
        if exact or reason.startswith("set aside")
    ]  # fmt: skip


def _write_sections(template: str, **facts: object) -> dict[str, tuple[str, ...]]:
    """Return what a template has under each heading: paragraphs, notes, or items of a list."""
    text = make_environment("born_into_care.briefing").get_template(template).render(facts)
    _, *parts = re.split(r"^# (.*)$", text, flags=re.M)
    return {
        heading: tuple(" ".join(item.split()) for item in re.split(r"^- ", items, flags=re.M)[1:])
        for heading, items in zip(parts[::2], parts[1::2], strict=True)
    }


def _lay_out(
    area: str, words: Mapping[str, tuple[str, ...]], shown: Sequence[Block],
    sources: Iterable[tuple[str, str]], illustrative: bool = False,
) -> Document:  # fmt: skip
    """Return a briefing: what stands under each of its headings, in the order of the pages."""
    strong, about = words["Opening"]
    to_fill_in = Table(
        "For the meeting: who finds out, by when",
        ("Question", "Who finds out", "By when", "What came of it"),
        tuple((str(number), "", "", "") for number in (1, 2, 3)),
        to_fill_in=True,
    )
    return Document(
        f"Newborn babies in care proceedings: {area}",
        (
            Paragraph(strong, "strong"),
            Paragraph(about),
            Heading("What the figures say"),
            *shown,
            Heading("How sure we are", page=True),
            Items(words["How sure we are"]),
            Heading("What the figures can’t say"),
            Items(words["What the figures can’t say"]),
            Heading("Three questions to ask next"),
            Items(words["Three questions to ask next"][:3], numbered=True),
            to_fill_in,
            Heading("Sources"),
            Sources((*((text, "") for text in words["Sources"]), *sources, _DEFINITIONS)),
        ),
        illustrative=illustrative,
        author="Born into care teaching pack",
    )


def cite_rows(ids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sources of published figures, each once: publisher, year, title and rows.

    A briefing travels without the pack, so it names the rows where a page of the pack links them.
    """
    rows_of: dict[str, list[str]] = {}
    for row in dict.fromkeys(ids):
        cited = evidence.sources_of(row)
        rows_of |= {name: [] for name in cited if name not in rows_of}
        # A row is named at the first of its sources: at each, it makes a third page.
        rows_of[cited[0]].append(row)
    for number, (name, rows) in enumerate(rows_of.items()):
        source = evidence.source(name)
        text = f"{source.publisher} ({source.year}) {source.title}."
        if rows:
            text += f" {'Rows' if number else 'Rows of data/figures.md'}: {', '.join(rows)}."
        yield text, source.url
