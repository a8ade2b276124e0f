"""Notebooks opened and run in a real JupyterLab. nbval holds the outputs of all of them."""

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.support.lab import Lab, OpenNotebook, open_notebook
from tests.support.notebooks import PATHS

pytestmark = pytest.mark.browser

PLOTLY = "application/vnd.plotly.v1+json"
SMALL: ViewportSize = {"width": 1366, "height": 768}


def not_run(opened: OpenNotebook) -> list[str]:
    """Return the code cells that were not run."""
    cells = [cell for cell in opened.cells() if cell["cell_type"] == "code" and cell["source"]]
    return [cell["id"] for cell in cells if cell.get("execution_count") is None]


def wait_for_charts(opened: OpenNotebook) -> None:
    opened.page.wait_for_function(
        "wanted => document.querySelectorAll('.js-plotly-plot .main-svg').length >= wanted",
        arg=sum(PLOTLY in output.get("data", {}) for output in opened.outputs()),
        timeout=20_000,
    )


# The door, and the one with an explorer: nbval runs all of them.
@pytest.mark.parametrize("number", ["00", "05"])
def test_a_notebook_runs_from_top_to_bottom(lab: Lab, browser: Browser, number: str):
    name = f"notebooks/{PATHS[number].name}"
    with open_notebook(
        browser, lab, name, prepare=lambda page: page.set_viewport_size(SMALL)
    ) as opened:
        first = opened.page.locator(".jp-OutputArea-output").first
        expect(first).to_be_in_viewport(ratio=1, timeout=20_000)
        opened.run_all()
        assert opened.errors() == [] and not_run(opened) == []
        opened.show_all_cells()
        wait_for_charts(opened)
        # JupyterLab asks whether it may fetch news. The pack fetches nothing, so nothing asks.
        assert opened.page.get_by_text("official Jupyter news").count() == 0
        opened.watch.assert_quiet()
    assert lab.requests == []


def test_a_figure_leads_to_its_row(lab: Lab, browser: Browser):
    with open_notebook(browser, lab, f"notebooks/{PATHS['01'].name}") as opened:
        opened.show_all_cells()
        opened.page.get_by_role("link", name="2,425").first.click()
        row = opened.page.locator(".jp-MarkdownViewer h3", has_text="newborns-england-2012-13")
        row.first.wait_for(timeout=20_000)
        opened.page.wait_for_function(
            """() => { const row = [...document.querySelectorAll('.jp-MarkdownViewer h3')]
                .find(found => found.textContent.includes('newborns-england-2012-13'))
                .getBoundingClientRect();
            return row.top >= 0 && row.bottom <= window.innerHeight; }""",
            timeout=20_000,
        )
        opened.watch.assert_quiet()
