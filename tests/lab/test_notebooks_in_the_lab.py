"""Every notebook, opened and run in a real JupyterLab."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as PlaywrightError

from tests.support import lab as support
from tests.support.browser import ROOT
from tests.support.lab import Lab, OpenNotebook, add_notebook, open_notebook

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PLOTLY = "application/vnd.plotly.v1+json"


def cloud_buttons(opened: OpenNotebook) -> list[str]:
    """The buttons of the charts that would send a chart to somebody's server."""
    titles: list[str] = opened.page.eval_on_selector_all(
        ".modebar-btn", "buttons => buttons.map(button => button.getAttribute('data-title') || '')"
    )
    return [title for title in titles if "share" in title.lower() or "cloud" in title.lower()]


def assert_charts_are_drawn(opened: OpenNotebook) -> None:
    wanted = opened.mime_count(PLOTLY)
    opened.page.wait_for_function(
        "wanted => document.querySelectorAll('.js-plotly-plot .main-svg').length >= wanted",
        arg=wanted,
        timeout=20_000,
    )


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_from_top_to_bottom(lab: Lab, browser: Browser, path: Path):
    with open_notebook(browser, lab, f"notebooks/{path.name}") as opened:
        opened.run_all()
        assert opened.errors() == []
        assert opened.not_run() == []
        opened.show_all_cells()
        assert_charts_are_drawn(opened)
        opened.keep_screenshot(f"lab-{path.stem}")
        assert cloud_buttons(opened) == []
        opened.watch.assert_quiet()
    assert lab.asked == []


def test_a_chart_is_drawn_and_the_page_stays_quiet(lab: Lab, browser: Browser):
    path = add_notebook(
        lab,
        "quiet.ipynb",
        "import plotly.graph_objects as go\n"
        "go.Figure(go.Bar(x=['England', 'Wales'], y=[47.7, 68.3]))"
        ".show(renderer='plotly_mimetype', config={'showSendToCloud': False})",
        "import ipywidgets\nipywidgets.IntSlider(description='A number')",
    )
    with open_notebook(browser, lab, path) as opened:
        opened.run_all()
        assert opened.errors() == []
        assert opened.not_run() == []
        assert opened.mime_count(PLOTLY) == 1
        opened.show_all_cells()
        assert_charts_are_drawn(opened)
        opened.page.wait_for_selector(".jupyter-widgets.widget-slider")
        opened.keep_screenshot("lab-quiet")
        # JupyterLab asks whether it may fetch news. The pack fetches nothing, so nothing asks.
        assert opened.page.get_by_text("official Jupyter news").count() == 0
        assert cloud_buttons(opened) == []
        opened.watch.assert_quiet()
    assert lab.asked == []


def test_each_fault_is_seen(lab: Lab, browser: Browser):
    path = add_notebook(
        lab,
        "faults.ipynb",
        "from IPython.display import HTML\n"
        "HTML(\"<img src='https://elsewhere.example/pixel.png' alt=''>\")",
        "import plotly.graph_objects as go\n"
        "figure = go.Figure(go.Bar(y=[1]))\n"
        "figure.show(renderer='plotly_mimetype', config={'showSendToCloud': True})",
        "import urllib.request\n"
        "try:\n    urllib.request.urlopen('http://kernel.example/')\nexcept OSError:\n    pass",
        "1 / 0",
        "2 + 2",
    )
    with open_notebook(browser, lab, path) as opened:
        opened.run_all()
        opened.show_all_cells()
        assert_charts_are_drawn(opened)
        assert any("ZeroDivisionError" in error for error in opened.errors())
        assert len(opened.not_run()) == 1
        assert cloud_buttons(opened) != []
        assert any("elsewhere.example" in address for address in opened.watch.elsewhere())
        with pytest.raises(AssertionError, match=r"elsewhere\.example"):
            opened.watch.assert_quiet()
    assert lab.asked == ["GET http://kernel.example/ HTTP/1.1"]
    lab.asked.clear()


def test_a_cell_that_never_ends_is_reported(
    lab: Lab, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        support, "RUN_ALL", support.RUN_ALL.replace(f"({support.RUN_SECONDS},", "(1,")
    )
    path = add_notebook(lab, "endless.ipynb", "import time\ntime.sleep(60)")
    with (
        open_notebook(browser, lab, path) as opened,
        pytest.raises(PlaywrightError, match="took more than 1 s"),
    ):
        opened.run_all()
