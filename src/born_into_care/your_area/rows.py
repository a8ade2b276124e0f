"""Every row counted or set aside with its reason, and the counts that come out."""

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import chain

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.text import capital, join_words, plain
from born_into_care.your_area.cells import (
    NAN,
    Numbers,
    find_order,
    is_blank,
    is_value,
    match_cells,
    read_cells,
    read_count,
    read_date,
)
from born_into_care.your_area.contract import (
    LAYOUTS,
    ROLES,
    aliases,
    broken_rules,
    find_other_unit,
    fold_heading,
    today,
)
from born_into_care.your_area.counts import LEVELS, NEWBORN, WHOLE_TABLE, Counts, Year
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.mapping import ColumnMap
from born_into_care.your_area.periods import (
    MONTHS,
    Period,
    find_meanings,
    overlapping,
    read_period,
    year_of,
)
from born_into_care.your_area.places import (
    HIDDEN_AT_MOST,
    are_two_places,
    find_place,
    find_sums,
    read_areas,
)
from born_into_care.your_area.remarks import Mask, TableCheck, name_rows

_INFANT_DAYS = 365
_BAD_ORDERS = {
    "both": "written with the day first in some cells and the month first in others",
    "late": "a day early in summer: their time is 23:00, as where universal time stands for the "
    "United Kingdom's",
    "swapped": "stored as dates where the day is 12 or less and as text where it is not: a program "
    "took the month for the day wherever it could",
}
_NUMBERS = ("date", "days", "count")
_KIND_WORDS = {
    "authority": " (local authorities)", "region": " (regions of England)", "nation": " (nations)"
}  # fmt: skip
_EXPECTED = 3
_NEW_DORSET = 12 * 2019 + 3


class RowReader:
    """A table's rows under a mapping; questions, remarks and reasons go to the check.

    Attributes:
        frame: a column of float for each role that holds numbers or dates (days since 1970).
        areas: the area of each row.
        periods: for each row its period, or None.
        measure: the measure whose rows are counted; "" where no column gives one.
        counted: how many rows are counted as what.
        month: the month of today, counted from the year 0.
    """

    def __init__(self, check: TableCheck, sheet: Sheet, columns: ColumnMap) -> None:
        """Read the rows: set aside what is none, read values, areas and periods."""
        self.check, self.columns, self.measure = check, columns, ""
        # Rows are found by their place: a table turned from years in columns has each row often.
        self.cells = sheet.cells.reset_index(drop=True)
        roles = [r for r in LAYOUTS[columns.layout].columns if ROLES[r].holds in _NUMBERS]
        self.frame = pd.DataFrame(NAN, self.cells.index, roles)
        self.hidden = pd.DataFrame(False, self.cells.index, roles)
        self.counted: dict[str, int] = {}
        self.month = today() // 30.4375 + 1970 * 12
        self._set_aside_what_is_no_row(sheet)
        self._read_values([role for role in roles if role in columns.columns])
        self.areas = read_areas(check, self._column("area"), columns.units.get("area", ""))
        for heading in columns.codes:
            self._set_aside_two_places(self.cells[heading])
        self.periods = self._periods_of_dates() if self._has("issue_date") else self._read_periods()
        # Until then, Dorset was a county with other borders.
        dorset = self.periods[self.areas.names == "Dorset Council"].dropna()
        self.areas.names[dorset.index[[p.start < _NEW_DORSET for p in dorset]]] = "Dorset County"

    def count(self) -> Counts | None:
        """Return the counts; None where a question or a stop is left."""
        count = {"babies": self._count_babies, "counts": self._take_counts}
        levels, newborn = count[self.columns.layout]()
        if 2 * self.check.faulty > len(self.cells):
            self.check.say("mostly-set-aside")
        return None if self.check.is_open else self._build(levels, newborn)

    def show_first(self, role: str) -> str:
        """Return the first three values of a column as they are read; never a text that is not."""
        used, holds = self.check.used, ROLES[role].holds
        if role in self.frame:
            first = self.frame[role][used].dropna()[:3].astype(int).tolist()
            dates = [date(1970, 1, 1) + timedelta(days=n) for n in first if holds == "date"]
            words = [f"{day.day} {day:%B %Y}" for day in dates] or [f"{n:,}" for n in first]
            units = {"days": " days", "count": " births" if role == "births" else " babies"}
            return join_words(words) + units.get(holds, "")
        if role == "area":
            names = [name for name in self.areas.names[used].unique() if name]
            if None in map(self.areas.places.get, names):
                return f"{len(names):,} names, some of them your own"
            return join_words(names[:3]) + _KIND_WORDS.get(self.areas.kind, "")
        periods = self.periods[used].dropna().unique()[:3] if holds == "period" else ()
        return join_words([p.words for p in periods]) or self.measure * (role == "measure")

    def _has(self, *roles: str) -> bool:
        return any(role in self.columns.columns for role in roles)

    def _column(self, role: str) -> pd.Series | None:
        return self.cells.get(self.columns.columns.get(role))

    # Rows that are none -------------------------------------------------------------------------

    def _set_aside_what_is_no_row(self, sheet: Sheet) -> None:
        check, hidden = self.check, np.isin(self.check.rows, sheet.hidden)
        if check.ask("hidden-rows", about=hidden) != "use":
            check.set_aside(hidden, "hidden or struck through in the workbook")
        check.set_aside(np.isin(check.rows, sheet.too_long), "more cells than there are headings")
        numbers = [h for role, h in self.columns.columns.items() if role in self.frame]
        read = [match_cells(self.cells[heading], is_value) for heading in numbers]
        has_value = check.used & (np.any(read, axis=0) if read else True)
        rows = check.rows[has_value] if has_value.any() else check.rows
        below = check.rows > rows.max()
        check.set_aside(below, "notes below the table")
        breaks_above = np.searchsorted(sheet.breaks, check.rows, side="right")
        later = (breaks_above > (sheet.breaks < rows.min()).sum()) & check.used
        if check.ask("parts", about=later, row=f"{check.rows[later][:1].sum():,}") != "same":
            check.set_aside(later, "in another part of the sheet")
        words = " ".join(chain(*self.cells[below].astype(str).to_numpy()))
        hint = [f" ('{word}')" for word in [find_other_unit("newborns", words)] if word]
        notes = [f"the words in {name_rows(check.rows[below])}{''.join(hint)}"][: below.sum()]
        unread = [f"the column '{plain(heading)}'" for heading in self.columns.unread]
        if what := [*sheet.around, *notes, *unread]:
            check.ask("others", what=join_words(what))

    def _set_aside_two_places(self, codes: pd.Series) -> None:
        """Set aside the rows where a code is another authority's than the name."""
        mask = [
            are_two_places(self.areas.places.get(name), find_place(code))
            for name, code in zip(self.areas.names, codes, strict=True)
        ]
        why = "the name and the code of the area disagree"
        self.check.set_aside(np.array(mask), why, column=str(codes.name), faulty=True)

    # Values -------------------------------------------------------------------------------------

    def _read_values(self, roles: Sequence[str]) -> None:
        dated = [role for role in roles if ROLES[role].holds == "date"]
        order = self._find_order(dated) if dated else ""
        read: dict[str, Callable[[str], tuple[float, str]]] = {
            "date": partial(read_date, order=order),
            "days": partial(read_count, days=True),
            "count": read_count,
        }
        for role in roles:
            heading, title = self.columns.columns[role], ROLES[role].title
            values, faults = read_cells(self.cells[heading], read[ROLES[role].holds])
            self.frame[role], self.hidden[role] = values, faults == "hidden"
            other = np.isin(faults, ["percent", "decimal", "words"])
            self.check.say("not-numbers", column=heading, mask=other, title=title)
            unclear = faults == "unclear"
            if role in ("newborns", "age_days", "issue_date", "birth_date"):
                why = f"'{title}' can't be read"
                self.check.set_aside(unclear, why, column=heading, faulty=True)
            else:
                self.check.say("not-known", column=heading, mask=unclear)

    def _find_order(self, dated: Sequence[str]) -> str:
        """Return how the dates are ordered, as they show or as a person has said."""
        columns = [self.cells[self.columns.columns[role]].cat.categories for role in dated]
        texts = [[str(text) for text in some[:: 1 + len(some) // 1000]] for some in columns]
        orders = [find_order(some) for some in [*texts, [*chain(*texts)]]]
        order = "swapped" if "swapped" in orders else orders[-1]
        answer = self.check.answers.get("dates", "")
        if order in _BAD_ORDERS and not (order == "both" and answer):
            self.check.say("dates", fault=_BAD_ORDERS[order])
        elif answer or not order:
            return self.check.ask("dates") or "day-first"
        return order if order == "month-first" else "day-first"

    def _break_rules(self) -> Mask:
        """Set aside the rows that break a rule; return those of which only the notice is lost."""
        lost = np.zeros(len(self.frame), dtype=bool)
        for text, loses, mask in broken_rules(self.columns.layout, self.frame):
            if loses == "row":
                self.check.set_aside(mask, text, faulty=True)
            elif loses == "table":
                self.check.say("rule", mask=mask, rule=capital(text))
            else:
                self.check.say("notice-not-known", mask=mask, rule=capital(text))
                lost |= mask
        return lost

    # Periods ------------------------------------------------------------------------------------

    def _read_periods(self) -> pd.Series:
        """Return the period of each row from its column, with a quarter or month beside it."""
        check, column = self.check, self._column("period")
        nothing = pd.Series(None, self.cells.index, dtype=object)
        if {"period", "issue_date"} & {q.key for q in check.questions if q.is_column}:
            return nothing
        if column is None:
            answer = check.ask("period")
            whole = [*(read_period(answer, "month") or read_period(answer)).values()]
            if answer not in ("", "not-stated") and len(whole) != 1:
                raise PackError(
                    f"'{plain(answer)}' is no period, or can be several. Type 2019/20, 'calendar "
                    "year 2019' or 'April to June 2019'."
                )
            return nothing.map(lambda _: whole[0] if whole else None)
        heading, quarter = str(column.name), self._column("quarter")
        check.set_aside(match_cells(column, is_blank), "no period is named", column=heading)
        texts, unit = column.astype(object), self.columns.units.get("quarter", "")
        if quarter is not None:
            parts = {text: _name_part(str(text).strip(), unit) for text in quarter.cat.categories}
            texts = quarter.astype(object).map(parts) + texts
        kind = self.columns.units.get("period") or unit.replace("month", "")
        kind = kind or "month" * ("month" in heading.casefold())
        read = {text: read_period(text, kind) for text in texts[check.used].unique()}
        meanings = find_meanings(read.values())
        answer = check.ask("period-is", meanings) if len(meanings) > 1 else "".join(meanings)
        named = {text: m.get(answer, m.get("")) for text, m in read.items()}
        is_asked = len(meanings) > 1 and not answer
        shared = overlapping({period for period in named.values() if period})
        faults = {
            "The period can't be read.": [
                t for t, period in named.items() if not period and not (is_asked and read[t])
            ],
            "The period has not begun.": [
                t for t, period in named.items() if period and period.start > self.month
            ],
            "These periods share months with others.": [
                t for t, period in named.items() if period in shared
            ],
        }
        for fault, wrong in faults.items():
            mask = texts.isin(wrong).to_numpy()
            check.say("period", column=heading, mask=mask, fault=fault)
        mask = match_cells(column, lambda text: bool(re.search(r"\d ?[pr]$|[*)\]¹²³]$", text)))
        check.say("marks", column=heading, mask=mask & check.used, what="periods, such as '(p)',")
        return texts.map(named).astype(object)

    def _periods_of_dates(self) -> pd.Series:
        """Return the financial or calendar year of each date of issue."""
        self.check.set_aside(self.frame["issue_date"].isna().to_numpy(), "no date of issue")
        first = 3 if self.check.answers.get("year", "financial") == "financial" else 0
        years = (_months(self.frame["issue_date"]) - first) // 12
        made = {year: Period(12 * int(year) + first, 12) for year in years.dropna().unique()}
        return years.map(made).astype(object).where(years.notna(), None)

    # Babies -------------------------------------------------------------------------------------

    def _count_babies(self) -> tuple[pd.DataFrame, str]:
        """Return for each row whether it counts at each level, and who is newborn."""
        check, frame = self.check, self.frame
        lost = self._break_rules()
        age = (frame["issue_date"] - frame["birth_date"]).fillna(frame["age_days"])
        notice = (frame["hearing_date"] - frame["issue_date"]).fillna(frame["notice_days"])
        days = int(check.answers.get("newborn-days", 14))
        everyone = check.answers.get("all-newborns") == "yes"
        if not everyone and self._has("birth_date", "age_days"):
            check.set_aside(age.isna().to_numpy(), "no age and no date of birth")
            check.set_aside((age >= _INFANT_DAYS).to_numpy(), "aged one year or over")
        self._find_repeats()
        newborn = (age < days) | everyone
        noted = newborn & notice.notna() & ~lost
        levels = pd.DataFrame({
            "infants": True, "newborns": newborn, "notice_known": noted,
            "short_notice": noted & (notice < 7), "emergency": noted & (notice < 3),
            "same_day": noted & (notice < 1),
        })  # fmt: skip
        if not (newborn & check.used).any() and not check.is_open:
            check.say("no-newborns", days=str(days))
        if not noted.any():
            levels = levels[["infants", "newborns"]]
        if not self._has("hearing_date", "notice_days"):
            check.say("no-notice")
        if newborn[check.used].all():
            del levels["infants"]
        self.counted = {
            "counted as newborn": int((newborn & check.used).sum()),
            "counted as older, under one year": int((~newborn & check.used).sum()),
        }
        return levels, "every row taken as newborn" if everyone else NEWBORN.format(days)

    def _find_repeats(self) -> None:
        """Ask what rows are that share a record number; or an area, a birth and an issue."""
        check, record = self.check, self._column("record")
        key = self.frame[["birth_date", "issue_date"]].assign(area=self.areas.names)
        known = self.frame["birth_date"].notna().to_numpy()
        if record is not None:
            key, known = pd.DataFrame({"record": record.cat.codes}), ~match_cells(record, is_blank)
        heard = self.frame["hearing_date"][known & check.used].sort_values(kind="stable")
        again = key.loc[heard.index].duplicated().reindex(key.index, fill_value=False).to_numpy()
        if record is None and 5 * again.sum() <= len(heard):
            check.say("rows-alike", mask=again)
            return
        shared = "area, date of birth and date of issue" if record is None else "record number"
        if check.ask("rows-are", about=again, what=shared) == "hearings":
            check.set_aside(again, "another row of the same baby")

    # Counts -------------------------------------------------------------------------------------

    def _take_counts(self) -> tuple[pd.DataFrame, str]:
        """Return for each row its number at each level, and what its newborns are."""
        check, frame = self.check, self.frame
        for role in ("measure", "unit"):
            self._choose_measure(role)
        self._break_rules()
        cell = pd.DataFrame({"area": self.areas.names, "period": self.periods})[check.used]
        again = cell.duplicated().reindex(frame.index, fill_value=False).to_numpy()
        if not check.is_open:
            check.say("twice", mask=again)
        self._find_sums()
        self._find_running_totals()
        if frame["newborns"][check.used].isna().all() and not check.is_open:
            check.say("no-counts")
        self.counted = {"counted": int(check.used.sum())}
        days = check.answers.get("newborn", "not-stated").removeprefix("under-")
        newborn = NEWBORN.format(days) if days.isdigit() else ""
        return frame[[level for level in LEVELS if self._has(level)]], newborn

    def _choose_measure(self, role: str) -> None:
        """Keep the rows of one measure; stop where it or its unit tells of shares."""
        check, column = self.check, self._column(role)
        if column is None:
            return
        if role == "measure":
            names = [*dict.fromkeys(map(plain, column[check.used].unique()))]
            is_told = len(names) < 2 and all(
                aliases().get(fold_heading(name), ("",))[0] == "newborns"
                or find_other_unit("newborns", name)
                for name in names
            )
            self.measure = "".join(names) if is_told else check.ask("measure", names)
            other = ~match_cells(column, lambda text: plain(text) == self.measure)
            check.set_aside(other & bool(self.measure), "another measure", column=str(column.name))
        shares = match_cells(column, lambda text: bool(find_other_unit("newborns", text)))
        mask = shares & (bool(self.measure) or role == "unit")
        check.say("measure", column=str(column.name), mask=mask)

    def _find_sums(self) -> None:
        """Ask about areas of the user's own whose numbers are the sum of others'."""
        used = self.check.used & (self.areas.names != "").to_numpy()
        if None not in self.areas.places.values() or not used.any():
            return
        keys = [self.areas.names[used], self.periods[used].astype(str)]
        numbers, hidden = (f[["newborns", "births"]][used] for f in (self.frame, self.hidden))
        rounded = 2.0 * bool((numbers["newborns"].dropna() % 5 == 0).all())
        lowest, highest = (
            (numbers + slack).mask(hidden, most).groupby(keys, sort=False).first().unstack()
            for most, slack in ((0.0, -rounded), (HIDDEN_AT_MOST, rounded))
        )
        whole = np.all(lowest.notna(), axis=0)
        sums = lowest.index[find_sums(lowest.to_numpy()[:, whole], highest.to_numpy()[:, whole])]
        mask = self.areas.names.isin(sums).to_numpy() & used
        where = name_rows(self.check.rows[mask])
        if self.check.ask("sums", about=mask, where=where) == "set-aside":
            self.check.set_aside(mask, "the sum of other rows")

    def _find_running_totals(self) -> None:
        """Ask about parts of years whose numbers never fall, where that is hardly chance."""
        used = (
            self.check.used
            & self.frame["newborns"].notna().to_numpy()
            & [isinstance(period, Period) and period.months < 12 for period in self.periods]
        )
        starts = self.periods[used].map(lambda period: period.start).sort_values(kind="stable")
        numbers, names = self.frame["newborns"][starts.index], self.areas.names[starts.index]
        years = [
            [n for _, n in numbers.groupby([names, (starts - first) // 12])] for first in (0, 3)
        ]
        is_running = any(
            all(n.is_monotonic_increasing for n in some)
            and math.prod(math.factorial(n.nunique()) for n in some) > 1000
            for some in years
        )
        self.check.ask("running", about=used & is_running)

    # Result -------------------------------------------------------------------------------------

    def _build(self, levels: pd.DataFrame, newborn: str) -> Counts:
        """Return the counts of each area and period that has a row."""
        used = self.check.used
        periods = sorted(set(self.periods[used].dropna()))
        names = {period: period.label for period in periods}
        labels = tuple(names.values()) or (WHOLE_TABLE,)
        areas = tuple(sorted(set(self.areas.names[used]), key=str.casefold))
        period_of = self.periods[used].map(names).astype(object).fillna(WHOLE_TABLE)
        cells = pd.Index(areas).get_indexer(self.areas.names[used]) * len(labels)
        cells += pd.Index(labels).get_indexer(period_of)

        def sum_cells(values: pd.DataFrame) -> Numbers:
            summed = values[used].apply(lambda column: column.groupby(cells).sum(min_count=1))
            summed = summed.reindex(range(len(areas) * len(labels)))
            return np.reshape(summed.to_numpy(dtype=float), (len(areas), len(labels), -1))

        values = sum_cells(levels)
        if self.columns.layout == "babies":
            values = np.nan_to_num(values)
        births = self.frame.get(["births"], pd.DataFrame({"births": NAN}, self.frame.index))
        return Counts(
            areas, labels, tuple(map(str, levels)), values, sum_cells(births)[..., 0], newborn,
            _find_year(labels),
            source_hidden=sum_cells(self.hidden.reindex(columns=levels.columns)) > 0,
            incomplete=self._find_incomplete(periods),
            places=tuple(self.areas.places.get(area) for area in areas), area_kind=self.areas.kind,
        )  # fmt: skip

    def _find_incomplete(self, periods: Sequence[Period]) -> tuple[str, ...]:
        """Return the periods that today cuts short, or that the first or last date does.

        A date does so where, at the pace of all rows, three or more would be expected in the
        months of the period before the first or after the last one.
        """
        short = {period for period in periods if period.end > self.month}
        if self._has("issue_date"):
            months = _months(self.frame["issue_date"][self.check.used])
            first, last = int(months.min()), int(months.max())
            pace = len(months) / (last - first + 1)
            short |= {p for p in periods[:1] if pace * (first - p.start) >= _EXPECTED}
            short |= {p for p in periods[-1:] if pace * (p.end - 1 - last) >= _EXPECTED}
        if not short or self.check.answers.get("whole-periods") == "yes":
            return ()
        labels = tuple(period.label for period in sorted(short))
        self.check.say("incomplete", periods=join_words(labels))
        return labels


def _name_part(text: str, unit: str) -> str:
    """Return a quarter or month as it stands before its year: "Q1 of ", "April of "."""
    number = text.removesuffix(".0")
    if number.isdigit() and unit == "month":
        return f"{dict(enumerate(MONTHS, 1)).get(int(number))} "
    return f"{'Q' * number.isdigit()}{number} of " * bool(text)


def _months(days: pd.Series) -> pd.Series:
    """Return the month of each date, counted from the year 0."""
    dates = days.to_numpy(dtype="datetime64[D]", na_value=np.datetime64("NaT"))
    return pd.Series(dates).dt.year * 12 + pd.Series(dates).dt.month - 1


def _find_year(labels: Sequence[str]) -> Year:
    if any(year_of(label) is None for label in labels) or len({"/" in x for x in labels}) > 1:
        return "as given"
    return "financial" if "/" in labels[0] else "calendar"
