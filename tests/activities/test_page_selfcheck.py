"""Self-checks in a real Chromium."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from born_into_care.activities.questions import questions
from born_into_care.activities.self_check import SelfCheckWidget
from tests.support.activity_page import (
    ALL,
    Opener,
    press_through,
    status,
)

pytestmark = pytest.mark.browser


def test_a_choice_is_made_and_checked_by_keyboard(open_page: Opener):
    page = open_page(ALL["choice"]())
    region = status(page).element_handle()
    page.get_by_label("The number rose a little every year.").focus()
    press_through(page, "Space", "ArrowDown", "Tab", "Enter")
    expect(status(page)).to_contain_text("Right.")
    expect(status(page)).to_contain_text("Attempts so far: 1.")
    # The same node: a screen reader speaks changes in a region that it already knows.
    assert page.evaluate("(node) => node.isConnected && node.textContent.length > 0", region)
    assert region.get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("one", [q for q in questions() if q.type == "choice"], ids=lambda q: q.id)
def test_every_option_is_told_its_own(one: Any, open_page: Opener):
    page = open_page(SelfCheckWidget(one))
    for option in one.options:
        page.get_by_label(option.text.plain).check()
        page.get_by_role("button", name="Check my answer").click()
        expect(status(page)).to_contain_text(option.feedback.plain)


def test_several_are_ticked_and_checked(open_page: Opener):
    page = open_page(ALL["choices"]())
    boxes = page.get_by_role("checkbox")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Check my answer").click()
    expect(status(page)).to_contain_text("one more belongs")
    boxes.nth(3).check()
    page.get_by_role("button", name="Check my answer").click()
    expect(status(page)).to_contain_text("Right.")


def test_a_number_is_typed_and_sent_with_enter(open_page: Opener):
    page = open_page(ALL["number"]())
    box = page.get_by_label("Your answer (per cent)")
    box.fill("489")
    box.press("Enter")
    expect(status(page)).to_contain_text("489 is the change in babies")
    box.fill("many")
    box.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "true")
    # Whoever comes back to the box hears why.
    assert status(page).inner_text().strip()
    expect(box).to_have_accessible_description(
        re.compile(re.escape(status(page).inner_text().strip()[:40]))
    )
    box.fill("a fifth")
    box.press("Enter")
    expect(status(page)).to_contain_text("Right.")
    expect(box).to_have_attribute("aria-invalid", "false")
    link = status(page).get_by_role("link", name="2,425")
    assert link.get_attribute("href") == "../data/figures.md#newborns-england-2012-13"


def test_an_order_is_made_by_lists(open_page: Opener):
    page = open_page(ALL["order"]())
    lists = page.get_by_role("combobox")
    lists.nth(0).select_option("3")
    page.get_by_role("button", name="Check my answer").click()
    expect(status(page, "bic-problem")).to_contain_text("Still without: B and C")
    lists.nth(1).select_option("1")
    lists.nth(2).select_option("2")
    page.get_by_role("button", name="Check my answer").click()
    expect(status(page)).to_contain_text("Right.")
    expect(status(page, "bic-problem")).to_be_empty()


def test_the_hint_comes_only_when_asked(open_page: Opener):
    page = open_page(ALL["number"]())
    expect(status(page, "bic-hint")).to_be_empty()
    page.get_by_role("button", name="Give me a hint").click()
    expect(status(page, "bic-hint")).to_contain_text("Take the first number from the second")


def test_an_unsolved_page_holds_no_answer(open_page: Opener):
    for one in questions():
        if one.type == "choice":
            page = open_page(SelfCheckWidget(one))
            source = page.content()
            for option in one.options:
                assert option.feedback.plain[:40] not in source
            page.close()


def test_a_kernel_that_does_not_answer_is_told(open_page: Opener):
    page = open_page(ALL["number"]())
    page.evaluate("killPython()")
    page.get_by_label("Your answer (per cent)").fill("20%")
    page.get_by_role("button", name="Check my answer").click()
    expect(status(page, "bic-problem")).to_contain_text("No answer yet", timeout=9000)
    assert page.get_by_label("Your answer (per cent)").input_value() == "20%"
