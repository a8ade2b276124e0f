"""Open an activity in a real page: its front end against the very widget that serves it.

No Jupyter is needed: a stand-in for its model hands each message to the widget in this process and
each answer back to the page.
"""

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from born_into_care.activities import check, plan, predict, record, reflect, themes_panel, weigh
from born_into_care.activities.activity import ActivityWidget
from born_into_care.activities.record_file import record_file
from tests.support.browser import Watch

ADDRESS = "http://localhost/pack/"
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>An activity</title>
<style>{css}</style></head><body><main><h1>An activity</h1><h2>Its part</h2>
<div id="here"></div></main>
<script type="module">
const code = {esm};
const module = await import(URL.createObjectURL(new Blob([code], {{type: "text/javascript"}})));
const hearers = new Set();
let alive = true;
const sign = (byte) => String.fromCharCode(byte);
const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), sign).join(""));
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const model = {{
  get: (name) => ({{ spec: {spec} }})[name],
  on: (_, hear) => hearers.add(hear),
  off: (_, hear) => hearers.delete(hear),
  send(content, _, buffers = []) {{
    if (!alive) return;
    toPython(content, buffers.map(text)).then((answers) => answers.forEach(([answer, buffers]) =>
      hearers.forEach((hear) => hear(answer, buffers.map(bytes)))));
  }},
}};
window.killPython = () => {{ alive = false; }};
window.revivePython = () => {{ alive = true; }};
window.leave = module.default.render({{ model, el: document.getElementById("here") }});
</script></body></html>"""

Opener = Callable[..., Page]


def opener(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Open a widget's front end, served by the widget itself; return the page."""
    context = browser.new_context(accept_downloads=True)
    # Copying needs a right that a headless browser does not give by itself.
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin="http://localhost")
    watches: list[Watch] = []

    def open_widget(widget: ActivityWidget) -> Page:
        answers: list[tuple[dict[str, Any], list[str]]] = []

        def send(content: dict[str, Any], buffers: list[bytes] | None = None) -> None:
            packed = [base64.b64encode(buffer).decode() for buffer in buffers or []]
            answers.append((json.loads(json.dumps(content)), packed))

        def to_python(content: dict[str, Any], buffers: list[str]) -> list[Any]:
            answers.clear()
            widget._on_message(None, content, [base64.b64decode(text) for text in buffers])
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


def saved_text() -> str:
    entry = record_file().read().entries.get("01-reflect-expect")
    return "" if entry is None else str(entry.fields["text"])


def drafts(page: Page) -> list[str]:
    found: list[str] = page.evaluate("Object.keys(localStorage)")
    return found


ALL: dict[str, Callable[[], ActivityWidget]] = {
    "choice": lambda: check("01-trend"),
    "choices": lambda: check("01-what-could-lie-behind"),
    "number": lambda: check("01-change-size"),
    "order": lambda: check("04-nested"),
    "reflection": lambda: reflect("01-reflect-expect"),
    "plan": plan,
    "record": record,
    "prediction": lambda: predict("newborns-england-2019-20", group=True),
    "themes": themes_panel,
    "claims": lambda: weigh("rise"),
}


def put_to_use(name: str, page: Page) -> None:
    """Bring an activity to the state in which most of it shows."""
    buttons = {
        "reflection": (),
        "plan": ("Add a step",),
        "record": ("Delete my record",),
        "themes": (),
        "prediction": ("Count these guesses",),
        "claims": ("One more for “Disputed”",),
    }
    if name == "reflection":
        page.get_by_role("textbox").fill("something")
    if name == "prediction":
        page.get_by_text("Collect the guesses of a group").click()
        page.get_by_label("Guesses, one to a line").fill("1; 2; 30")
    if name == "claims":
        page.get_by_role("radio", name="Holds up").check()
        page.get_by_role("button", name="This is my verdict").click()
        page.get_by_text("How does the room vote?").click()
    for button in buttons.get(name, ("Give me a hint", "Check my answer")):
        page.get_by_role("button", name=button).click()
    if words := {"reflection": "Saved at", "prediction": "3 guesses"}.get(name):
        expect(page.locator("#here")).to_contain_text(words)
    if name not in buttons:
        expect(status(page)).not_to_be_empty()
