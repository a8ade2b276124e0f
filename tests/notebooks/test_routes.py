"""The minutes that the door promises are the notebooks' own; no route gives a guess away."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import nbformat
import pytest
from nbformat import NotebookNode

from tests.support.notebooks import NOTEBOOKS, PATHS, ROOT, whole_text

ROW = re.compile(r"^\| (?P<name>[^|]+?) \| (?P<notebooks>[^|]+?) \| (?P<minutes>\d+) \|$", re.M)


@dataclass(frozen=True)
class Route:
    """A row of the table: its name, the notebooks in order, the break, and the minutes promised."""

    name: str
    notebooks: tuple[str, ...]
    rest: int
    minutes: int


def minutes_of(number: str) -> int:
    """Give a notebook's minutes, reading and doing together."""
    return sum(NOTEBOOKS[number].metadata["born_into_care"]["minutes"].values())


def routes(text: str) -> list[Route]:
    """Give the routes of a table."""
    found = []
    for row in ROW.finditer(text):
        said = re.sub(r"\]\([^)]*\)", "", row["notebooks"])
        numbers = re.findall(r"\b\d\d\b", said.split(" and a break")[0])
        if " to " in said:
            first, last = numbers
            numbers = [number for number in PATHS if first <= number <= last]
        pause = re.search(r"a break of (\d+)", said)
        rest = int(pause[1]) if pause else 0
        found.append(Route(row["name"], tuple(numbers), rest, int(row["minutes"])))
    return found


def adds_up(route: Route) -> bool:
    """Say whether a route takes the minutes that it promises."""
    return sum(map(minutes_of, route.notebooks)) + route.rest == route.minutes


DOOR = whole_text(NOTEBOOKS["00"])
ROUTES = routes(DOOR)


def test_there_are_three_sessions_and_the_way_alone():
    assert [route.name for route in ROUTES] == [
        "45 minutes", "90 minutes", "180 minutes", "On your own",
    ]  # fmt: skip
    assert ROUTES[-1].notebooks == tuple(PATHS)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_the_minutes_of_a_route_add_up(route: Route):
    assert adds_up(route)
    if named := re.match(r"(\d+) minutes", route.name):
        assert int(named[1]) == route.minutes


def test_a_route_that_does_not_add_up_is_seen():
    table = "| 45 minutes | [00](00_start_here.ipynb), [04](04_days.ipynb) | 45 |"
    (route,) = routes(table)
    assert (route.notebooks, route.rest) == (("00", "04"), 0)
    assert not adds_up(route)


def test_the_list_gives_each_notebook_its_minutes():
    listed = dict(re.findall(r"^- \[(\d\d) [^\]]+\]\([^)]+\), (\d+) minutes\.", DOOR, re.M))
    wanted = {number: str(minutes_of(number)) for number in PATHS if number != "00"}
    assert listed == wanted


def test_the_door_leads_to_every_page_of_the_kit():
    kit = ROOT / "teaching"
    pages = {f"../teaching/{path.relative_to(kit).as_posix()}" for path in kit.rglob("*.md")}
    assert pages - set(re.findall(r"\]\(([^)#]+)", DOOR)) == set()


def guessed(source: str) -> tuple[str, ...]:
    """Give the figures that a cell asks a learner to guess."""
    return tuple(
        argument.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "predict"
        for argument in node.args
        if isinstance(argument, ast.Constant)
    )


def spoilt(numbers: tuple[str, ...]) -> list[str]:
    """Give each guess whose figure a reader of these notebooks has met before it is asked for."""
    shown, found = "", []
    for number in numbers:
        for cell in NOTEBOOKS[number].cells:
            if cell.cell_type == "code":
                for name in guessed(cell.source):
                    if re.search(rf"\b{name}(?![\w-])", shown):
                        found.append(f"{number}, {cell.id}: {name}")
                if not guessed(cell.source):
                    shown += str([output.get("data") for output in cell.outputs])
            else:
                shown += cell.source
    return found


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_nothing_gives_a_guess_away(route: Route):
    assert spoilt(route.notebooks) == []


def test_a_guess_that_was_given_away_is_seen():
    # The chart of 05 shows what 05 asks for: read twice, it has told.
    assert "05, predict-london: same-day-london-2019-20" in spoilt(("05", "05"))


def unasked(notebook: NotebookNode) -> list[str]:
    """Give the cells that show a chart before anything was asked since the chart before it."""
    said, found = "", []
    for cell in notebook.cells:
        if cell.cell_type == "code" and re.match(r"(?:show|explore|compare)\(", cell.source):
            if "?" not in said:
                found.append(cell.id)
            said = ""
        else:
            said += cell.source
    return found


@pytest.mark.parametrize("number", PATHS)
def test_a_chart_comes_after_a_question(number: str):
    assert unasked(NOTEBOOKS[number]) == []


def test_a_chart_without_a_question_is_seen():
    cells = [nbformat.v4.new_markdown_cell("Look."), nbformat.v4.new_code_cell('show("shares")')]
    assert unasked(nbformat.v4.new_notebook(cells=cells)) == [cells[1].id]
