"""The minutes of every session add up, against its promise and against the notebooks' own."""

import re
import shutil
from datetime import date
from pathlib import Path

import nbformat
import pytest

from tests.support import links, markdown
from tools.kit import run_sheets
from tools.kit.places import NOTEBOOKS, TEACHING, notebook_paths
from tools.workshop.__main__ import workshop_record

SHEETS = run_sheets.sheets()
SESSIONS = [sheet for sheet in SHEETS if sheet.steps]
ROUTE = next(sheet for sheet in SHEETS if sheet.weeks)


def test_there_are_the_three_sessions_and_the_route():
    assert [sheet.minutes for sheet in SESSIONS] == [45, 90, 180]
    assert len(ROUTE.weeks) == 6


@pytest.mark.parametrize("sheet", SESSIONS, ids=lambda sheet: sheet.id)
class TestASession:
    def test_its_steps_add_up_to_what_it_promises(self, sheet):
        assert sum(step.minutes for step in sheet.steps) == sheet.minutes

    def test_it_gives_each_notebook_the_minutes_that_the_notebook_asks_for(self, sheet):
        opened = {step.notebook for step in sheet.steps if step.notebook}
        spent = {name: sheet.minutes_in(name) for name in opened}
        assert spent == {name: run_sheets.notebook_minutes(name).total for name in opened}

    def test_it_opens_each_notebook_where_there_is_a_heading(self, sheet):
        for step in sheet.steps:
            if step.part:
                text = links.markdown_of(NOTEBOOKS / f"{step.notebook}.ipynb")
                assert step.part in [heading.text for heading in markdown.headings(text)]

    def test_it_goes_through_a_notebook_from_top_to_bottom(self, sheet):
        for name in {step.notebook for step in sheet.steps if step.notebook}:
            text = links.markdown_of(NOTEBOOKS / f"{name}.ipynb")
            titles = [heading.text for heading in markdown.headings(text)]
            places = [titles.index(s.part) for s in sheet.steps if s.notebook == name and s.part]
            assert places == sorted(places), name

    def test_it_begins_with_the_content_note_and_never_cuts_it(self, sheet):
        first = sheet.steps[0]
        assert first.title.startswith("Content note")
        assert first.cut is None

    def test_what_to_cut_is_in_one_order(self, sheet):
        order = sorted(step.cut for step in sheet.steps if step.cut is not None)
        assert order == list(range(1, len(order) + 1))

    def test_cutting_all_that_may_go_frees_a_fifth_of_the_time(self, sheet):
        freed = sum(step.minutes for step in sheet.steps if step.cut is not None)
        assert freed >= sheet.minutes / 5

    def test_every_room_is_thought_of(self, sheet):
        assert set(sheet.rooms) == set(run_sheets.ROOMS)
        assert all(sheet.rooms.values())


def test_the_route_has_every_notebook_once_and_in_order():
    walked = [name for week in ROUTE.weeks for name in week.notebooks]
    assert walked == [path.stem for path in notebook_paths()]


def test_the_sessions_are_the_routes_of_the_first_notebook():
    text = links.markdown_of(NOTEBOOKS / "00_start_here.ipynb")
    rows = re.findall(r"^\| (\d+) minutes \| (.+?) \| (\d+) \|$", text, re.MULTILINE)
    promised = {int(minutes): set(re.findall(r"\b\d\d\b", names.split(" and ")[0]))
                for minutes, names, _ in rows}  # fmt: skip
    opened = {
        sheet.minutes: {step.notebook[:2] for step in sheet.steps if step.notebook}
        for sheet in SESSIONS
    }
    assert promised == opened


@pytest.mark.parametrize("sheet", SESSIONS, ids=lambda sheet: sheet.id)
class TestWhatIsSaid:
    """A figure that is read out is said in full: when, of whom, and where."""

    def test_each_figure_has_its_year_and_of_whom(self, sheet):
        for step in sheet.steps:
            if re.search(r"data/figures\.md#", step.say):
                assert re.search(r"\b20\d\d/\d\d\b", step.say), step.title
                assert "in care proceedings" in step.say, step.title

    def test_a_reveal_presses_the_button_under_the_heading_where_it_stands(self, sheet):
        pressed = [step for step in sheet.steps if "This is my guess: show me" in step.show]
        assert len(pressed) == sum(step.title.startswith("Guess") for step in sheet.steps)
        for step in pressed:
            assert "still under 'What do you expect?'" in step.show, step.title

    def test_each_notebook_that_is_opened_has_its_handout_on_paper(self, sheet):
        wanted = {step.notebook[:2] for step in sheet.steps if step.notebook}
        assert wanted <= set(re.findall(r"\b\d\d\b", sheet.rooms["paper"].split(".")[0]))

    def test_page_2_is_kept_until_the_reveal_and_then_turned(self, sheet):
        """Whoever got the PDF beforehand has the figures; and at the table somebody must say so."""
        (sent,) = [line for line in sheet.before if "Send the PDF of each handout" in line]
        assert "leave page 2, which holds the figures, until the reveal" in sent
        # The second page of 00 is of no step: its figures are not read out.
        for name in {step.notebook for step in sheet.steps if step.notebook[:2] not in ("", "00")}:
            steps = [step for step in sheet.steps if step.notebook == name]
            told = [f"to page 2 of handout {name[:2]}" in step.show for step in steps]
            assert told.count(True) == 1, name
            first = 1 if steps[0].part == "What do you expect?" else 0
            assert told.index(True) == first, name

    def test_the_other_task_and_the_card_are_made_ready(self, sheet):
        before = "\n".join(sheet.before)
        for page in ("../other_task.md", "../support.md#a-card-to-print"):
            assert page in before


class TestGuards:
    """Each guard of the reader, seen to hold."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        for path in run_sheets.SHEETS.glob("*.yml"):
            shutil.copy(path, tmp_path)
        return tmp_path

    def test_a_step_that_does_not_exist_is_named(self, folder):
        path = folder / "45-minutes.yml"
        path.write_text(path.read_text("utf-8").replace("step: marks", "step: maks"), "utf-8")
        with pytest.raises(ValueError, match=r"45-minutes.yml, step 2: there is no step 'maks'"):
            run_sheets.read(path)

    def test_a_step_without_a_cut_is_named(self, folder):
        path = folder / "45-minutes.yml"
        path.write_text(path.read_text("utf-8").replace(", cut: 4}", "}"), "utf-8")
        with pytest.raises(ValueError, match="step 2: give step, minutes and cut"):
            run_sheets.read(path)

    def test_a_step_without_a_question_is_named(self, folder):
        steps = folder / "steps.yml"
        steps.write_text(re.sub(r"  ask: .*\n", "", steps.read_text("utf-8"), count=1), "utf-8")
        with pytest.raises(ValueError, match=r"steps.yml, content-note: ask"):
            run_sheets.read(folder / "45-minutes.yml")

    def test_a_room_that_is_forgotten_is_named(self, folder):
        path = folder / "45-minutes.yml"
        path.write_text(re.sub(r"  paper: .*\n?", "", path.read_text("utf-8")), "utf-8")
        with pytest.raises(ValueError, match="'rooms' needs"):
            run_sheets.read(path)

    def test_a_notebook_without_minutes_is_named(self, tmp_path):
        nbformat.write(nbformat.v4.new_notebook(), tmp_path / "99_none.ipynb")
        with pytest.raises(ValueError, match="99_none names no minutes"):
            run_sheets.notebook_minutes("99_none", tmp_path)


def test_what_a_room_enters_is_said_to_stay_where_it_does():
    """The app begins empty on another day, and deletes nothing."""
    name = workshop_record(date(2026, 11, 24)).name.replace("2026-11-24", "DATE")
    sheet = (run_sheets.SHEETS / "45-minutes.yml").read_text("utf-8")
    guide = (TEACHING / "facilitator_guide.md").read_text("utf-8")
    for text in (sheet, guide):
        assert f"`~/born-into-care/{name}` until you delete it" in text
        assert not re.search(r"until midnight|kept for the day", text)


def test_a_page_says_the_clock_the_question_and_what_to_cut():
    text = run_sheets.page(SESSIONS[0])
    assert "### 0:00 to 0:04: Content note" in text
    assert "### 0:43 to 0:45:" in text
    assert "1. A sum that does not come out: 4 minutes (4 in all)." in text
    assert text.count("**Ask.**") == len(SESSIONS[0].steps)


class TestTheApp:
    """The conference session can be run from the workshop app alone."""

    SHEET = next(sheet for sheet in SESSIONS if sheet.uses_app)

    def test_what_is_never_cut_is_in_the_app(self):
        missing = [
            step.title
            for step in self.SHEET.steps
            if step.cut is None and "Heading" not in run_sheets.in_the_app(step)
        ]
        assert missing == []

    def test_what_the_app_lacks_says_what_to_do_instead(self):
        lacking = [
            step
            for step in self.SHEET.steps
            if step.part and step.part not in run_sheets.app_places()
        ]
        assert len(lacking) == 2
        for step in lacking:
            assert run_sheets.in_the_app(step) == step.app
            assert step.app.startswith("Not on the app's page. ")
            assert step.app in run_sheets.page(self.SHEET)

    def test_the_session_goes_through_the_app_from_top_to_bottom(self):
        found = [run_sheets.app_places().get(step.part) for step in self.SHEET.steps]
        places = [place for place in found if place is not None]
        assert places == sorted(places)

    def test_each_heading_of_the_app_is_one_of_its_notebook(self):
        text = links.markdown_of(NOTEBOOKS / "05_same_day_hearings_by_region.ipynb")
        titles = {heading.text for heading in markdown.headings(text)}
        assert set(run_sheets.app_places()) <= titles
