"""A table of the user's own: read, asked about, confirmed, and an account of every row."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from born_into_care.documents import make_environment
from born_into_care.errors import PackError
from born_into_care.evidence.periods import Period, read_period
from born_into_care.paths import write_private
from born_into_care.text import capital, join_words, plain
from born_into_care.your_area.contract import (
    LAYOUTS,
    ROLES,
    broken_rules,
    find_alias,
    find_other_unit,
)
from born_into_care.your_area.files import Sheet, UnreadableFileError, open_sheet
from born_into_care.your_area.mapping import ColumnMap, find_columns, list_choices, turn_years
from born_into_care.your_area.places import ask_sums, read_areas
from born_into_care.your_area.protection import (
    LEVELS,
    NEWBORN,
    WHOLE_TABLE,
    Counts,
    Mask,
    Numbers,
    Year,
    write_sentences,
)
from born_into_care.your_area.remarks import TableCheck, write_word
from born_into_care.your_area.values import (
    FOOTNOTE,
    NAN,
    find_order,
    read_cells,
    read_count,
    read_date,
    read_periods,
    this_month,
)

_MADE_BY = "born-into-care mapping"
_SETTINGS = ("newborn", "newborn-days", "year")
_NUMBERS = ("date", "days", "count")
_YEARS: Mapping[tuple[int, int], Year] = {(12, 3): "financial", (12, 0): "calendar"}


class RowReader:
    """A table's rows under a mapping; questions, remarks and reasons go to the check.

    Attributes:
        frame: for each row its area ("" for none) and its period, or None; and a column of float
            for each role that holds numbers or dates (days since 1970).
        measure: the measure whose rows are counted; "" where no column gives one.
    """

    def __init__(self, check: TableCheck, sheet: Sheet, columns: ColumnMap) -> None:
        """Read the rows: set aside what is none, read values, areas and periods."""
        self.check, self.columns = check, columns
        # Rows are found by their place: a table turned from years in columns has each row often.
        self.cells = sheet.cells.reset_index(drop=True)
        roles = [r for r in LAYOUTS[columns.layout].columns if ROLES[r].holds in _NUMBERS]
        self.frame = pd.DataFrame(NAN, self.cells.index, roles)
        self.hidden = pd.DataFrame(False, self.cells.index, roles)
        self._set_aside_what_is_no_row(sheet)
        self.measure = self._choose_measure()
        codes = [h for h in map(str, self.cells) if find_alias(h)[1].endswith("code")]
        areas, self.places, self.area_kind = read_areas(
            check, self._column("area"), self.cells[codes], columns.units.get("area", ""),
            self._find_periods,
        )  # fmt: skip
        self.frame = self.frame.assign(**areas)

    def count(self) -> Counts | None:
        """Return the counts; None where a question or a stop is left."""
        of_babies = self.columns.layout == "babies"
        levels, newborn = self._count_babies() if of_babies else self._take_counts()
        incomplete = self._find_incomplete()
        return self._build(levels, newborn, incomplete) if self.check.ready else None

    def show_first(self, role: str) -> str:
        """Return the first three values of a column as they are read; never a text that is not."""
        name = "period" if role == "quarter" else role
        if name not in self.frame:
            return self.measure if role == "measure" else ""
        values = [v for v in self.frame[name][self.check.used].dropna().unique() if v != ""]
        if ROLES[role].holds == "date":
            values = [*pd.to_datetime(values, unit="D")]
        return write_sentences("first_values", role=ROLES[role], values=values, kind=self.area_kind)

    def _has(self, *roles: str) -> bool:
        return any(role in self.columns.columns for role in roles)

    def _column(self, role: str) -> pd.Series | None:
        return self.cells.get(self.columns.columns.get(role))

    def _set_aside_what_is_no_row(self, sheet: Sheet) -> None:
        """Set aside rows that a person does not want; ask about what stands beside the table."""
        check = self.check
        for key, rows in sheet.doubtful.items():
            check.ask_to_set_aside(key, np.isin(check.rows, rows))
        what = [*sheet.around, *(f"the column '{plain(h)}'" for h in self.columns.unread)]
        if find_other_unit("file", check.name):
            what.append("the name of the file")
        if what:
            check.ask("others", what=join_words(what))

    def _read_values(self) -> None:
        """Read the columns of numbers and dates; stop at what is none, note what can't be read."""
        check, order = self.check, self._find_order()
        read: dict[str, Callable[[str], tuple[float, str]]] = {
            "date": lambda text: read_date(text, order),
            "days": read_count,
            "count": read_count,
        }
        given = [item for item in self.columns.columns.items() if item[0] in self.frame]
        for role, heading in given:
            title, holds = ROLES[role].title, ROLES[role].holds
            values, faults = read_cells(self.cells[heading], read[holds])
            self.frame[role], self.hidden[role] = values, faults == "hidden"
            check.say("not-known", column=heading, mask=faults == "unclear")
            no_numbers = np.isin(faults, ["share", "words"])
            check.say("not-numbers", column=heading, mask=no_numbers, title=title)
            if holds == "count":
                marked = self.cells[heading].str.contains(FOOTNOTE).to_numpy(bool)
                check.say("marks", column=heading, mask=marked, what="numbers, such as '(r)',")

    def _find_order(self) -> str:
        """Return how the dates are ordered, as they show or as a person has said."""
        headings = [h for r, h in self.columns.columns.items() if ROLES[r].holds == "date"]
        columns = [self.cells[heading].cat.categories.astype(str) for heading in headings]
        texts = [[*some[:: 1 + len(some) // 1000]] for some in columns]
        orders = [find_order(some) for some in [*texts, [*chain(*texts)]]]
        order = next((o for o in orders if o in ("swapped", "one-day")), orders[-1])
        if order in ("", "day-first", "month-first"):
            return order or self.check.ask("dates") or "day-first"
        self.check.say(f"dates-{order}")
        return "day-first"

    def _find_periods(self) -> pd.Series:
        """Return the period of each row: its column's, its date's, or that of the whole table."""
        self._read_values()
        check, column = self.check, self._column("period")
        if self._has("issue_date"):
            check.set_aside(self.frame["issue_date"].isna().to_numpy(), "no date of issue")
            first = 3 if check.answers.get("year", "financial") == "financial" else 0
            dates = pd.to_datetime(self.frame["issue_date"], unit="D", errors="coerce")
            self.months = dates.dt.year * 12 + dates.dt.month - 1
            years = (self.months - first) // 12
            return years.map({y: Period(12 * int(y) + first, 12) for y in years.dropna().unique()})
        if column is None:
            is_asked = {"period", "issue_date"} & {question.key for question in check.questions}
            answer = "" if is_asked else check.ask("period")
            if answer in ("", "not-stated"):
                return pd.Series(None, self.cells.index, dtype=object)
            if not read_period(answer):
                raise PackError(f"'{plain(answer)}' is no period. Type one such as 2019/20.")
            column = pd.Series(answer, self.cells.index, dtype="category")
        return read_periods(check, column, self._column("quarter"), self.columns.units)

    def _break_rules(self) -> Mask:
        """Set aside the rows that break a rule; return those of which only the notice is lost."""
        check, lost = self.check, np.zeros(len(self.frame), dtype=bool)
        for text, loses, mask in broken_rules(self.columns.layout, self.frame):
            if loses == "row":
                check.set_aside(mask, text)
            else:
                check.say(f"{loses}-breaks-rule", mask=mask, rule=capital(text))
                lost |= mask
        return lost

    def _count_babies(self) -> tuple[pd.DataFrame, str]:
        """Return for each row whether it counts at each level, and who is newborn."""
        check, frame, lost = self.check, self.frame, self._break_rules()
        age = (frame["issue_date"] - frame["birth_date"]).fillna(frame["age_days"])
        notice = (frame["hearing_date"] - frame["issue_date"]).fillna(frame["notice_days"])
        days = int(check.answers.get("newborn-days", 14))
        everyone = check.answers.get("all-newborns") == "yes"
        if self._has("birth_date", "age_days") and not everyone:
            check.set_aside(age.isna().to_numpy(), "no age is given or can be worked out")
            check.set_aside((age >= 365).to_numpy(), "aged one year or over")
        if check.ready and 0 < 2 * check.used.sum() < len(frame):
            check.ask("mostly-aside")
        self._find_repeats()
        newborn = (age < days) | everyone
        noted = newborn & notice.notna() & ~lost & check.used
        levels = pd.DataFrame({
            "infants": True, "newborns": newborn, "notice_known": noted,
            "short_notice": noted & (notice < 7), "emergency": noted & (notice < 3),
            "same_day": noted & (notice < 1),
        })  # fmt: skip
        if not noted.any():
            levels = levels[["infants", "newborns"]]
            check.say("no-notice")
        counted = newborn[check.used]
        if check.ready and not counted.any():
            check.say("no-newborns", days=str(days))
        elif counted.all():
            del levels["infants"]
        check.counted = {
            "counted as newborn": int(counted.sum()),
            "counted as older, under one year": int((~counted).sum()),
        }
        return levels, "every row taken as newborn" if everyone else NEWBORN.format(days)

    def _find_repeats(self) -> None:
        """Ask what rows are that share a record number; or an area, a birth and an issue."""
        check, record = self.check, self._column("record")
        if record is None:
            what = "area, date of birth and date of issue"
            key = self.frame[["area", "birth_date", "issue_date"]]
        else:
            what, bare = "record number", record.str.removesuffix(".0").str.lstrip("0")
            key = bare.mask(bare == "").to_frame()
        known = key.notna().all(axis=1) & check.used
        heard = self.frame["hearing_date"].fillna(self.frame["notice_days"])
        first_heard = heard.sort_values(kind="stable").index
        again = key.assign(known=known).loc[first_heard].duplicated().sort_index() & known
        if record is None and 5 * again.sum() <= known.sum():
            check.say("rows-alike", mask=again.to_numpy())
        elif check.ask("rows-are", about=again.to_numpy(), what=what) == "hearings":
            check.set_aside(again.to_numpy(), "another row of the same baby")

    def _take_counts(self) -> tuple[pd.DataFrame, str]:
        """Return for each row its number at each level, and what its newborns are."""
        check, frame = self.check, self.frame
        self._break_rules()
        again = frame[["area", "period"]].assign(used=check.used).duplicated().to_numpy()
        if check.ready:
            check.say("twice", mask=again)
        if self.area_kind == "own":
            ask_sums(check, frame, self.hidden)
        if any(period.months < 12 for period in frame["period"][check.used].dropna().unique()):
            check.ask("running")
        if frame["newborns"][check.used].isna().all() and check.ready:
            check.say("no-counts")
        check.counted = {"counted": int(check.used.sum())}
        days = check.answers.get("newborn", "not-stated").removeprefix("under-")
        newborn = NEWBORN.format(days) if days.isdigit() else ""
        return frame[[level for level in LEVELS if self._has(level)]], newborn

    def _choose_measure(self) -> str:
        """Return the measure whose rows are kept; stop where it or a unit tells of shares."""
        check, column, measure = self.check, self._column("measure"), ""
        if column is not None:
            names = [*filter(None, dict.fromkeys(map(plain, column[check.used].unique())))]
            able = [name for name in names if not find_other_unit("newborns", name)]
            is_told = len(names) == 1 and find_alias(names[0])[0] == "newborns"
            measure = check.ask("measure", able) if able and not is_told else "".join(names[:1])
            other = (column.map(plain) != measure).to_numpy()
            check.set_aside(other & bool(measure), "another measure", column=str(column.name))
        for given in (column if measure else None, self._column("unit")):
            if given is not None:
                told = given.map(lambda text: find_other_unit("newborns", text) != "")
                check.say("measure", column=str(given.name), mask=told.to_numpy(bool))
        return measure

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
        return Counts(
            tuple(areas), tuple(labels), tuple(map(str, levels)),
            sum_cells(levels, 0 if self.columns.layout == "babies" else NAN),
            sum_cells(self.frame.reindex(columns=["births"]))[..., 0], newborn,
            _YEARS.get(kinds.pop(), "as given") if len(kinds) == 1 else "as given",
            hidden=sum_cells(self.hidden.reindex(columns=levels.columns)) > 0,
            incomplete=incomplete, places={area: self.places.get(area) for area in areas},
            table_name=self.check.name, account=self.check.account,
            illustrative="illustrative" in self.check.name.casefold(),
        )  # fmt: skip

    def _find_incomplete(self) -> tuple[str, ...]:
        """Return the periods that today cuts short, or that the first or last date does.

        A date does so where two months or more of the period lie before the first or after the
        last one; or one, in which three babies or more would be expected at the pace of all rows.
        """
        check, used = self.check, self.check.used
        periods = sorted(set(self.frame["period"][used].dropna()))
        short = [period for period in periods if period.end > this_month()]
        if self._has("issue_date"):
            first, last = self.months[used].min(), self.months[used].max()
            pace = used.sum() / (last - first + 1)
            gaps = [(p, gap) for p in periods for gap in (first - p.start, p.end - 1 - last)]
            short += [period for period, gap in gaps if gap > 1 or pace * gap >= 3]
        if not short or check.answers.get("whole-periods") == "yes" or not check.ready:
            return ()
        labels = tuple(dict.fromkeys(period.label for period in short))
        check.say("incomplete", periods=join_words(labels))
        return labels


class Reading(TableCheck):
    """What was made of a file. It shows first values of columns, as read, and words of measures.

    Attributes:
        layout: "babies" (a row a baby) or "counts" (a row an area and period); "" for no table.
        columns: which column is what: role to heading.
        first_values: role to the first three values of its column, in words.
        changes: role to heading, as a person has said; "" for no column.
        confirmed: whether a person has said that all is read right.
    """

    def __init__(
        self, name: str, source: Path | bytes, changes: Mapping[str, str],
        answers: Mapping[str, str], opened: Sheet | None = None,
    ) -> None:  # fmt: skip
        """Read a file, or a sheet of it that was opened before."""
        super().__init__(name, answers)
        self.source, self.changes, self._opened = source, changes, opened
        self.layout, self.confirmed = "", False
        self.columns: Mapping[str, str] = {}
        self.first_values: Mapping[str, str] = {}
        self._counts: Counts | None = None
        self._sheet: Sheet | None = None
        try:
            self._opened = opened or open_sheet(source, self.answers.get("sheet"))
        except UnreadableFileError as error:
            kind, *words = error.args
            remark = self.ask if kind == "sheet" else self.say
            remark(kind, **dict(*words))
        else:
            self._read(turn_years(self, self._opened))

    def _read(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.begin(sheet.cells.index.to_numpy())
        for note in sheet.notes:
            self.say("sheet", text=note)
        found = find_columns(self, sheet, self.changes)
        reader = RowReader(self, sheet, found)
        self._counts = reader.count()
        self.layout, self.columns = found.layout, found.columns
        self.first_values = {role: reader.show_first(role) for role in found.columns}

    @property
    def counts(self) -> Counts:
        """The counts, not protected yet.

        Raises:
            PackError: while the mapping is not confirmed.
        """
        if self._counts is None or not self.confirmed:
            raise PackError("The columns are only proposed. Check them, then confirm them.")
        return self._counts

    def choices(self, role: str) -> tuple[str, ...]:
        """Return the headings that can be chosen for a role."""
        return list_choices(self._sheet, role) if self._sheet else ()

    def change(
        self, mapping: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None
    ) -> Reading:
        """Return the reading after a person has said more; it is not confirmed any more.

        With "", a mapping takes no column for a role, and an answer is taken back.

        Raises:
            PackError: for a role, heading, key or value that does not exist.
        """
        said = {**self.answers, **(answers or {})}
        same_sheet = said.get("sheet", "") == self.answers.get("sheet", "")
        changes = {**self.changes, **(mapping or {})}
        return Reading(self.name, self.source, changes, said, self._opened if same_sheet else None)

    def confirm(self) -> Reading:
        """Take the reading as confirmed by a person, and return it.

        Raises:
            PackError: while a question or a stop is left.
        """
        if not self.ready:
            left = [*(stop.text for stop in self.stops), *(q.text for q in self.questions)]
            raise PackError(" ".join(["This table can't be counted yet.", *left]))
        self.confirmed = True
        return self

    @property
    def command(self) -> list[str]:
        """The words of the command line that give what a person has said."""
        columns = [write_word("column", role, heading) for role, heading in self.changes.items()]
        return columns + [write_word("answer", key, v) for key, v in self.answers.items()]

    def save_mapping(self) -> Path | None:
        """Write the mapping beside the table, to be used again; None for a table without a path.

        Raises:
            PackError: where a file of that name was not made by the pack.
        """
        if isinstance(self.source, bytes) or self._opened is None:
            return None
        columns = {role: "" for role, heading in self.changes.items() if not heading}
        saved = {"made by": _MADE_BY, "headings": self._opened.headings,
                 "columns": {**columns, **self.columns}, "answers": self.answers,
                 "file": sha256(self.source.read_bytes()).hexdigest()}  # fmt: skip
        text = json.dumps(saved, ensure_ascii=False, indent=1)
        return write_private(_name_mapping(self.source), text.encode(), mark=_MADE_BY.encode())

    @property
    def text(self) -> str:
        """The whole reading as plain text."""
        template = make_environment("born_into_care.your_area").get_template("reading.txt")
        return template.render(reading=self, layouts=LAYOUTS, roles=ROLES)


def open_table(
    source: str | Path | bytes, name: str = "", *,
    mapping: Mapping[str, str] | None = None, answers: Mapping[str, str] | None = None,
) -> Reading:  # fmt: skip
    """Return what a file holds: which column is what, what has to be answered, what is wrong.

    A mapping saved beside the table is used where nothing else is said. It counts as confirmed for
    the same file; of another one with these headings, what a person has answered is asked again.

    Parameters:
        source: a path, or the bytes of an upload: CSV or an Excel workbook.
        mapping: role to heading; "" for no column.
        answers: key to value, as the questions spell them out.

    Raises:
        PackError: for a path, role, heading, key or value that does not exist; never for a bad
            file, of which the reading's stops say what is wrong.

    Example:
        >>> reading = open_table(b"Local authority,Year,Newborns\\nLeeds,2019/20,44\\n", "demo.csv")
        >>> reading.first_values["period"]
        '2019/20 (April 2019 to March 2020)'
    """
    if isinstance(source, bytes):
        return Reading(plain(name or "the table"), source, mapping or {}, answers or {})
    path = Path(source).expanduser()
    name = plain(name or path.name)
    if not (mapping or answers):
        # What is no mapping of this table is passed over.
        with suppress(OSError, ValueError, LookupError, TypeError, AttributeError):
            saved = json.loads(_name_mapping(path).read_bytes())
            same = saved["file"] == sha256(path.read_bytes()).hexdigest()
            said = {key: v for key, v in saved["answers"].items() if same or key in _SETTINGS}
            again = Reading(name, path, saved["columns"], said)
            if again._opened and [*again._opened.headings] == saved["headings"]:
                again.confirmed = again.ready and same
                return again
    return Reading(name, path, mapping or {}, answers or {})


def _name_mapping(path: Path) -> Path:
    return path.with_name(f"{path.name}.mapping.json")
