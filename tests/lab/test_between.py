"""The years between in a real JupyterLab: drawn on the page, steered by Python."""

import pytest
from playwright.sync_api import Browser, expect

from born_into_care.charts.between import between
from tests.support.lab import Lab, add_notebook, open_notebook

pytestmark = pytest.mark.browser


def test_a_path_is_judged_and_a_choice_is_answered_by_python(browser: Browser, lab: Lab) -> None:
    code = "from born_into_care import explore\n\nexplore('between')"
    path = add_notebook(lab, "try_between.ipynb", code)
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        page = notebook.page
        sentence = page.locator(".bic-sentence")
        expect(sentence).to_be_hidden()
        page.get_by_role("button", name="Draw a straight line").click()
        page.get_by_role("button", name="Ask the clues").click()
        expect(page.locator(".bic-judged")).to_have_text(
            "Your path breaks 1 of 3 clues. Your eight years add up to 22,748: 749 too many."
        )
        expect(sentence).to_have_text(between().sentence)
        page.get_by_label("Yearly change at most").select_option("a third")
        expect(sentence).to_have_text(between(change="a third").sentence)
        # A key that is a command of JupyterLab moves a point and no cell.
        page.get_by_role("slider", name="2013/14").focus()
        page.keyboard.press("ArrowUp")
        expect(page.get_by_role("textbox", name="2013/14")).not_to_have_value("2,648")
