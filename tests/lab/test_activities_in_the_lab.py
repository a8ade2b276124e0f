"""The activities in a real JupyterLab: drawn, answered, and there when the kernel is gone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbformat import v4
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.lab import RESTART, Lab, OpenNotebook, add_notebook, open_notebook

pytestmark = pytest.mark.browser

# Milliseconds that an answer may take from a kernel on a busy computer.
BUSY = 30_000
SAVE = "() => jupyterapp.commands.execute('docmanager:save')"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "mine" / "record.json"


@pytest.fixture
def opened(browser: Browser, lab: Lab, record: Path) -> Iterator[OpenNotebook]:
    """A notebook with a reflection, run."""
    path = add_notebook(
        lab,
        "try_activities.ipynb",
        f"import os\nos.environ['BORN_INTO_CARE_RECORD'] = {str(record)!r}",
        "from born_into_care import reflect",
        "reflect('01-reflect-expect')",
    )
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        notebook.show_all_cells()
        expect(notebook.page.locator(".bic-activity")).to_have_count(1, timeout=BUSY)
        yield notebook


def written(record: Path) -> str:
    entries = json.loads(record.read_text("utf-8"))["entries"] if record.exists() else {}
    return str(entries.get("01-reflect-expect", {}).get("fields", {}).get("text", ""))


def box(page: Page) -> Locator:
    return page.locator(".bic-note textarea")


def test_what_would_give_a_guess_away_is_folded_until_the_guess(
    browser: Browser, lab: Lab, record: Path
):
    path = add_notebook(
        lab,
        "try_folds.ipynb",
        f"import os\nos.environ['BORN_INTO_CARE_RECORD'] = {str(record)!r}",
        "from born_into_care import predict, show",
        "predict('same-day-north-east-2019-20')",
        v4.new_code_cell("show('regions')", metadata={"tags": ["after-guess"]}),
    )
    with open_notebook(browser, lab, path) as notebook:
        page = notebook.page
        notebook.run_all()
        notebook.show_all_cells()
        chart, fold = page.locator(".js-plotly-plot"), page.locator("details.bic-veil")
        expect(fold).to_contain_text("After your guess", timeout=BUSY)
        expect(chart).to_be_hidden(timeout=BUSY)
        page.get_by_role("button", name="Skip: show me").click()
        expect(chart).to_be_visible(timeout=BUSY)
        page.get_by_role("button", name="Start again").click()
        fold.locator("summary").click()
        expect(chart).to_be_hidden(timeout=BUSY)
        notebook.watch.assert_quiet()


def test_what_is_written_outlives_the_kernel_and_never_enters_the_notebook(
    opened: OpenNotebook, lab: Lab, record: Path
):
    page = opened.page
    # The live activity is shown, and not beside it the text form for readers without Python.
    expect(page.locator(".bic-activity-text")).to_have_count(0)
    box(page).click()
    page.keyboard.type("before the kernel went", delay=15)
    expect(page.locator(".bic-note .bic-status")).to_contain_text("Saved at", timeout=BUSY)
    assert written(record) == "before the kernel went"

    page.evaluate(RESTART, opened.path)
    box(page).click()
    page.keyboard.press("End")
    page.keyboard.type(", and after")
    trouble = page.locator(".bic-note .bic-problem")
    expect(trouble).to_contain_text("kept in this browser", timeout=BUSY)
    assert written(record) == "before the kernel went"

    opened.run_all()
    expect(box(page)).to_have_value("before the kernel went, and after", timeout=BUSY)
    expect(page.locator(".bic-note .bic-status")).to_contain_text("Saved at", timeout=BUSY)
    assert written(record) == "before the kernel went, and after"

    page.evaluate(SAVE)
    assert "before the kernel" not in (lab.folder / opened.path).read_text("utf-8")
