"""Which column is what: taken only by its whole heading, else asked; years in headings turned."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from born_into_care.errors import PackError, require_known
from born_into_care.text import join_words
from born_into_care.your_area.cells import is_blank, match_cells, read_count, read_date
from born_into_care.your_area.contract import LAYOUTS, ROLES, aliases, fold_heading
from born_into_care.your_area.counts import LEVELS
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.periods import read_period
from born_into_care.your_area.remarks import TableCheck, write_word

_OF_BABIES = frozenset(["issue_date", "birth_date", "age_days", "hearing_date", "notice_days"])
_OF_COUNTS = (*LEVELS, "births")
_NO_NUMBERS = (
    r"per ?cents?|percentages?|pct|perc|rates?|proportions?|averages?|mean|median|ratios?"
    r"|cumulative|rolling|ytd|to date|thousands?|0{3}s|millions?"
)
_OTHER_DAYS = r"years?|yrs?|y|weeks?|wks?|w|months?|mths?|m|hours?|hrs?|h|minutes?"
_OTHER_UNITS = {
    "days": _OTHER_DAYS,
    "age_days": rf"{_OTHER_DAYS}|hearings?|orders?|referrals?|placements?|today|now|current"
    r"|mothers?|fathers?|parents?|siblings?",
    "count": rf"{_NO_NUMBERS}|per|shares?|index|not|non|excluding|excl|codes?|id|rank|score|change"
    r"|difference",
    "period": r"cumulative|rolling|ytd|to date",
}
"""Words of a heading by which it can't be what a role holds."""
_OF_YEAR = r"(?: (?:19|20)\d\d)?"
_UNTIL = r" (?:to )?(?:\d\d? )?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_OTHER_SUBJECTS = re.compile(
    rf"\b(?:{_NO_NUMBERS}|per 1 ?0+|under 1|under one|infants?|looked after|applications?|orders"
    r"|families|mothers|parents|hearings|siblings?|weeks?|months?|28 days|exclud\w+|except|omit\w*"
    r"|estimat\w+|filter\w*|projected|forecasts?|targets?|academic"
    r"|school years?|calendar years?|year runs"
    r"|years? (?:ending|ended|to) (?!(?:31 |31st )?mar)\w+"
    rf"|(?!apr[a-z]*{_OF_YEAR}{_UNTIL}mar){_MONTH}{_OF_YEAR}{_UNTIL}{_MONTH}{_OF_YEAR})\b"
)
_FINEST_FIRST = (
    "authority", "authority code", "", "code", "own", "region", "region code", "nation",
    "nation code",
)  # fmt: skip
_YEAR_IN_HEADING = re.compile(r"(.*?)[\s:,_-]*((?:fy)?\s*(?:19|20)\d\d.*)", re.I)
_SUFFIX = re.compile(r" ?\[column \d+\]$")


@dataclass(frozen=True)
class ColumnMap:
    """Which column is what.

    Attributes:
        layout: "babies" or "counts".
        columns: role to heading.
        units: role to what the heading's alias says beside it ("financial", "region").
    """

    layout: str
    columns: Mapping[str, str]
    units: Mapping[str, str]


def find_other_unit(role: str, heading: str) -> str:
    """Return the word in a heading by which it can't be a role; "" where it can.

    Example:
        >>> find_other_unit("newborns", "newborn_rate"), find_other_unit("age_days", "Age (days)")
        ('rate', '')
    """
    pattern = _OTHER_UNITS.get(role) or _OTHER_UNITS.get(ROLES[role].holds, "(?!)")
    found = re.search(rf"\b(?:{pattern})\b", fold_heading(heading.replace("%", " percent ")))
    return found[0] if found else ""


def find_other_subject(words: str) -> str:
    """Return what in a title or a note may say that numbers are not of newborns; "" for nothing.

    Example:
        >>> find_other_subject("Table 1: newborn babies (rates per 10,000)")
        'rates'
        >>> [find_other_subject(f"April 2019 to {end} 2020") for end in ("March", "January")]
        ['', 'april 2019 to january 2020']
    """
    found = _OTHER_SUBJECTS.search(fold_heading(words.replace("%", " percent ")))
    return found[0] if found else ""


def list_choices(sheet: Sheet, role: str) -> tuple[str, ...]:
    """Return the headings that can be chosen for a role, by their words and their cells."""

    def fits(heading: str) -> bool:
        texts = [t for t in map(str.strip, sheet.cells[heading].cat.categories[:60]) if t]
        faults = {
            "date": (
                read_date(t, "day-first")[1] and read_date(t, "month-first")[1] for t in texts
            ),
            "days": (read_count(t, days=True)[1] for t in texts),
            "count": (read_count(t)[1] for t in texts),
        }.get(ROLES[role].holds, ())
        read = ("", "missing") if ROLES[role].holds == "days" else ("", "missing", "hidden")
        unread = sum(fault not in read for fault in faults)
        return bool(texts) and not find_other_unit(role, heading) and 2 * unread <= len(texts)

    return tuple(filter(fits, sheet.headings))


def find_columns(check: TableCheck, sheet: Sheet, changes: Mapping[str, str | None]) -> ColumnMap:
    """Return which column is what, and note in the check what a person has to say.

    Parameters:
        check: takes the questions and remarks.
        sheet: the table.
        changes: role to heading, as a person has said; None or "" for no column.

    Raises:
        PackError: for a role or heading that does not exist, or can't be used so.
    """
    taken = _check_changes(sheet, changes)
    aliased = {h: aliases().get(fold_heading(_SUFFIX.sub("", h)), ("", "")) for h in sheet.headings}
    free = {
        heading: role
        for heading, (role, _) in aliased.items()
        if role and role not in changes and heading not in taken.values()
    }
    candidates = _find_candidates(check, sheet, free)
    if areas := candidates.get("area"):
        finest = min((aliased[h][1] for h in areas), key=_FINEST_FIRST.index)
        candidates["area"] = [h for h in areas if aliased[h][1] == finest]
    layout = _find_layout(check, {*taken, *candidates}, {role for role, _ in aliased.values()})
    if "issue_date" in {*taken, *candidates} and layout == "babies":
        candidates = {r: c for r, c in candidates.items() if r not in ("period", "quarter")}
    for role in LAYOUTS[layout].columns:
        found = candidates.get(role, [])
        if len(found) == 1:
            taken[role] = found[0]
        elif found:
            check.ask_column(role, f"Which column is '{ROLES[role].title}'?", found)
            taken[role] = ""
    _ask_for_missing(check, sheet, layout, taken)
    columns = {r: h for r, h in taken.items() if h and r in LAYOUTS[layout].columns}
    others = [h for h in sheet.headings if h not in columns.values()]
    unknown = [f"'{h}'" for h in others if not aliased[h][0] and h != "Illustrative"]
    has_period = {"period", "issue_date"} & set(columns) or check.answers.get("period")
    open_columns = any(question.is_column for question in check.questions) or not has_period
    if unknown and not open_columns and not check.ask("others", columns=join_words(unknown)):
        others = [heading for heading in others if aliased[heading][0]]
    if others:
        check.say("not-used", f"These columns are not used: {join_words(others)}.")
    return ColumnMap(layout, columns, {role: aliased[h][1] for role, h in columns.items()})


def _find_candidates(
    check: TableCheck, sheet: Sheet, free: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return for each role the headings that name it and can be read so; say which can't."""
    candidates: dict[str, list[str]] = {}
    for heading, role in free.items():
        if heading in list_choices(sheet, role):
            candidates.setdefault(role, []).append(heading)
        elif not match_cells(sheet.cells[heading], is_blank).all():
            other = find_other_unit(role, heading)
            why = f"Its heading says '{other}'" if other else "Most of its cells can't be read"
            check.say("not-used", f"{why}: it is not used as '{ROLES[role].title}'.",
                      f"That is: {ROLES[role].meaning}", column=heading)  # fmt: skip
    return candidates


def _check_changes(sheet: Sheet, changes: Mapping[str, str | None]) -> dict[str, str]:
    taken: dict[str, str] = {}
    for role, heading in changes.items():
        title = ROLES[require_known("role", role, ROLES)].title
        if heading:
            require_known("column", heading, sheet.headings)
            if heading in taken.values():
                raise PackError(f"The column '{heading}' is used twice. Use it for one thing.")
            if word := find_other_unit(role, heading):
                raise PackError(f"'{heading}' can't be '{title}': its heading says '{word}'.")
            taken[role] = heading
    return taken


def _find_layout(check: TableCheck, roles: set[str], named: set[str]) -> str:
    """Return the layout that columns have; or that headings name, where none can be read."""
    babies, counts = bool(_OF_BABIES & roles), bool(roles.intersection(_OF_COUNTS))
    if not babies and not counts:
        babies, counts = bool(_OF_BABIES & named), bool(named.intersection(_OF_COUNTS))
    if (babies and counts) or check.answers.get("layout"):
        return check.ask("layout") or "babies"
    return "babies" if babies else "counts"


def _ask_for_missing(
    check: TableCheck, sheet: Sheet, layout: str, taken: Mapping[str, str]
) -> None:
    """Ask for what the layout needs; the other roles and answers that would do are named."""
    needs = {
        "area": ({"area"}, "area", "Where none does, name the area: --answer area=NAME"),
        "newborns": ({"newborns"}, "", "Where a row is a baby: --column issue_date=HEADING"),
        "issue_date": ({"issue_date", "period"}, "", "Or the period: --column period=HEADING"),
        "birth_date": ({"birth_date", "age_days"}, "all-newborns",
                       "Where every row is a newborn: --answer all-newborns=yes"),
    }  # fmt: skip
    for role, (enough, key, otherwise) in needs.items():
        answered = check.answers.get(key) or enough & set(taken)
        if role in LAYOUTS[layout].columns and not answered:
            free = [h for h in sheet.headings if h not in taken.values()]
            ages = [
                h for h in list_choices(sheet, "age_days") if h in free and "age_days" in enough
            ]
            words = [write_word("column", "age_days", heading) for heading in ages]
            text = f"Which column gives '{ROLES[role].title}'? "
            text += f"The columns are {join_words(sheet.headings)}. {otherwise}"
            text += f" Or the age in days: {join_words(words, last='or')}" * bool(words)
            check.ask_column(role, text, [h for h in list_choices(sheet, role) if h in free])


def turn_years(check: TableCheck, sheet: Sheet) -> Sheet:
    """Return the table with a row for each area and year, where each year had its own column."""
    found: dict[str, tuple[str, str]] = {}
    for heading in sheet.headings:
        role, _ = aliases().get(fold_heading(heading), ("", ""))
        if role == "period":
            return sheet
        parts = _YEAR_IN_HEADING.fullmatch(heading)
        role, _ = aliases().get(fold_heading(parts[1]) if parts else "", ("", ""))
        if parts and (not parts[1] or role in _OF_COUNTS):
            found[heading] = role, parts[2]
    unread = [
        h
        for h, (_, year) in found.items()
        if not (read_period(year) or read_period(year, "starts"))
    ]
    if len(unread) == len(found):
        return sheet
    for heading in unread:
        check.stop("period", "Its heading begins like a year and goes on.",
                   "Write the year alone, as in 2019/20, or take the column out.",
                   column=heading)  # fmt: skip
        del found[heading]
    unnamed_role = ""
    if unnamed := [heading for heading, (role, _) in found.items() if not role]:
        unnamed_role = check.ask("years-hold", columns=join_words(unnamed))
    return _stack(
        sheet, {h: (role or unnamed_role or "newborns", y) for h, (role, y) in found.items()}
    )


def _stack(sheet: Sheet, found: Mapping[str, tuple[str, str]]) -> Sheet:
    others: Iterable[str] = [heading for heading in sheet.headings if heading not in found]
    wide = sheet.cells[[*found]].astype(object)
    wide.columns = pd.MultiIndex.from_tuples([(ROLES[r].title, y) for r, y in found.values()])
    long = wide.stack(future_stack=True).fillna("")
    index = long.index.get_level_values(0).to_numpy()
    cells = long.assign(Period=long.index.get_level_values(1)).reset_index(drop=True)
    cells = sheet.cells[others].astype(object).iloc[index].reset_index(drop=True).join(cells)
    return replace(
        sheet, cells=cells.astype("category"), rows=sheet.rows[index], hidden=sheet.hidden[index],
        too_long=sheet.too_long[index], part=sheet.part[index],
        notes=(*sheet.notes, "Each year's column makes rows."),
    )  # fmt: skip
