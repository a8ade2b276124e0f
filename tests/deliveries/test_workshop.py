"""The workshop app: made of the notebooks alone, and usable in a room."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import nbformat
import psutil
import pytest
from playwright.sync_api import expect

from born_into_care.activities.record_file import RECORD_VARIABLE, record_path
from born_into_care.charts.regions import VIEWS
from born_into_care.errors import PackError
from tests.support.access import axe_faults
from tests.support.app import workshop_app
from tests.support.browser import ROOT, Watch
from tools.build.pack import STATIC
from tools.build.workshop import make_notebook, voila_environment, workshop_record


class TestNotebook:
    CELLS = make_notebook().cells

    def test_every_word_comes_from_a_notebook_and_no_folded_answer_does(self):
        paths = list((ROOT / "notebooks").glob("*.ipynb"))
        cells = [cell for path in paths for cell in nbformat.read(path, as_version=4).cells]
        texts = {one.source for one in cells if "solution" not in one.metadata.get("tags", [])}
        title, *rest = [cell.source for cell in self.CELLS if cell.cell_type == "markdown"]
        assert any(text.startswith(f"{title}\n") for text in texts)
        assert [text for text in rest if text not in texts] == []

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ('title = "T"\n[[step]]\nnotebook = "05_x"\nsection = "S"', "notebook '05_x'"),
            (
                'title = "T"\n[[step]]\nnotebook = "01_rising_numbers"\nsection = "Sumary"',
                "Did you mean 'Summary'",
            ),
            ('title = "T"\n[[step]]\nnotebook = "01"\nplace = "S"', "needs a title"),
            ('[[step]]\nnotebook = "01"\nsection = "S"', "needs a title"),
        ],
    )
    def test_a_path_that_leads_nowhere_says_where_it_could(self, tmp_path, text, said):
        path = tmp_path / "path.toml"
        path.write_text(text)
        with pytest.raises(PackError, match=said):
            make_notebook(path)


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
    """The page of the app, its first explorer ready; it must stay quiet to the end."""
    page = browser.new_page(**{"viewport": {"width": 1280, "height": 720}, **options})
    watch = Watch.of(page)
    page.goto(app.entrance)
    explorer = page.locator(".bic-explorer:has(select)").first
    expect(explorer).to_have_attribute("data-busy", "false", timeout=60_000)
    yield page, explorer
    watch.assert_quiet()
    page.close()


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


@pytest.mark.browser
def test_a_workshop_from_guess_to_export(browser, app):
    with opened(browser, app) as (page, explorer):
        page.get_by_text("Collect the guesses of a group").first.click()
        group = page.locator("details.bic-group[open]")
        group.get_by_label("Guesses, one to a line").fill("20\n30\n30 %\nmany")
        group.get_by_role("button", name="Count these guesses").click()
        expect(group).to_contain_text("3 guesses, from 20 to 30")
        expect(group).to_contain_text("1 more could not be read")
        expect(page.get_by_role("timer").first).to_be_visible()

        box = page.get_by_label("North East, 2019/20 (per cent)")
        box.fill("20")
        page.get_by_role("button", name="This is my guess: show me").first.click()
        expect(page.get_by_text("You expected 20 per cent.")).to_be_visible()
        explorer.get_by_label("Measure", exact=True).select_option("Incidence")
        expect(explorer.locator(".bic-title")).to_contain_text("per 10,000 live births")
        check = page.locator(".bic-check").first
        check.get_by_role("radio").first.check()
        check.get_by_role("button", name="Check my answer").click()
        expect(check.locator(".bic-feedback")).to_contain_text("Your answer was read as A")
        record = page.locator(".bic-record")
        record.get_by_role("button", name="Show it anew").click()
        with page.expect_download() as download:
            record.get_by_role("button", name="Download as Word").click()
        assert download.value.path().read_bytes().startswith(b"PK")

        # A second kernel is warm, too. The guess is kept, and the kernel of the page that was left
        # ends without a complaint.
        page.reload()
        expect(box).to_have_value("20", timeout=30_000)
        assert page.locator("pre:has-text('import')").count() == 0
        size = "() => parseFloat(getComputedStyle(document.querySelector('p')).fontSize)"
        assert page.evaluate(size) >= 20
        assert axe_faults(page, "#rendered_cells") == []


@pytest.mark.browser
def test_support_is_the_first_stop_and_stays_in_sight(browser, app):
    with opened(browser, app) as (page, _):
        page.evaluate("() => scrollTo(0, document.documentElement.scrollHeight)")
        expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()
        navigation = page.get_by_role("navigation", name="Support")
        way = navigation.get_by_role("link", name="Where to turn")
        expect(way).to_be_in_viewport()
        page.evaluate("() => { scrollTo(0, 0); document.activeElement.blur(); }")
        page.keyboard.press("Tab")
        expect(way).to_be_focused()
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


@pytest.mark.browser
def test_on_a_projector_an_explorer_is_on_one_screen_and_the_note_alone_on_the_first(browser, app):
    with opened(browser, app) as (page, explorer):
        assert page.evaluate("scrollY") == 0
        expect(page.get_by_role("heading", name="Content note and support")).to_be_in_viewport()
        expect(page.get_by_role("heading", name="What do you expect?")).not_to_be_in_viewport()
        for view in VIEWS:
            explorer.get_by_label("View", exact=True).select_option(view)
            expect(explorer).to_have_attribute("data-busy", "false")
            rows, taken, size = explorer.evaluate(
                """box => {
                  const svg = box.querySelector(".main-svg");
                  const controls = box.querySelector(".bic-controls").getBoundingClientRect();
                  const shown = [...box.querySelectorAll(".bic-control")].map(
                    (one) => Math.round(one.getBoundingClientRect().bottom)).filter(Boolean);
                  const scale = svg.getBoundingClientRect().width / svg.getAttribute("width");
                  const sizes = [...box.querySelectorAll(".main-svg text")].map(
                    (one) => parseFloat(getComputedStyle(one).fontSize) * scale);
                  const plot = box.querySelector(".nsewdrag").getBoundingClientRect();
                  return [new Set(shown).size, plot.bottom - controls.top, Math.min(...sizes)];
                }"""
            )
            assert rows == 1, f"{view}: the controls are not in one row"
            assert taken <= 700, view
            assert size >= 16.5, view
        page.set_viewport_size({"width": 320, "height": 700})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_a_room_has_a_record_of_its_own_each_day(monkeypatch, tmp_path):
    monkeypatch.delenv(RECORD_VARIABLE, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monday, tuesday = workshop_record(date(2026, 11, 23)), workshop_record(date(2026, 11, 24))
    assert len({record_path(), monday, tuesday}) == 3
    assert tmp_path in tuesday.parents
    assert voila_environment(tuesday)[RECORD_VARIABLE] == str(tuesday)


@pytest.mark.browser
def test_the_timer_counts_pauses_and_tells(browser):
    """The clock runs on the page, so that a page is all it takes."""
    page = browser.new_page()
    page.clock.install()
    page.set_content("<div id='timer'></div>")
    script = (STATIC / "timer.js").read_text("utf-8")
    page.add_script_tag(content=script.replace("export default", "globalThis.Timer ="))
    page.evaluate("Timer.render({ model: { get: () => 2 }, el: document.querySelector('#timer') })")
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
    ):
        act()
        expect(clock).to_have_text(shown)
        expect(status).to_contain_text(said)
