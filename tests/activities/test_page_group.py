"""The guesses of a group in a real page: what is said where, and on a narrow screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from born_into_care.activities.prediction import PredictionWidget, make_prediction
from tests.support.activity_page import Opener
from tests.support.browser import keep_screenshot

pytestmark = pytest.mark.browser

SHARE = "short-notice-england-2019-20"
GUESSES = "10, 15, 15, 20, 20, 20, 25, 25, 30, 35, 80, one in six, -4"


def opened(open_page: Opener, *names: str) -> Page:
    page = open_page(PredictionWidget(make_prediction(names or (SHARE,)), group=True))
    page.get_by_text("Collect the guesses of a group").click()
    return page


def count(page: Page, text: str) -> None:
    page.get_by_label("Guesses, one to a line").fill(text)
    page.get_by_role("button", name="Count these guesses").click()


def test_what_is_wrong_with_a_group_s_guesses_is_said_beside_them_and_goes(open_page: Opener):
    page = opened(open_page)
    group = page.locator("details.bic-group")
    problem = group.locator(".bic-problem")
    expect(problem).to_have_role("alert")

    count(page, "10, 15, 20, 30")
    expect(group.locator(".bic-feedback")).to_contain_text("4 guesses, from 10 to 30")
    expect(problem).to_be_empty()

    count(page, "many; lots")
    expect(problem).to_contain_text("could be read as a number")
    expect(page.locator(".bic-problem").first).to_be_empty()
    expect(group.locator(".bic-feedback")).to_be_empty()
    expect(group.locator("table")).to_have_count(0)
    expect(page.get_by_label("Guesses, one to a line")).to_have_accessible_description(
        "10, 15, 20 is three guesses, and so is 10 15 20; 1,039 is one, and so are 30 % and "
        "1 in 6. Where a share is asked for, 20,25 is two. "
        "None of these could be read as a number. Write one guess to a line, such as 48."
    )

    count(page, "10, 15")
    expect(group.locator(".bic-feedback")).to_contain_text("2 guesses")
    expect(problem).to_be_empty()

    count(page, "many")
    expect(problem).not_to_be_empty()
    group.get_by_role("button", name="Clear").click()
    expect(problem).to_be_empty()
    expect(group.locator(".bic-feedback")).to_have_text("The guesses are cleared.")


def test_a_problem_with_one_guess_is_still_said_beside_that_one(open_page: Opener):
    page = opened(open_page)
    page.get_by_role("button", name="This is my guess").click()
    expect(page.locator(".bic-problem").first).to_contain_text("no guess yet")
    expect(page.locator("details.bic-group .bic-problem")).to_be_empty()


def test_where_python_is_gone_a_count_says_so_beside_its_button(open_page: Opener):
    page = opened(open_page)
    page.clock.install()
    page.evaluate("killPython()")
    count(page, "10")
    page.clock.fast_forward(7_000)
    expect(page.locator("details.bic-group .bic-problem")).to_contain_text("No answer yet")
    expect(page.locator(".bic-problem").first).to_be_empty()


def test_a_change_may_be_guessed_as_a_fall_and_a_share_may_not(open_page: Opener):
    page = opened(open_page, "derived-change-births-england", SHARE)
    heard = page.locator("details.bic-group .bic-feedback")
    count(page, "-4; 150; 20")
    expect(heard).to_contain_text("3 guesses, from −4 to 150")
    page.get_by_label("Of which figure").select_option(SHARE)
    count(page, "-4; 150; 20")
    expect(heard).to_contain_text("1 guess, from 20 to 20")
    expect(heard).to_contain_text("2 more lie outside 0 to 100.")


def test_a_share_is_counted_in_per_cent_and_said_to_be(open_page: Opener):
    page = opened(open_page, "same-day-england-wales-2019-20")
    count(page, "one in six; 20")
    expect(page.locator("details.bic-group .bic-feedback")).to_contain_text("from 16.7 to 20")
    expect(page.locator("caption")).to_contain_text("(per cent)")


def area(page: Page) -> dict[str, object]:
    found: dict[str, object] = page.evaluate(
        """() => {
            const one = document.querySelector(".bic-table-area");
            const { right, width } = one.getBoundingClientRect();
            const bar = Math.max(...[...one.querySelectorAll(".bic-bar")]
                .map((bar) => bar.getBoundingClientRect().width));
            return { wide: one.scrollWidth > one.clientWidth, tab: one.getAttribute("tabindex"),
                role: one.getAttribute("role"), name: one.getAttribute("aria-label"),
                inside: right <= innerWidth, scrolls: getComputedStyle(one).overflowX, bar };
        }"""
    )
    return found


@pytest.mark.parametrize("width", [1280, 380, 200])
def test_the_table_scrolls_by_itself_where_it_is_wider_than_its_place(
    width: int, open_page: Opener
):
    page = opened(open_page)
    page.set_viewport_size({"width": width, "height": 800})
    count(page, GUESSES)
    page.wait_for_selector(".bic-table-area table")
    keep_screenshot(page, f"activity-group-{width}")
    found = area(page)
    assert found["scrolls"] == "auto"
    assert found["inside"]
    assert found["bar"] == pytest.approx(min(12 * 16, 0.3 * width), abs=1)
    assert found["wide"] is (width == 200)
    caption = page.locator("caption").inner_text()
    named = ("0", "region", caption) if found["wide"] else (None, None, None)
    assert (found["tab"], found["role"], found["name"]) == named


def test_a_table_is_reached_by_keyboard_once_the_window_is_too_narrow_for_it(open_page: Opener):
    page = opened(open_page)
    count(page, GUESSES)
    page.wait_for_selector(".bic-table-area table")
    place = page.locator(".bic-table-area")
    assert place.get_attribute("tabindex") is None
    page.set_viewport_size({"width": 200, "height": 800})
    expect(place).to_have_attribute("tabindex", "0")
    page.get_by_role("button", name="Clear").focus()
    page.keyboard.press("Tab")
    expect(place).to_be_focused()
    page.get_by_role("button", name="Clear").click()
    expect(place).not_to_have_attribute("tabindex", "0")


def test_a_count_that_comes_after_clear_is_not_shown(open_page: Opener):
    page = opened(open_page)
    page.evaluate(
        """() => { const [count, clear] = document.querySelectorAll(".bic-group button");
            document.querySelector(".bic-group textarea").value = "10; 20";
            count.click(); clear.click(); }"""
    )
    page.wait_for_timeout(300)
    expect(page.locator(".bic-group .bic-feedback")).to_have_text("The guesses are cleared.")
    expect(page.locator(".bic-group table")).to_have_count(0)
