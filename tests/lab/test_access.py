"""What the pack adds to JupyterLab, for readers who use a keyboard, a screen reader or a theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from born_into_care.explorers import EXPLORERS, explorer
from tests.support.access import axe_faults, faint_words, heard, listen
from tests.support.explorer_page import box, move, settled, shown, wanted
from tests.support.lab import Lab, OpenNotebook, add_notebook, open_notebook

pytestmark = pytest.mark.browser

# One of each kind of control that an activity has.
ACTIVITIES = (
    "check('01-trend')",
    "check('01-what-could-lie-behind')",
    "check('01-change-size')",
    "check('04-nested')",
    "predict('newborns-england-2019-20')",
    "reflect('01-reflect-expect')",
    "plan()",
    "record()",
    "themes_panel()",
)
NAMES = list(EXPLORERS)
CONTROLS = "select, input, textarea, button, summary, a, [tabindex='0']"

# As commands of JupyterLab these add, cut, merge, turn and run cells, or move to another.
KEYS = ("a", "b", "d", "d", "m", "x", "y", "z", "ArrowDown", "ArrowUp", "j", "k", "Shift+m")

PANEL = """[...jupyterapp.shell.widgets('main')].find(w => w.context && w.context.path === path)"""
STATE = f"""(path) => {{ const notebook = {PANEL}.content;
    return [notebook.activeCellIndex, [...notebook.model.cells].map(cell =>
        [cell.id, cell.type, cell.sharedModel.getSource()])]; }}"""
THEME = """name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mine") / "record.json"


@pytest.fixture(scope="module")
def opened(browser: Browser, lab: Lab, record: Path) -> Iterator[OpenNotebook]:
    """A notebook with every explorer and every kind of activity, run and drawn."""
    path = add_notebook(
        lab,
        "try_access.ipynb",
        f"import os\nos.environ['BORN_INTO_CARE_RECORD'] = {str(record)!r}\n"
        "from born_into_care import check, explore, predict, reflect\n"
        "from born_into_care.activities import plan, record, themes_panel",
        *(f"explore({name!r})" for name in NAMES),
        *ACTIVITIES,
    )
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        notebook.show_all_cells()
        expect(notebook.page.locator(".bic-explorer")).to_have_count(len(NAMES))
        expect(notebook.page.locator(".bic-activity")).to_have_count(len(ACTIVITIES))
        for at in range(len(NAMES)):
            settled(notebook.page, at)
        yield notebook


def activities(page: Page) -> list[Locator]:
    return page.locator(".bic-activity").all()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_grave_in_what_the_pack_adds(opened: OpenNotebook, theme: str) -> None:
    page = opened.page
    page.evaluate(THEME, theme)
    page.wait_for_timeout(500)
    page.eval_on_selector_all(
        ".bic-explorer details", "all => all.forEach(one => { one.open = true; })"
    )
    for hint in page.get_by_role("button", name="Give me a hint").all():
        hint.click()
    opened.keep_screenshot(f"lab-access-{theme.split()[-1].lower()}")
    faults = [*axe_faults(page, ".bic-explorer"), *axe_faults(page, ".bic-activity")]
    assert faults == []
    for at in range(len(NAMES)):
        assert faint_words(box(page, at)) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_move_is_announced_once_it_is_drawn_and_focus_stays(
    opened: OpenNotebook, name: str
) -> None:
    page, one, at = opened.page, explorer(name), NAMES.index(name)
    here = box(page, at)
    listen(here)
    page.wait_for_timeout(300)
    assert heard(here) == []
    now = one.default
    for control in one.controls:
        if not control.is_shown(now):
            continue
        kind = control.describe()["kind"]
        place = here.get_by_label(control.label, exact=True).first
        place.focus()
        value = [*control.values][-1]
        now = {**now, control.name: value}
        move(page, one, control.name, value, at)
        chart = one.chart_for(**now)
        said = heard(here)
        assert [one["said"] for one in said] == [chart.sentence]
        assert said[0]["named"].startswith(chart.title)
        expect(place).to_be_focused()
        if kind == "number":
            slider = here.get_by_role("slider")
            slider.focus()
            page.keyboard.press("Home")
            settled(page, at)
            now = {**now, control.name: next(iter(control.values))}
            assert shown(page, at) == wanted(one, now)
            expect(slider).to_be_focused()


def test_no_key_meant_for_a_control_reaches_the_notebook(opened: OpenNotebook) -> None:
    page = opened.page
    parts = [*(box(page, at) for at in range(len(NAMES))), *activities(page)]
    tried = 0
    for part in parts:
        for control in part.locator(CONTROLS).all():
            if not control.is_visible() or not control.is_enabled():
                continue
            control.evaluate("node => node.focus()")
            before = page.evaluate(STATE, opened.path)
            for key in KEYS:
                control.press(key)
            assert page.evaluate(STATE, opened.path) == before, control.evaluate(
                "node => node.outerHTML"
            )
            tried += 1
    assert tried > 60


def test_every_live_region_was_there_before_it_spoke(opened: OpenNotebook) -> None:
    """A screen reader speaks changes in a region that it knows; one that is hidden it does not."""
    hidden = opened.page.evaluate(
        """() => [...document.querySelectorAll(
            '.bic-explorer, .bic-activity')].flatMap(box => {
            const live = [...box.querySelectorAll('[role=status], [role=alert]')];
            if (live.length === 0) return [box.className + ' has none'];
            return live.filter(one => getComputedStyle(one).display === 'none'
                || getComputedStyle(one).visibility === 'hidden')
                .map(one => one.outerHTML);
        })"""
    )
    assert hidden == []


def test_an_answer_is_announced(opened: OpenNotebook) -> None:
    page = opened.page
    for part in activities(page)[:4]:
        button = part.get_by_role("button", name="Check my answer")
        said = part.get_by_role("status").last
        button.focus()
        page.keyboard.press("Enter")
        expect(said).not_to_be_empty()
        expect(button).to_be_focused()


def test_nothing_is_wrong_in_the_console(opened: OpenNotebook) -> None:
    opened.watch.assert_quiet()
    assert opened.errors() == []
