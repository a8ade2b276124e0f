"""The assignment: a sheet for each student, and the marker's key.

A student gets another area, measure and two periods of the illustrative cohort than the next one,
and gets the sheet alone, without the pack: it holds all that it speaks of, has no link into the
pack's folders, and nothing to run.
"""

import random
import re
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, product
from pathlib import Path
from typing import Any

import nbformat
import papermill
from IPython.display import Markdown

from born_into_care.errors import PackError
from born_into_care.estimates import (
    change_in_shares,
    difference_in_rates,
    funnel_limits,
    poisson_rate,
    wilson,
)
from born_into_care.evidence.tables import table_rows
from tools.build import other_task, support
from tools.build.links import remove_links, to_html
from tools.build.other_task import read_section
from tools.build.pack import BUILT, ROOT, TEACHING, render, write_text
from tools.data.cohort import COHORT_AREAS, WHOLE

FOLDER = BUILT / "variants"
ASSESSMENT = TEACHING / "assessment"
TEMPLATE = ASSESSMENT / "variant.ipynb"
BRIEF = ASSESSMENT / "brief.md"
METHODS = "How to work it out"
COURSE = "As an assignment"
KEYS = ("markers_key.csv", "markers_key.md")
# What each measure is of, and the counts of the cohort that it divides.
MEASURES = {
    "Same-day hearings": (
        "first hearing on the day of application",
        "illustrative_same_day",
        "illustrative_babies",
    ),
    "Emergency hearings": (
        "first hearing less than three days after application",
        "illustrative_emergency",
        "illustrative_babies",
    ),
    "Short notice": (
        "first hearing less than seven days after application",
        "illustrative_short_notice",
        "illustrative_babies",
    ),
    "Incidence": (
        "newborn babies in care proceedings for every 10,000 live births",
        "illustrative_babies",
        "illustrative_live_births",
    ),
}
# Years far enough apart for something to have moved, near enough to be asked why.
SPANS = (("2012/13", "2019/20"), ("2013/14", "2018/19"), ("2014/15", "2019/20"))


@dataclass(frozen=True)
class Variant:
    """One student's area, measure and two periods."""

    student: str
    area: str
    measure: str
    first: str
    last: str

    @property
    def is_rate(self) -> bool:
        """Whether the measure is a rate over births and not a share of babies."""
        return self.measure == "Incidence"


def choose_variants(students: int, *, seed: int) -> list[Variant]:
    """Return a different variant for each student.

    Raises:
        PackError: if there are more students than different variants.

    Example:
        >>> [variant.student for variant in choose_variants(2, seed=1)]
        ['01', '02']
    """
    every = list(product(COHORT_AREAS, MEASURES, SPANS))
    if not 1 <= students <= len(every):
        raise PackError(f"There are {len(every)} different sheets. Ask for 1 to {len(every)}.")
    random.Random(seed).shuffle(every)
    digits = max(2, len(str(students)))
    return [
        Variant(f"{number:0{digits}d}", area, measure, *periods)
        for number, (area, measure, periods) in enumerate(every[:students], 1)
    ]


def read_counts(area: str, period: str, measure: str) -> tuple[int, int]:
    """Return the illustrative counts for an area, period and measure: so many of so many.

    Example:
        >>> read_counts("Area B", "2012/13", "Incidence")[1]
        64000
    """
    rows = table_rows("illustrative/summary")
    row = next(row for row in rows if (row["area"], row["period"]) == (area, period))
    _, part, whole = MEASURES[measure]
    return int(row[part]), int(row[whole])


def compute_answer(variant: Variant) -> dict[str, Any]:
    """Return what a student should find.

    `first` and `last` are the value in each period, `change` the last minus the first, each with
    its interval. `elsewhere` is the value for all ten areas in the last period. Chance alone
    would mostly keep an area of this size between `low` and `high`.
    """
    before = read_counts(variant.area, variant.first, variant.measure)
    after = read_counts(variant.area, variant.last, variant.measure)
    part, whole = read_counts(WHOLE, variant.last, variant.measure)
    if variant.is_rate:
        scale = 10_000
        first, last = poisson_rate(*before), poisson_rate(*after)
        change = difference_in_rates(*before, *after)
        low, high = funnel_limits(scale * part / whole, after[1], kind="rate")
    else:
        scale = 100
        first, last = wilson(*before).scaled(scale), wilson(*after).scaled(scale)
        change = change_in_shares(*before, *after).scaled(scale)
        low, high = (scale * limit for limit in funnel_limits(part / whole, after[1]))
    return {
        "variant": variant,
        "first": first,
        "last": last,
        "change": change,
        "elsewhere": scale * part / whole,
        "low": float(low),
        "high": float(high),
    }


def show_counts(*, student: str, area: str, measure: str, first: str, last: str) -> Markdown:
    """Return a student's table of illustrative counts, for the sheet's notebook.

    Parameters:
        student: the number on the sheet.
        area: one of COHORT_AREAS.
        measure: one of MEASURES.
        first, last: two periods ("2012/13").
    """
    variant = Variant(student, area, measure, first, last)
    places = ((area, first), (area, last), (WHOLE, last))
    rows = [(*place, *read_counts(*place, measure)) for place in places]
    definition = MEASURES[measure][0]
    return Markdown(render("sheet_counts.md.j2", variant=variant, rows=rows, definition=definition))


def write_variants(
    folder: Path = FOLDER, *, students: int = 30, seed: int = 2021, workers: int | None = None
) -> list[Path]:
    """Write a sheet for each student, the other task and the marker's key, and return the files.

    Parameters:
        folder: where to write.
        students: how many sheets; at most as many as there are different ones.
        seed: decides who gets which; the same seed gives the same sheets.
        workers: how many sheets are run at a time; None for as many as there are processors.
    """
    chosen = choose_variants(students, seed=seed)
    sheets = write_sheets(chosen, folder, workers=workers)
    return sheets + [write_text(folder / name, write_key(name, chosen)) for name in KEYS]


def write_sheets(
    chosen: Sequence[Variant], folder: Path, *, workers: int | None = None
) -> list[Path]:
    """Write each student's notebook and page, and the other task as a page; return the files."""
    session, course = _describe_other_task("other_task.md.j2")
    page = write_text(
        folder / "other_task.html", _write_page("The other task", [session], [course])
    )
    with ProcessPoolExecutor(workers) as pool:
        written = list(pool.map(partial(_write_sheet, folder=folder), chosen))
    return [*chain.from_iterable(written), page]


def _write_sheet(variant: Variant, folder: Path) -> tuple[Path, Path]:
    target = folder / f"sheet_{variant.student}.ipynb"
    run = papermill.execute_notebook(
        str(TEMPLATE), None, parameters=asdict(variant), cwd=str(ROOT), progress_bar=False
    )
    # The words of the template, what its code showed, then what a sheet speaks of.
    texts = []
    for cell in run.cells:
        texts += [stand_alone(cell.source)] if cell.cell_type == "markdown" else []
        shown = (output.get("data", {}) for output in cell.get("outputs", []))
        texts += [data["text/markdown"] for data in shown if "text/markdown" in data]
    texts += _describe_other_task("sheet_beside.md.j2")
    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"sheet-{number}")
        for number, text in enumerate(texts, 1)
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), target)
    page = _write_page(f"Assignment, sheet {variant.student}", texts)
    return target, write_text(target.with_suffix(".html"), page)


def _describe_other_task(template: str) -> list[str]:
    """What stands beside a sheet, or on the other task's page, in its parts."""
    text = render(
        template,
        course=stand_alone(read_section(COURSE)),
        methods=stand_alone(read_section(METHODS, BRIEF)),
        session=stand_alone(read_section("In a session")),
        table=stand_alone(read_section("The table")),
        support=support.write_card(),
    )
    return [part.strip() for part in text.split("\n---\n")]


def stand_alone(text: str) -> str:
    """Return Markdown for whoever has this page only: a link's words without it, no comments.

    Example:
        >>> stand_alone("See [the brief](brief.md#a). <!-- not a figure: 400 -->")
        'See the brief.'
    """
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).strip()


def write_key(name: str, chosen: Sequence[Variant]) -> str:
    """Return a file of the marker's key: a row or a part for each sheet, by its name in KEYS."""
    answers = map(compute_answer, chosen)
    return render(f"{name}.j2", answers=answers, other_task=other_task.write_key())


def _write_page(title: str, *sheets: Sequence[str]) -> str:
    bodies = ["".join(remove_links(to_html(text)) for text in texts) for texts in sheets]
    return render("sheet.html.j2", title=title, bodies=bodies)
