"""The panel in a real JupyterLab: a file chosen, confirmed, looked at; no cell of it is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.briefing.test_panel import BABIES
from tests.support.lab import Lab, add_notebook, open_notebook

pytestmark = pytest.mark.browser
PATIENCE = 120_000


def test_a_file_is_chosen_confirmed_and_shown_and_no_cell_of_it_is_saved(
    browser: Browser, lab: Lab, tmp_path: Path
) -> None:
    table = tmp_path / "table.csv"
    table.write_text(BABIES.replace(",Which council,", ",Local authority,"))
    path = add_notebook(
        lab, "try_panel.ipynb", "from born_into_care import briefing\nbriefing.panel()"
    )
    with open_notebook(browser, lab, path) as notebook:
        page = notebook.page
        notebook.run_all()
        choose = page.get_by_label("Choose a table on this computer")
        choose.set_input_files(str(table), timeout=PATIENCE)
        page.locator("select[name=others]").select_option("fine", timeout=PATIENCE)
        page.get_by_role("button", name="These columns are right").press("Enter", timeout=PATIENCE)
        shown = page.get_by_role("heading", name="What the figures say")
        expect(shown).to_be_visible(timeout=PATIENCE)
        # Saved with the state of its widgets, as JupyterLab can be set to do.
        page.evaluate("() => jupyterapp.commands.execute('docmanager:save')")
        assert not notebook.errors()
        notebook.watch.assert_quiet()
        saved = json.dumps(notebook.cells()) + (lab.folder / path).read_text(encoding="utf-8")
        for words in ("Canary", "ZE19C"):
            assert words not in saved and words not in page.content()
        # A published figure leads to its row, beside the notebook.
        page.locator(".bic-panel td a[href*='short-notice-england-2019-20']").first.click()
        row = page.locator(".jp-MarkdownViewer h3", has_text="short-notice-england-2019-20")
        expect(row.first).to_be_in_viewport(timeout=PATIENCE)
