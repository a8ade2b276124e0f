"""The words of the trend chart: a sentence, a description, a table and notes for every state."""

from __future__ import annotations

from collections.abc import Sequence

from born_into_care import evidence
from born_into_care.charts.counts import (
    BOTH,
    EARLIER,
    LATER,
    NEWBORN,
    NEWBORN_2018,
    changes,
    counts,
)
from born_into_care.charts.marks import ILLUSTRATIVE, OTHER_REPORT, PUBLISHED
from born_into_care.charts.trend.known import UP_BOUND, Mark, Panel
from born_into_care.charts.wording import (
    describe_change,
    format_number,
    format_signed,
    name_in_sentence,
)
from born_into_care.estimates import change_in_counts, decompose
from born_into_care.text import join_words

PANEL_NAMES: dict[Panel, str] = {
    "count": "Newborns in care proceedings",
    "births": "Live births",
    "incidence": "Newborns per 10,000 live births",
}


def sentence(area: str, marks: Sequence[Mark], *, index: bool) -> str:
    """Give what the chart shows in one or two sentences."""
    if index:
        return _index_sentence(area, marks)
    where = name_in_sentence(area)
    births = _births_change(area)
    if not counts(area):
        rates = _rates(marks)
        opening = (
            f"No count of newborns in care proceedings is published here for {where}"
            if rates
            else f"Neither a count of newborns nor an incidence is published here for {where}"
        )
        tail = f", and incidence {rates}" if rates else ""
        return f"{opening}; live births {births}{tail}.{_hollow(marks)}"
    first, last = changes(area)[0]
    change = change_in_counts(first.babies, last.babies)
    if area == "England":
        count = f"rose by {format_number(change.value, 1)} per cent from {EARLIER} to {LATER}"
    else:
        other = change_in_counts(first.babies, changes(area)[1][1].babies)
        count = (
            f"rose by {format_number(change.value, 1)} or {format_number(other.value, 1)} per "
            "cent from "
            f"{EARLIER} to {LATER}, as accounts of Wales differ"
        )
    return (
        f"In {where}, newborns in care proceedings {count}; live births {births}, and incidence "
        f"{_rates(marks)}.{_hollow(marks)}"
    )


def description(area: str, marks: Sequence[Mark], *, index: bool) -> str:
    """Give the sentence, how the change splits, and what is missing."""
    parts = [sentence(area, marks, index=index)]
    for first, last in changes(area):
        split = decompose(first.babies, first.births, last.babies, last.births)
        uses = f"With {last.version} in Wales, of" if last.version else "Of"
        parts.append(
            f"{uses} the change of {format_signed(split.change)} babies, "
            f"{format_signed(split.from_births)} goes with fewer births and "
            f"{format_signed(split.from_incidence)} with a higher incidence."
        )
    others = [one for one in marks if one.kind in (OTHER_REPORT, UP_BOUND)]
    if others:
        parts.append(
            "Other reports give "
            + join_words([f"{one.text} for {one.period}" for one in others])
            + " under other definitions or years; they are not joined to the rest."
        )
    parts.append(
        "Counts and incidence are points, since the years between are not held here."
        if counts(area) or any(one.panel == "incidence" for one in marks)
        else "The births line is all that is held."
    )
    return " ".join(parts)


def table(area: str, marks: Sequence[Mark], *, index: bool) -> list[dict[str, str]]:
    """Give one row for each mark, one for what is missing, and the split of the change."""
    rows = []
    for panel, name in PANEL_NAMES.items():
        own = [one for one in marks if one.panel == panel]
        rows += [_row(name, one) for one in own]
        rows += [_missing(name, when) for when in _gaps(panel, own, area, index=index)]
    if not index:
        rows += _split_rows(area)
    return rows


def notes(area: str, marks: Sequence[Mark], *, index: bool, other_reports: bool) -> tuple[str, ...]:
    """Give methods, definitions and what is left out."""
    found = [
        "A year on the axis is the calendar year of births; newborns in care proceedings are "
        "counted from April of that year to March of the next (2019 is 2019/20).",
    ]
    drawn = any(one.low is not None for one in marks)
    if index:
        found.append(
            "The index divides each value by that of 2012/13. Whiskers are exact conditional 95% "
            "intervals of the change since then."
            if drawn
            else "The index divides each value by that of 2012/13."
        )
    elif drawn:
        found.append(
            "Whiskers are exact Poisson 95% intervals. Births are counted completely and have none."
        )
    if not counts(area):
        found.append(
            "No interval on incidence: the count of newborns is not published here for this area."
        )
    elif not index:
        found.append(
            "The split of the change is Kitagawa's, derived by us. It is bookkeeping and names no "
            "cause."
        )
    found.append(NEWBORN)
    if area == BOTH:
        first, last = (
            evidence.derivation(f"derived-births-elsewhere-{year}") for year in ("2012", "2019")
        )
        found.append(
            "Counts and incidence are England plus Wales, added up by us. The births drawn include "
            f"{first.value_text} in {first.period} and {last.value_text} in {last.period} to "
            "mothers who usually lived in neither nation; the incidence leaves them out."
        )
    if area == "Wales":
        other = counts(area)[-1]
        found.append(
            f"The incidence of {format_number(other.rate.value, 1)} comes from {other.babies} "
            "babies "
            f"and is derived by us; {evidence.figure('incidence-wales-2019-20').value_text} is "
            "published."
        )
    if other_reports:
        found.append(_others_note(marks, index=index))
    if any(one.kind is ILLUSTRATIVE for one in marks):
        found.append(
            "Hollow diamonds come from the illustrative cohort, which this pack's own script made. "
            "They are not published, and their ups and downs mean nothing."
        )
    return tuple(found)


def _others_note(marks: Sequence[Mark], *, index: bool) -> str:
    if index:
        return (
            "Figures of other reports have no value of their own for 2012/13, so they have no "
            "index and are left out."
        )
    if not any(one.kind in (OTHER_REPORT, UP_BOUND) for one in marks):
        return "No figure of another report is held for this area."
    return (
        f"{NEWBORN_2018} Other points differ in the years that they cover; the table gives the "
        "definition of each."
    )


def _births_change(area: str) -> str:
    ours = evidence.derivation(f"derived-change-births-{evidence.area_slug(area)}")
    return f"{describe_change(ours.value)} per cent from {ours.period}"


def _rates(marks: Sequence[Mark]) -> str:
    """How a sentence goes on after "incidence": from what to what, or what it was."""
    own = [
        one
        for one in marks
        if one.panel == "incidence" and one.kind not in (OTHER_REPORT, UP_BOUND, ILLUSTRATIVE)
    ]
    first = [one for one in own if one.period == EARLIER]
    # The published value, where there is one, before what a disputed count would give.
    last = sorted(
        (one for one in own if one.period == LATER), key=lambda one: one.kind is not PUBLISHED
    )
    published = last[:1] if last and last[0].kind is PUBLISHED else last
    ends = " or ".join(one.text for one in published)
    if first and ends:
        return f"rose from {first[0].text} to {ends} per 10,000"
    return f"was {ends} per 10,000 in {LATER}" if ends else ""


def _hollow(marks: Sequence[Mark]) -> str:
    if any(one.kind is ILLUSTRATIVE for one in marks):
        return " Hollow diamonds are illustrative."
    return ""


def _index_sentence(area: str, marks: Sequence[Mark]) -> str:
    where = name_in_sentence(area)
    parts = []
    for panel, name in (
        ("count", "newborns in care proceedings"),
        ("births", "live births"),
        ("incidence", "incidence"),
    ):
        last = [
            one
            for one in marks
            if one.panel == panel and one.first_year == 2019 and one.kind is not ILLUSTRATIVE
        ]
        if last:
            values = " or ".join(dict.fromkeys(one.text for one in last))
            parts.append(f"{name} {'stand' if panel != 'incidence' else 'stands'} at {values}")
    if not parts:
        drawn = "the hollow diamonds alone are" if marks else "nothing can be"
        return (
            f"No value of {EARLIER} is published here for {where}, so {drawn} set to 100; "
            f"live births {_births_change(area)}.{_hollow(marks)}"
        )
    return (
        f"With {EARLIER} as 100, in {where} {join_words(parts)} in {LATER}: above 100 is more, "
        f"below is less.{_hollow(marks)}"
    )


def _row(name: str, one: Mark) -> dict[str, str]:
    return {
        "Panel": name,
        "Year": one.period,
        "Value": one.text,
        "95% interval": one.interval,
        "Standing": one.standing,
    }


def _missing(name: str, when: str) -> dict[str, str]:
    return {
        "Panel": name,
        "Year": when,
        "Value": "not held here" if name == PANEL_NAMES["births"] else "not published here",
        "95% interval": "none: no value",
        "Standing": "missing",
    }


def _gaps(panel: Panel, own: Sequence[Mark], area: str, *, index: bool) -> list[str]:
    """The years of a panel that hold no value."""
    if index and not own:
        return [f"all years: no value for {EARLIER} to set to 100"]
    years = {one.first_year for one in own if one.kind not in (OTHER_REPORT, UP_BOUND)}
    if panel == "births":
        first = 2007 if area == BOTH else 2012
        return [str(year) for year in range(first, max(years)) if year not in years]
    wanted = range(2012, 2020)
    missing = [year for year in wanted if year not in years]
    return [
        f"{start}/{(start + 1) % 100} to {end}/{(end + 1) % 100}"
        if start != end
        else f"{start}/{(start + 1) % 100}"
        for start, end in _runs(missing)
    ]


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    """Years that follow one another, as first and last."""
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


def _split_rows(area: str) -> list[dict[str, str]]:
    rows = []
    for first, last in changes(area):
        split = decompose(first.babies, first.births, last.babies, last.births)
        uses = f", with {last.version} in Wales" if last.version else ""
        for part, value in (
            ("in all", float(split.change)),
            ("that goes with births", split.from_births),
            ("that goes with incidence", split.from_incidence),
        ):
            rows.append(
                {
                    "Panel": f"Change {part}{uses}",
                    "Year": f"{EARLIER} to {LATER}",
                    "Value": f"{format_signed(value)} babies",
                    "95% interval": "none: a split of two counts",
                    "Standing": "derived by us",
                }
            )
    return rows
