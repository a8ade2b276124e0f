"""The command line: check a table, make briefings, write practice tables.

Exit codes: 0 all is well; 1 the table has to be mended, or a briefing failed; 2 the command was
not understood, or a file, column or area does not exist; 130 it was stopped from the keyboard.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from born_into_care.errors import PackError
from born_into_care.paths import write_private

if TYPE_CHECKING:
    from born_into_care.briefing import Outcome
    from born_into_care.your_area import Protected, Reading

OK, MEND, MISUSE, STOPPED = 0, 1, 2, 130
HOME = "~/born-into-care"
_NEWBORN = {"under-two-weeks": 14, "under-one-week": 7, "not-said": None}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code.

    Parameters:
        arguments: the words after `born-into-care`; None for those of the command line.
    """
    for stream in (sys.stdout, sys.stderr):
        # A name with an accent must not end the command on a console that can't show it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except PackError as error:
        print(f"born-into-care: {error}", file=sys.stderr)
        return MISUSE
    except OSError as error:
        what = f"'{error.filename}'" if error.filename else "A file"
        print(
            f"born-into-care: {what} can't be read or written ({error.strerror or error}). Close "
            "it in other programs, or choose another place.",
            file=sys.stderr,
        )
        return MISUSE
    except (KeyboardInterrupt, EOFError):
        goes_on = " What was made so far is kept; the same command goes on from there."
        print("\nStopped." + goes_on * (words[:1] == ["briefing"]))
        return STOPPED


def _run(words: list[str]) -> int:
    asked = _parser().parse_args(words)
    return int(asked.run(asked))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="born-into-care",
        description="Understand your own figures on newborn babies in care proceedings. Nothing "
        "leaves this computer.",
        epilog="Exit codes: 0 all is well; 1 the table has to be mended or a briefing failed; "
        "2 the command was not understood; 130 stopped from the keyboard.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check", help="list everything that is wrong with a table",
        description="Read a table, say how each column is understood, and list every problem with "
        "its row, its column and the remedy. No cell is ever shown.",
    )  # fmt: skip
    check.add_argument("file", metavar="FILE", help="a CSV file or an Excel workbook")
    check.add_argument(
        "--protected", metavar="OUT.csv",
        help="also write the counts that may be shown, small ones hidden",
    )  # fmt: skip
    _table_options(check)
    check.set_defaults(run=_check)
    briefing = commands.add_parser(
        "briefing", help="make briefings of two pages: HTML, Word and PDF",
        description="Make a briefing on one area or on all: from a table of your own, or without a "
        "table from the published figures.",
    )  # fmt: skip
    briefing.add_argument(
        "file", metavar="FILE", nargs="?", help="a table; without one, published figures are used"
    )
    which = briefing.add_mutually_exclusive_group(required=True)
    which.add_argument("--area", metavar="NAME", action="append", help="an area; may be repeated")
    which.add_argument("--all", action="store_true", help="all areas")
    briefing.add_argument(
        "--out", metavar="FOLDER", default=f"{HOME}/briefings", help="where to (%(default)s)"
    )
    briefing.add_argument(
        "--format", default="html,docx,pdf", help="some of html, docx and pdf (%(default)s)"
    )
    briefing.add_argument("--period", default="", help="which period of the table (the latest)")
    briefing.add_argument("--region", default="", help="the region that the areas lie in")
    briefing.add_argument(
        "--workers", type=int, default=0, metavar="N", help="how many at a time (0: one a core)"
    )
    briefing.add_argument("--yes", action="store_true", help="use the columns as proposed, unasked")
    _table_options(briefing)
    briefing.set_defaults(run=_briefing)
    illustrate = commands.add_parser(
        "illustrate", help="write templates, a data dictionary and an illustrative practice table",
        description="Write empty templates, the data dictionary, and an illustrative table to "
        "practise on. No row of it stands for a baby.",
    )  # fmt: skip
    illustrate.add_argument(
        "--out", metavar="FOLDER", default=f"{HOME}/practice", help="where to (%(default)s)"
    )
    illustrate.set_defaults(run=_illustrate)
    return parser


def _table_options(parser: argparse.ArgumentParser) -> None:
    """What can be said about a table."""
    about = parser.add_argument_group("about the table")
    about.add_argument("--sheet", metavar="NAME", help="which sheet of a workbook")
    about.add_argument(
        "--match", metavar="ROLE=HEADING", action="append", default=[],
        help="which column is what, for example area='Local authority'; may be repeated",
    )  # fmt: skip
    about.add_argument(
        "--dates", choices=["day first", "month first"], help="how the file writes dates"
    )
    about.add_argument(
        "--year", choices=["financial", "calendar"], default="financial", help="(%(default)s)"
    )
    about.add_argument(
        "--newborn-days", type=int, default=14, metavar="N",
        help="newborn means younger than this at issue (%(default)s)",
    )  # fmt: skip
    about.add_argument(
        "--newborn", choices=list(_NEWBORN), default="not-said",
        help="what a table of counts means by newborn at issue (%(default)s)",
    )  # fmt: skip
    about.add_argument(
        "--all-newborns", action="store_true", help="every row is a newborn, with no age given"
    )
    about.add_argument(
        "--named", default="", metavar="AREA", help="a table without areas: its area"
    )
    about.add_argument("--threshold", type=int, default=6, metavar="N",
                       help="hide counts under this (%(default)s)")  # fmt: skip
    about.add_argument("--round", action="store_true", help="round the counts shown to 5")


def _check(asked: argparse.Namespace) -> int:
    reading = _read(asked)
    print(reading.text)
    if not reading.ready:
        print("\nThis table can't be counted yet. Mend what stands first in the list.")
        return MEND
    print("\nThis table can be counted.")
    if asked.protected:
        path = write_private(
            Path(asked.protected).expanduser(),
            _protect(reading, asked).to_csv().encode("utf-8-sig"),
            mark=b"area,period,measure,count",
        )
        print(f"The counts that may be shown are in {path}.")
    return OK


def _briefing(asked: argparse.Namespace) -> int:
    from born_into_care.briefing import PUBLISHED_AREAS, make_briefings
    from born_into_care.your_area.counts import ALL_AREAS

    table = None
    if asked.file:
        reading = _read(asked)
        print(reading.text)
        if not reading.ready:
            print("\nNo briefing was made. Mend what stands first in the list.")
            return MEND
        if not asked.yes and not _agreed():
            print("No briefing was made. Say which column is what with --match, or use --yes.")
            return MISUSE
        table = _protect(reading, asked)
        print(f"\n{table.summary}")
    areas = asked.area
    if asked.all:
        areas = [a for a in table.areas if a != ALL_AREAS] if table else list(PUBLISHED_AREAS)
    with _Bar(len(areas)) as bar:
        summary = make_briefings(
            areas, folder=asked.out, table=table, period=asked.period, region=asked.region,
            formats=[name.strip() for name in asked.format.split(",") if name.strip()],
            workers=asked.workers, progress=bar.step,
        )  # fmt: skip
    print(summary.text)
    return MEND if summary.failed else OK


def _illustrate(asked: argparse.Namespace) -> int:
    from born_into_care.your_area.template import write_all

    for path in write_all(asked.out):
        print(path)
    return OK


def _read(asked: argparse.Namespace) -> Reading:
    from born_into_care.your_area import open_table
    from born_into_care.your_area.counts import under

    matched: dict[str, str | None] = {}
    for pair in asked.match:
        role, equals, heading = pair.partition("=")
        if not equals:
            raise PackError(f"'{pair}' names no column. Write --match area='Local authority'.")
        matched[role.strip()] = heading.strip() or None
    reading = open_table(
        asked.file, sheet=asked.sheet, dates=asked.dates, year=asked.year,
        newborn_days=asked.newborn_days, newborn=under(_NEWBORN[asked.newborn]),
        all_newborns=asked.all_newborns, area=asked.named,
    )  # fmt: skip
    if matched:
        return reading.confirm(matched)
    return reading


def _protect(reading: Reading, asked: argparse.Namespace) -> Protected:
    from born_into_care.your_area import protect

    confirmed = reading if reading.confirmed else reading.confirm()
    return protect(confirmed.counts, threshold=asked.threshold, round_to_5=asked.round)


def _agreed() -> bool:
    """Whether the person at the keyboard says that the columns are right."""
    if not sys.stdin.isatty():
        return False
    try:
        answer = input("\nAre the columns right? Type yes to go on: ")
    except EOFError:  # Ctrl-D
        return False
    return answer.strip().casefold() in ("yes", "y")


class _Bar:
    """A progress bar on the terminal, silent where there is none."""

    def __init__(self, total: int) -> None:
        from tqdm import tqdm  # type: ignore[import-untyped]

        self._bar = tqdm(total=total, unit="briefing", disable=None, leave=False)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.close()

    def step(self, outcome: Outcome) -> None:
        """One more area is done."""
        self._bar.set_postfix_str(outcome.area, refresh=False)
        self._bar.update()
