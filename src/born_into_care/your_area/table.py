"""A table of the user's own: opened, mapped, confirmed by a person, and only then counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Any

from born_into_care.errors import PackError
from born_into_care.paths import write_private
from born_into_care.text import capital, plain
from born_into_care.your_area.contract import LAYOUTS, ROLES
from born_into_care.your_area.counts import Counts
from born_into_care.your_area.files import Sheet, Source, UnreadableFileError, open_sheet
from born_into_care.your_area.mapping import find_columns, list_choices, turn_years
from born_into_care.your_area.remarks import Option, Problem, Question, TableCheck, write_word
from born_into_care.your_area.rows import RowReader

_MADE_BY = "born-into-care mapping"
UNPROTECTED = (
    "Row numbers and numbers of rows help you to put the table right. They are not protected as "
    "counts are: remove these remarks before you share this."
)


@dataclass(frozen=True)
class Proposal:
    """A column as it will be read: its role, its heading, its first three values in words."""

    role: str
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
            left = [*(p.text for p in self.stops), *(q.text for q in self.questions)]
            raise PackError(" ".join(["This table can't be counted yet.", *left]))
        if not self.confirmed:
            raise PackError("The columns are only proposed. Check them, then confirm them.")
        return self._counts

    def change(
        self, mapping: Mapping[str, str | None] | None = None,
        answers: Mapping[str, str] | None = None,
    ) -> Reading:  # fmt: skip
        """Return the reading after a person has said more; it is not confirmed any more.

        Parameters:
            mapping: role to heading; None or "" for no column.
            answers: key to value; "" takes an answer back.

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
        columns = {role: "" for role, heading in self.changes.items() if not heading}
        columns |= {proposal.role: proposal.heading for proposal in self.proposals}
        saved = {"made by": _MADE_BY, "headings": self.headings, "columns": columns,
                 "answers": dict(self.answers)}  # fmt: skip
        text = json.dumps(saved, ensure_ascii=False, indent=1)
        return write_private(_name_mapping(self.path), text.encode(), mark=_MADE_BY.encode())

    @property
    def text(self) -> str:
        """The whole reading as plain text."""
        layout = LAYOUTS[self.layout].title if self.layout else "no table"
        lines = [f"{self.name}: {self.rows:,} rows, {layout}.", ""]
        for p in self.proposals:
            values = f", read as {p.values}" * bool(p.values)
            lines.append(f"  {ROLES[p.role].title}: '{p.heading}'{values}")
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
        kind, text, *sheets = error.args
        options = tuple(Option(name, plain(name), write_word("sheet", "", name)) for name in sheets)
        if options:
            return replace(empty, questions=(Question("sheet", text, options),))
        return replace(empty, problems=(Problem(kind, "stops", text),))
    saved: Any = {}
    if path and not (mapping or answers):
        with suppress(OSError, ValueError):
            saved = json.loads(_name_mapping(path).read_text(encoding="utf-8"))
    made_for = [saved.get("made by"), saved.get("headings")] if isinstance(saved, dict) else []
    if made_for == [_MADE_BY, [*opened.headings]]:
        reading = _read(replace(empty, changes=saved["columns"], answers=saved["answers"]), opened)
        return replace(reading, confirmed=reading.ready)
    return _read(replace(empty, changes=mapping or {}, answers=answers or {}), opened)


def _name_mapping(path: Path) -> Path:
    return path.with_name(f"{path.name}.mapping.json")


def _read(empty: Reading, opened: Sheet) -> Reading:
    """Return the reading of a sheet under the changes and answers that a reading holds."""
    check = TableCheck(empty.answers)
    sheet = turn_years(check, opened)
    check.begin(sheet.cells.index.to_numpy())
    for note in sheet.notes:
        check.say("sheet", text=note)
    columns = find_columns(check, sheet, empty.changes)
    reader = RowReader(check, sheet, columns)
    counts = reader.count()
    account = check.account(reader.counted)
    if counts:
        marked = any((sheet.cells[heading] == "illustrative").all() for heading in sheet.headings)
        illustrative = marked or "illustrative" in empty.name.casefold()
        counts = replace(counts, table_name=empty.name, illustrative=illustrative, account=account)
    return replace(
        empty, layout=columns.layout, headings=opened.headings,
        proposals=tuple(
            Proposal(role, h, reader.show_first(role)) for role, h in columns.columns.items()
        ),
        questions=tuple(check.questions), account=account, rows=len(sheet.cells), _sheet=opened,
        problems=tuple(sorted(check.problems, key=lambda p: p.severity != "stops")), _counts=counts,
    )  # fmt: skip
