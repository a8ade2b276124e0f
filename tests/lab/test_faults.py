"""What a learner meets in JupyterLab when an explorer's Python fails, stops or is gone."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from born_into_care.explorers.explorer import UNEXPECTED
from tests.support.explorer_page import box, settled, shown
from tests.support.lab import Lab, OpenNotebook, add_notebook, open_notebook

pytestmark = pytest.mark.browser

# One option for each way in which a chart function can fail.
CELL = """import os, time
from born_into_care.charts.notice import notice
from born_into_care.explorers import Choice, Explorer
from born_into_care.errors import PackError

def drawn(*, what):
    if what == 'refused':
        raise PackError('There is no chart of this. Choose another.')
    if what == 'faulty':
        raise ValueError('a detail that helps no learner')
    if what == 'slow':
        time.sleep(4)
    if what == 'deadly':
        os._exit(1)
    return notice(part='Short notice' if what == 'other' else 'Emergency')

options = ('good', 'other', 'refused', 'faulty', 'slow', 'deadly')
Explorer('faults', 'Faults', 'What happens?', drawn, (Choice('what', 'What', options),)).widget()"""

RESTART = """(path) => [...jupyterapp.shell.widgets('main')]
    .find(w => w.context && w.context.path === path).sessionContext.restartKernel()"""


@pytest.fixture(scope="module")
def opened(browser: Browser, lab: Lab) -> Iterator[OpenNotebook]:
    path = add_notebook(lab, "try_faults.ipynb", CELL)
    with open_notebook(browser, lab, path) as notebook:
        run(notebook)
        yield notebook


def run(opened: OpenNotebook) -> None:
    """Run the cell, and wait for the new explorer."""
    opened.run_all()
    expect(box(opened.page)).to_have_count(1)
    settled(opened.page)
    expect(choice(opened.page)).to_have_value("good")


def works_again(opened: OpenNotebook) -> None:
    """Run the cell anew, as the sentence says, and make a move there and back."""
    run(opened)
    before = shown(opened.page)
    choice(opened.page).select_option("other")
    settled(opened.page)
    assert shown(opened.page) != before
    choice(opened.page).select_option("good")
    settled(opened.page)
    assert shown(opened.page) == before
    assert before["problem"] == ""


def choice(page: Page) -> Locator:
    return box(page).get_by_label("What", exact=True)


def problem(page: Page) -> Locator:
    return box(page).get_by_role("alert")


def seconds_until_told(opened: OpenNotebook, value: str) -> float:
    """Choose what gets no answer; give the seconds until a sentence says so."""
    began = time.monotonic()
    choice(opened.page).select_option(value)
    return _told(opened.page, began)


def _told(page: Page, began: float) -> float:
    expect(problem(page)).to_contain_text("Your choice is kept", timeout=9000)
    return time.monotonic() - began


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
    choice(page).select_option("other")
    settled(page)
    expect(problem(page)).to_have_text("")
    assert "short notice" in str(shown(page)).lower()
    choice(page).select_option("good")
    settled(page)
    assert shown(page) == before


def test_a_slow_answer_still_comes(opened: OpenNotebook) -> None:
    page = opened.page
    choice(page).select_option("slow")
    expect(box(page)).to_have_attribute("data-busy", "true")
    settled(page)
    expect(problem(page)).to_have_text("")
    choice(page).select_option("good")
    settled(page)


def test_a_kernel_restarted_in_the_middle_of_a_move_is_told(opened: OpenNotebook) -> None:
    page = opened.page
    began = time.monotonic()
    choice(page).select_option("slow")
    page.evaluate(RESTART, opened.path)
    assert _told(page, began) < 9
    expect(problem(page)).to_contain_text("Restart Kernel and Run All Cells")
    expect(choice(page)).to_have_value("slow")
    # The words that were there can still be read, and a further choice is kept too.
    assert shown(page)["sentence"]
    choice(page).select_option("other")
    expect(choice(page)).to_have_value("other")
    works_again(opened)


def test_a_kernel_that_was_restarted_before_a_move_is_told(opened: OpenNotebook) -> None:
    page = opened.page
    page.evaluate(RESTART, opened.path)
    assert seconds_until_told(opened, "other") < 9
    expect(choice(page)).to_have_value("other")
    works_again(opened)


def test_a_kernel_that_dies_in_a_move_is_told(opened: OpenNotebook) -> None:
    page = opened.page
    assert seconds_until_told(opened, "deadly") < 9
    expect(choice(page)).to_have_value("deadly")
    # JupyterLab says in a window of its own that the kernel has died and is started again.
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    works_again(opened)
