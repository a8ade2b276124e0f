"""Each explorer in a real JupyterLab: every control over every option, by hand and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Iterator

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from born_into_care.explorers import EXPLORERS, explorer
from tests.support.lab import Lab, OpenNotebook, open_notebook

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=sorted(EXPLORERS))
def opened(request: pytest.FixtureRequest, browser: Browser, lab: Lab) -> Iterator[OpenNotebook]:
    """A notebook with one explorer, run and drawn."""
    name = request.param
    path = f"notebooks/try_{name}.ipynb"
    cells = [
        nbformat.v4.new_code_cell("from born_into_care import explore"),
        nbformat.v4.new_code_cell(f"explorer = explore({name!r})\nexplorer"),
    ]
    # Without a named kernel, JupyterLab would stop and ask for one.
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(made, lab.folder / path)
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        box(notebook.page).wait_for()
        settled(notebook.page)
        yield notebook


def box(page: Page) -> Locator:
    return page.locator(".bic-explorer")


def settled(page: Page) -> None:
    """Wait until the explorer has drawn what was last asked of it."""
    page.wait_for_function(
        "() => { const box = document.querySelector('.bic-explorer');"
        " return box.dataset.busy === 'false' && box.querySelector('.main-svg'); }"
    )


def shown(page: Page) -> dict[str, object]:
    """What the page shows: the sentence, the title, and the figure that plotly holds."""
    found: dict[str, object] = json.loads(
        page.evaluate(
            """() => { const box = document.querySelector('.bic-explorer');
            const plot = box.querySelector('.bic-plot');
            return JSON.stringify({
                sentence: box.querySelector('.bic-sentence').textContent,
                title: box.querySelector('.bic-title').textContent,
                problem: box.querySelector('.bic-problem').textContent,
                names: plot.data.map(trace => trace.name ?? ''),
            }); }"""
        )
    )
    return found


def key_of(page: Page) -> str:
    """The name of the explorer on the page, from its first control's id."""
    first = box(page).locator("select, input").first.get_attribute("id") or ""
    return first.split("-")[1] if first.count("-") == 3 else "-".join(first.split("-")[1:-2])


def test_each_option_of_each_control_is_drawn_and_said(opened: OpenNotebook) -> None:
    page = opened.page
    declared = explorer(opened.path.removeprefix("notebooks/try_").removesuffix(".ipynb"))
    for control in declared.controls:
        place = box(page).get_by_label(control.label, exact=True).first
        described = control.describe()
        for value in (*[*control.values][:12], control.default):
            if described["kind"] == "choice":
                place.select_option(str(value))
            elif described["kind"] == "switch":
                place.set_checked(bool(value))
            else:
                place.fill(str(value))
                place.press("Enter")
            settled(page)
            state = {**declared.default, control.name: value}
            expected = declared.chart_for(**state)
            now = shown(page)
            assert now["problem"] == "", f"{state}: {now['problem']}"
            assert now["sentence"] == expected.sentence, state
            assert now["title"] == expected.title, state
            assert now["names"] == [trace.get("name", "") for trace in expected.spec["data"]], state
    opened.keep_screenshot(f"explorer-{declared.key}")


def test_the_keyboard_alone_steers_it_and_focus_stays(opened: OpenNotebook) -> None:
    page = opened.page
    # A list, or where there is none a slider: both answer to the arrow keys.
    first = box(page).locator("select, input[type=range]").first
    before = shown(page)["sentence"]
    first.focus()
    page.keyboard.press("ArrowDown")
    settled(page)
    assert shown(page)["sentence"] != before
    assert first.evaluate("node => node === document.activeElement")
    page.keyboard.press("ArrowUp")
    settled(page)
    assert shown(page)["sentence"] == before
    # No cell was added, cut or moved by a key meant for the control.
    assert len(opened.cells()) == 2


def test_each_control_has_a_name_and_changes_are_announced(opened: OpenNotebook) -> None:
    page = opened.page
    declared = explorer(opened.path.removeprefix("notebooks/try_").removesuffix(".ipynb"))
    for control in declared.controls:
        expect(box(page).get_by_label(control.label, exact=True).first).to_be_visible()
    live = box(page).locator("[role=status][aria-live=polite]")
    expect(live).to_have_count(1)
    image = box(page).get_by_role("img")
    expect(image).to_have_count(1)
    assert shown(page)["title"] in (image.get_attribute("aria-label") or "")


def test_quick_hands_end_on_the_last_choice(opened: OpenNotebook) -> None:
    page = opened.page
    declared = explorer(opened.path.removeprefix("notebooks/try_").removesuffix(".ipynb"))
    control = declared.controls[0]
    values = [*control.values]
    page.evaluate(
        """values => {
            const control = document.querySelector('.bic-explorer')
                .querySelector('select, input[type=range]');
            const sign = control.matches('select') ? 'change' : 'input';
            for (let turn = 0; turn < 20; turn += 1) {
                control.value = turn === 19 ? values.at(-1) : values[turn % values.length];
                control.dispatchEvent(new Event(sign));
            }
        }""",
        values,
    )
    settled(page)
    expected = declared.chart_for(**{control.name: values[-1]})
    assert shown(page)["sentence"] == expected.sentence


def test_nothing_is_wrong_in_the_console_and_nothing_left_the_machine(opened: OpenNotebook) -> None:
    opened.watch.assert_quiet()
    assert opened.errors() == []
    assert opened.page.get_by_text("Share chart").count() == 0
