"""Every row counted or set aside with its reason, and the counts that come out."""

from collections.abc import Callable, Mapping, Sequence
from math import factorial, prod

import numpy as np
import pandas as pd

from born_into_care.errors import PackError
from born_into_care.evidence.places import are_two_places, find_place
from born_into_care.text import capital, join_words, plain
from born_into_care.your_area.cells import (
    NAN,
    Numbers,
    find_order,
    has_mark,
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
    broken_rules,
    find_alias,
    find_other_unit,
)
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.mapping import ColumnMap
from born_into_care.your_area.periods import (
    Period,
    find_outside,
    read_period,
    read_periods,
    this_month,
)
from born_into_care.your_area.places import HIDDEN_AT_MOST, find_sums, read_areas
from born_into_care.your_area.protection import LEVELS, NEWBORN, WHOLE_TABLE, Counts, Year
from born_into_care.your_area.remarks import Mask, TableCheck, name_rows, name_words

_UNITS = {"days": " days", "count": " babies", "date": ""}
_ORDERS_BEYOND_CHANCE = 1000
"""In so many orders might numbers have come: that all rise is then hardly chance."""
_KIND_WORDS = {
    "authority": " (local authorities)", "region": " (regions of England)", "nation": " (nations)"
}  # fmt: skip


class RowReader:
    """A table's rows under a mapping; questions, remarks and reasons go to the check.

    Attributes:
        frame: for each row its area ("" for none) and its period, or None; and a column of float
            for each role that holds numbers or dates (days since 1970).
        measure: the measure whose rows are counted; "" where no column gives one.
        counted: how many rows are counted as what.
    """

    def __init__(self, check: TableCheck, sheet: Sheet, columns: ColumnMap) -> None:
        """Read the rows: set aside what is none, read values, areas and periods."""
        self.check, self.columns, self.measure = check, columns, ""
        # Rows are found by their place: a table turned from years in columns has each row often.
        self.cells = sheet.cells.reset_index(drop=True)
        roles = [r for r in LAYOUTS[columns.layout].columns if ROLES[r].holds in _UNITS]
        self.frame = pd.DataFrame(NAN, self.cells.index, roles)
        self.suppressed = pd.DataFrame(False, self.cells.index, roles)
        self.counted: dict[str, int] = {}
        self._set_aside_what_is_no_row(sheet)
        self._choose_measure()
        self.no_numbers: dict[str, Mask] = {}
        self._read_values({r: h for r, h in columns.columns.items() if r in self.frame})
        areas, self.places, self.area_kind = read_areas(
            check, self._column("area"), columns.units.get("area", ""), self._find_periods
        )
        for heading in columns.codes:
            mask = [
                are_two_places(self.places.get(name), find_place(code))
                for name, code in zip(areas["area"], self.cells[heading], strict=True)
            ]
            reason = "the name and the code of the area disagree"
            check.set_aside(np.array(mask), reason, column=heading, faulty=True)
        self.frame = self.frame.assign(**areas)

    def count(self) -> Counts | None:
        """Return the counts; None where a question or a stop is left."""
        # Rows that are set aside by now may hold what they like.
        for role, mask in self.no_numbers.items():
            heading = self.columns.columns[role]
            self.check.say("not-numbers", column=heading, mask=mask, title=ROLES[role].title)
        of_babies = self.columns.layout == "babies"
        levels, newborn = self._count_babies() if of_babies else self._take_counts()
        if 2 * self.check.faulty > len(self.cells):
            self.check.say("mostly-set-aside")
        incomplete = self._find_incomplete()
        return None if self.check.is_open else self._build(levels, newborn, incomplete)

    def show_first(self, role: str) -> str:
        """Return the first three values of a column as they are read; never a text that is not."""
        used, holds = self.check.used, ROLES[role].holds
        if role == "area":
            names = [name for name in self.frame["area"][used].unique() if name]
            if None in map(self.places.get, names):
                return f"{len(names):,} names, some of them your own"
            return join_words(names[:3]) + _KIND_WORDS.get(self.area_kind, "")
        if holds == "period":
            return join_words([p.words for p in self.frame["period"][used].dropna().unique()[:3]])
        if holds not in _UNITS:
            return self.measure if role == "measure" else ""
        first = self.frame[role][used].dropna()[:3]
        days = first.to_numpy("datetime64[D]").tolist() if holds == "date" else []
        words = [f"{day.day} {day:%B %Y}" for day in days] or [f"{n:,.0f}" for n in first]
        return join_words(words) + (" births" if role == "births" else _UNITS[holds])

    def _has(self, *roles: str) -> bool:
        return any(role in self.columns.columns for role in roles)

    def _column(self, role: str) -> pd.Series | None:
        return self.cells.get(self.columns.columns.get(role))

    def _set_aside_what_is_no_row(self, sheet: Sheet) -> None:
        check, rows = self.check, self.check.rows
        hidden = np.isin(rows, sheet.hidden_rows)
        if check.ask("hidden-rows", about=hidden) != "use":
            check.set_aside(hidden, "hidden or struck through in the workbook")
        check.set_aside(np.isin(rows, sheet.too_long), "more cells than there are headings")
        read = [
            match_cells(self.cells[heading], is_value)
            for role, heading in self.columns.columns.items() if role in self.frame
        ]  # fmt: skip
        has_value = check.used & (np.any(read, axis=0) if read else True)
        of_table = rows[has_value] if has_value.any() else rows
        below = rows > of_table.max()
        check.set_aside(below, "notes below the table")
        breaks = sheet.breaks[sheet.breaks >= of_table.min()]
        later = check.used & (rows >= breaks.min(initial=rows.max() + 1))
        if check.ask("parts", about=later, row=f"{rows[later][:1].sum():,}") != "same":
            check.set_aside(later, "in another part of the sheet")
        named = map(self._column, ("area", "period"))
        blank = [match_cells(column, is_blank) for column in named if column is not None]
        if self.columns.layout == "counts" and len(blank) > 1:
            check.set_aside(np.all(blank, axis=0), "neither area nor period is named")
        what = [*sheet.around]
        if below.any():
            what.append(name_words(rows[below], self.cells[below].astype(str).to_numpy().ravel()))
        what += [f"the column '{plain(heading)}'" for heading in self.columns.unread]
        if what:
            check.ask("others", what=join_words(what))

    def _read_values(self, headings: Mapping[str, str]) -> None:
        order = self._find_order([h for r, h in headings.items() if ROLES[r].holds == "date"])
        read: dict[str, Callable[[str], tuple[float, str]]] = {
            "date": lambda text: read_date(text, order),
            "days": lambda text: read_count(text, days=True),
            "count": read_count,
        }
        for role, heading in headings.items():
            values, faults = read_cells(self.cells[heading], read[ROLES[role].holds])
            self.frame[role], self.suppressed[role] = values, faults == "hidden"
            self.no_numbers[role] = np.isin(faults, ["percent", "decimal", "words"])
            unclear = faults == "unclear"
            if ROLES[role].holds == "count":
                marked = match_cells(self.cells[heading], has_mark)
                self.check.say("marks", column=heading, mask=marked, what="numbers, such as '(r)',")
            if role in ("newborns", "age_days", "issue_date", "birth_date"):
                reason = f"'{ROLES[role].title}' can't be read"
                self.check.set_aside(unclear, reason, column=heading, faulty=True)
            else:
                self.check.say("not-known", column=heading, mask=unclear)
            if role in ("issue_date", "birth_date") and not self.check.stops:
                dates = pd.to_datetime(self.frame[role][self.check.used].dropna(), unit="D")
                if len(dates) > 9 and dates.nunique() > 1 and dates.dt.day.nunique() == 1:
                    self.check.say("one-day", column=heading)

    def _find_order(self, headings: Sequence[str]) -> str:
        """Return how the dates are ordered, as they show or as a person has said."""
        columns = [self.cells[heading].cat.categories for heading in headings]
        texts = [[str(text) for text in some[:: 1 + len(some) // 1000]] for some in columns]
        orders = [find_order(some) for some in [*texts, [text for some in texts for text in some]]]
        order = "swapped" if "swapped" in orders else orders[-1]
        answer = self.check.answers.get("dates", "")
        if order in ("short", "late", "swapped") or (order == "both" and not answer):
            self.check.say(f"dates-{order}")
        elif answer or not order:
            return self.check.ask("dates") or "day-first"
        return order if order == "month-first" else "day-first"

    def _find_periods(self) -> pd.Series:
        """Return the period of each row: its column's, its date's, or that of the whole table."""
        check, column = self.check, self._column("period")
        if self._has("issue_date"):
            check.set_aside(self.frame["issue_date"].isna().to_numpy(), "no date of issue")
            first = 3 if check.answers.get("year", "financial") == "financial" else 0
            dates = pd.to_datetime(self.frame["issue_date"], unit="D", errors="coerce")
            self.months = dates.dt.year * 12 + dates.dt.month - 1
            for heading in [h for h in map(str, self.cells) if find_alias(h)[0] == "period"]:
                outside = find_outside(self.cells[heading], self.months) & check.used
                if check.ask("outside-period", about=outside, heading=heading) == "set-aside":
                    check.set_aside(outside, "the date of issue is not in the period")
            years = (self.months - first) // 12
            return years.map({y: Period(12 * int(y) + first, 12) for y in years.dropna().unique()})
        if column is not None:
            return read_periods(check, column, self._column("quarter"), self.columns.units)
        asked = {question.key for question in check.questions if question.is_column}
        answer = "" if asked & {"period", "issue_date"} else check.ask("period")
        whole = [*(read_period(answer, "month") or read_period(answer)).values()]
        if answer not in ("", "not-stated") and len(whole) != 1:
            raise PackError(
                f"'{plain(answer)}' is no period, or can be several. Type 2019/20, 'calendar year "
                "2019' or 'April to June 2019'."
            )
        return self.cells.index.to_series().map(lambda _: whole[0] if whole else None)

    def _break_rules(self) -> Mask:
        """Set aside the rows that break a rule; return those of which only the notice is lost."""
        lost = np.zeros(len(self.frame), dtype=bool)
        for text, loses, mask in broken_rules(self.columns.layout, self.frame):
            if loses == "row":
                self.check.set_aside(mask, text, faulty=True)
            else:
                self.check.say(
                    "rule" if loses == "table" else "notice-not-known",
                    mask=mask, rule=capital(text),
                )  # fmt: skip
                lost |= mask
        return lost

    def _count_babies(self) -> tuple[pd.DataFrame, str]:
        """Return for each row whether it counts at each level, and who is newborn."""
        check, frame, lost = self.check, self.frame, self._break_rules()
        age = (frame["issue_date"] - frame["birth_date"]).fillna(frame["age_days"])
        notice = (frame["hearing_date"] - frame["issue_date"]).fillna(frame["notice_days"])
        days = int(check.answers.get("newborn-days", 14))
        everyone = check.answers.get("all-newborns") == "yes"
        if not everyone and self._has("birth_date", "age_days"):
            check.set_aside(age.isna().to_numpy(), "no age is given or can be worked out")
            check.set_aside((age >= 365).to_numpy(), "aged one year or over")
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
        if record is None:
            what = "area, date of birth and date of issue"
            key = self.frame[["area", "birth_date", "issue_date"]]
            known = key["birth_date"].notna().to_numpy()
        else:
            what, key, known = "record number", record.to_frame(), ~match_cells(record, is_blank)
        heard = self.frame["hearing_date"][known & check.used].sort_values(kind="stable")
        again = key.loc[heard.index].duplicated().reindex(key.index, fill_value=False).to_numpy()
        if record is None and 5 * again.sum() <= len(heard):
            check.say("rows-alike", mask=again)
        elif check.ask("rows-are", about=again, what=what) == "hearings":
            check.set_aside(again, "another row of the same baby")

    def _take_counts(self) -> tuple[pd.DataFrame, str]:
        """Return for each row its number at each level, and what its newborns are."""
        check, frame = self.check, self.frame
        self._break_rules()
        again = frame[["area", "period"]][check.used].duplicated()
        if not check.is_open:
            check.say("twice", mask=again.reindex(frame.index, fill_value=False).to_numpy())
        self._find_sums()
        self._find_running_totals()
        if frame["newborns"][check.used].isna().all() and not check.is_open:
            check.say("no-counts")
        self.counted = {"counted": int(check.used.sum())}
        days = check.answers.get("newborn", "not-stated").removeprefix("under-")
        newborn = NEWBORN.format(days) if days.isdigit() else ""
        return frame[[level for level in LEVELS if self._has(level)]], newborn

    def _choose_measure(self) -> None:
        """Keep the rows of one measure; stop where it or its unit tells of shares."""
        check, column = self.check, self._column("measure")
        if column is not None:
            names = [*dict.fromkeys(map(plain, column[check.used].unique()))]
            is_told = len(names) < 2 and all(
                find_alias(name)[0] == "newborns" or find_other_unit("newborns", name)
                for name in names
            )
            self.measure = "".join(names) if is_told else check.ask("measure", names)
            other = ~match_cells(column, lambda text: plain(text) == self.measure)
            check.set_aside(other & bool(self.measure), "another measure", column=str(column.name))
        for given in (column if self.measure else None, self._column("unit")):
            if given is not None:
                mask = match_cells(given, lambda text: bool(find_other_unit("newborns", text)))
                check.say("measure", column=str(given.name), mask=mask)

    def _find_sums(self) -> None:
        """Ask about areas of the user's own whose numbers are the sum of others'."""
        used = self.check.used & (self.frame["area"] != "").to_numpy()
        if None not in self.places.values() or not used.any():
            return
        keys = [self.frame["area"][used], self.frame["period"][used].astype(str)]
        both = ["newborns", "births"]
        numbers, hidden = self.frame[both][used], self.suppressed[both][used]
        # A count that is rounded to 5 is off by two at most.
        rounded = 2.0 if (numbers["newborns"].dropna() % 5 == 0).all() else 0.0
        lowest, highest = (
            (numbers + slack).mask(hidden, most).groupby(keys, sort=False).first().unstack()
            for most, slack in ((0.0, -rounded), (HIDDEN_AT_MOST, rounded))
        )
        whole = np.all(lowest.notna(), axis=0)
        sums = lowest.index[find_sums(lowest.to_numpy()[:, whole], highest.to_numpy()[:, whole])]
        mask = self.frame["area"].isin(sums).to_numpy() & used
        where = name_rows(self.check.rows[mask])
        if self.check.ask("sums", about=mask, where=where) == "set-aside":
            self.check.set_aside(mask, "the sum of other rows")

    def _find_running_totals(self) -> None:
        """Ask about parts of years whose numbers never fall, where that is hardly chance."""
        rows = self.frame[self.check.used].dropna(subset=["newborns", "period"])
        parts = rows[rows["period"].map(lambda period: period.months < 12).astype(bool)]
        starts = parts["period"].map(lambda period: period.start).sort_values(kind="stable")
        numbers = parts["newborns"][starts.index]
        years = [
            [n for _, n in numbers.groupby([parts["area"], (starts - first) // 12])]
            for first in (0, 3)
        ]
        if any(
            all(n.is_monotonic_increasing for n in some)
            and prod(factorial(n.nunique()) for n in some) > _ORDERS_BEYOND_CHANCE
            for some in years
        ):
            self.check.ask("running")

    def _build(self, levels: pd.DataFrame, newborn: str, incomplete: tuple[str, ...]) -> Counts:
        """Return the counts of each area and period that has a row."""
        rows = self.frame[self.check.used]
        periods = sorted(set(rows["period"].dropna()))
        labels = [period.label for period in periods] or [WHOLE_TABLE]
        named = rows["period"].map({p: p.label for p in periods}).astype(object).fillna(WHOLE_TABLE)
        areas = sorted(rows["area"].unique(), key=str.casefold)
        cells = pd.MultiIndex.from_product([areas, labels])

        def sum_cells(values: pd.DataFrame, empty: float = NAN) -> Numbers:
            summed = values.loc[rows.index].astype(float).groupby([rows["area"], named])
            table = summed.sum(min_count=1).reindex(cells, fill_value=empty).to_numpy()
            return table.reshape(len(areas), len(labels), -1)

        kinds = {(period.months, period.start % 12) for period in periods}
        years: dict[tuple[tuple[int, int], ...], Year] = {
            ((12, 3),): "financial", ((12, 0),): "calendar"
        }  # fmt: skip
        return Counts(
            tuple(areas), tuple(labels), tuple(map(str, levels)),
            sum_cells(levels, 0 if self.columns.layout == "babies" else NAN),
            sum_cells(self.frame.reindex(columns=["births"]))[..., 0], newborn,
            years.get(tuple(kinds), "as given"),
            hidden=sum_cells(self.suppressed.reindex(columns=levels.columns)) > 0,
            incomplete=incomplete, places=tuple(map(self.places.get, areas)),
        )  # fmt: skip

    def _find_incomplete(self) -> tuple[str, ...]:
        """Return the periods that today cuts short, or that the first or last date does.

        A date does so where, at the pace of all rows, three or more would be expected in the
        months of the period before the first or after the last one. With fewer, two months or more
        are asked about.
        """
        check, used = self.check, self.check.used
        periods = sorted(set(self.frame["period"][used].dropna()))
        short = {period for period in periods if period.end > this_month()}
        answer = check.answers.get("whole-periods", "")
        if periods and self._has("issue_date"):
            months = self.months[used]
            first, last = int(months.min()), int(months.max())
            pace = len(months) / (last - first + 1)
            gaps = (periods[0], first - periods[0].start), (periods[-1], periods[-1].end - 1 - last)
            short |= {period for period, gap in gaps if pace * gap >= 3}
            if unsure := sorted({period for period, gap in gaps if gap > 1} - short):
                names = join_words([period.label for period in unsure])
                answer = check.ask("whole-periods", periods=names)
                short.update(unsure)
        if not short or answer == "yes" or check.is_open:
            return ()
        labels = tuple(period.label for period in sorted(short))
        check.say("incomplete", periods=join_words(labels))
        return labels
