"""Which column is what: taken only by its whole heading, else asked; years in headings turned."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from born_into_care.errors import PackError, require_known
from born_into_care.evidence.places import find_place
from born_into_care.text import join_words
from born_into_care.your_area.cells import is_blank, match_cells, read_count, read_date
from born_into_care.your_area.contract import (
    LAYOUTS,
    ROLES,
    find_alias,
    find_other_unit,
    fold_heading,
)
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.periods import read_period
from born_into_care.your_area.protection import LEVELS
from born_into_care.your_area.remarks import TableCheck, write_word

_OF_BABIES = ("issue_date", "birth_date", "age_days", "hearing_date", "notice_days")
_OF_COUNTS = (*LEVELS, "births")
_YEAR = r"(?<!\d)(?:19|20)\d\d(?!\d{3})"
_READABLE = {
    "count": "whole numbers such as 12. Parts ('12,5'), shares and rates are no numbers of babies.",
    "days": "whole days such as 3.",
    "date": "dates such as 2019-03-05.",
}
_FINEST_FIRST = (
    "authority", "authority code", "", "code", "own", "region", "region code", "nation",
    "nation code",
)  # fmt: skip


@dataclass(frozen=True)
class ColumnMap:
    """Which column is what.

    Attributes:
        columns: role to heading.
        units: role to what the heading's alias says beside it ("financial", "region").
        codes: headings that give the code of an area beside its name.
        unread: headings that are not used and that nobody knows.
    """

    layout: str
    columns: Mapping[str, str]
    units: Mapping[str, str]
    codes: tuple[str, ...]
    unread: tuple[str, ...]


def _list_texts(sheet: Sheet, heading: str, first: int | None = None) -> list[str]:
    """Return what the cells of a column hold, each once: all of it, or some."""
    return [text for text in map(str.strip, sheet.cells[heading].cat.categories[:first]) if text]


def _can_be(sheet: Sheet, heading: str, role: str) -> bool:
    """Return whether a column can be a role, by the words of its heading and by its cells."""
    texts = _list_texts(sheet, heading, 60)
    # What a cell says that can't be read so; of a name, only a blank.
    unread: Mapping[str, Callable[[str], object]] = {
        "date": lambda t: read_date(t, "day-first")[1] and read_date(t, "month-first")[1],
        "days": lambda t: read_count(t, days=True)[1] not in ("", "missing"),
        "count": lambda t: read_count(t)[1] not in ("", "missing", "hidden"),
    }
    is_unread = unread.get(ROLES[role].holds, is_blank)
    is_read = 2 * sum(bool(is_unread(text)) for text in texts) <= len(texts)
    return bool(texts) and is_read and not find_other_unit(role, heading)


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
    taken = _check_changes(sheet, changes)
    named = {h: find_alias(h) for h in sheet.headings}
    free = {
        h: role for h, (role, _) in named.items()
        if role and role not in changes and h not in taken.values()
    }  # fmt: skip
    candidates = _find_candidates(check, sheet, free)
    # Of areas, those of the finest kind: an authority's column before its region's.
    ranks = {h: _FINEST_FIRST.index(named[h][1]) for h in candidates.get("area", ())}
    candidates["area"] = [h for h, rank in ranks.items() if rank == min(ranks.values())]
    layout = _find_layout(check, {*taken, *candidates}, {role for role, _ in named.values()})
    if layout == "babies" and "issue_date" in {*taken, *candidates}:
        candidates |= {"period": [], "quarter": []}
    elif "period" not in {*taken, *candidates}:
        candidates["period"] = candidates.pop("quarter", [])
    for role in LAYOUTS[layout].columns:
        found = candidates.get(role, [])
        if len(found) == 1:
            taken[role] = found[0]
        elif found:
            check.ask_column(role, f"Which column is '{ROLES[role].title}'?", found)
    _ask_for_missing(check, sheet, layout, taken)
    columns = {role: h for role, h in taken.items() if role in LAYOUTS[layout].columns}
    others = [h for h in sheet.headings if h not in columns.values()]
    listed = [h for h in others if _is_not_needed(sheet, h, named[h][0])]
    if listed:
        check.say("not-needed", headings=join_words(listed))
    units = {role: named[h][1] for role, h in columns.items()}
    chosen = columns.get("area", "")
    # Names under a heading that does not speak of official places may be of courts or teams.
    if chosen and not named[chosen][0] and not find_other_unit("official", chosen):
        units["area"] = "own"
    return ColumnMap(
        layout, columns, units,
        tuple(h for h, (role, unit) in named.items() if role == "area" and unit.endswith("code")),
        tuple(h for h in others if h not in listed),
    )  # fmt: skip


def _find_candidates(
    check: TableCheck, sheet: Sheet, free: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the headings that could be each role; note those whose cells can't be read so."""
    candidates: dict[str, list[str]] = {}
    for heading, role in free.items():
        if _can_be(sheet, heading, role):
            candidates.setdefault(role, []).append(heading)
        elif not match_cells(sheet.cells[heading], is_blank).all():
            check.say(
                "not-used", column=heading, title=ROLES[role].title,
                values=_READABLE.get(ROLES[role].holds, "of that kind."),
            )  # fmt: skip
    return candidates


def _is_not_needed(sheet: Sheet, heading: str, role: str) -> bool:
    """Return whether a column that isn't used can change nothing: a count, a place, a period."""
    # Places say nothing that the areas do not, and periods are compared with the dates of issue.
    # Of any other column that we know no cell passes but a blank.
    is_known: Mapping[str, Callable[[str], object]] = {"area": find_place, "period": read_period}
    if not role:
        return heading == "Illustrative"
    if ROLES[role].holds == "count":
        return True
    return all(map(is_known.get(role, is_blank), _list_texts(sheet, heading)))


def _check_changes(sheet: Sheet, changes: Mapping[str, str | None]) -> dict[str, str]:
    taken: dict[str, str] = {}
    for role, heading in changes.items():
        require_known("role", role, ROLES)
        if heading:
            require_known("column", heading, sheet.headings)
            if heading in taken.values():
                raise PackError(f"The column '{heading}' is used twice. Use it for one thing.")
            if word := find_other_unit(role, heading):
                raise PackError(
                    f"'{heading}' can't be '{ROLES[role].title}': its heading says '{word}'."
                )
            taken[role] = heading
    return taken


def _find_layout(check: TableCheck, roles: set[str], named: set[str]) -> str:
    """Return the layout that columns have; or that headings name, where none can be read."""
    roles = roles if roles.intersection((*_OF_BABIES, *_OF_COUNTS)) else named
    babies, counts = bool(roles.intersection(_OF_BABIES)), bool(roles.intersection(_OF_COUNTS))
    if (babies and counts) or check.answers.get("layout"):
        return check.ask("layout") or "babies"
    return "babies" if babies else "counts"


def _ask_for_missing(
    check: TableCheck, sheet: Sheet, layout: str, taken: Mapping[str, str]
) -> None:
    """Ask for what the layout needs; the other roles and answers that would do are named."""
    found = {*taken, *(question.key for question in check.questions if question.is_column)}
    # A date of birth gives no age without a date of issue.
    is_aged = "birth_date" not in taken or "age_days" in found or check.answers.get("all-newborns")
    dates = {"issue_date", "period"} if is_aged else {"issue_date"}
    ages = [h for h in list_choices(sheet, "age_days") if h not in taken.values()]
    lines = [write_word("column", "age_days", heading) for heading in ages or ["HEADING"]]
    needs = {
        "area": ({"area"}, "area",
                 "Where none does, name the area: --answer area=NAME. Where names stand in rows of "
                 "their own, write each beside its rows."),
        "newborns": ({"newborns"}, "", "Where a row is a baby: --column issue_date=HEADING"),
        "issue_date": (dates, "",
                       "Or, where ages in days are given, the period: --column period=HEADING"),
        "birth_date": ({"birth_date", "age_days"}, "all-newborns",
                       f"Or the age in days: {join_words(lines, last='or')}. Where every row is a "
                       "newborn, if need be once you have kept those rows alone: --answer "
                       "all-newborns=yes"),
    }  # fmt: skip
    for role, (enough, key, otherwise) in needs.items():
        if role in LAYOUTS[layout].columns and not (check.answers.get(key) or enough & found):
            columns = join_words(sheet.headings)
            check.ask_column(
                role,
                f"Which column gives '{ROLES[role].title}'? The columns are {columns}. {otherwise}",
                [h for h in list_choices(sheet, role) if h not in taken.values()],
            )


def turn_years(check: TableCheck, sheet: Sheet) -> Sheet:
    """Return the table with a row for each area and year, where each year had its own column."""
    roles = {find_alias(h)[0] for h in sheet.headings}
    years = [h for h in sheet.headings if re.search(_YEAR, h) or read_period(h)]
    parts = [h for h in sheet.headings if find_other_unit("part", h) == fold_heading(h)]
    if len(parts) > 1 and not roles.intersection(_OF_COUNTS):
        check.say("years-in-headings", headings=join_words(parts))
    if not years or roles.intersection(("period", "issue_date", *_OF_COUNTS)):
        return sheet
    if mixed := [h for h in years if not read_period(h)]:
        check.say("years-in-headings", headings=join_words(mixed))
        return sheet
    role = check.ask("years-hold", columns=join_words(years)) or "newborns"
    long = sheet.cells.astype(object).melt(
        [h for h in sheet.headings if h not in years], years, "Period", ROLES[role].title,
        ignore_index=False,
    )  # fmt: skip
    return replace(
        sheet, cells=long.astype("category"),
        notes=(*sheet.notes, "Each year's column makes rows."),
    )  # fmt: skip
