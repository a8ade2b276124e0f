"""The days that go wrong, in JupyterLab and in the app: what a learner sees, and what is kept.

The site's own such days are in test_site.py. Takes minutes, so `make check-deliveries` runs it and
`make test` does not.
"""

from __future__ import annotations

import json
import os
import resource
import signal
from contextlib import ExitStack
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.support.app import workshop_app
from tests.support.browser import CHROMIUM_ARGUMENTS, ROOT, Watch, require_chromium
from tests.support.lab import OpenNotebook, add_notebook, copy_pack, jupyterlab, open_notebook
from tools.workshop.path import workshop

CELLS = (
    "import os\nfrom born_into_care import explore, reflect\nos.getpid()",
    'explore("notice")',
    'reflect("01-reflect-use")',
)
SLOW = 20_000
NO_ANSWER = "No answer yet from Python."


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> tuple[Path, Path]:
    """A copy of the pack, and a folder for JupyterLab's own files."""
    return copy_pack(ROOT, tmp_path_factory.mktemp("pack")), tmp_path_factory.mktemp("jupyter")


@pytest.fixture(scope="module")
def lab(places):
    with jupyterlab(*places) as running:
        yield running


def explorer(page: Page):
    place = page.locator(".bic-explorer:has(select)").first
    expect(place).to_have_attribute("data-busy", "false", timeout=SLOW)
    return place


def kernel_of(notebook: OpenNotebook) -> int:
    return int(notebook.cells()[0]["outputs"][0]["data"]["text/plain"])


def close_dialogs(page: Page) -> None:
    for button in page.locator(".jp-Dialog button").all():
        button.click()


def test_the_kernel_is_killed_in_the_middle_of_a_move(browser, lab, report):
    path = add_notebook(lab, "killed.ipynb", *CELLS)
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        page = notebook.page
        place = explorer(page)
        choice = place.get_by_label("Part to show")
        # Stopped first, so that the move is on its way when the kernel dies.
        os.kill(kernel_of(notebook), signal.SIGSTOP)
        choice.select_option("Same day")
        os.kill(kernel_of(notebook), signal.SIGKILL)
        problem = place.get_by_role("alert")
        expect(problem).to_contain_text(NO_ANSWER, timeout=SLOW)
        assert choice.input_value() == "Same day"
        close_dialogs(page)
        page.locator(".bic-note textarea").fill("Typed while there was no kernel.")
        expect(page.locator(".bic-note").get_by_role("alert")).to_contain_text(
            "What you typed is kept in this browser", timeout=SLOW
        )
        report.add(
            "Days that go wrong",
            where="JupyterLab",
            what="kernel killed in the middle of a move",
            is_seen=problem.text_content(),
            is_kept="the choice; words typed meanwhile are back after Run All",
        )
        notebook.run_all()
        explorer(page)
        expect(page.locator(".bic-note textarea")).to_have_value("Typed while there was no kernel.")
        expect(page.locator(".bic-note .bic-status")).to_contain_text("Saved at")


def test_the_server_stops_and_comes_back(browser, places, report):
    folder, scratch = places
    later = ExitStack()
    server = ExitStack()
    first = server.enter_context(jupyterlab(folder, scratch))
    path = add_notebook(first, "stopped.ipynb", *CELLS)
    with later, open_notebook(browser, first, path) as notebook:
        notebook.run_all()
        page = notebook.page
        place = explorer(page)
        note = page.locator(".bic-note")
        note.locator("textarea").fill("Before the server stopped.")
        expect(note.locator(".bic-status")).to_contain_text("Saved at")
        server.close()
        place.get_by_label("Part to show").select_option("Same day")
        expect(place.get_by_role("alert")).to_contain_text(NO_ANSWER, timeout=SLOW)
        note.locator("textarea").fill("While the server was away.")
        expect(note.get_by_role("alert")).to_contain_text(
            "What you typed is kept in this browser", timeout=SLOW
        )
        report.add(
            "Days that go wrong",
            where="JupyterLab",
            what="server stopped and started",
            is_seen=place.get_by_role("alert").text_content(),
            is_kept="the choice; words typed meanwhile are back after a reload and Run All",
        )
        again = later.enter_context(jupyterlab(folder, scratch, again=first))
        with open_notebook(browser, again, path, beside=notebook) as opened:
            opened.run_all()
            explorer(opened.page)
            note = opened.page.locator(".bic-note")
            expect(note.locator("textarea")).to_have_value("While the server was away.")
            expect(note.locator(".bic-status")).to_contain_text("Saved at")


def test_two_tabs_on_one_notebook(browser, lab, report):
    path = add_notebook(lab, "two.ipynb", *CELLS)
    with open_notebook(browser, lab, path) as one:
        one.run_all()
        explorer(one.page)
        with open_notebook(browser, lab, path, beside=one) as other:
            other.run_all()
            explorer(other.page)
            for notebook, words in ((one, "From the first tab."), (other, "From the second tab.")):
                note = notebook.page.locator(".bic-note")
                note.locator("textarea").fill(words)
                note.locator("textarea").blur()
            one.page.wait_for_timeout(3000)
            close_dialogs(one.page)
    record = json.loads((lab_record(lab)).read_text("utf-8"))
    held = json.dumps(record)
    assert "From the second tab." in held
    assert "From the first tab." in held
    report.add(
        "Days that go wrong",
        where="JupyterLab",
        what="two tabs on one notebook",
        is_seen="both tabs go on",
        is_kept="both texts, the older as an earlier version in the record",
    )


def test_no_network_is_no_loss_in_jupyterlab(browser, lab, report):
    # This lab and its kernels have no network: a stand-in notes what they ask, and refuses it.
    path = add_notebook(lab, "alone.ipynb", *CELLS)
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        page = notebook.page
        place = explorer(page)
        place.get_by_label("Part to show").select_option("Same day")
        expect(place).to_have_attribute("data-busy", "false", timeout=SLOW)
        note = page.locator(".bic-note")
        note.locator("textarea").fill("Without a network.")
        expect(note.locator(".bic-status")).to_contain_text("Saved at")
        assert notebook.watch.elsewhere() == []
    assert lab.asked == []
    report.add(
        "Days that go wrong",
        where="JupyterLab",
        what="network off",
        is_seen="all goes on: it asks nothing of another computer",
        is_kept="everything",
    )


# As a full disk: the kernel's process can write no byte.
NO_ROOM = """import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))"""
BROWSER_FULL = """() => { Storage.prototype.setItem = function () {
    throw new DOMException('full', 'QuotaExceededError'); }; }"""


def room(kernel: int) -> None:
    """Let a process write again."""
    most = resource.prlimit(kernel, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(kernel, resource.RLIMIT_FSIZE, (most, most))


def test_the_disk_is_full_under_jupyterlab(browser, lab, report):
    path = add_notebook(lab, "full.ipynb", *CELLS, NO_ROOM)
    with open_notebook(browser, lab, path) as notebook:
        notebook.run_all()
        note = notebook.page.locator(".bic-note")
        note.locator("textarea").fill("There is no room for this.")
        said = note.get_by_role("alert")
        expect(said).not_to_be_empty(timeout=SLOW)
        expect(note.locator("textarea")).to_have_value("There is no room for this.")
        words = said.text_content().replace(str(lab_record(lab)), "~/born-into-care/record.json")
        assert "could not be written" in words
        report.add(
            "Days that go wrong",
            where="JupyterLab",
            what="disk full",
            is_seen=words,
            is_kept="the words, on the page; they are saved once there is room and a letter more",
        )
        room(kernel_of(notebook))
        note.locator("textarea").press_sequentially(" Now there is.")
        expect(note.locator(".bic-status")).to_contain_text("Saved at", timeout=SLOW)
    assert "There is no room for this. Now there is." in lab_record(lab).read_text("utf-8")


def test_the_browser_is_full_under_jupyterlab(browser, lab, report):
    path = add_notebook(lab, "browser-full.ipynb", *CELLS)
    with open_notebook(browser, lab, path) as notebook:
        notebook.page.evaluate(BROWSER_FULL)
        notebook.run_all()
        explorer(notebook.page)
        note = notebook.page.locator(".bic-note")
        note.locator("textarea").fill("The browser keeps nothing.")
        expect(note.locator(".bic-status")).to_contain_text("Saved at")
    assert "The browser keeps nothing." in lab_record(lab).read_text("utf-8")
    report.add(
        "Days that go wrong",
        where="JupyterLab",
        what="the browser's storage full",
        is_seen="Saved, as always: Python keeps it",
        is_kept="everything",
    )


def lab_record(lab) -> Path:
    return lab.log.parent / "home" / "born-into-care" / "record.json"


BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}


@pytest.fixture
def strict_browser(browser, tmp_path):
    """Chromium with cookies and storage blocked in its settings, as some organisations have it."""
    profile = tmp_path / "profile" / "Default"
    profile.mkdir(parents=True)
    (profile / "Preferences").write_text(json.dumps(BLOCKED))
    context = browser.browser_type.launch_persistent_context(
        str(profile.parent),
        executable_path=str(require_chromium()),
        args=list(CHROMIUM_ARGUMENTS),
        accept_downloads=True,
    )
    yield context
    context.close()


def test_the_site_where_cookies_are_blocked(strict_browser, server, report):
    page = strict_browser.new_page()
    watch = Watch.of(page)
    page.goto(server.address + "notebooks/01_rising_numbers.html")
    expect(page.locator("[data-bic-explorer]").first).to_have_attribute(
        "data-ready", "true", timeout=SLOW
    )
    note = page.locator('[data-bic-activity="notebox"]').first
    note.get_by_role("textbox").fill("Words that are nowhere else.")
    said = note.get_by_role("alert")
    expect(said).to_contain_text("keeps nothing for this site", timeout=SLOW)
    with page.expect_download() as download:
        note.get_by_role("button", name="Download what I typed").click()
    assert "Words that are nowhere else." in download.value.path().read_text("utf-8")
    watch.assert_quiet()
    report.add(
        "Days that go wrong",
        where="site",
        what="cookies and storage blocked in the browser's settings",
        is_seen=said.text_content(),
        is_kept="the words, on the page, until they are downloaded; it asks before it closes",
    )


def test_jupyterlab_where_cookies_are_blocked_says_so(strict_browser, lab, report):
    page = strict_browser.new_page()
    page.goto(lab.url("notebooks/00_start_here.ipynb"))
    said = page.get_by_text("Cookies are required for authenticated access")
    expect(said).to_be_visible(timeout=SLOW)
    report.add(
        "Days that go wrong",
        where="JupyterLab",
        what="cookies blocked in the browser's settings",
        is_seen=said.text_content().strip(),
        is_kept="nothing was entered; the site works there",
    )


@pytest.fixture(scope="module")
def app_notebook(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("app") / "workshop.ipynb"
    nbformat.write(workshop(ROOT, ROOT / "app" / "path.toml"), path)
    return path


def test_python_dies_under_the_app_and_a_reload_mends_it(browser, app_notebook, tmp_path, report):
    with workshop_app(app_notebook, tmp_path) as app:
        app.wait_until_warm()
        page = browser.new_page()
        page.goto(app.address)
        place = explorer(page)
        box = page.get_by_label("North East, 2019/20 (per cent)")
        box.fill("25")
        page.get_by_role("button", name="This is my guess: show me").first.click()
        expect(page.get_by_text("You expected 25 per cent.")).to_be_visible()
        app.kill_kernels()
        place.get_by_label("Measure", exact=True).select_option("Incidence")
        expect(place.get_by_role("alert")).to_contain_text("reload the page", timeout=SLOW)
        report.add(
            "Days that go wrong",
            where="workshop app",
            what="kernel killed",
            is_seen=place.get_by_role("alert").text_content(),
            is_kept="committed guesses, answers and notes; a reload is ready in seconds",
        )
        expect(page.get_by_role("timer").first).to_be_visible()
        # The kernels that waited died, too: the page sees it, says it and fetches a sound one.
        page.reload()
        expect(page.locator(".bic-explorer:has(select)").first).to_have_attribute(
            "data-busy", "false", timeout=180_000
        )
        expect(page.get_by_label("North East, 2019/20 (per cent)")).to_have_value("25")
        page.close()


def test_the_app_stops_and_comes_back(browser, app_notebook, tmp_path, report):
    page = browser.new_page()
    with workshop_app(app_notebook, tmp_path) as app:
        page.goto(app.address)
        place = explorer(page)
        port = int(app.address.rstrip("/").rpartition(":")[2])
    box = page.locator(".bic-note textarea").first
    box.fill("Typed while the app was away.")
    place.get_by_label("Measure", exact=True).select_option("Incidence")
    expect(place.get_by_role("alert")).to_contain_text("reload the page", timeout=SLOW)
    timer = page.locator(".bic-timer").first
    timer.get_by_role("button", name="Start").click()
    expect(timer.get_by_role("button", name="Pause")).to_be_visible()
    report.add(
        "Days that go wrong",
        where="workshop app",
        what="server stopped and started",
        is_seen=place.get_by_role("alert").text_content(),
        is_kept="the timer runs on; words typed meanwhile are back after a reload",
    )
    with workshop_app(app_notebook, tmp_path, port=port):
        page.reload()
        explorer(page)
        expect(page.locator(".bic-note textarea").first).to_have_value(
            "Typed while the app was away."
        )
    page.close()
