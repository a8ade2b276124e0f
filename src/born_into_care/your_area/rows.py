"""Every row counted or set aside with its reason, and the counts that come out."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain

import numpy as np
import pandas as pd

from born_into_care.text import capital, join_words
from born_into_care.your_area.areas import (
    HIDDEN_AT_MOST,
    find_place,
    find_sums,
    name_two_places,
    read_areas,
)
from born_into_care.your_area.cells import (
    NAN,
    Numbers,
    find_order,
    is_blank,
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
    fold_heading,
    today,
)
from born_into_care.your_area.counts import LEVELS, NEWBORN, WHOLE_TABLE, Counts, Year
from born_into_care.your_area.files import Sheet
from born_into_care.your_area.mapping import ColumnMap, find_other_subject, find_other_unit
from born_into_care.your_area.periods import (
    Period,
    find_kinds,
    overlapping,
    part_of,
    read_period,
    year_of,
)
from born_into_care.your_area.remarks import Mask, TableCheck
from born_into_care.your_area.safe_text import plain

_INFANT_DAYS = 365
_FEW_BIRTHS = 20
_BAD_ORDERS = {
    "both": "written with the day first in some cells and the month first in others",
    "late": "a day early in summer: their time is 23:00, as where universal time stands for the "
    "United Kingdom's",
    "swapped": "stored as dates where the day is 12 or less and as text where it is not: a program "
    "took the month for the day wherever it could",
}
_NUMBERS = ("date", "days", "count")
_EXPECTED = 3
_AUTHORITY = re.compile(
    r"\b(?:la|lad|[lu]tla|uas?|authorit(?:y|ies)|councils?|unitary|count(?:y|ies))\b", re.I
)


class RowReader:
    """A table's rows under a mapping; questions, remarks and reasons go to the check.

    Attributes:
        frame: a column of float for each role that holds numbers or dates (days since 1970).
        areas: the area of each row.
        periods: for each row its period, or None.
        measure: the measure whose rows are counted; "" where no column gives one.
        counted: how many rows are counted as what.
    """

    def __init__(self, check: TableCheck, sheet: Sheet, columns: ColumnMap) -> None:
        """Read the rows: set aside what is none, read values, areas and periods."""
        self.check, self.sheet, self.columns = check, sheet, columns
        roles = [r for r in LAYOUTS[columns.layout].columns if ROLES[r].holds in _NUMBERS]
        self.frame = pd.DataFrame(NAN, range(len(sheet.rows)), roles)
        self.hidden = pd.DataFrame(False, self.frame.index, roles)
        self.measure = ""
        self.counted: dict[str, int] = {}
        self._set_aside_what_is_no_row()
        self._read_values([role for role in roles if role in columns.columns])
        self.areas = read_areas(check, sheet, self._heading("area"), columns.units.get("area", ""))
        self._set_aside_two_places()
        if "issue_date" in columns.columns:
            self.periods = self._periods_of_dates()
        else:
            self.periods = self._read_periods()

    def count(self) -> Counts | None:
        """Return the counts; None where a question or a stop is left."""
        count = {"babies": self._count_babies, "counts": self._take_counts}
        levels, newborn = count[self.columns.layout]()
        if 2 * self.check.faulty > len(self.sheet.rows):
            self.check.stop("mostly-set-aside", "Most rows break a rule or can't be read.",
                            "Check which column is what.")  # fmt: skip
        return None if self.check.is_open else self._build(levels, newborn)

    def _heading(self, role: str) -> str:
        return self.columns.columns.get(role, "")

    # Rows that are none -------------------------------------------------------------------------

    def _set_aside_what_is_no_row(self) -> None:
        sheet, check = self.sheet, self.check
        if check.ask("hidden-rows", about=sheet.hidden) != "use":
            check.set_aside(sheet.hidden, "hidden or struck through in the workbook")
        check.set_aside(sheet.too_long, "more cells than there are headings")
        blank = [match_cells(sheet.cells[heading], is_blank) for heading in sheet.headings]
        filled = np.sum(~np.array(blank), axis=0)
        if geography := self._heading("geography"):
            local = match_cells(sheet.cells[geography], lambda text: bool(_AUTHORITY.search(text)))
            check.set_aside(~local & local.any(), "of a wider geographic level", column=geography)
        numbers = [h for role, h in self.columns.columns.items() if role in self.frame]
        holds = [match_cells(sheet.cells[heading], _is_readable) for heading in numbers] or [
            filled > 0
        ]
        last = max(np.flatnonzero(np.any(holds, axis=0)), default=len(filled))
        below = np.arange(len(filled)) > last
        self.below = " ".join(
            text for heading in sheet.headings for text in sheet.cells[heading][below].astype(str)
        )
        check.set_aside(below, "notes below the table")
        first = sheet.part[np.argmax(np.any(holds, axis=0))]
        later = (sheet.part > first) & check.used
        if check.ask("parts", about=later, row=f"{sheet.rows[later][:1].sum():,}") != "same":
            check.set_aside(later, "in another part of the sheet")

    def _set_aside_two_places(self) -> None:
        """Set aside the rows where a code is another authority's than the name."""
        for heading in self.sheet.headings:
            role, unit = aliases().get(fold_heading(heading), ("", ""))
            if role == "area" and unit.endswith("code"):
                column = self.sheet.cells[heading]
                coded = {text: find_place(text) for text in column.cat.categories}
                mask = [
                    name_two_places(self.areas.places.get(name), coded[text])
                    for name, text in zip(self.areas.names, column, strict=True)
                ]
                why = "the name and the code of the area disagree"
                self.check.set_aside(np.array(mask), why, column=heading, faulty=True)

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
            heading, title = self._heading(role), ROLES[role].title
            values, faults = read_cells(self.sheet.cells[heading], read[ROLES[role].holds])
            self.frame[role], self.hidden[role] = values, faults == "hidden"
            self.check.stop(
                "not-numbers", "Here are percentages, parts of a whole or words, not numbers.",
                f"Choose another column for '{title}', or none; or is a second table below?",
                column=heading, mask=np.isin(faults, ["percent", "decimal", "words"]),
            )  # fmt: skip
            unclear = faults == "unclear"
            if role in ("newborns", "age_days", "issue_date", "birth_date"):
                why = f"'{title}' can't be read"
                self.check.set_aside(unclear, why, column=heading, faulty=True)
            else:
                fault = "It can't be read, and is taken as not known."
                self.check.say("not-known", fault, column=heading, mask=unclear)

    def _find_order(self, dated: Sequence[str]) -> str:
        """Return how the dates are ordered, as they show or as a person has said."""
        columns = [self.sheet.cells[self._heading(role)].cat.categories for role in dated]
        texts = [[str(text) for text in some[:: 1 + len(some) // 1000]] for some in columns]
        orders = [find_order(some) for some in [*texts, [*chain(*texts)]]]
        order = "swapped" if "swapped" in orders else orders[-1]
        answer = self.check.answers.get("dates", "")
        if order in _BAD_ORDERS and not (order == "both" and answer):
            fault = f"Dates are {_BAD_ORDERS[order]}."
            self.check.stop("dates", fault, "Export the table anew, with dates as 2019-03-05.")
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
                remedy = "Is it a percentage, or a slip? Put it right, or use no column for it."
                self.check.stop("rule", f"{capital(text)}.", remedy, mask=mask)
            else:
                fault = f"{capital(text)}: the babies are counted, their notice is not known."
                self.check.say("notice-not-known", fault, mask=mask)
                lost |= mask
        return lost

    # Periods ------------------------------------------------------------------------------------

    def _read_periods(self) -> pd.Series:
        """Return the period of each row from its column, with a quarter or month beside it."""
        check, heading = self.check, self._heading("period")
        if {"period", "issue_date"} & {question.key for question in check.questions}:
            return pd.Series(None, range(len(self.sheet.rows)), dtype=object)
        if not heading:
            period = read_period(check.ask("period"), "financial")
            return pd.Series([period] * len(self.sheet.rows), dtype=object)
        check.set_aside(
            match_cells(self.sheet.cells[heading], is_blank), "no period is named", column=heading
        )
        column = self.sheet.cells[heading]
        texts = [text for text in column[check.used].unique() if text.strip()]
        quarter = self.sheet.cells.get(self._heading("quarter"), pd.Series("", column.index))
        unit = self.columns.units.get("quarter", "")
        said = {"calendar year": "calendar", "financial year": "financial"}
        by_quarter = {said.get(text.strip().casefold(), "") for text in quarter.unique()}
        heading_kind = self.columns.units.get("period") or "".join(by_quarter)
        kinds = find_kinds(texts, heading_kind)
        kind = kinds[0] if len(kinds) == 1 else check.ask("year-is", kinds) or "?"
        pairs = pd.MultiIndex.from_arrays([column.astype(str), quarter.astype(str)])
        read = {
            (year, part): found and part_of(found, part, unit)
            for year, part in pairs.unique() for found in [read_period(year, kind)]
        }  # fmt: skip
        periods = pd.Series([read[pair] for pair in pairs], dtype=object)
        if not self._heading("quarter") and "month" not in fold_heading(heading):
            periods = self._ask_how_long(periods, heading)
        if any(re.search(r"[pr*)\]¹²³]$", text.strip()) for text in texts):
            check.say(
                "marks", "Marks after the period, such as '(p)', are read past.", column=heading
            )
        self._check_periods(periods, heading, asked=kind == "?")
        return periods

    def _ask_how_long(self, periods: pd.Series, heading: str) -> pd.Series:
        """Return the periods, where a month only names the last one, by what a person says."""
        months = {p for p in periods[self.check.used].dropna() if p.months == 1}
        about = periods.isin(months).to_numpy() & self.check.used
        lasts = self.check.ask("lasts", about=about, heading=heading)
        length = {"quarter": 3, "year": 12}.get(lasts, 1)
        whole = {p: Period(p.end - length, length) for p in months}
        return pd.Series([whole.get(p, p) for p in periods], dtype=object)

    def _check_periods(self, periods: pd.Series, heading: str, *, asked: bool) -> None:
        named = set(periods[self.check.used].dropna())
        begun = (today() // 30.4375) + 1970 * 12
        words = fold_heading(heading)
        months = 1 if "month" in words else 3 if "quarter" in words else 0
        faults = {
            "The period can't be read.": set() if asked else {None},
            f"The heading speaks of {'quarters' if months == 3 else 'months'}.": {
                p for p in named if months and p.months != months
            },
            "The period has not begun.": {p for p in named if p.start > begun},
            "These periods share months with others.": overlapping(named),
        }
        remedy = "Write 2019/20, 2019, Q1 2019/20 or April 2019; years of one kind only."
        for fault, wrong in faults.items():
            mask = np.array([period in wrong for period in periods])
            self.check.stop("period", fault, remedy, column=heading, mask=mask)

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
        notice = notice.mask(lost)
        days = int(check.answers.get("newborn-days", 14))
        everyone = check.answers.get("all-newborns") == "yes"
        if not everyone and {"birth_date", "age_days"} & set(self.columns.columns):
            check.set_aside(age.isna().to_numpy(), "no age and no date of birth")
            check.set_aside((age >= _INFANT_DAYS).to_numpy(), "aged one year or over")
        self._find_repeats()
        newborn = (age < days) | everyone
        noted = newborn & notice.notna()
        levels = pd.DataFrame({
            "infants": True, "newborns": newborn, "notice_known": noted,
            "short_notice": noted & (notice < 7), "emergency": noted & (notice < 3),
            "same_day": noted & (notice < 1),
        })  # fmt: skip
        if not (newborn & check.used).any() and not check.is_open:
            check.stop("no-newborns", f"No baby is under {days} days old.", "Check the columns.")
        if not noted.any():
            levels = levels[["infants", "newborns"]]
        if not {"hearing_date", "notice_days"} & set(self.columns.columns):
            check.say("no-notice", "Short notice is not counted: no column gives first hearings.",
                      "If one does: --column hearing_date=HEADING")  # fmt: skip
        if newborn[check.used].all():
            del levels["infants"]
        self.counted = {
            "counted as newborn": int((newborn & check.used).sum()),
            "counted as older, under one year": int((~newborn & check.used).sum()),
        }
        return levels, "every row taken as newborn" if everyone else NEWBORN.format(days)

    def _find_repeats(self) -> None:
        """Ask what rows are that share a record number; or an area, a birth and an issue."""
        check, record, frame = self.check, self._heading("record"), self.frame
        if record:
            key = pd.DataFrame({"record": self.sheet.cells[record].cat.codes})
            used = check.used & ~match_cells(self.sheet.cells[record], is_blank)
        else:
            key = frame[["birth_date", "issue_date"]].assign(area=self.areas.names)
            used = check.used & frame["birth_date"].notna().to_numpy()
        by_hearing = key[used].iloc[np.argsort(frame["hearing_date"][used], kind="stable")]
        again = by_hearing.duplicated().reindex(key.index, fill_value=False).to_numpy()
        if not record and 5 * again.sum() <= used.sum():
            fault = "They are like another row, as twins are, and counted."
            check.say("rows-alike", fault, mask=again)
            return
        shared = "record number" if record else "area, date of birth and date of issue"
        if check.ask("rows-are", about=again, what=shared) == "hearings":
            check.set_aside(again, "another row of the same baby")

    # Counts -------------------------------------------------------------------------------------

    def _take_counts(self) -> tuple[pd.DataFrame, str]:
        """Return for each row its number at each level, and what its newborns are."""
        check, frame = self.check, self.frame
        self._choose_measure()
        self._break_rules()
        cell = pd.DataFrame({"area": self.areas.names, "period": self.periods})[check.used]
        again = cell.duplicated().reindex(frame.index, fill_value=False).to_numpy()
        if not check.is_open:
            fault = "An earlier row gives that area and period."
            check.stop("twice", fault, "Keep one row: one sex, one age, one measure.", mask=again)
        self._find_sums()
        given = frame[check.used & frame[["births", "newborns"]].notna().all(axis=1)]
        if given["births"].sum() < _FEW_BIRTHS * given["newborns"].sum():
            check.say("few-births", "There are fewer than 20 births for each newborn.",
                      "Check the column.", column=self._heading("births"))  # fmt: skip
        if frame["newborns"][check.used].isna().all() and not check.is_open:
            check.stop("no-counts", "No number of newborns could be read.", "Check the columns.")
        self.counted = {"counted": int(check.used.sum())}
        days = check.answers.get("newborn", "not-stated").removeprefix("under-")
        newborn = NEWBORN.format(days) if days.isdigit() else ""
        return frame[[level for level in LEVELS if level in self.columns.columns]], newborn

    def _choose_measure(self) -> None:
        """Keep the rows of one measure; stop where it, its unit or a title tells of shares."""
        check = self.check
        if heading := self._heading("measure"):
            names = [*dict.fromkeys(map(plain, self.sheet.cells[heading][check.used].unique()))]
            self.measure = check.ask("measure", names) if len(names) > 1 else "".join(names)
            other = ~match_cells(
                self.sheet.cells[heading], lambda text: plain(text) == self.measure
            )
            check.set_aside(other & bool(self.measure), "another measure", column=heading)
        for role in {"measure", "unit"} & set(self.columns.columns):
            heading = self._heading(role)
            wrong = match_cells(
                self.sheet.cells[heading], lambda t: bool(find_other_unit("newborns", t))
            )
            if self.measure or role == "unit":
                check.stop("measure", "What is given here is a rate or a share, no number.",
                           "Choose a table of numbers.", column=heading, mask=wrong)  # fmt: skip
        if word := find_other_subject(f"{self.sheet.above} {self.below}"):
            check.ask("words-above", word=word)

    def _find_sums(self) -> None:
        """Ask about areas of the user's own whose numbers are the sum of others'."""
        used = self.check.used & (self.areas.names != "").to_numpy()
        if not any(place is None for place in self.areas.places.values()) or not used.any():
            return
        bounds, keys = [], [self.areas.names[used], self.periods[used].astype(str)]
        numbers = self.frame[["newborns", "births"]]
        rounded = bool((numbers["newborns"].dropna() % 5 == 0).all())
        for most, slack in ((0.0, -2.0 * rounded), (HIDDEN_AT_MOST, 2.0 * rounded)):
            filled = (numbers + slack).mask(self.hidden[["newborns", "births"]], most)
            bounds.append(filled[used].groupby(keys, sort=False).first().unstack())
        whole = np.all(bounds[0].notna(), axis=0)
        sums = bounds[0].index[find_sums(*(bound.to_numpy()[:, whole] for bound in bounds))]
        mask = self.areas.names.isin(sums).to_numpy() & used
        rows = join_words([f"{row:,}" for row in self.sheet.rows[mask][:5]])
        if self.check.ask("sums", about=mask, rows=rows) == "set-aside":
            self.check.set_aside(mask, "the sum of other rows")

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

        def place(values: pd.DataFrame) -> Numbers:
            summed = values[used].apply(lambda column: column.groupby(cells).sum(min_count=1))
            summed = summed.reindex(range(len(areas) * len(labels)))
            return np.reshape(summed.to_numpy(dtype=float), (len(areas), len(labels), -1))

        values = place(levels)
        if self.columns.layout == "babies":
            values = np.nan_to_num(values)
        births = self.frame.get(["births"], pd.DataFrame({"births": NAN}, self.frame.index))
        return Counts(
            areas, labels, tuple(map(str, levels)), values, place(births)[..., 0], newborn,
            _find_year(labels),
            source_hidden=place(self.hidden.reindex(columns=levels.columns)) > 0,
            incomplete=self._find_incomplete(periods),
            places=tuple(self.areas.places.get(area) for area in areas), area_kind=self.areas.kind,
        )  # fmt: skip

    def _find_incomplete(self, periods: Sequence[Period]) -> tuple[str, ...]:
        """Return the periods that today cuts short, or that the first or last date does.

        A date does so where, at the pace of all rows, three or more would be expected in the
        months of the period before the first or after the last one.
        """
        now = (today() // 30.4375) + 1970 * 12
        short = {period for period in periods if period.end > now}
        if "issue_date" in self.columns.columns:
            months = _months(self.frame["issue_date"][self.check.used])
            first, last = int(months.min()), int(months.max())
            pace = len(months) / (last - first + 1)
            short |= {p for p in periods[:1] if pace * (first - p.start) >= _EXPECTED}
            short |= {p for p in periods[-1:] if pace * (p.end - 1 - last) >= _EXPECTED}
        if not short or self.check.answers.get("whole-periods") == "yes":
            return ()
        labels = tuple(period.label for period in sorted(short))
        self.check.say(
            "incomplete", f"Some months of {join_words(labels)} are missing, so it is compared "
            "with nothing.", "If none is: --answer whole-periods=yes",
        )  # fmt: skip
        return labels


def _is_readable(text: str) -> bool:
    fault = read_count(text)[1]
    return bool(text) and (fault != "words" or not read_date(text, "day-first")[1])


def _months(days: pd.Series) -> pd.Series:
    """Return the month of each date, counted from the year 0."""
    dates = days.to_numpy(dtype="datetime64[D]", na_value=np.datetime64("NaT"))
    return pd.Series(dates).dt.year * 12 + pd.Series(dates).dt.month - 1


def _find_year(labels: Sequence[str]) -> Year:
    if any(year_of(label) is None for label in labels) or len({"/" in x for x in labels}) > 1:
        return "as given"
    return "financial" if "/" in labels[0] else "calendar"
