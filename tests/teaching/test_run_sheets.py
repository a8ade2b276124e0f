"""The minutes of every session add up, against its promise and against the notebooks' own."""

import itertools
import re
import shutil

import pytest

from tests.support import links, markdown
from tools.build import run_sheets
from tools.build.pack import NOTEBOOKS, list_notebooks
from tools.build.run_sheets import notebook_minutes

SHEETS = run_sheets.list_sheets()
SESSIONS = [sheet for sheet in SHEETS if sheet["steps"]]
(ROUTE,) = [sheet for sheet in SHEETS if sheet["weeks"]]


def headings_of(notebook: str) -> list[str]:
    text = links.markdown_of(NOTEBOOKS / f"{notebook}.ipynb")
    return [heading.text for heading in markdown.headings(text)]


def steps_by_notebook(sheet) -> dict[str, list]:
    names = dict.fromkeys(step["notebook"] for step in sheet["steps"] if step["notebook"])
    return {name: [one for one in sheet["steps"] if one["notebook"] == name] for name in names}


def test_the_route_leads_through_every_notebook():
    walked = [name for week in ROUTE["weeks"] for name in week["notebooks"]]
    assert walked == [path.stem for path in list_notebooks()]


@pytest.mark.parametrize("sheet", SESSIONS, ids=lambda sheet: sheet["id"])
class TestASession:
    def test_its_minutes_and_headings_are_those_of_its_notebooks_in_order(self, sheet):
        assert sum(step["minutes"] for step in sheet["steps"]) == sheet["minutes"]
        for name, steps in steps_by_notebook(sheet).items():
            spent = sum(step["minutes"] for step in steps)
            assert spent == sum(notebook_minutes(name).values()), name
            places = [headings_of(name).index(step["part"]) for step in steps if step["part"]]
            assert places == sorted(places), name

    def test_it_begins_with_the_content_note_and_cuts_in_one_order(self, sheet):
        first, *_ = sheet["steps"]
        assert (first["title"][:12], first["cut"]) == ("Content note", None)
        cuts = {step["cut"]: step["minutes"] for step in sheet["steps"] if step["cut"]}
        assert sorted(cuts) == list(range(1, len(cuts) + 1))
        assert sum(cuts.values()) >= sheet["minutes"] / 5

    def test_each_guess_is_revealed_by_its_button_in_the_step_after_it(self, sheet):
        for guess, reveal in itertools.pairwise(sheet["steps"]):
            pressed = "Press the button under the guess" in reveal["show"]
            assert pressed == guess["title"].startswith("Guess"), reveal["title"]

    def test_page_2_is_kept_until_the_reveal_and_then_turned(self, sheet):
        """Whoever got the PDF beforehand has the figures; and at the table somebody must say so."""
        assert "leave page 2, which has the figures, until the reveal" in "".join(sheet["before"])
        for name, steps in steps_by_notebook(sheet).items():
            page = f"to page 2 of handout {name[:2]}"
            turned = [place for place, step in enumerate(steps) if page in step["show"]]
            asked = [place for place, step in enumerate(steps, start=1)
                     if step["title"].startswith(("Guess", "First thought"))]  # fmt: skip
            # The figures of 00 are not read out.
            assert turned == (asked[:1] or [0]) * (name[:2] != "00"), name


def test_the_sessions_are_the_routes_of_the_first_notebook():
    text = links.markdown_of(NOTEBOOKS / "00_start_here.ipynb")
    rows = re.findall(r"^\| (\d+) minutes \| (.+?) \| (\d+) \|$", text, re.MULTILINE)
    promised = {int(minutes): set(re.findall(r"\b\d\d\b", names.split(" and ")[0]))
                for minutes, names, _ in rows}  # fmt: skip
    opened = {
        sheet["minutes"]: {name[:2] for name in steps_by_notebook(sheet)} for sheet in SESSIONS
    }
    assert promised == opened and [*opened] == [15, 45, 90, 180]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("45-minutes.yml", "step: who", "step: whom", "there is no step 'whom-found-out'"),
        ("45-minutes.yml", ", cut: 2}", "}", r"steps\[5\]: 'cut' is a required property"),
        ("45-minutes.yml", r"  paper: .*\n?", "", "'paper' is a required property"),
        ("steps.yml", r"  ask: .*\n", "", r"content-note'?\]?: 'ask' is a required property"),
    ],
)
def test_a_sheet_that_is_not_whole_is_named(tmp_path, file, old, new, problem):
    for path in run_sheets.SHEETS.glob("*.yml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    (tmp_path / file).write_text(re.sub(old, new, text, count=1), "utf-8")
    with pytest.raises(ValueError, match=problem):
        run_sheets.read_sheet(tmp_path / "45-minutes.yml")
