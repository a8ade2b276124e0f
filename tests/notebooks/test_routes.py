"""Hold the minutes that the door promises to the notebooks' own, and guesses to what was shown."""

import copy
import re
from typing import NamedTuple

import pytest
from nbformat import NotebookNode, v4

from tests.support.notebooks import NOTEBOOKS, PATHS, ROOT, whole_text
from tools.build.cell_content import describe_call
from tools.build.notebook import read_call

ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<notebooks>[^|]+?) \| (?P<minutes>\d+) \|$", re.M)
SHOWS = re.compile(r"^(?:show|explore)\(", re.MULTILINE)
MINUTES = {
    number: sum(notebook.metadata["born_into_care"]["minutes"].values())
    for number, notebook in NOTEBOOKS.items()
}


class Route(NamedTuple):
    """A row of the table: its name, the notebooks in order, the break, and the minutes promised."""

    name: str
    notebooks: tuple[str, ...]
    rest: int
    minutes: int

    def adds_up(self) -> bool:
        """Return whether it takes the minutes that it promises, in its name too."""
        sums = sum(map(MINUTES.__getitem__, self.notebooks)) + self.rest
        return self.minutes == sums and self.name in (f"{sums} minutes", "On your own")


def read_routes(text: str) -> list[Route]:
    """Return the routes of a table."""
    found = []
    for row in ROW.finditer(text):
        cell = re.sub(r"\]\([^)]*\)", "", row["notebooks"])
        numbers = re.findall(r"\b\d\d\b", cell.split(" and a break")[0])
        if " to " in cell:
            numbers = [number for number in PATHS if numbers[0] <= number <= numbers[-1]]
        (rest,) = re.findall(r"a break of (\d+)", cell) or ["0"]
        found.append(Route(row["name"], tuple(numbers), int(rest), int(row["minutes"])))
    return found


DOOR = whole_text(NOTEBOOKS["00"])
ROUTES = read_routes(DOOR)


def test_the_minutes_of_each_route_add_up():
    names = [route.name for route in ROUTES]
    assert names == ["15 minutes", "45 minutes", "90 minutes", "180 minutes", "On your own"]
    assert ROUTES[-1].notebooks == tuple(PATHS)
    assert [route for route in ROUTES if not route.adds_up()] == []
    table = "| 45 minutes | [00](00_start_here.ipynb), [03](03_newborns.ipynb) | 45 |"
    (wrong,) = read_routes(table)
    assert (wrong.notebooks, wrong.rest) == (("00", "03"), 0)
    assert not wrong.adds_up()


def test_the_door_names_each_notebooks_minutes_and_every_page_of_the_kit():
    listed = dict(re.findall(r"^- \[(\d\d) [^\]]+\]\([^)]+\), (\d+) minutes\.", DOOR, re.M))
    assert listed == {number: str(MINUTES[number]) for number in PATHS if number != "00"}
    kit = ROOT / "teaching"
    pages = {f"../teaching/{path.relative_to(kit).as_posix()}" for path in kit.rglob("*.md")}
    assert pages - set(re.findall(r"\]\(([^)#]+)", DOOR)) == set()


def list_shown(cell: NotebookNode) -> set[str]:
    """Return the figures of a cell's chart, unless it is kept until a guess or a click."""
    chart = describe_call(read_call(cell))["chart"] if SHOWS.search(cell.source) else None
    veiled = "after-guess" in cell.metadata.get("tags", [])
    return set(chart.sources) if chart and not veiled else set()


def find_spoilt(numbers: tuple[str, ...]) -> list[str]:
    """Return each guess whose figure a reader of these notebooks meets first, or sees below it."""
    text, met, found = "", set[str](), []
    for number in numbers:
        asked = set[str]()
        for cell in NOTEBOOKS[number].cells:
            if cell.cell_type != "code":
                text += cell.source
                continue
            call, shown = read_call(cell), list_shown(cell)
            guesses = set(call.arguments) if call.verb == "predict" else set()
            told = {name for name in guesses if re.search(rf"#{name}(?![\w-])", text)}
            spoilt = told | guesses & met | asked & shown
            found += [f"{number}, {cell.id}: {name}" for name in sorted(spoilt)]
            met |= shown
            asked |= guesses
    return found


def test_nothing_gives_a_guess_away():
    assert [line for route in ROUTES for line in find_spoilt(route.notebooks)] == []
    # What 05 asks for, 05 says: a second reading has met it.
    assert any("same-day-north-east-2019-20" in line for line in find_spoilt(("05", "05")))
    for cell in (bare := copy.deepcopy(NOTEBOOKS["05"])).cells:
        cell.metadata.tags = []
    with pytest.MonkeyPatch.context() as context:
        context.setitem(NOTEBOOKS, "05", bare)
        assert any("same-day-north-east-2019-20" in line for line in find_spoilt(("05",)))


def find_unasked(notebook: NotebookNode) -> list[str]:
    """Return the cells that show a chart before anything was asked since the chart before it."""
    text, found = "", []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            text += cell.source
        elif SHOWS.search(cell.source):
            found += [] if "?" in text else [cell.id]
            text = ""
    return found


def test_a_chart_comes_after_a_question():
    assert [name for notebook in NOTEBOOKS.values() for name in find_unasked(notebook)] == []
    cells = [v4.new_markdown_cell("Look."), v4.new_code_cell('show("shares")')]
    assert find_unasked(v4.new_notebook(cells=cells)) == [cells[1].id]
