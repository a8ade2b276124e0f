"""Reflections in a real Chromium: what is typed is saved, told and never lost."""

from __future__ import annotations

import errno
import os

import pytest
from playwright.sync_api import expect

from born_into_care.activities.record_file import record_file
from tests.support.activity_page import (
    ALL,
    Opener,
    drafts,
    saved_text,
    status,
)

pytestmark = pytest.mark.browser


def test_typing_is_saved_without_a_button(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").press_sequentially("a thought", delay=20)
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert saved_text() == "a thought"
    assert drafts(page) == []
    page.close()
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("a thought")
    expect(page.get_by_text("Saved on")).to_be_visible()


def test_a_pause_is_enough_to_be_saved(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").fill("a thought")
    # Well before the two seconds after which it is saved whether its writer pauses or not.
    expect(page.get_by_text("Saved at")).to_be_visible(timeout=1700)


def test_long_typing_without_a_pause_is_saved_all_the_same(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").press_sequentially("word " * 20, delay=40)
    assert saved_text().startswith("word word")


def test_closing_the_tab_at_once_loses_nothing(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").fill("typed and gone")
    page.close(run_before_unload=False)
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("typed and gone")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert saved_text() == "typed and gone"


def test_what_is_typed_while_python_is_gone_comes_back(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").fill("before")
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.evaluate("killPython()")
    page.get_by_role("textbox").fill("before, and while it was gone")
    expect(status(page, "bic-problem")).to_contain_text("kept in this browser", timeout=9000)
    expect(page.get_by_text("Not saved")).to_be_visible()
    expect(page.get_by_role("button", name="Download what I typed")).to_be_visible()
    assert saved_text() == "before"
    page.close()
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("before, and while it was gone")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert saved_text() == "before, and while it was gone"
    assert drafts(page) == []


def test_a_draft_older_than_the_record_gives_way_and_is_kept(open_page: Opener):
    page = open_page(ALL["reflection"]())
    page.get_by_role("textbox").fill("x")
    expect(page.get_by_text("Saved at")).to_be_visible()
    key = f"bic-draft:{record_file().read().record_id}:01-reflect-expect"
    page.evaluate(
        "(key) => localStorage.setItem(key, JSON.stringify({value: 'an old draft', at: 1000}))", key
    )
    page.close()
    page = open_page(ALL["reflection"]())
    expect(page.get_by_role("textbox")).to_have_value("x")
    page.wait_for_function("Object.keys(localStorage).length === 0")
    fields = record_file().read().entries["01-reflect-expect"].fields
    assert [one["text"] for one in fields["earlier"]] == ["an old draft"]


def test_a_full_disk_is_told_and_the_words_can_be_taken_away(
    open_page: Opener, monkeypatch: pytest.MonkeyPatch
):
    page = open_page(ALL["reflection"]())
    with monkeypatch.context() as broken:

        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        broken.setattr("os.fsync", full)
        page.get_by_role("textbox").fill("precious")
        expect(status(page, "bic-problem")).to_contain_text("the disk is full")
        expect(page.get_by_text("Not saved: ").first).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("button", name="Download what I typed").click()
        text = download.value.path().read_text("utf-8")
        assert text.startswith("Before you saw the numbers") and "precious" in text
        page.get_by_role("button", name="Copy what I typed").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text === 'precious')")
        assert len(drafts(page)) == 1
    page.get_by_role("button", name="Try to save again").click()
    expect(status(page, "bic-status")).to_contain_text("Saved at")
    # The button is gone: the focus is in the box again, and what happened is spoken.
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(status(page, "bic-spoken")).to_contain_text("Saved at")
    expect(page.get_by_role("button", name="Download what I typed")).to_be_hidden()
    assert saved_text() == "precious"
    assert drafts(page) == []


def test_a_notice_of_a_save_stays_while_its_writer_types_on(open_page: Opener):
    page = open_page(ALL["reflection"]())
    record_file().path.parent.mkdir(parents=True)
    record_file().path.write_text("{")
    for words in ("first", "second", "third"):
        page.get_by_role("textbox").fill(words)
        expect(page.get_by_text("Saving")).to_be_visible()
        expect(page.get_by_text("Saved at")).to_be_visible()
        expect(status(page, "bic-problem")).to_contain_text("It is kept as record.broken-")
    page.close()
    page = open_page(ALL["reflection"]())
    expect(page.get_by_text("Saved on")).to_be_visible()
    expect(status(page, "bic-problem")).to_be_empty()


def test_typing_in_two_windows_of_one_box_keeps_both(open_page: Opener):
    first, second = open_page(ALL["reflection"]()), open_page(ALL["reflection"]())
    expect(second.get_by_text("Nothing written yet")).to_be_visible()
    first.get_by_role("textbox").fill("from the first window")
    expect(first.get_by_text("Saved at")).to_be_visible()
    second.get_by_role("textbox").fill("from the second window")
    expect(second.get_by_text("Saved at")).to_be_visible()
    fields = record_file().read().entries["01-reflect-expect"].fields
    held = [fields["text"], *[one["text"] for one in fields.get("earlier", [])]]
    assert sorted(held) == ["from the first window", "from the second window"]


def test_a_screen_reader_can_name_the_box_and_hear_its_state(open_page: Opener):
    page = open_page(ALL["reflection"]())
    box = page.get_by_role("textbox", name="Before you saw the numbers")
    described = box.get_attribute("aria-describedby") or ""
    texts = [page.locator(f"[id='{name}']").inner_text() for name in described.split()]
    assert any("Saved as you type" in text for text in texts)
    assert any("Nothing written yet" in text for text in texts)
