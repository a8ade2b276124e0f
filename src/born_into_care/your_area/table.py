"""A table of the user's own: opened, mapped, confirmed by a person, and only then counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape
from pathlib import Path
from typing import Any

from born_into_care.errors import PackError, require_known
from born_into_care.paths import write_private
from born_into_care.text import capital, join_words
from born_into_care.your_area.contract import ANSWERS, LAYOUTS, ROLES
from born_into_care.your_area.counts import Counts
from born_into_care.your_area.files import Sheet, Source, UnreadableFileError, open_sheet
from born_into_care.your_area.mapping import find_columns, list_choices, turn_years
from born_into_care.your_area.remarks import Option, Problem, Question, TableCheck, write_word
from born_into_care.your_area.rows import RowReader
from born_into_care.your_area.safe_text import plain

_MARK = "born-into-care mapping"
_KIND_WORDS = {
    "authority": " (local authorities)", "region": " (regions of England)", "nation": " (nations)"
}  # fmt: skip
UNPROTECTED = (
    "Row numbers and numbers of rows help you to put the table right. They are not protected as "
    "counts are: remove these remarks before you share this."
)


@dataclass(frozen=True)
class Proposal:
    """A column as it will be read: its role, its heading, its first three values in words."""

    role: str
    title: str
    heading: str
    values: str


@dataclass(frozen=True, eq=False)
class Reading:
    """What was made of a file. It shows no cell but the first values of a column, as read.

    Attributes:
        name: what the file is called.
        layout: "babies" (a row a baby) or "counts" (a row an area and period).
        headings: the columns, in the order of the file.
        proposals: which column is what, with its first values.
        questions: what a person has to say before the table is counted.
        problems: what was found; those of severity "stops" have to be put right.
        account: how many rows were read, counted, and set aside for which reason.
        rows: how many rows the table has.
        confirmed: whether a person has confirmed the mapping.
        changes: which column is what, as a person has said.
        answers: what a person has answered, by key.
    """

    name: str
    layout: str = ""
    headings: tuple[str, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    questions: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()
    account: tuple[tuple[str, int], ...] = ()
    rows: int = 0
    confirmed: bool = False
    changes: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None
    _sheet: Sheet | None = field(repr=False, default=None)
    _counts: Counts | None = field(repr=False, default=None)

    @property
    def stops(self) -> tuple[Problem, ...]:
        """What has to be put right in the file, or by another choice of columns."""
        return tuple(problem for problem in self.problems if problem.severity == "stops")

    @property
    def ready(self) -> bool:
        """Whether no question and no stop is left."""
        return self._counts is not None

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that a column of this layout can have."""
        return tuple(LAYOUTS[self.layout].columns) if self.layout else ()

    def choices(self, role: str) -> tuple[str, ...]:
        """Return the headings that can be chosen for a role."""
        return list_choices(self._sheet, role) if self._sheet else ()

    @property
    def counts(self) -> Counts:
        """The counts, not protected yet.

        Raises:
            PackError: while the mapping is not confirmed, or something is open.
        """
        if self._counts is None:
            raise PackError(" ".join([
                "This table can't be counted yet.", *(problem.text for problem in self.stops),
                *(question.text for question in self.questions),
            ]))  # fmt: skip
        if not self.confirmed:
            raise PackError("The columns are only proposed. Check them, then confirm them.")
        return self._counts

    def change(
        self, mapping: Mapping[str, str | None] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Reading:  # fmt: skip
        """Return the reading with columns or answers changed, not confirmed.

        Parameters:
            mapping: role to heading; None or "" for no column.
            answers: key to value; "" to take an answer back.

        Raises:
            PackError: for a role, heading, key or value that does not exist.
        """
        if self._sheet is None:
            return self
        changes = {**self.changes, **(mapping or {})}
        given = {key: v for key, v in {**self.answers, **(answers or {})}.items() if v}
        return _read(replace(self, changes=changes, answers=given, confirmed=False), self._sheet)

    def confirm(self) -> Reading:
        """Return the reading as confirmed by a person.

        Raises:
            PackError: while a question or a stop is left.
        """
        confirmed = replace(self, confirmed=True)
        assert confirmed.counts is not None  # raises where something is open
        return confirmed

    @property
    def command(self) -> list[str]:
        """The words of the command line that give what a person has said."""
        columns = [write_word("column", role, h or "") for role, h in self.changes.items()]
        return columns + [write_word("answer", key, v) for key, v in self.answers.items()]

    def save_mapping(self) -> Path | None:
        """Write the mapping beside the table, to be used again; None for a table without a path.

        Raises:
            PackError: where a file of that name was not made by the pack.
        """
        if self.path is None:
            return None
        columns = {proposal.role: proposal.heading for proposal in self.proposals}
        columns |= {role: "" for role, heading in self.changes.items() if not heading}
        saved = {"made by": _MARK, "headings": self.headings, "columns": columns,
                 "answers": dict(self.answers)}  # fmt: skip
        text = json.dumps(saved, ensure_ascii=False, indent=1)
        return write_private(_beside(self.path), text.encode(), mark=_MARK.encode())

    @property
    def text(self) -> str:
        """The whole reading as plain text."""
        layout = LAYOUTS[self.layout].title if self.layout else "no table"
        lines = [f"{self.name}: {self.rows:,} rows, {layout}.", ""]
        lines += [
            f"  {p.title}: '{p.heading}'{', read as ' * bool(p.values)}{p.values}"
            for p in self.proposals
        ]
        for question in self.questions:
            lines += ["", question.text, *(f"  {o.words}  {o.text}" for o in question.options)]
        lines += ["", *(f"{capital(why)}: {n:,}" for why, n in self.account if self.ready), ""]
        lines += [f"{'To put right: ' * (p in self.stops)}{p.text}" for p in self.problems]
        return "\n".join([*lines, "", UNPROTECTED])

    def _repr_html_(self) -> str:
        return f"<pre>{escape(self.text)}</pre>"


def open_table(
    source: Source, name: str | None = None, *, sheet: str | None = None,
    mapping: Mapping[str, str | None] | None = None, answers: Mapping[str, str] | None = None,
) -> Reading:  # fmt: skip
    """Return what a file holds: which column is what, what has to be answered, what is wrong.

    A mapping saved beside the table is used, and counts as confirmed, where nothing else is said.

    Parameters:
        source: a path, the bytes of an upload, or an open binary file: CSV or an Excel workbook.
        name: what the file is called, where the source does not say.
        sheet: which sheet of a workbook.
        mapping: role to heading, where a person has said; None or "" for no column.
        answers: key to value, as the questions spell them out.

    Raises:
        PackError: for a path, role, heading, key or value that does not exist. A bad file raises
            nothing: what is wrong stands in the reading's problems.

    Example:
        >>> reading = open_table(b"Local authority,Year,Newborns\\nLeeds,2019/20,44\\n", "demo.csv")
        >>> [(p.role, p.values) for p in reading.proposals][1]
        ('period', '2019/20 (April 2019 to March 2020)')
    """
    path = Path(source).expanduser() if isinstance(source, str | Path) else None
    empty = Reading(plain(name or (path.name if path else "the table")), path=path)
    try:
        opened = open_sheet(source, sheet)
    except UnreadableFileError as error:
        kind, fault, remedy, *sheets = error.args
        options = tuple(Option(name, plain(name), write_word("sheet", "", name)) for name in sheets)
        if options:
            return replace(empty, questions=(Question("sheet", fault, options),))
        return replace(empty, problems=(Problem(kind, "stops", fault, remedy),))
    saved = _load_saved(path) if not (mapping or answers) else {}
    if saved.get("headings") == [*opened.headings]:
        reading = _read(replace(empty, changes=saved["columns"], answers=saved["answers"]), opened)
        return replace(reading, confirmed=reading.ready)
    return _read(replace(empty, changes=mapping or {}, answers=answers or {}), opened)


def _read(empty: Reading, sheet: Sheet) -> Reading:
    """Return the reading of a sheet under the changes and answers that a reading holds."""
    for key, value in empty.answers.items():
        if not key.startswith("place:"):
            allowed = ANSWERS[require_known("answer", key, ANSWERS)]
            require_known(f"answer to '{key}'", value, allowed or [value])
    turning = TableCheck(empty.answers, sheet.rows)
    turned = turn_years(turning, sheet)
    check = TableCheck(empty.answers, turned.rows)
    check.questions += turning.questions
    check.problems += turning.problems
    for note in turned.notes:
        check.say("note", note)
    columns = find_columns(check, turned, empty.changes)
    reader = RowReader(check, turned, columns)
    counts = reader.count()
    account = check.account(reader.counted)
    if counts:
        marked = any((turned.cells[h] == "illustrative").all() for h in turned.headings)
        illustrative = marked or "illustrative" in empty.name.casefold()
        counts = replace(counts, table_name=empty.name, illustrative=illustrative, account=account)
    proposals = [
        Proposal(role, ROLES[role].title, heading, _first_values(reader, role))
        for role, heading in columns.columns.items()
    ]
    return replace(
        empty, layout=columns.layout, headings=sheet.headings, proposals=tuple(proposals),
        questions=tuple(check.questions), account=account, rows=len(turned.rows), _sheet=sheet,
        problems=tuple(sorted(check.problems, key=lambda p: p.severity != "stops")), _counts=counts,
    )  # fmt: skip


def _first_values(reader: RowReader, role: str) -> str:
    """Return the first three values of a column as they are read; never a text that is not."""
    used, holds = reader.check.used, ROLES[role].holds
    if role in reader.frame:
        first = reader.frame[role][used].dropna()[:3].astype(int).tolist()
        dates = [date(1970, 1, 1) + timedelta(days=n) for n in first if holds == "date"]
        words = [f"{day.day} {day:%B %Y}" for day in dates] or [f"{n:,}" for n in first]
        units = {"days": " days", "count": " births" if role == "births" else " babies"}
        return join_words(words) + units.get(holds, "")
    if role == "area":
        names = [name for name in reader.areas.names[used].unique() if name]
        if not all(reader.areas.places[name] for name in names):
            return f"{len(names):,} names, some of them your own"
        return join_words(names[:3]) + _KIND_WORDS.get(reader.areas.kind, "")
    if holds == "period":
        return join_words([p.words for p in reader.periods[used].dropna().unique()[:3]])
    return reader.measure if role == "measure" else ""


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.mapping.json")


def _load_saved(path: Path | None) -> dict[str, Any]:
    """Return the mapping that was saved beside a table; an empty one where there is none."""
    try:
        saved = json.loads(_beside(path or Path()).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return saved if isinstance(saved, dict) and saved.get("made by") == _MARK else {}
