"""A click on a figure in a notebook leads to its row, on a page that can be read."""

from __future__ import annotations

import pytest
from nbformat import v4
from playwright.sync_api import Browser

from tests.support.lab import Lab, add_notebook, open_notebook

pytestmark = pytest.mark.browser

ROW = "newborns-england-2012-13"


def test_a_figure_leads_to_its_row(lab: Lab, browser: Browser):
    page_of_figures = lab.folder / "data" / "linked.md"
    filler = "".join(f"### filler-{number}\n\nA row.\n\n" for number in range(80))
    page_of_figures.write_text(f"# Figures\n\n{filler}### {ROW}\n\nThe row.\n\n{filler}")
    link = v4.new_markdown_cell(f"There were [2,425](../data/linked.md#{ROW}) babies.")
    with open_notebook(browser, lab, add_notebook(lab, "linked.ipynb", link)) as opened:
        opened.page.get_by_role("link", name="2,425").click()
        heading = opened.page.locator(f"#{ROW}, h3:has-text('{ROW}')").first
        heading.wait_for(timeout=20_000)
        # Rendered, not source text, and scrolled to.
        assert opened.page.locator(".jp-MarkdownViewer").count() == 1
        opened.page.wait_for_function(
            """row => {
                const box = [...document.querySelectorAll('.jp-MarkdownViewer h3')]
                    .find(found => found.textContent.includes(row)).getBoundingClientRect();
                return box.top >= 0 && box.bottom <= window.innerHeight;
            }""",
            arg=ROW,
            timeout=20_000,
        )
        opened.keep_screenshot("lab-figure-row")
        opened.watch.assert_quiet()
