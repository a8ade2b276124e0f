"""The activities in a real Chromium: their front ends against the very widgets that serve them.

No Jupyter is needed: a stand-in for its model hands each message to the widget in this process and
each answer back to the page.
"""

from __future__ import annotations

import base64
import errno
import json
import os
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from born_into_care.activities.planning import steps
from born_into_care.activities.planning_widget import PlanWidget
from born_into_care.activities.practice_panel import ThemesWidget
from born_into_care.activities.predicting import prediction_of
from born_into_care.activities.predicting_widget import PredictionWidget
from born_into_care.activities.questions import question, questions
from born_into_care.activities.recordfile import record_file
from born_into_care.activities.records import RecordWidget
from born_into_care.activities.reflecting import prompt_of, save_reflection
from born_into_care.activities.reflecting_widget import ReflectionWidget
from born_into_care.activities.selfcheck_widget import SelfCheckWidget
from born_into_care.activities.widgets import ActivityWidget
from tests.support.browser import Watch, chromium, keep_screenshot

pytestmark = pytest.mark.browser

ADDRESS = "http://localhost/pack/"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>An activity</title>
<style>{css}</style></head><body><main><h1>An activity</h1><h2>Its part</h2>
<div id="here"></div></main>
<script type="module">
const code = {esm};
const module = await import(URL.createObjectURL(new Blob([code], {{type: "text/javascript"}})));
const hearers = new Set();
let alive = true;
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const model = {{
  get: (name) => ({{ spec: {spec} }})[name],
  on: (_, hear) => hearers.add(hear),
  off: (_, hear) => hearers.delete(hear),
  send(content) {{
    if (!alive) return;
    toPython(content).then((answers) => answers.forEach(([answer, buffers]) =>
      hearers.forEach((hear) => hear(answer, buffers.map(bytes)))));
  }},
}};
window.killPython = () => {{ alive = false; }};
window.revivePython = () => {{ alive = true; }};
window.leave = module.default.render({{ model, el: document.getElementById("here") }});
</script></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Open a widget's front end, served by the widget itself; give the page."""
    context = browser.new_context(accept_downloads=True)
    # Copying needs a right that a headless browser does not give by itself.
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin="http://localhost")
    watches: list[Watch] = []

    def open_widget(widget: ActivityWidget) -> Page:
        answers: list[tuple[dict[str, Any], list[str]]] = []

        def send(content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
            packed = [base64.b64encode(one).decode() for one in buffers or []]
            answers.append((json.loads(json.dumps(content)), packed))

        def to_python(content: dict[str, Any]) -> list[Any]:
            answers.clear()
            widget._on_message(None, content, None)
            return list(answers)

        monkeypatch.setattr(widget, "send", send)
        page = context.new_page()
        watches.append(Watch.of(page))
        page.expose_function("toPython", to_python)
        body = PAGE.format(
            css=widget._css,
            esm=json.dumps(str(widget._esm)).replace("</", "<\\/"),
            spec=json.dumps(widget.spec).replace("</", "<\\/"),
        )
        page.route(
            "**/*",
            lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"),
        )
        page.goto(ADDRESS)
        page.wait_for_selector("#here.bic-activity")
        return page

    yield open_widget
    context.close()
    for watch in watches:
        watch.assert_quiet()


def status(page: Page, kind: str = "bic-feedback") -> Any:
    return page.locator(f".{kind}").first


def press_through(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


ALL: dict[str, Callable[[], ActivityWidget]] = {
    "choice": lambda: SelfCheckWidget(question("01-trend")),
    "choices": lambda: SelfCheckWidget(question("01-what-could-lie-behind")),
    "number": lambda: SelfCheckWidget(question("01-change-size")),
    "order": lambda: SelfCheckWidget(question("04-nested")),
    "reflection": lambda: ReflectionWidget(prompt_of("01-reflect-expect")),
    "plan": PlanWidget,
    "record": RecordWidget,
    "prediction": lambda: PredictionWidget(
        prediction_of(["newborns-england-2019-20", "incidence-england-2019-20"], group=True)
    ),
    "themes": ThemesWidget,
}


def put_to_use(name: str, page: Page) -> None:
    """Bring an activity to the state in which most of it shows."""
    if name in ("choice", "choices", "number", "order"):
        page.get_by_role("button", name="Give me a hint").click()
        page.get_by_role("button", name="Check my answer").click()
        expect(status(page)).not_to_be_empty()
    if name == "reflection":
        page.get_by_role("textbox").fill("something")
        expect(page.get_by_text("Saved at")).to_be_visible()
    if name == "plan":
        page.get_by_role("button", name="Add a step").click()
    if name == "record":
        page.get_by_role("button", name="Delete my record").click()
    if name == "prediction":
        page.get_by_text("Collect the guesses of a group").click()
        page.get_by_label("Guesses, one to a line").fill("1; 2; 30")
        page.get_by_role("button", name="Count these guesses").click()
        page.wait_for_selector(".bic-table-area table")


@pytest.mark.parametrize("name", ALL)
def test_no_fault_that_axe_can_see(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    put_to_use(name, page)
    page.set_viewport_size({"width": 900, "height": 900})
    keep_screenshot(page, f"activity-{name}")
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(one["id"], one["nodes"][0]["html"]) for one in found], indent=1)


@pytest.mark.parametrize("name", ALL)
def test_every_control_is_named_and_reached_by_keyboard(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    put_to_use(name, page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('#here :is(input, select, textarea)')]
            .filter((one) => one.labels.length === 0 || !one.labels[0].textContent.trim())
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    controls = page.locator(
        "#here :is(input:not([type=radio]), select, textarea, button, summary):visible"
    )
    wanted = controls.count() - page.locator("#here button:disabled:visible").count()
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => [...document.querySelectorAll(
                '#here :is(input, select, textarea, button, summary)'
            )].indexOf(document.activeElement)"""
        )
        if place >= 0:
            reached.add(place)
    assert len(reached) >= wanted


@pytest.mark.parametrize("name", ALL)
def test_it_fits_a_phone(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    page.set_viewport_size({"width": 320, "height": 640})
    put_to_use(name, page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


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


# ---------------------------------------------------------------- writing


def saved_text() -> str:
    entry = record_file().read().entries.get("01-reflect-expect")
    return "" if entry is None else str(entry.fields["text"])


def drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage)")
    return found


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
    expect(page.get_by_text("Saved at")).to_be_visible()
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


def test_a_screen_reader_can_name_the_box_and_hear_its_state(open_page: Opener):
    page = open_page(ALL["reflection"]())
    box = page.get_by_role("textbox", name="Before you saw the numbers")
    described = box.get_attribute("aria-describedby") or ""
    texts = [page.locator(f"[id='{name}']").inner_text() for name in described.split()]
    assert any("Saved as you type" in text for text in texts)
    assert any("Nothing written yet" in text for text in texts)


# ---------------------------------------------------------------- plan, record, prediction, themes


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
    assert dict(steps()[0].fields)["theme"] == "9"
    page.get_by_role("button", name="Remove this step").click()
    expect(status(page, "bic-spoken")).to_contain_text("removed")
    expect(page.get_by_role("button", name="Add a step")).to_be_focused()
    assert steps() == []


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
    assert steps() == []
    page.close()
    page = open_page(PlanWidget())
    # A record that was never written has no name yet: its drafts wait under the one drawn for it.
    expect(page.get_by_label("Step: what will be done")).to_have_value("Ask the ward")
    expect(page.get_by_text("Saved at")).to_be_visible()
    assert dict(steps()[0].fields)["what"] == "Ask the ward"


TAKE_OVER = "document.title = 'taken over'"
NASTY = f'<img src=x onerror="{TAKE_OVER}"><script>{TAKE_OVER}</script>'


def test_what_is_typed_never_acts_in_the_page_of_the_record(open_page: Opener):
    save_reflection(prompt_of("01-reflect-expect"), NASTY)
    page = open_page(RecordWidget())
    expect(page.locator(".bic-page")).to_contain_text("<img src=x")
    assert page.locator(".bic-page img, .bic-page script").count() == 0
    assert page.title() == "An activity"


@pytest.mark.parametrize(("name", "start"), [("Word", b"PK"), ("Markdown", b"# "), ("HTML", b"<!")])
def test_the_record_is_taken_away(name: str, start: bytes, open_page: Opener):
    save_reflection(prompt_of("01-reflect-expect"), "mine")
    page = open_page(RecordWidget())
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download as {name}").click()
    assert download.value.path().read_bytes().startswith(start)
    expect(status(page, "bic-spoken")).to_contain_text("in your downloads")


def test_the_record_is_deleted_only_after_a_second_yes(open_page: Opener):
    save_reflection(prompt_of("01-reflect-expect"), "mine")
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


# ------------------------------------------------------------------------ drawings of JupyterLab

DRAWN = """async ([mine, title]) => {
    const svg = '<svg class="main-svg"><text>0</text><text>500</text></svg>';
    const plot = document.createElement("div");
    plot.className = "js-plotly-plot";
    plot.layout = { title: { text: title }, meta: mine ? { title_height: 24 } : undefined };
    plot.innerHTML = `${svg}${svg}`;
    document.querySelector("main").append(plot);
    await null;
}"""


def test_a_chart_that_the_lab_draws_is_heard_as_one_picture_with_a_name(open_page: Opener):
    page = open_page(ALL["prediction"]())
    page.evaluate(DRAWN, [True, "Newborns in care proceedings,<br>England"])
    name = "Newborns in care proceedings, England. The description and the table follow."
    heard = page.locator(".js-plotly-plot").aria_snapshot()
    assert heard == f'- img "{name}"'


def test_a_chart_that_is_not_of_the_pack_is_left_alone(open_page: Opener):
    page = open_page(ALL["prediction"]())
    page.evaluate(DRAWN, [False, "Another"])
    page.wait_for_timeout(100)
    assert page.locator(".js-plotly-plot").get_attribute("role") is None
