"""Plan, record, guesses and practice themes in a real Chromium."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from born_into_care.activities.action_plan import PlanWidget
from born_into_care.activities.practice_themes import ThemesWidget
from born_into_care.activities.record import RecordWidget
from born_into_care.activities.record_file import record_file
from born_into_care.activities.reflection import reflect
from tests.support.activity_page import (
    ALL,
    Opener,
    drafts,
    saved_text,
    status,
)

pytestmark = pytest.mark.browser


def test_a_step_is_planned_kept_and_removed(open_page: Opener):
    page = open_page(PlanWidget())
    page.get_by_role("button", name="Add a step").click()
    expect(page.get_by_label("Step: what will be done")).to_be_focused()
    page.keyboard.type("Ask the ward")
    page.get_by_label("Theme").select_option("9")
    page.get_by_label("Who will do it").fill("team manager")
    page.get_by_label("By when").fill("2026-06-30")
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.close()
    page = open_page(PlanWidget())
    expect(page.get_by_label("Step: what will be done")).to_have_value("Ask the ward")
    expect(page.get_by_label("By when")).to_have_value("2026-06-30")
    assert dict(record_file().read().of_kind("action")[0].fields)["theme"] == "9"
    page.get_by_role("button", name="Remove this step").click()
    expect(status(page, "bic-spoken")).to_contain_text("removed")
    expect(page.get_by_role("button", name="Add a step")).to_be_focused()
    assert record_file().read().of_kind("action") == []


def test_the_fields_of_two_steps_are_told_apart_by_ear(open_page: Opener):
    page = open_page(PlanWidget())
    for words in ("Ask the ward", "Ask the court"):
        page.get_by_role("button", name="Add a step").click()
        page.keyboard.type(words)
    second = page.get_by_role("group", name="Step 2")
    expect(second.get_by_label("Step: what will be done")).to_have_value("Ask the court")
    page.get_by_role("group", name="Step 1").get_by_role("button").click()
    expect(page.get_by_role("group", name="Step 2")).to_have_count(0)
    first = page.get_by_role("group", name="Step 1")
    expect(first.get_by_label("Step: what will be done")).to_have_value("Ask the court")


def test_a_step_typed_while_python_is_gone_comes_back(open_page: Opener):
    page = open_page(PlanWidget())
    page.get_by_role("button", name="Add a step").click()
    page.evaluate("killPython()")
    page.get_by_label("Step: what will be done").fill("Ask the ward")
    page.wait_for_timeout(700)
    assert record_file().read().of_kind("action") == []
    page.close()
    page = open_page(PlanWidget())
    # A record that was never written has no name yet: its drafts wait under the one drawn for it.
    expect(page.get_by_label("Step: what will be done")).to_have_value("Ask the ward")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert dict(record_file().read().of_kind("action")[0].fields)["what"] == "Ask the ward"


TAKE_OVER = "document.title = 'taken over'"
NASTY = f'<img src=x onerror="{TAKE_OVER}"><script>{TAKE_OVER}</script>'


def test_what_is_typed_never_acts_in_the_page_of_the_record(open_page: Opener):
    reflect("01-reflect-expect", text=NASTY)
    page = open_page(RecordWidget())
    expect(page.locator(".bic-page")).to_contain_text("<img src=x")
    assert page.locator(".bic-page img, .bic-page script").count() == 0
    assert page.title() == "An activity"


@pytest.mark.parametrize(("name", "start"), [("Word", b"PK"), ("Markdown", b"# "), ("HTML", b"<!")])
def test_the_record_is_taken_away(name: str, start: bytes, open_page: Opener):
    reflect("01-reflect-expect", text="mine")
    page = open_page(RecordWidget())
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download as {name}").click()
    assert download.value.path().read_bytes().startswith(start)
    expect(status(page, "bic-spoken")).to_contain_text("in your downloads")


def test_the_record_is_deleted_only_after_a_second_yes(open_page: Opener):
    reflect("01-reflect-expect", text="mine")
    page = open_page(RecordWidget())
    page.evaluate("localStorage.setItem('bic-draft:a:b', '1')")
    page.evaluate("localStorage.setItem('someone-else', '1')")
    page.get_by_role("button", name="Delete my record").click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    assert saved_text() == "mine"
    page.get_by_role("button", name="Delete my record").click()
    page.get_by_role("button", name="Yes, delete my record").click()
    expect(status(page, "bic-spoken")).to_contain_text("is deleted")
    assert saved_text() == ""
    assert drafts(page) == ["someone-else"]
    assert [path.name for path in record_file().path.parent.iterdir()] == ["record.json.lock"]


def test_a_guess_is_committed_shown_and_reset(open_page: Opener):
    page = open_page(ALL["prediction"]())
    assert "2,914" not in page.content()
    boxes = page.locator("fieldset input")
    boxes.nth(0).fill("2,300")
    boxes.nth(0).press("Enter")
    expect(status(page, "bic-problem")).to_contain_text("no guess yet")
    expect(boxes.nth(0)).to_have_accessible_description(re.compile("no guess yet"))
    boxes.nth(1).fill("30 per 10,000")
    page.get_by_role("button", name="This is my guess").focus()
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("2,914 babies")
    expect(status(page)).to_contain_text("47.7 per 10,000")
    expect(boxes.nth(0)).to_be_focused()
    # Who holds the key down, or presses it twice, keeps the guess.
    page.keyboard.press("Enter")
    assert boxes.nth(0).get_attribute("readonly") is not None
    expect(status(page)).to_contain_text("2,914 babies")
    page.close()
    page = open_page(ALL["prediction"]())
    expect(status(page)).to_contain_text("You expected 2,300")
    page.get_by_role("button", name="Start again").click()
    expect(status(page)).to_be_empty()
    expect(page.locator("fieldset input").nth(0)).to_have_value("")


def test_a_theme_is_chosen(open_page: Opener):
    page = open_page(ThemesWidget())
    expect(page.get_by_role("heading", name="1. Understand and use your data")).to_be_visible()
    page.get_by_label("Your role").select_option("student")
    page.get_by_label("Focus").select_option("support early in pregnancy")
    expect(status(page, "bic-spoken")).to_contain_text("4 of 10 themes fit.")
    page.get_by_label("Theme").select_option("8")
    expect(page.get_by_role("heading", name="8. Include fathers")).to_be_visible()
    expect(page.get_by_role("heading", name="As a commissioner")).to_have_count(0)
