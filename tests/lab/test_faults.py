"""What a learner meets in JupyterLab when an explorer's Python fails, stops or is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from born_into_care.explorers.explorer import UNEXPECTED
from tests.support.explorer_page import box, settled, shown
from tests.support.lab import RESTART, Lab, OpenNotebook, add_notebook, open_notebook

pytestmark = pytest.mark.browser

# One option for each way in which a chart function can fail.
CELL = """import time
from born_into_care.charts.hundred import hundred
from born_into_care.explorers import Choice, Explorer
from born_into_care.errors import PackError

def drawn(*, what):
    if what == 'refused':
        raise PackError('There is no chart of this. Choose another.')
    if what == 'faulty':
        raise ValueError('a detail that helps no learner')
    if what == 'slow':
        time.sleep(4)
    return hundred(place='Wales' if what == 'other' else 'England')

options = ('good', 'other', 'refused', 'faulty', 'slow')
controls = (Choice(name='what', label='What', options=options),)
Explorer('faults', 'Faults', 'What happens?', drawn, controls).widget()"""


@pytest.fixture(scope="module")
def opened(browser: Browser, lab: Lab) -> Iterator[OpenNotebook]:
    with open_notebook(browser, lab, add_notebook(lab, "try_faults.ipynb", CELL)) as notebook:
        run(notebook)
        yield notebook


def run(opened: OpenNotebook) -> None:
    """Run the cell, and wait for the new explorer."""
    opened.run_all()
    expect(box(opened.page)).to_have_count(1)
    settled(opened.page)
    expect(choice(opened.page)).to_have_value("good")


def choice(page: Page) -> Locator:
    return box(page).get_by_label("What", exact=True)


def problem(page: Page) -> Locator:
    return box(page).get_by_role("alert")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("refused", "There is no chart of this. Choose another."), ("faulty", UNEXPECTED)],
)
def test_a_chart_that_fails_is_told_in_a_sentence_and_the_choice_is_kept(
    opened: OpenNotebook, value: str, sentence: str
) -> None:
    page = opened.page
    before = shown(page)
    choice(page).focus()
    choice(page).select_option(value)
    expect(problem(page)).to_have_text(sentence)
    expect(choice(page)).to_have_value(value)
    expect(choice(page)).to_be_focused()
    # The last chart that could be drawn stays, with its own words.
    assert shown(page) == {**before, "problem": sentence}
    assert "a detail" not in page.locator(".jp-OutputArea").inner_text()
    choice(page).select_option("good")
    settled(page)
    assert shown(page) == before


def test_a_kernel_restarted_in_the_middle_of_a_move_is_told(opened: OpenNotebook) -> None:
    page = opened.page
    choice(page).select_option("slow")
    expect(box(page)).to_have_attribute("data-busy", "true")
    page.evaluate(RESTART, opened.path)
    expect(problem(page)).to_contain_text("Restart Kernel and Run All Cells", timeout=9000)
    # The words that were there can still be read.
    assert shown(page)["sentence"]
    choice(page).select_option("other")
    expect(problem(page)).to_contain_text("Your choice is kept", timeout=9000)
    expect(choice(page)).to_have_value("other")
    run(opened)
    assert shown(page)["problem"] == ""
