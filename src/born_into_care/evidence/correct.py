"""Correcting or adding a figure: one walk through the table, the made files and every page.

    born-into-care evidence correct newborns-england-2012-13 --value 2430
    born-into-care evidence add
    born-into-care evidence where newborns-england-2012-13

What can be changed safely is changed: the row, the files made from it, and the words of every link
to it. What a person must look at is named, and the command ends with 1 until nothing is left.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from born_into_care.evidence import tables
from born_into_care.evidence.build import build
from born_into_care.evidence.places import (
    HELD,
    SHOWN,
    SHOWN_TOO,
    Change,
    Place,
    files,
    lines,
    relinked,
)
from born_into_care.evidence.schema import FIGURES, SOURCES, Column, Table
from born_into_care.evidence.values import figure
from born_into_care.messages import PackError, join_words, unknown
from born_into_care.paths import data_folder, pack_folder

# As the other commands end: all is well; something is left to do; it was not understood.
OK, MEND, MISUSE = 0, 1, 2

Ask = Callable[[str], str]
"""Puts a question to whoever sits at the keyboard, and gives the answer."""


@dataclass(frozen=True)
class Outcome:
    """What a correction did, and what it left.

    Attributes:
        changes: every shown value that changed: the figure's own and those worked out from it.
        written: the files that were written, from the pack's root.
        for_a_person: the places that a person must look at.
    """

    changes: tuple[Change, ...]
    written: tuple[str, ...]
    for_a_person: tuple[Place, ...]


def correct(figure_id: str, settings: Mapping[str, str], *, write: bool = True) -> Outcome:
    """Correct a figure everywhere that shows it, and say what is left for a person.

    Parameters:
        figure_id: the id of its row in `data/figures.csv`.
        settings: column and new content ("value", "2430"); `value_text` follows from `value`
            where it is not given and the old text is that number written out.
        write: whether to write; False to say what would be done.

    Returns:
        The changes, the files, and the places for a person.

    Raises:
        PackError: if there is no such row or column, or the new row is not valid.
    """
    held = figure(figure_id)
    rows = _rows(FIGURES)
    place = next(n for n, row in enumerate(rows) if row["figure_id"] == figure_id)
    new = _set(rows[place], settings, FIGURES)
    if "value" in settings and "value_text" not in settings:
        new["value_text"] = _written(held.value_text, held.value, settings["value"])
    _check(FIGURES, [*rows[:place], new, *rows[place + 1 :]])
    if new == rows[place]:
        raise PackError(f"Nothing changes: {figure_id!r} already says so.")
    before = _derived_texts()
    root = pack_folder()
    old_table = (data_folder() / "figures.csv").read_bytes()
    written: list[Path] = []
    try:
        written += [_write(FIGURES, [*rows[:place], new, *rows[place + 1 :]]), *build()]
        changes = _changes(held.id, held.value_text, new, before)
        mended, left = _mend(root, changes)
    except Exception:
        _restore(old_table)
        raise
    if not write:
        _restore(old_table)
    else:
        for path, text in mended.items():
            path.write_text(text, encoding="utf-8", newline="\n")
    names = sorted(str(path.relative_to(root)) for path in {*written, *mended})
    return Outcome(changes, tuple(names), (*left, *_plain(root, changes, mended)))


def add(settings: Mapping[str, str]) -> list[Path]:
    """Add a row to `data/figures.csv` and make the files that follow from it.

    Parameters:
        settings: every column that needs a value, and its content.

    Raises:
        PackError: if the row is not valid, or its id or source is not as it should be.
    """
    rows = _rows(FIGURES)
    row = _set(dict.fromkeys(FIGURES.headings, ""), settings, FIGURES)
    if any(one["figure_id"] == row["figure_id"] for one in rows):
        raise PackError(
            f"There is a row {row['figure_id']!r} already. To change it, use "
            f"'born-into-care evidence correct {row['figure_id']}'."
        )
    _check(FIGURES, [*rows, row])
    return [_write(FIGURES, [*rows, row]), *build()]


def where(figure_id: str) -> list[Place]:
    """Give every place that shows a figure: by a link to it, or by its digits.

    Raises:
        PackError: if there is no such row.

    Example:
        >>> any(one.path.startswith("notebooks/") for one in where("newborns-england-2012-13"))
        True
    """
    row = figure(figure_id)
    root = pack_folder()
    change = Change(row.id, row.value_text, row.value_text, row.geography)
    found = [
        Place(str(path.relative_to(root)), spot, _short(line), "links to it")
        for path in files(root, (*SHOWN, *SHOWN_TOO))
        for spot, line in lines(path, path.read_text(encoding="utf-8"))
        if change.link.search(line)
    ]
    return [*found, *_plain(root, (change,), {})]


def _set(row: Mapping[str, str], settings: Mapping[str, str], table: Table) -> dict[str, str]:
    for name in settings:
        if name not in table.headings:
            raise unknown("column", name, table.headings)
    return {**row, **{name: text.strip() for name, text in settings.items()}}


def _written(old_text: str, old: float | None, new: str) -> str:
    """The new value as the old one was written: with commas, with as many decimals."""
    try:
        number = float(new)
    except ValueError:
        raise PackError(
            f"The new value is {new!r}. Type it in digits without commas or words, such as 2430."
        ) from None
    try:
        was = float(old_text.replace(",", "").replace("−", "-"))
    except ValueError:
        raise PackError(
            f"The old text is {old_text!r}, which is not a bare number. Give the new text too, "
            "with --text."
        ) from None
    if old is None or was != old:
        raise PackError(f"The old text is {old_text!r}. Give the new text too, with --text.")
    decimals = len(new.partition(".")[2])
    comma = "," if "," in old_text or abs(number) >= 1000 else ""
    return f"{number:{comma}.{decimals}f}".replace("-", "−")


def _changes(
    figure_id: str, old_text: str, new: Mapping[str, str], before: Mapping[str, str]
) -> tuple[Change, ...]:
    changes = []
    if new["value_text"] != old_text:
        changes.append(Change(figure_id, old_text, new["value_text"], new["geography"]))
    for row in tables.derived().to_dict("records"):
        name = row["derived_id"]
        if name in before and before[name] != row["value_text"]:
            changes.append(Change(name, before[name], row["value_text"], row["geography"]))
    return tuple(changes)


def _mend(root: Path, changes: Sequence[Change]) -> tuple[dict[Path, str], list[Place]]:
    mended: dict[Path, str] = {}
    left: list[Place] = []
    for path in files(root, (*SHOWN, *SHOWN_TOO)):
        old = text = path.read_text(encoding="utf-8")
        for change in changes:
            text, not_mended = relinked(text, change)
            left += [
                Place(
                    str(path.relative_to(root)),
                    "a link",
                    _short(link),
                    f"its words do not hold {change.old!r}; the row now says {change.new!r}",
                )
                for link in not_mended
            ]
        if text != old:
            mended[path] = text
            left += _sentences(root, path, text, changes)
    return mended, left


def _sentences(root: Path, path: Path, text: str, changes: Sequence[Change]) -> list[Place]:
    """Lines whose link was mended: words around it ("about a fifth", "rose") may no longer fit."""
    name = str(path.relative_to(root))
    return [
        Place(name, spot, _short(line), f"read it: does the sentence still fit {change.new!r}?")
        for change in changes
        for spot, line in lines(path, text)
        if change.link.search(line)
    ]


def _plain(root: Path, changes: Sequence[Change], mended: Mapping[Path, str]) -> list[Place]:
    """Lines that show an old value without a link: in prose, in examples, in tests."""
    found = []
    for path in files(root, (*SHOWN, *SHOWN_TOO, *HELD)):
        text = mended.get(path, "") or path.read_text(encoding="utf-8")
        for spot, line in lines(path, text):
            for change in changes:
                if _shows(line, change):
                    found.append(
                        Place(
                            str(path.relative_to(root)),
                            spot,
                            _short(line),
                            f"shows {change.old!r} in plain text ({change.id})",
                        )
                    )
    return found


def _shows(line: str, change: Change) -> bool:
    plain = change.link.sub("", line)
    if not change.digits.search(plain):
        return False
    # "9" or "41" stand for many things; with the place beside it, it is worth a look.
    telling = len(change.old.replace(",", "").replace(".", "")) > 2
    return telling or change.geography in line or change.id in line


def _derived_texts() -> dict[str, str]:
    held = tables.derived()
    return dict(zip(held["derived_id"], held["value_text"], strict=True))


def _rows(table: Table) -> list[dict[str, str]]:
    path = data_folder() / f"{table.name}.csv"
    tables.read_table(path)  # a damaged table is named before anything is changed
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _text(table: Table, rows: Sequence[Mapping[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, table.headings, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _check(table: Table, rows: Sequence[Mapping[str, str]]) -> None:
    """Read the new table as the pack would, beside the tables that it refers to."""
    with tempfile.TemporaryDirectory() as folder:
        for other in data_folder().glob("*.csv"):
            (Path(folder) / other.name).write_bytes(other.read_bytes())
        path = Path(folder) / f"{table.name}.csv"
        path.write_text(_text(table, rows), encoding="utf-8")
        tables.read_table(path)


def _write(table: Table, rows: Sequence[Mapping[str, str]]) -> Path:
    path = data_folder() / f"{table.name}.csv"
    path.write_text(_text(table, rows), encoding="utf-8", newline="\n")
    return path


def _restore(figures: bytes) -> None:
    (data_folder() / "figures.csv").write_bytes(figures)
    build()


def _short(text: str, *, width: int = 160) -> str:
    text = text.strip()
    return text if len(text) <= width else f"{text[: width - 1]}…"


# --- the command ---------------------------------------------------------------------------------


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add 'correct', 'add' and 'where' to a parser; each sets `run`, which `main` calls."""
    parts = parser.add_subparsers(dest="part", required=True, metavar="{correct,add,where}")
    mending = parts.add_parser("correct", help="change a figure, and every page that shows it")
    mending.add_argument("id", help="the figure's id, as in data/figures.md")
    mending.add_argument("--value", help="the new number, in digits without commas")
    mending.add_argument("--text", help="the new figure as its source writes it")
    mending.add_argument(
        "--set", action="append", default=[], metavar="COLUMN=CONTENT", help="another column"
    )
    mending.add_argument("--dry-run", action="store_true", help="say what would be done")
    mending.set_defaults(run=_run_correct)
    adding = parts.add_parser("add", help="add a figure, asked for column by column")
    adding.add_argument(
        "--set", action="append", default=[], metavar="COLUMN=CONTENT", help="answer beforehand"
    )
    adding.set_defaults(run=_run_add)
    finding = parts.add_parser("where", help="list every place that shows a figure")
    finding.add_argument("id", help="the figure's id, as in data/figures.md")
    finding.set_defaults(run=_run_where)


def main(arguments: list[str] | None = None) -> int:
    """Run `born-into-care evidence`, also alone as `python -m born_into_care.evidence.correct`.

    Parameters:
        arguments: the words after `born-into-care evidence`; None for those of the command line.

    Returns:
        0 if all is well, 1 if places are left for a person, 2 if it was not understood.
    """
    parser = argparse.ArgumentParser(
        prog="born-into-care evidence", description="Correct, add or find a figure."
    )
    add_arguments(parser)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except PackError as problem:
        print(f"born-into-care: {problem}", file=sys.stderr)
        return MISUSE
    return code


def _run_correct(chosen: argparse.Namespace) -> int:
    settings = _settings(chosen.set)
    if chosen.value is not None:
        settings["value"] = chosen.value
    if chosen.text is not None:
        settings["value_text"] = chosen.text
    if not settings:
        raise PackError("Say what changes: --value 2430, --text '2,430', or --set note='...'.")
    outcome = correct(chosen.id, settings, write=not chosen.dry_run)
    verb = "Would change" if chosen.dry_run else "Changed"
    for change in outcome.changes:
        print(f"{verb} {change.id}: {change.old} to {change.new}")
    print(f"{'Would write' if chosen.dry_run else 'Wrote'} {len(outcome.written)} files:")
    print("\n".join(f"  {name}" for name in outcome.written))
    print("Then run: make data, make notebooks, make kit, make test.")
    if not outcome.for_a_person:
        print("Nothing is left for a person.")
        return OK
    print(f"\nFor a person, {len(outcome.for_a_person)} places:", file=sys.stderr)
    print("\n".join(f"  {place}" for place in outcome.for_a_person), file=sys.stderr)
    return MEND


def _run_add(chosen: argparse.Namespace) -> int:
    ask: Ask | None = input if sys.stdin.isatty() else None
    row = walk_through(FIGURES, _settings(chosen.set), ask)
    written = add(row)
    print(f"Added {row['figure_id']}. Wrote {join_words([path.name for path in written])}.")
    print(f"Link to it as [{row['value_text']}](../data/figures.md#{row['figure_id']}).")
    return OK


def _run_where(chosen: argparse.Namespace) -> int:
    found = where(chosen.id)
    print("\n".join(str(place) for place in found) or "No page shows it.")
    return OK


def walk_through(table: Table, given: Mapping[str, str], ask: Ask | None) -> dict[str, str]:
    """Give a row, asking for each column that was not given.

    Parameters:
        table: what the row must hold.
        given: column and content, known beforehand.
        ask: puts a question; None where nobody sits at the keyboard.

    Raises:
        PackError: if a column is missing and nobody can be asked.
    """
    row = _set({}, given, table)
    for column in table.columns:
        if column.name in row:
            continue
        if ask is None:
            if column.required:
                raise PackError(
                    f"{column.name} is missing: {column.meaning} Give it with "
                    f"--set {column.name}='...'."
                )
            row[column.name] = ""
            continue
        row[column.name] = _answer(column, ask)
    return row


def _answer(column: Column, ask: Ask) -> str:
    print(f"\n{column.name}: {column.meaning}")
    if column.allowed:
        print(f"  One of: {'; '.join(column.allowed)}")
    if column.refers_to == SOURCES.name:
        print(f"  Known: {', '.join(sorted(tables.sources()['source_id']))}")
        print("  A new source goes into data/sources.csv first.")
    while True:
        text = ask("> " if column.required else "(may be empty) > ").strip()
        if column.required and not text:
            print("  This column needs a value.")
        elif text and column.allowed and text not in column.allowed:
            print(f"  {unknown('value', text, column.allowed)}")
        else:
            return text


def _settings(pairs: Sequence[str]) -> dict[str, str]:
    settings = {}
    for pair in pairs:
        name, mark, text = pair.partition("=")
        if not mark:
            raise PackError(f"Write {pair!r} as COLUMN=CONTENT.")
        settings[name.strip()] = text
    return settings


if __name__ == "__main__":
    sys.exit(main())
