"""The workshop app: made of the notebooks alone, and usable in a room."""

import json
import shutil
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import nbformat
import psutil
import pytest
from playwright.sync_api import expect

from born_into_care.activities.record_file import RECORD_VARIABLE, record_path
from tests.support.access import axe_faults
from tests.support.app import workshop_app
from tests.support.browser import ROOT, Watch
from tools.build.pack import WORKSHOP
from tools.build.run_sheets import list_sheets
from tools.build.workshop import WorkshopApp, make_notebook, voila_environment, workshop_record


class TestNotebook:
    def test_each_step_of_the_run_sheet_is_a_screen_and_every_cell_is_a_notebooks(self):
        (sheet,) = [one for one in list_sheets() if one["uses_app"]]
        cells = make_notebook().cells
        screens = [cell.metadata["screen"] for cell in cells if "screen" in cell.metadata]
        assert sorted({(one["step"], one["title"], one["minutes"]) for one in screens[:-1]}) == [
            (number, step["title"], step["minutes"])
            for number, step in enumerate(sheet["steps"], 1)
        ]
        paths = (ROOT / "notebooks").glob("*.ipynb")
        sources = "\n".join(
            cell.source for path in paths for cell in nbformat.read(path, as_version=4).cells
        )
        shown = [cell.source for cell in cells[1:-1] if cell.cell_type == "code"]
        assert len(shown) >= 5 and [source for source in shown if source not in sources] == []


@pytest.fixture(scope="module")
def app(site, tmp_path_factory):
    """The app, warm, with the site beside it."""
    folder = tmp_path_factory.mktemp("app")
    shutil.copytree(site, folder / "site")
    nbformat.write(make_notebook(), folder / "workshop.ipynb")
    with workshop_app(folder / "workshop.ipynb", tmp_path_factory.mktemp("home")) as running:
        yield running


@contextmanager
def opened(browser, app, **options):
    """The page of the app, its explorers ready; it must stay quiet to the end."""
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 720}, **options})
    watch = Watch.of(page)
    page.goto(app.entrance)
    wait_until_ready(page)
    yield page
    watch.assert_quiet()
    page.close()


def wait_until_ready(page) -> None:
    """Wait for the last cell, and for every picture."""
    expect(page.locator(".bic-record")).to_be_attached(timeout=60_000)
    expect(page.locator(".bic-explorer[data-busy=true]")).to_have_count(0, timeout=60_000)


def turn_to(page, selector: str):
    """Go on with the keys until something is on the screen, and return it."""
    found = page.locator(f".bic-now {selector}").first
    for _ in range(30):
        if found.count():
            return found
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"no screen shows {selector}")


@pytest.mark.browser
def test_strangers_get_no_page_and_no_kernel(app):
    before = app.kernels()
    assert len(before) == 2
    for headers in ({}, {"Host": "elsewhere.example"}, {"Cookie": "username-x=forged"}):
        request = urllib.request.Request(app.address, headers=headers)
        with suppress(urllib.error.HTTPError), urllib.request.urlopen(request) as answer:
            assert "/login" in answer.url, headers
    rebound = urllib.request.Request(app.entrance, headers={"Host": "elsewhere.example"})
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(rebound)
    assert app.kernels() == before
    # No other user of this computer reaches a kernel by a network port.
    for kernel in before:
        connection = psutil.Process(kernel).cmdline()[-1]
        assert json.loads(Path(connection).read_text("utf-8"))["transport"] == "ipc"


def test_the_browser_reads_the_token_in_a_file_of_its_user_alone(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", str)
    WorkshopApp.launch_browser(SimpleNamespace(display_url="http://localhost:1/?token=secret"))
    (page,) = tmp_path.iterdir()
    assert "url=http://localhost:1/?token=secret" in page.read_text("utf-8")
    assert page.stat().st_mode & 0o077 == 0


@pytest.mark.browser
def test_a_workshop_from_the_first_screen_to_the_record(browser, app):
    with opened(browser, app) as page:
        place, clock = page.locator(".bic-place"), page.get_by_role("timer")
        expect(place).to_contain_text("Step 1 of")
        expect(page.locator(".bic-now .bic-explorer")).to_have_count(0)  # no figure beside the note
        page.get_by_role("button", name="Next").click()
        expect(place).to_contain_text("Step 2 of")
        expect(page.locator(".bic-now .bic-explorer .main-svg").first).to_be_visible()
        expect(page.locator(".bic-now h1")).to_be_focused()
        before = clock.inner_text()
        page.get_by_role("button", name="One minute more").click()
        expect(clock).not_to_have_text(before)
        explorer = turn_to(page, ".bic-explorer:has(select)")
        said = explorer.locator(".bic-sentence").text_content()
        explorer.locator("select").first.press("ArrowDown")
        expect(explorer.locator(".bic-sentence")).not_to_have_text(said)
        here = place.inner_text()
        page.keyboard.press("ArrowRight")  # meant for the list, it turns no step
        expect(place).to_have_text(here)
        # A second kernel is warm, too, and a reload comes back to its step.
        page.reload()
        wait_until_ready(page)
        expect(place).to_have_text(here)
        turn_to(page, ".bic-note textarea").fill("A fair sentence.")
        expect(page.locator(".bic-now .bic-status")).to_contain_text("Saved")
        page.locator(".bic-now h1").focus()
        record = turn_to(page, ".bic-record")
        record.get_by_role("button", name="Show it anew").click()
        expect(record).to_contain_text("A fair sentence.")
        with page.expect_download() as download:
            record.get_by_role("button", name="Download as Word").click()
        assert download.value.path().read_bytes().startswith(b"PK")
        assert page.locator("pre:has-text('import')").count() == 0


@pytest.mark.browser
def test_support_is_the_first_stop_and_stays_in_sight(browser, app):
    with opened(browser, app) as page:
        way = page.get_by_role("navigation", name="Support").get_by_role("link")
        page.keyboard.press("Tab")
        expect(way).to_be_focused()
        turn_to(page, ".bic-explorer:has(select)")
        expect(way).to_be_in_viewport()
        way.focus()
        with page.expect_popup() as popup:
            page.keyboard.press("Enter")
        assert popup.value.url.endswith("/site/teaching/support.html")
        expect(popup.value.get_by_role("heading", level=1)).to_contain_text("turn")
        # The site in the app gives its files, and the app no others.
        files = f"{app.address}voila/files/"
        for name in ("site/index.html", "site/notebooks/04_days_of_notice.ipynb"):
            assert page.request.get(files + name).status == 200, name
        for name in ("workshop.ipynb", "site/../workshop.ipynb", "voila.log"):
            assert page.request.get(files + name).status in (403, 404), name


# How far down a screen's picture and its bar go, what lies over the picture, its smallest letters.
SEEN = """() => {
  const screen = document.querySelector(".bic-now").getBoundingClientRect();
  const bar = document.querySelector(".bic-session").getBoundingClientRect();
  const plot = document.querySelector(".bic-now .bic-plot");
  const box = plot.getBoundingClientRect();
  const svg = plot.querySelector(".main-svg");
  const scale = svg.getBoundingClientRect().width / svg.getAttribute("width");
  const letters = [...plot.querySelectorAll("text")].filter((one) => one.textContent.trim());
  return {
    over: box.bottom - bar.top, covered: screen.bottom - bar.top, wide: box.width / screen.width,
    least: Math.min(...letters.map((one) => parseFloat(getComputedStyle(one).fontSize) * scale)),
  };
}"""


@pytest.mark.browser
def test_a_picture_fills_its_screen_and_nothing_lies_over_it(browser, app):
    with opened(browser, app) as page:
        # There in a large room, and back on an old projector.
        for width, height, least, key in ((1920, 1080, 18, "PageDown"), (1024, 768, 12, "PageUp")):
            page.set_viewport_size({"width": width, "height": height})
            for at in range(page.locator(".bic-screen").count()):
                if page.locator(".bic-now .bic-plot").count():
                    seen = page.evaluate(SEEN)
                    assert seen["over"] <= 1 and seen["covered"] <= 1, (at, seen)
                    assert seen["least"] >= least and seen["wide"] > 0.6, (at, seen)
                if page.locator(".bic-now .jp-CodeCell").count() and width == 1024:
                    assert axe_faults(page, ".bic-now") == [], at
                page.keyboard.press(key)
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_a_room_has_a_record_of_its_own_each_day(monkeypatch, tmp_path):
    monkeypatch.delenv(RECORD_VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monday, tuesday = workshop_record(date(2026, 11, 23)), workshop_record(date(2026, 11, 24))
    assert len({record_path(), monday, tuesday}) == 3 and tmp_path in tuesday.parents
    assert voila_environment(tuesday)[RECORD_VARIABLE] == str(tuesday)


@pytest.mark.browser
def test_the_clock_counts_pauses_and_tells(browser):
    """The clock runs on the page, so that a page is all it takes."""
    page = browser.new_page()
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.set_content("<div id='clock'></div>")
    page.add_script_tag(path=WORKSHOP / "timer.js")
    page.evaluate("globalThis.set = makeClock(document.querySelector('#clock')); set(2)")
    clock, status = page.get_by_role("timer"), page.get_by_role("status")
    start = page.get_by_role("button").first
    for act, shown, said in (
        (lambda: start.press("Enter"), "2:00", "Running: 2 minutes left."),
        (lambda: page.clock.run_for(30_000), "1:30", "Running: 2 minutes left."),
        (lambda: start.press("Enter"), "1:30", "Paused with 1 minute and 30 seconds left."),
        (lambda: page.clock.run_for(60_000), "1:30", "Paused with 1 minute and 30 seconds left."),
        (lambda: start.press("Enter"), "1:30", "Running: 1 minute and 30 seconds left."),
        (lambda: page.clock.run_for(31_000), "0:59", "The last minute."),
        (page.get_by_role("button", name="One minute more").click, "1:59", "One minute more"),
        (lambda: page.clock.run_for(120_000), "0:00", "Time is over."),
        # The next step begins with its own minutes.
        (lambda: page.evaluate("set(5)"), "5:00", ""),
    ):
        act()
        expect(clock).to_have_text(shown)
        expect(status).to_contain_text(said)
