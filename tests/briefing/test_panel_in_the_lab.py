"""The panel in a real JupyterLab: a file chosen, confirmed, looked at; no cell of it is saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from ..support.browser import ROOT, chromium, require_chromium
from ..support.lab import add_notebook, copy_pack, jupyterlab, open_notebook

pytestmark = pytest.mark.browser
PATIENCE = 120_000

TABLE = "Case number,Area,Child name,Age in days,Year,Days of notice\n" + "".join(
    f"ZE19C{i:05d},{area},Canary Person,{i % 13},{year},{i % 10}\n"
    for area in ("Leeds", "York", "Hull")
    for year in ("2018/19", "2019/20")
    for i in range(90)
)


def test_a_file_is_chosen_confirmed_and_shown_and_no_cell_of_it_is_saved(tmp_path: Path) -> None:
    require_chromium()
    table = tmp_path / "table.csv"
    table.write_text(TABLE)
    folder = copy_pack(ROOT, tmp_path / "pack")
    with jupyterlab(folder, tmp_path / "jupyter") as lab, chromium() as browser:
        path = add_notebook(
            lab, "try_panel.ipynb", "from born_into_care import your_area", "your_area.panel()"
        )
        with open_notebook(browser, lab, path) as notebook:
            page = notebook.page
            notebook.run_all()
            choose = page.get_by_label("Choose a table on this computer")
            choose.wait_for(timeout=PATIENCE)
            choose.set_input_files(str(table))
            status = page.locator(".jp-OutputArea [role=status]")
            expect(status).to_contain_text("It can be counted", timeout=PATIENCE)
            confirm = page.get_by_role("button", name="These columns are right")
            confirm.press("Enter")
            expect(status).to_contain_text("Showing", timeout=PATIENCE)
            shown = page.get_by_role("heading", name="What the figures say")
            expect(shown).to_be_visible(timeout=PATIENCE)
            expect(page.get_by_role("progressbar", name="Briefings made")).to_be_attached()
            notebook.keep_screenshot("panel")
            # On a narrow page a wide table scrolls by itself; nothing else runs over the edge.
            page.set_viewport_size({"width": 700, "height": 900})
            too_wide = "el => el.scrollWidth - el.clientWidth"
            assert page.locator(".bic-panel").first.evaluate(too_wide) <= 0
            page.set_viewport_size({"width": 1280, "height": 900})
            # Saved with the state of its widgets, as JupyterLab can be set to do.
            page.keyboard.press("Control+s")
            page.wait_for_timeout(2000)
            assert not notebook.errors()
            notebook.watch.assert_quiet()
            saved = json.dumps(notebook.cells()) + (lab.folder / path).read_text(encoding="utf-8")
            assert "Canary" not in saved and "ZE19C" not in saved
            assert "Canary" not in page.content()
            # A published figure leads to its row, beside the notebook.
            page.locator(".bic-panel td a[href*='short-notice-england-2019-20']").first.click()
            row = page.locator(".jp-MarkdownViewer h3", has_text="short-notice-england-2019-20")
            expect(row.first).to_be_in_viewport(timeout=PATIENCE)
