"""Explorers and activities in a real JupyterLab: by hand, by keyboard, in both themes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from born_into_care.explorers import EXPLORERS, explorer
from tests.support.access import axe_faults, faint_words, note_announcements, read_announcements
from tests.support.explorer_page import box, move, moves, settled, shown, wanted
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
    "weigh('notice')",
)
# What is drawn on by hand is moved in a test of its own.
NAMES = [name for name in EXPLORERS if name != "between"]
PARTS = ".bic-explorer, .bic-activity"
CONTROLS = "select, input, textarea, button, summary, a, [tabindex='0']"
# A control in one explorer is as in every other, and so is one in a kind of activity.
KIND = """(node, parts) =>
    [node.closest(parts).className, node.tagName, node.type, node.className].join()"""
# As commands of JupyterLab these add, cut, merge and turn cells, or move to another.
KEYS = ("a", "d", "d", "m", "ArrowDown")
STATE = """(path) => { const notebook = [...jupyterapp.shell.widgets('main')]
        .find(w => w.context && w.context.path === path).content;
    return [notebook.activeCellIndex, [...notebook.model.cells].map(cell =>
        [cell.id, cell.type, cell.sharedModel.getSource()])]; }"""
THEME = """name => jupyterapp.commands.execute('apputils:change-theme', { theme: name })"""
HURRY = """values => {
    const control = document.querySelector('.bic-explorer select');
    for (let turn = 0; turn < 20; turn += 1) {
        control.value = turn === 19 ? values.at(-1) : values[turn % values.length];
        control.dispatchEvent(new Event('change'));
    } }"""
# A screen reader speaks changes in a region that it knows; one that is hidden it does not.
SILENT = """parts => [...document.querySelectorAll(parts)].filter(box => {
    const live = [...box.querySelectorAll('[role=status], [role=alert]')];
    return !live.length || live.some(one => getComputedStyle(one).display === 'none'
        || getComputedStyle(one).visibility === 'hidden'); }).map(box => box.className)"""


@pytest.fixture(scope="module")
def opened(
    browser: Browser, lab: Lab, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpenNotebook]:
    """A notebook with every explorer and every kind of activity, run and drawn."""
    record = tmp_path_factory.mktemp("mine") / "record.json"
    path = add_notebook(
        lab,
        "try_explorers.ipynb",
        f"import os\nos.environ['BORN_INTO_CARE_RECORD'] = {str(record)!r}\n"
        "from born_into_care import check, explore, predict, reflect, weigh\n"
        "from born_into_care.activities import plan, record, themes_panel",
        *(f"explore({name!r})" for name in (*NAMES, "between")),
        *ACTIVITIES,
    )
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        notebook.show_all_cells()
        expect(notebook.page.locator(PARTS)).to_have_count(len(EXPLORERS) + len(ACTIVITIES))
        for at in range(len(NAMES)):
            settled(notebook.page, at)
        yield notebook


@pytest.mark.parametrize("name", NAMES)
def test_a_move_shows_and_says_what_python_gives_and_focus_stays(
    opened: OpenNotebook, name: str
) -> None:
    page, declared, at = opened.page, explorer(name), NAMES.index(name)
    here = box(page, at)
    assert shown(page, at) == wanted(declared, declared.default)
    note_announcements(here)
    for control, value, now in moves(declared):
        place = here.get_by_label(control.label, exact=True).first
        place.focus()
        move(page, declared, control.name, value, at)
        assert shown(page, at) == wanted(declared, now)
        (spoken,) = read_announcements(here)
        assert spoken["text"] == declared.chart_for(**now).sentence
        expect(place).to_be_focused()


def test_quick_hands_end_on_the_last_choice(opened: OpenNotebook) -> None:
    values = [*explorer(NAMES[0]).controls[0].values]
    opened.page.evaluate(HURRY, values)
    settled(opened.page)
    expect(box(opened.page).locator("select").first).to_have_value(str(values[-1]))
    assert shown(opened.page)["problem"] == ""


def test_an_answer_is_announced(opened: OpenNotebook) -> None:
    part = opened.page.locator(".bic-check").first
    button = part.get_by_role("button", name="Check my answer")
    button.focus()
    opened.page.keyboard.press("Enter")
    expect(part.get_by_role("status").last).not_to_be_empty()
    expect(button).to_be_focused()
    # What is drawn on by hand keeps its sentence until the clues are asked.
    parts = ".bic-explorer:not(:has(.bic-between)), .bic-activity"
    assert opened.page.evaluate(SILENT, parts) == []


def test_no_key_meant_for_a_control_reaches_the_notebook(opened: OpenNotebook) -> None:
    kinds = set()
    for part in opened.page.locator(PARTS).all():
        for control in part.locator(CONTROLS).all():
            kind = control.evaluate(KIND, PARTS)
            if kind in kinds or not control.is_visible() or not control.is_enabled():
                continue
            kinds.add(kind)
            control.evaluate("node => node.focus()")
            before = opened.page.evaluate(STATE, opened.path)
            for key in KEYS:
                control.press(key)
            assert opened.page.evaluate(STATE, opened.path) == before, kind
    assert len(kinds) > 20


@pytest.mark.parametrize("theme", ["JupyterLab Dark", "JupyterLab Light"])
def test_axe_finds_nothing_grave_in_what_the_pack_adds(opened: OpenNotebook, theme: str) -> None:
    page = opened.page
    page.evaluate(THEME, theme)
    light = str(theme.endswith("Light")).lower()
    page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")
    page.eval_on_selector_all(
        ".bic-explorer details", "all => all.forEach(one => { one.open = true; })"
    )
    assert [*axe_faults(page, ".bic-explorer"), *axe_faults(page, ".bic-activity")] == []
    for at in range(len(NAMES)):
        assert faint_words(box(page, at)) == []


def test_nothing_is_wrong_in_the_console_and_nothing_left_the_machine(
    opened: OpenNotebook, lab: Lab
) -> None:
    opened.watch.assert_quiet()
    assert opened.errors() == [] and lab.requests == []
    assert opened.page.get_by_text("Share chart").count() == 0
