"""Every activity in a real Chromium: by mouse and keyboard, before axe, and never losing words."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from born_into_care.activities import predict
from born_into_care.activities.record_file import RecordFile
from tests.support.activity_page import ALL, Opener, drafts, put_to_use, saved_text, status

pytestmark = pytest.mark.browser

NUMBER = "Your answer (per cent)"
BOX = "Step: what will be done"
NO_DRAFTS = "Object.keys(localStorage).length === 0"
FOCUSED = """() => [...document.querySelectorAll(
    '#here :is(input, select, textarea, button, summary)')].indexOf(document.activeElement)"""


def versions(file: RecordFile) -> list[str]:
    """Return the text of the reflection and its earlier versions."""
    entry = file.read().entry("01-reflect-expect")
    return [entry.text("text"), *(row["text"] for row in entry.rows("earlier"))]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


@pytest.mark.parametrize("name", ALL)
def test_axe_finds_no_fault_every_control_is_reached_and_a_phone_fits(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    put_to_use(name, page)
    assert Axe().run(page).response["violations"] == []
    controls = "#here :is(input:not([type=radio]), select, textarea, button, summary):visible"
    wanted = page.locator(f"{controls}:not(:disabled)").count()
    reached = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(FOCUSED))
    assert len(reached - {-1}) >= wanted
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_several_a_number_and_an_order_are_answered(open_page: Opener):
    page = open_page(ALL["choices"]())
    for box in (0, 1, 3):
        page.get_by_role("checkbox").nth(box).check()
    press(page, "Check my answer")
    expect(status(page)).to_contain_text("Yes.")
    page = open_page(ALL["number"]())
    number = page.get_by_label(NUMBER)
    for typed, words, invalid in (
        ("many", "could not be read", "true"),
        ("a fifth", "Yes.", "false"),
    ):
        number.fill(typed)
        number.press("Enter")
        expect(status(page)).to_contain_text(words)
        expect(number).to_have_attribute("aria-invalid", invalid)
        # A reader who comes back to the box hears why.
        expect(number).to_have_accessible_description(re.compile(words))
    expect(status(page).get_by_role("link", name="2,425")).to_have_attribute(
        "href", "../data/figures.md#newborns-england-2012-13"
    )
    page = open_page(ALL["order"]())
    for place, value, words in ((0, "3", "Still without: B and C"), (1, "3", "Still without: C"),
                                (2, "2", "More than one has place 3"), (1, "1", "")):  # fmt: skip
        page.get_by_role("combobox").nth(place).select_option(value)
        press(page, "Check my answer")
        expect(status(page, "bic-problem")).to_contain_text(words)
    expect(status(page, "bic-problem")).to_be_empty()
    page = open_page(ALL["order"]())
    expect(page.get_by_role("combobox").nth(1)).to_have_value("1")
    expect(status(page)).to_contain_text("Yes.")


def test_where_python_is_gone_the_page_says_so_and_keeps_what_was_typed(
    open_page: Opener, file: RecordFile
):
    page = open_page(ALL["plan"]())
    press(page, "Add a step")
    page.clock.install()
    page.evaluate("killPython()")
    page.get_by_label(BOX).fill("Ask the ward")
    page.clock.run_for(7_000)
    expect(status(page, "bic-problem")).to_contain_text("kept in this browser")
    assert file.read().entries == {}
    page = open_page(ALL["plan"]())
    # A record that was never written has no name yet: its drafts wait under the one drawn for it.
    expect(page.get_by_label(BOX)).to_have_value("Ask the ward")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert file.read().of_kind("action")[0].text("what") == "Ask the ward"


def test_typing_is_saved_without_a_button_and_closing_at_once_loses_nothing(
    open_page: Opener, file: RecordFile
):
    page = open_page(ALL["reflection"]())
    box = page.get_by_role("textbox", name="Before you saw the numbers")
    expect(box).to_have_accessible_description(re.compile("Saved as you type.*Nothing written yet"))
    box.press_sequentially("word " * 20, delay=40)
    # Typing without a pause is saved all the same.
    assert saved_text().startswith("word word")
    box.fill("typed and gone")
    page.close(run_before_unload=False)
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("typed and gone")
    page.wait_for_function(NO_DRAFTS)
    # What one window saved as it was typed makes no earlier versions.
    assert versions(file) == ["typed and gone"]


def test_what_two_windows_or_an_old_draft_hold_is_kept(open_page: Opener, file: RecordFile):
    first, second = open_page(ALL["reflection"]()), open_page(ALL["reflection"]())
    expect(second.get_by_text("Nothing written yet")).to_be_visible()
    for page, words in ((first, "from the first"), (second, "from the second")):
        page.get_by_role("textbox").fill(words)
        expect(page.get_by_text("Saved at")).to_be_visible()
    draft = json.dumps({"value": "an old draft", "at": 1000})
    key = f"bic-draft:{file.draft_name}:01-reflect-expect"
    first.evaluate("([key, draft]) => localStorage.setItem(key, draft)", [key, draft])
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("from the second")
    page.wait_for_function(NO_DRAFTS)
    assert versions(file) == ["from the second", "from the first", "an old draft"]


def test_a_full_disk_or_a_broken_record_is_told_and_the_words_can_be_taken_away(
    open_page: Opener, file: RecordFile, full_disk
):
    page = open_page(ALL["reflection"]())
    with full_disk():
        page.get_by_role("textbox").fill("precious")
        expect(status(page, "bic-problem")).to_contain_text("the disk is full")
        expect(page.get_by_text("Not saved: ").first).to_be_visible()
        with page.expect_download() as download:
            press(page, "Download what I typed")
        text = download.value.path().read_text("utf-8")
        assert text.startswith("Before you saw the numbers") and "precious" in text
        press(page, "Copy what I typed")
        page.wait_for_function("navigator.clipboard.readText().then((text) => text === 'precious')")
    press(page, "Try to save again")
    expect(status(page, "bic-status")).to_contain_text("Saved at")
    # The button is gone: the focus is in the box again, and what happened is spoken.
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(status(page, "bic-spoken")).to_contain_text("Saved at")
    expect(page.get_by_role("button", name="Download what I typed")).to_be_hidden()
    assert versions(file) == ["precious"] and drafts(page) == []
    file.path.write_text("{")
    page.get_by_role("textbox").fill("more")
    expect(status(page, "bic-problem")).to_contain_text("record.broken-")


def test_steps_are_planned_kept_told_apart_and_removed(
    open_page: Opener, file: RecordFile, full_disk
):
    page = open_page(ALL["plan"]())
    with full_disk():
        press(page, "Add a step")
        expect(page.get_by_label(BOX)).to_be_focused()
        page.keyboard.type("Ask the ward")
        expect(status(page, "bic-problem")).to_contain_text("the disk is full")
    press(page, "Add a step")
    second = page.get_by_role("group", name="Step 2")
    second.get_by_label(BOX).fill("Ask the court")
    second.get_by_label("Theme").select_option("9")
    second.get_by_label("Who will do it").fill("team manager")
    second.get_by_label("By when").fill("2026-06-30")
    # The step that the disk refused is saved with the next.
    page.wait_for_function(NO_DRAFTS)
    expect(status(page, "bic-problem")).to_be_empty()
    page = open_page(ALL["plan"]())
    steps = {step.text("what"): step.fields for step in file.read().of_kind("action")}
    assert sorted(steps) == ["Ask the court", "Ask the ward"]
    wanted = {"what": "Ask the court", "theme": "9", "who": "team manager", "by": "2026-06-30"}
    assert steps["Ask the court"] == wanted
    page.get_by_role("group", name="Step 1").get_by_role("button").click()
    expect(status(page, "bic-spoken")).to_contain_text("removed")
    expect(page.get_by_role("button", name="Add a step")).to_be_focused()
    assert len(file.read().entries) == 1


def test_the_record_is_shown_as_text_taken_away_and_deleted_after_a_second_yes(
    open_page: Opener, file: RecordFile
):
    typed = "<img src=x onerror=\"document.title = 'taken over'\">"
    file.save("01-reflect-expect", "reflection", {"text": typed})
    page = open_page(ALL["record"]())
    expect(page.locator(".bic-page")).to_contain_text("<img src=x")
    assert page.locator(".bic-page img").count() == 0 and page.title() == "An activity"
    for name, start in (("Word", b"PK"), ("Markdown", b"# "), ("HTML", b"<!")):
        with page.expect_download() as download:
            press(page, f"Download as {name}")
        assert download.value.path().read_bytes().startswith(start)
        expect(status(page, "bic-spoken")).to_contain_text("in your downloads")
    page.evaluate("localStorage.setItem('bic-draft:a:b', '1')")
    page.evaluate("localStorage.setItem('someone-else', '1')")
    press(page, "Delete my record")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    assert file.read().entries
    press(page, "Delete my record")
    press(page, "Yes, delete my record")
    expect(status(page, "bic-spoken")).to_contain_text("is deleted")
    assert drafts(page) == ["someone-else"]
    assert [path.name for path in file.path.parent.iterdir()] == ["record.json.lock"]


def test_a_guess_is_committed_shown_and_reset(open_page: Opener):
    page = open_page(ALL["prediction"]())
    box = page.get_by_role("textbox", name="England, 2019/20")
    box.press("Enter")
    expect(status(page, "bic-problem")).to_contain_text("no guess yet")
    box.fill("2,300")
    page.get_by_role("button", name="This is my guess").focus()
    # Who holds the key down, or presses it twice, keeps the guess.
    for _ in range(2):
        page.keyboard.press("Enter")
        expect(status(page)).to_contain_text("2,914 babies")
        expect(box).to_be_focused()
        expect(box).not_to_be_editable()
    page = open_page(ALL["prediction"]())
    expect(status(page)).to_contain_text("You expected 2,300")
    press(page, "Start again")
    expect(page.get_by_role("textbox", name="England, 2019/20")).to_have_value("")
    press(page, "Skip: show me")
    expect(status(page)).to_contain_text("The published figure is 2,914 babies")


def test_a_mark_is_dragged_pressed_and_typed_and_the_answer_slides_in(open_page: Opener):
    row = "same-day-north-east-2019-20", "same-day-london-2019-20"
    page = open_page(predict(*row))
    slider = page.get_by_role("slider", name="North East")
    box = page.get_by_role("textbox", name="North East")
    expect(slider).to_have_attribute("aria-valuetext", "no guess yet")
    slider.focus()
    for key, value in (("ArrowRight", "51"), ("PageUp", "61"), ("Home", "0"), ("End", "100"),
                       ("PageDown", "90")):  # fmt: skip
        page.keyboard.press(key)
        expect(slider).to_have_attribute("aria-valuetext", f"{value} per cent")
        expect(box).to_have_value(value)
    box.fill("30")
    expect(slider).to_have_attribute("aria-valuetext", "30 per cent")
    place = page.locator(".bic-surface").bounding_box()
    handle = page.get_by_role("slider", name="London").bounding_box()
    assert place and handle and min(handle["width"], handle["height"]) >= 44
    page.mouse.move(place["x"] + place["width"] / 2, handle["y"] + 22)
    page.mouse.down()
    page.mouse.move(place["x"] + place["width"] / 4, handle["y"] + 22, steps=4)
    page.mouse.up()
    assert 20 <= float(page.get_by_role("textbox", name="London").input_value()) <= 27
    box.fill("a fifth")
    press(page, "This is my guess")
    expect(status(page)).to_contain_text("41 per cent (North East, 2019/20). Your guess was lower")
    expect(page.locator("circle")).to_have_count(2)
    expect(slider).to_have_attribute("aria-valuetext", "20 per cent")
    expect(slider).to_be_disabled()


def test_a_room_s_guesses_are_counted_beside_their_button_and_scroll_on_a_phone(open_page: Opener):
    page = open_page(predict("short-notice-england-2019-20", group=True))
    page.get_by_text("Collect the guesses of a group").click()
    group = page.locator("details.bic-group")
    problem, heard = group.locator(".bic-problem"), group.locator(".bic-feedback")
    guesses = page.get_by_label("Guesses, one to a line")
    for typed, words, wrong in (
        ("many; lots", "", "could not be read as a number"),
        ("10, 15, 15, 20, 25, 25, 30, 35, 80, -4", "1 more lies outside 0 to 100.", ""),
    ):
        guesses.fill(typed)
        press(page, "Count these guesses")
        expect(heard).to_contain_text(words)
        expect(problem).to_contain_text(wrong)
        expect(guesses).to_have_accessible_description(re.compile(f"is three guesses.*{wrong}"))
    assert page.locator("circle.bic-room").count() == 9
    press(page, "Clear")
    expect(heard).to_have_text("The guesses are cleared.")
