"""A learner's table: opened, matched to roles, checked, confirmed, and only then counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from born_into_care import evidence
from born_into_care.errors import PackError, unknown
from born_into_care.text import join_words
from born_into_care.your_area import values
from born_into_care.your_area.aggregate import count_table
from born_into_care.your_area.case import count_rows
from born_into_care.your_area.counts import (
    SHAPES,
    Counts,
    Place,
    Settings,
    Shape,
    few_or,
)
from born_into_care.your_area.opening import Source, open_raw
from born_into_care.your_area.personal import Personal, find_personal
from born_into_care.your_area.problems import Problem, in_order, problems_html, problems_text
from born_into_care.your_area.raw import RawTable
from born_into_care.your_area.roles import AGGREGATE_ROLES, CASE_ROLES, COUNTS, ROLE, propose
from born_into_care.your_area.safe_text import for_html, plain


@dataclass(frozen=True, eq=False)
class Reading:
    """What was made of a file, before its owner has confirmed it. It never shows a cell.

    Attributes:
        name: what the file is called.
        shape: "case" (one row for each baby) or "aggregate" (one row for each area and period).
        headings: the columns, in the order of the file.
        personal: the columns that name or point to a person; never shown, never written.
        mapping: role to heading, proposed or confirmed.
        problems: everything that was found, the gravest first.
        rows: how many rows the table has.
        settings: what its owner has said about it.
        confirmed: whether its owner has confirmed the mapping.
    """

    name: str
    shape: Shape
    headings: tuple[str, ...]
    personal: tuple[Personal, ...]
    mapping: Mapping[str, str]
    problems: tuple[Problem, ...]
    rows: int
    settings: Settings
    confirmed: bool = False
    raw: RawTable = field(repr=False, default=None)  # type: ignore[assignment]
    _counts: Counts | None = field(repr=False, default=None)

    @property
    def ready(self) -> bool:
        """Whether nothing has to be mended before the table can be counted."""
        return self._counts is not None

    @property
    def illustrative(self) -> bool:
        """Whether the table says of itself, in its name or in a column, that it is illustrative."""
        marked = any(set(column.values) == {"illustrative"} for column in self.raw.columns)
        return marked or "illustrative" in self.name.casefold()

    @property
    def counts(self) -> Counts:
        """The unprotected counts, for `protect` alone.

        Raises:
            PackError: while the mapping is not confirmed, or where a problem stops the counting.
        """
        if self._counts is None:
            stopping = [p.text for p in self.problems if p.level == "stops"]
            raise PackError("This table can't be counted yet. " + " ".join(stopping))
        if not self.confirmed:
            raise PackError(
                "The columns are only proposed so far. Check which column is what, then confirm "
                "them: reading = reading.confirm()"
            )
        places = tuple(_place(area) for area in self._counts.areas)
        return replace(
            self._counts, table_name=self.name, illustrative=self.illustrative, places=places
        )

    def confirm(
        self,
        mapping: Mapping[str, str | None] | None = None,
        **settings: Any,
    ) -> Reading:
        """Give the reading with its columns confirmed, and checked again if they changed.

        Parameters:
            mapping: changes to the proposal, role to heading; None takes a role away.
            settings: any of dates ("day first", "month first"), year ("financial", "calendar"),
                newborn_days, all_newborns, area, births, newborn, not_personal.

        Raises:
            PackError: for a role, heading or setting that does not exist, a setting that can't be
                what was said, a heading used twice, or a column that names a person used for
                anything but an age.
        """
        said = self.settings.but(settings)
        merged = dict(self.mapping)
        for role, heading in (mapping or {}).items():
            if role not in ROLE:
                raise unknown("role", role, ROLE)
            if heading is None:
                merged.pop(role, None)
            elif heading not in self.headings:
                raise unknown("column", plain(heading), self.headings)
            else:
                merged[role] = heading
        _no_person(merged, self.personal, said)
        _used_once(merged)
        reading = _checked(self.raw, self.name, self.personal, merged, said, confirmed=True)
        if reading._counts is not None:
            reading._counts.check_births(said.births)
        return reading

    @property
    def size(self) -> str:
        """How many rows the table has, and what a row is; a few babies are not counted."""
        said = few_or(self.rows) if self.shape == "case" else f"{self.rows:,}"
        return f"{said} row{'s' * (said != '1')}, {SHAPES[self.shape]}"

    @property
    def text(self) -> str:
        """The whole reading as plain text: how each column is used, and every problem."""
        lines = [f"{plain(self.name)}: {self.size}.", ""]
        lines.append("Columns" + ("" if self.confirmed else " (proposed; please confirm)") + ":")
        lines += [f"  {heading}: {use}" for heading, use in self.uses]
        lines += ["", problems_text(self.problems)]
        return "\n".join(lines)

    @property
    def uses(self) -> tuple[tuple[str, str], ...]:
        """Each heading, and in words what is done with its column."""
        roles = {heading: role for role, heading in self.mapping.items()}
        people = {person.column: person.what for person in self.personal}
        uses = []
        for heading in self.headings:
            if heading in roles:
                text = ROLE[roles[heading]].words
                text += " (used for the age only, never shown)" * (roles[heading] == "birth_date")
            elif heading in people:
                text = f"looks like {people[heading]}: not used, never shown, never written"
            else:
                text = "not used"
            uses.append((heading, text))
        return tuple(uses)

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{for_html(heading)}</th>'
            f'<td style="text-align:left">{for_html(use)}</td></tr>'
            for heading, use in self.uses
        )
        return (
            f"<p>{for_html(self.name)}: {self.size}.</p>"
            "<table><caption>How each column is used</caption><thead><tr>"
            '<th scope="col">Column</th><th scope="col">Use</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>{problems_html(self.problems)}"
        )


def open_table(
    source: Source, name: str | None = None, *, sheet: str | None = None, **settings: Any
) -> Reading:
    """Give what a file holds: its columns, what they seem to be, and every problem in it.

    Parameters:
        source: a path, the bytes of an upload, or an open binary file. CSV in any common encoding,
            delimiter and date style, or an Excel workbook.
        name: what the file is called, where the source does not say.
        sheet: which sheet of a workbook.
        settings: as in `Reading.confirm`.

    Raises:
        PackError: for a path or a setting that does not exist. A bad file raises nothing: what is
            wrong with it is listed in the reading's problems.

    Example:
        >>> reading = open_table(b"Area,Year,Newborns\\nA,2019/20,12\\nB,2019/20,40\\n", "demo.csv")
        >>> reading.mapping["newborns"], reading.ready
        ('Newborns', True)
    """
    called = name or (Path(source).name if isinstance(source, str | Path) else "the table")
    said = Settings().but(settings)
    raw = open_raw(source, name=called, sheet=sheet)
    personal = find_personal(raw.columns)
    barred = [person.column for person in personal if person.column not in said.not_personal]
    return _checked(raw, called, personal, propose(raw.names, barred=barred), said, confirmed=False)


def _checked(
    raw: RawTable,
    name: str,
    personal: tuple[Personal, ...],
    mapping: Mapping[str, str],
    settings: Settings,
    *,
    confirmed: bool,
) -> Reading:
    """The reading of a table under a mapping."""
    shape = _shape(mapping)
    fitting = CASE_ROLES if shape == "case" else AGGREGATE_ROLES
    kept = {role: heading for role, heading in mapping.items() if role in fitting}
    problems = list(raw.problems)
    counts: Counts | None = None
    if raw.columns and len(raw):
        if shape == "case":
            counts, found = count_rows(raw, kept, settings, personal, values.today())
        else:
            counts, found = count_table(raw, kept, settings)
        problems += found
        problems += _about_people(personal, settings)
    if (not raw.headed and not confirmed) or not len(raw):
        counts = None
    if confirmed:
        # Saying which column is which is the remedy for a table without headings.
        problems = [p for p in problems if p.kind != "no-headings"]
    return Reading(
        name=plain(name), shape=shape, headings=raw.names, personal=personal, mapping=kept,
        problems=in_order(problems), rows=len(raw), settings=settings, confirmed=confirmed,
        raw=raw, _counts=counts,
    )  # fmt: skip


def _place(area: str) -> Place | None:
    names = {name.casefold(): name for name in (*evidence.AREAS, *evidence.NATIONS)}
    name = names.get(area.casefold().strip())
    if name is None:
        return None
    if name in evidence.NATIONS:
        return Place("", name, "nation", "", name)
    return Place("", name, "region", name, "England")


def _shape(mapping: Mapping[str, str]) -> Shape:
    """One row for each baby where a date or an age is matched, unless counts outnumber them."""
    case = len(
        {"issue_date", "hearing_date", "notice_days", "age_days", "birth_date"} & set(mapping)
    )
    counted = len({*COUNTS, "births"} & set(mapping))
    return "case" if case > counted or (case and case >= counted) else "aggregate"


def _about_people(personal: tuple[Personal, ...], settings: Settings) -> list[Problem]:
    hidden = [p for p in personal if p.column not in settings.not_personal]
    if not hidden:
        return []
    named = join_words([f"'{p.column}' ({p.what})" for p in hidden])
    return [
        Problem(
            "personal-columns", "note", f"These columns name or point to a person: {named}.",
            "They are never shown and never written; a date of birth is used for the age alone.",
            "Take them out of the file if they are not needed.",
        )
    ]  # fmt: skip


def _no_person(
    mapping: Mapping[str, str], personal: tuple[Personal, ...], settings: Settings
) -> None:
    for person in personal:
        sure = person.because == "contents" and person.column in settings.not_personal
        for role, heading in mapping.items():
            if heading == person.column and role != "birth_date" and not sure:
                ending = (
                    f" If it does not, say so: confirm(not_personal=({person.column!r},))."
                    if person.because == "contents"
                    else ""
                )
                raise PackError(
                    f"The column '{person.column}' looks like {person.what}, so it can't be used "
                    f"as '{ROLE[role].words}'. Choose another column.{ending}"
                )


def _used_once(mapping: Mapping[str, str]) -> None:
    seen: dict[str, str] = {}
    for role, heading in mapping.items():
        if heading in seen:
            raise PackError(
                f"The column '{heading}' is matched twice, to '{ROLE[seen[heading]].words}' and to "
                f"'{ROLE[role].words}'. Match it to one of them."
            )
        seen[heading] = role
