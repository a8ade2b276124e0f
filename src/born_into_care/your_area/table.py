"""A table of the user's own: opened, mapped, confirmed by a person, and only then counted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from born_into_care.documents import make_environment
from born_into_care.errors import PackError
from born_into_care.paths import write_private
from born_into_care.text import plain
from born_into_care.your_area.contract import LAYOUTS, ROLES
from born_into_care.your_area.files import Sheet, UnreadableFileError, open_sheet
from born_into_care.your_area.mapping import find_columns, list_choices, turn_years
from born_into_care.your_area.protection import Counts
from born_into_care.your_area.remarks import TableCheck, write_word
from born_into_care.your_area.rows import RowReader

_MADE_BY = "born-into-care mapping"
_SETTINGS = ("newborn", "newborn-days", "year")


class Reading(TableCheck):
    """What was made of a file. It shows no cell but the first values of a column, as read.

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
        try:
            self._opened = opened or open_sheet(source, self.answers.get("sheet"))
        except UnreadableFileError as error:
            kind, *words = error.args
            remark = self.ask if kind == "sheet" else self.say
            remark(kind, **dict(*words))
        else:
            self._read(turn_years(self, self._opened))

    def _read(self, sheet: Sheet) -> None:
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
        return list_choices(self._opened, role) if self._opened else ()

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
    reading = Reading(plain(name or path.name), path, mapping or {}, answers or {})
    if not (mapping or answers):
        # What is no mapping of this table is passed over.
        with suppress(OSError, ValueError, LookupError, TypeError):
            saved = json.loads(_name_mapping(path).read_bytes())
            same = saved["file"] == sha256(path.read_bytes()).hexdigest()
            said = {key: v for key, v in saved["answers"].items() if same or key in _SETTINGS}
            again = reading.change(saved["columns"], said)
            if again._opened and [*again._opened.headings] == saved["headings"]:
                again.confirmed = again.ready and same
                return again
    return reading


def _name_mapping(path: Path) -> Path:
    return path.with_name(f"{path.name}.mapping.json")
