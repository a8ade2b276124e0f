"""The command line: check a table, make briefings, write templates."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from born_into_care.errors import PackError
from born_into_care.paths import HOME, write_private
from born_into_care.text import quote_word

if TYPE_CHECKING:
    from born_into_care.your_area import Protected
    from born_into_care.your_area.rows import Reading

OK, MEND, MISUSE, STOPPED = 0, 1, 2, 130
_TABLE_OPTIONS = (
    click.option(
        "--column", "columns", metavar="WHAT=HEADING", multiple=True,
        help="Which column is what, as in area=la_name; may be repeated.",
    ),
    click.option(
        "--answer", "answers", metavar="QUESTION=ANSWER", multiple=True,
        help="What you answer to a question; may be repeated.",
    ),
    click.option(
        "--yes", is_flag=True,
        help="The columns are right as they are read; this is kept beside the table.",
    ),
    click.option("--threshold", default=6, show_default=True, help="Hide counts under this."),
    click.option("--round", "rounding", is_flag=True, help="Round the counts shown to 5."),
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, given its words after `born-into-care`, and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A name with an accent must not end the command on a console that can't show it.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        return int(commands.main(arguments, "born-into-care", standalone_mode=False) or OK)
    except click.Abort:
        click.echo("Stopped. What was made so far is kept; the same command goes on from there.")
        return STOPPED
    except click.ClickException as error:
        error.show()
    except PackError as error:
        click.echo(f"born-into-care: {error}", err=True)
    except OSError as error:
        file = f"'{error.filename}'" if error.filename else "A file"
        click.echo(
            f"born-into-care: {file} can't be read or written ({error.strerror or error}). Close "
            "it in other programs, make room, or choose another place.",
            err=True,
        )
    return MISUSE


@click.group(
    epilog="Exit codes: 0 all is well; 1 something in the table must be put right, or a briefing "
    "failed; 2 the command was not understood; 130 stopped from the keyboard."
)
def commands() -> None:
    """Understand your own figures on newborn babies in care proceedings.

    Nothing leaves this computer.
    """


def _table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_TABLE_OPTIONS):
        command = option(command)
    return command


@commands.command()
@click.argument("file")
@click.option(
    "--protected",
    metavar="OUT.csv",
    type=click.Path(path_type=Path),
    help="Also write the counts that may be shown.",
)
@_table_options
def check(file: str, protected: Path | None, **options: Any) -> None:
    """Say how a table is read, and all that is wrong with it.

    Of a column that is not read, only the heading is shown.
    """
    reading = _read_table("check", file, **options)
    click.echo("\nThis table can be counted.")
    if protected:
        content = _protect(reading, **options).to_csv().encode("utf-8-sig")
        path = write_private(protected.expanduser(), content, mark=content.partition(b"\n")[0])
        click.echo(f"The counts that may be shown are in {path}.")


@commands.command()
@click.argument("file", required=False)
@click.option("--area", "areas", metavar="NAME", multiple=True, help="An area; may be repeated.")
@click.option("--all", "every", is_flag=True, help="All areas.")
@click.option("--out", default=f"{HOME}/briefings", show_default=True, help="Where to.")
@click.option(
    "--format", "formats", default="html,docx,pdf", show_default=True, help="Some of these."
)
@click.option("--notebook", is_flag=True, help="Also a notebook that can be opened and changed.")
@click.option("--period", default="", help="Which period of the table; usually the latest.")
@click.option("--region", default="", help="The region that the areas lie in.")
@click.option(
    "--workers", default=0, type=click.IntRange(0), help="How many at a time; 0 for one a core."
)
@_table_options
def briefing(
    file: str | None, areas: Sequence[str], every: bool, out: str, formats: str, notebook: bool,
    period: str, region: str, workers: int, **options: Any,
) -> int:  # fmt: skip
    """Make briefings of two pages: HTML, Word and PDF.

    On one area or on all, from a table of your own, or without a table from the published figures.
    """
    from tqdm import tqdm  # type: ignore[import-untyped]

    from born_into_care.briefing import PUBLISHED_AREAS, make_briefings
    from born_into_care.your_area.protection import ALL_AREAS, THRESHOLD

    if every == bool(areas):
        raise click.UsageError("Name an area with --area, or ask for all of them with --all.")
    table, known = None, list(PUBLISHED_AREAS)
    given = (period, region, *map(options.get, ("columns", "answers", "yes", "rounding")))
    if file is None and (any(given) or options["threshold"] != THRESHOLD):
        raise click.UsageError("Name the FILE of your table: these options are for one.")
    if file is not None:
        which = ["--all"] if every else [f"--area {quote_word(area)}" for area in areas]
        reading = _read_table("briefing", file, *which, **options)
        if not reading.confirmed and not (
            sys.stdin.isatty() and click.confirm("\nAre the columns right?")
        ):
            click.echo("\nNo briefing was made. Where the columns are right, type --yes as well.")
            return MISUSE
        table = _protect(reading, **options)
        known = [area for area in table.areas if area != ALL_AREAS]
        click.echo(f"\n{table.summary}")
    chosen = known if every else areas
    endings = [name.strip() for name in formats.split(",") if name.strip()]
    if notebook:
        endings.append("ipynb")
    with tqdm(total=len(chosen), unit="briefing", disable=None, leave=False) as bar:
        summary = make_briefings(
            chosen, folder=out, table=table, period=period, region=region, formats=endings,
            workers=workers, progress=lambda *_: bar.update(),
        )  # fmt: skip
    click.echo(summary.text)
    return MEND if summary.failed else OK


@commands.command()
@click.argument("layout", type=click.Choice(["babies", "counts"]))
@click.option("--out", default=f"{HOME}/templates", show_default=True, help="Where to.")
def template(layout: str, out: str) -> None:
    """Write a table to begin from, empty and filled with invented rows, as CSV and Excel.

    "babies" has a row for each baby, "counts" one for each area and period.
    """
    from born_into_care.your_area.contract import write_template

    for path in write_template(layout, Path(out).expanduser()):
        click.echo(path)


def _read_table(
    command: str, file: str, *which: str, columns: Sequence[str], answers: Sequence[str],
    yes: bool, **_: object,
) -> Reading:  # fmt: skip
    """Print how a table is read, and return the reading; end here where it can't be counted yet."""
    from born_into_care.your_area.rows import open_table

    mapping, answered = _split_pairs("--column", columns), _split_pairs("--answer", answers)
    reading = open_table(file, mapping=mapping, answers=answered)
    click.echo(reading.text)
    if not reading.ready:
        click.echo("\nThis table can't be counted yet.")
        words = [command, quote_word(file), *which, *reading.command]
        # A column is read back before it counts. An answer is not, so none stands ready to paste.
        choices = [question for question in reading.questions if question.options]
        words += [
            q.write(next(iter(q.options))) if q.is_column else f"--answer {q.key}=..."
            for q in choices
        ]
        if choices:
            click.echo("\nType this, with your answers in place of the dots:")
            click.echo(f"  born-into-care {' '.join(words)}")
        raise click.exceptions.Exit(MEND)
    if yes:
        reading = reading.confirm()
        reading.save_mapping()
    return reading


def _split_pairs(option: str, pairs: Sequence[str]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise PackError(f"'{pair}' has no '='. Write, for example, {option} area=la_name.")
    return {key.strip(): value.strip() for key, _, value in (pair.partition("=") for pair in pairs)}


def _protect(reading: Reading, *, threshold: int, rounding: bool, **_: object) -> Protected:
    from tqdm import tqdm

    from born_into_care.your_area import protect

    # From one second on: of many areas over many years it takes half a minute.
    with tqdm(unit="part", disable=None, leave=False, delay=1) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        counts = reading.confirm().counts
        return protect(counts, threshold=threshold, round_to_5=rounding, progress=show)
