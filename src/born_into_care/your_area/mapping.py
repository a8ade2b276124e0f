"""Which column is what: taken only by its whole heading, else asked; years in headings turned."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from born_into_care.errors import PackError, require_known
from born_into_care.evidence.periods import read_period
from born_into_care.evidence.places import find_place
from born_into_care.text import join_words
from born_into_care.your_area.contract import LAYOUTS, ROLES, find_alias, find_other_unit
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.remarks import TableCheck
from born_into_care.your_area.values import read_count, read_date

_READS: Mapping[str, Callable[[str], object]] = {
    "date": lambda t: not (read_date(t, "day-first")[1] and read_date(t, "month-first")[1]),
    "days": lambda t: read_count(t)[1] in ("", "missing"),
    "count": lambda t: read_count(t)[1] in ("", "missing", "hidden"),
}
"""What reads a cell, by what its column holds; anything can be a name, a period or a record."""
_ENOUGH = {
    "babies": (
        {"area", "issue_date", "birth_date"}, {"area", "issue_date", "age_days"},
        {"area", "issue_date", "all-newborns"}, {"area", "period", "age_days"},
        {"area", "period", "all-newborns"},
    ),
    "counts": ({"area", "newborns"},),
}  # fmt: skip
"""The roles and answers that are enough to count a layout, in any of these sets."""
_OTHERWISE = {
    "area": "Where none does, name the area: --answer area=NAME. Where names stand in rows of "
            "their own, write each beside its rows.",
    "newborns": "Its cells are whole numbers, such as 12. Where a row is a baby: --column "
                "issue_date=HEADING",
    "issue_date": "Its cells are dates, such as 2019-03-05. Or, where ages in days are given, the "
                  "period: --column period=HEADING",
    "age_days": "Its cells are whole days, such as 3. Or the dates of birth and issue: --column "
                "birth_date=HEADING --column issue_date=HEADING. Where every row is a newborn, if "
                "need be once you have kept those rows alone: --answer all-newborns=yes",
    "birth_date": "Its cells are dates, such as 2019-03-05. Or the age in days: --column "
                  "age_days=HEADING. Where every row is a newborn, if need be once you have kept "
                  "those rows alone: --answer all-newborns=yes",
}  # fmt: skip
_HARMLESS: Mapping[str | None, Callable[[str], object]] = {
    "count": _READS["count"], "name": lambda text: not text or find_place(text),
}  # fmt: skip
"""What reads the cells of other columns that say no more of a row: counts and places around it.
Of a column of any other kind nothing does, nor `str.isspace`, which no cell passes."""
_FINEST_FIRST = (
    "authority", "authority code", "", "code", "own", "region", "region code", "nation",
    "nation code",
)  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """Which column is what.

    Attributes:
        columns: role to heading.
        units: role to what the heading's alias says beside it ("FINANCIAL", "region").
        unread: headings of other columns that may say more of the rows.
    """

    layout: str
    columns: Mapping[str, str]
    units: Mapping[str, str]
    unread: tuple[str, ...]


def _can_be(sheet: Sheet, heading: str, role: str) -> bool:
    """Return whether a column can be a role: by its heading's words, and by half of its cells."""
    texts = [text for text in sheet.cells[heading].cat.categories[:60] if text]
    read = [text for text in texts if _READS.get(ROLES[role].holds, bool)(text)]
    return 2 * len(read) >= max(len(texts), 1) and not find_other_unit(role, heading)


def list_choices(sheet: Sheet, role: str) -> tuple[str, ...]:
    """Return the headings that can be chosen for a role, by their words and their cells."""
    return tuple(heading for heading in sheet.headings if _can_be(sheet, heading, role))


def find_columns(check: TableCheck, sheet: Sheet, changes: Mapping[str, str | None]) -> ColumnMap:
    """Return which column is what, and note in the check what a person has to say.

    Parameters:
        changes: role to heading, as a person has said; None or "" for no column.

    Raises:
        PackError: for a role or heading that does not exist, or can't be used so.
    """
    columns = _check_changes(sheet, changes)
    named = {h: find_alias(h) for h in sheet.headings}
    # Of areas, those of the finest kind: an authority's column before its region's.
    areas = [unit for role, unit in named.values() if role == "area"]
    finest = min(areas, key=_FINEST_FIRST.index, default="")
    found = {
        h: role for h, (role, unit) in named.items()
        if role and role not in changes and h not in columns.values() and _can_be(sheet, h, role)
        and (role != "area" or unit == finest)
    }  # fmt: skip
    holds = {h: ROLES[role].holds for h, (role, _) in named.items() if role}
    kinds = {*holds.values(), *(ROLES[role].holds for role in columns)}
    layout = "babies" if kinds & {"date", "days"} else "counts"
    if check.answers.get("layout") or (layout == "babies" and "count" in kinds):
        layout = check.ask("layout") or layout
    if layout == "babies" and "issue_date" in {*columns, *found.values()}:
        found = {h: role for h, role in found.items() if role not in ("period", "quarter")}
    elif "period" not in {*columns, *found.values()}:
        found = {h: "period" if role == "quarter" else role for h, role in found.items()}
    known = {*columns, *found.values(), *check.answers}
    missing = min((enough - known for enough in _ENOUGH[layout]), key=len)
    for role in LAYOUTS[layout].columns:
        headings = [h for h, of in found.items() if of == role]
        if len(headings) == 1:
            columns[role] = headings[0]
        elif headings or role in missing:
            check.ask_column(
                role,
                f"Which column is '{ROLES[role].title}'? The columns are "
                f"{join_words(sheet.headings)}. {_OTHERWISE.get(role, '')}",
                headings
                or [h for h in list_choices(sheet, role) if h not in {*columns.values(), *found}],
            )
    unused = {"period", "quarter"} if "issue_date" in columns else set()
    columns = {r: h for r, h in columns.items() if r in {*LAYOUTS[layout].columns} - unused}
    unread = [
        h for h in sheet.headings
        if h not in columns.values()
        and not all(map(_HARMLESS.get(holds.get(h), str.isspace), sheet.cells[h].cat.categories))
    ]  # fmt: skip
    units = {role: named[h][1] for role, h in columns.items()}
    # Names under a heading that does not speak of official places may be of courts or teams.
    area = columns.get("area")
    if area and not named[area][0] and not find_other_unit("official", area):
        units["area"] = "own"
    return ColumnMap(layout, columns, units, tuple(unread))


def _check_changes(sheet: Sheet, changes: Mapping[str, str | None]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for role, heading in changes.items():
        require_known("role", role, ROLES)
        if heading:
            columns[role] = require_known(
                "unused column", heading, [h for h in sheet.headings if h not in columns.values()]
            )
            if word := find_other_unit(role, heading):
                raise PackError(
                    f"'{heading}' can't be '{ROLES[role].title}': its heading says '{word}'."
                )
    return columns


def turn_years(check: TableCheck, sheet: Sheet) -> Sheet:
    """Return the table with a row for each area and year, where each year had its own column."""
    years = [h for h in sheet.headings if read_period(h)]
    dated = [h for h in sheet.headings if h in years or find_other_unit("part", h)]
    roles = {find_alias(h)[0] for h in sheet.headings} - {""}
    has_values = any(ROLES[role].holds in _READS for role in roles)
    if len(dated) > max(len(years), 1) and not has_values:
        check.say("years-in-headings", headings=join_words(dated))
    if not years or has_values or "period" in roles:
        return sheet
    role = check.ask("years-hold", columns=join_words(years)) or "newborns"
    cells = sheet.cells.astype(object).melt(
        [h for h in sheet.headings if h not in years], years, "Period", ROLES[role].title,
        ignore_index=False,
    )  # fmt: skip
    return replace(
        sheet, cells=cells.astype("category"),
        notes=(*sheet.notes, "Each year's column makes rows."),
    )  # fmt: skip
