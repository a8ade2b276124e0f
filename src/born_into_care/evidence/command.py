"""The command line of the evidence: correct a figure, add one, or find where one is shown.

    born-into-care evidence correct newborns-england-2012-13 --value 2430
    born-into-care evidence add
    born-into-care evidence where newborns-england-2012-13

It ends with 1 until nothing is left for a person to look at.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence

from born_into_care.errors import PackError, unknown
from born_into_care.evidence import tables
from born_into_care.evidence.correct import add, correct, where, with_settings
from born_into_care.evidence.schema import FIGURES, SOURCES, Column, Table
from born_into_care.text import join_words

# As the other commands end: all is well; something is left to do; it was not understood.
OK, MEND, MISUSE = 0, 1, 2

Ask = Callable[[str], str]
"""Puts a question to whoever sits at the keyboard, and gives the answer."""


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
    """Run `born-into-care evidence`, also alone as `python -m born_into_care.evidence.command`.

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
    row = with_settings({}, given, table)
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
