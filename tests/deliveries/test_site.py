"""The built site in a real browser: from a server, from a folder, and when things go wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.support.access import axe_faults
from tests.support.browser import Watch
from tests.support.site import compressed_bytes, decks, pages

pytestmark = pytest.mark.browser

REGIONS = "notebooks/05_same_day_hearings_by_region.html"
RISING = "notebooks/01_rising_numbers.html"
PRACTICE = "notebooks/08_from_evidence_to_practice.html"
# One page of each kind; the last two have the colours of others.
KINDS = (
    "index.html",
    "search.html",
    "data/figures.html",
    "teaching/glossary.html",
    "notebooks/00_start_here.html",
    "teaching/run_sheets/45-minutes.html",
)

# A script that is run before a page's own: what a browser does in which a site may keep nothing.
BLOCKED = """Object.defineProperty(window, 'localStorage', {
    configurable: true, get() { throw new DOMException('blocked', 'SecurityError'); } });"""
FULL = """Storage.prototype.setItem = function () {
    throw new DOMException('full', 'QuotaExceededError'); };"""
SHIFTS = """new PerformanceObserver((list) => { for (const one of list.getEntries())
    if (!one.hadRecentInput) window.jumped = (window.jumped || 0) + one.value; }
    ).observe({ type: 'layout-shift', buffered: true });"""

# Two cores may have much else to do.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def opened(
    browser: Browser, address: str, *, script: str = "", quiet: bool = True, **options
) -> Iterator[Page]:
    """A page of its own, which must stay quiet to the end."""
    context = browser.new_context(**{"service_workers": "block", **options})
    context.set_default_timeout(PATIENCE)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    watch = page.watch = Watch.of(page)
    page.goto(address)
    try:
        yield page
        assert watch.requests_elsewhere() == []
        if quiet:
            watch.assert_quiet()
    finally:
        context.close()


def explorer(page: Page, name: str):
    place = page.locator(f'[data-bic-explorer="{name}"]').first
    place.evaluate("(node) => node.closest('details.bic-veil')?.setAttribute('open', '')")
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "true")
    expect(place).to_have_attribute("data-busy", "false")
    return place


def wait_until_ready(page: Page) -> None:
    """Wait for all that a page draws, of which what is out of sight comes last."""
    for kind, done in (("chart", "drawn"), ("explorer", "ready"), ("activity", "ready")):
        expect(page.locator(f'[data-bic-{kind}]:not([data-{done}="true"])')).to_have_count(0)


def activity(page: Page, kind: str, place: int = 0):
    return page.locator(f'[data-bic-activity="{kind}"]').nth(place)


def write(page: Page, text: str):
    note = activity(page, "notebox")
    note.get_by_role("textbox").fill(text)
    return note


@pytest.fixture(params=["a web server", "a folder"])
def base(request, site, server) -> str:
    """The address of the site: from a plain web server, then from a folder as on a USB stick."""
    return server.address if request.param == "a web server" else f"{site.as_uri()}/"


# Where a browser may keep things for one page alone; from a server faults are tried, too.
FOLDER = pytest.mark.parametrize("base", ["a folder"], indirect=True)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_first_page_asks_for_a_guess_on_its_first_screen(browser, base, width, height):
    with opened(browser, f"{base}index.html", viewport={"width": width, "height": height}) as page:
        guess = activity(page, "predictor")
        for part in (page.locator("h1"), guess.get_by_role("textbox").first,
                     guess.get_by_role("button", name="This is my guess")):  # fmt: skip
            expect(part).to_be_in_viewport(ratio=1)
        assert page.evaluate("scrollY") == 0
        expect(page.locator(".bic-card h3")).to_have_count(10)
        assert "86" not in page.locator("main").inner_text()
        page.goto(f"{base}notebooks/00_start_here.html")
        expect(page.locator(".js-plotly-plot").first).to_be_in_viewport(ratio=0.7)


def test_a_row_of_the_evidence_is_found_by_a_link_and_by_its_words(browser, base):
    row = "newborns-england-2019-20"
    with opened(browser, f"{base}data/figures.html#{row}") as page:
        expect(page.locator(f"#{row}")).to_be_in_viewport()
        rows = page.locator(".bic-entry:visible")
        every = rows.count()
        box = page.get_by_label("Find a figure")
        box.fill("london same day")
        expect(page.locator(".bic-search [role=status]")).to_contain_text(f"of {every} rows fit")
        assert 0 < rows.count() < 6
        expect(rows.first).to_contain_text("London")
        box.fill("nowhere at all")
        expect(page.locator(".bic-search [role=status]")).to_contain_text("Try fewer")
        page.evaluate("location.hash = 'same-day-london-2019-20'")
        expect(page.locator("#same-day-london-2019-20")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollHeight") < 12_000


def test_each_kind_of_page_opens_quietly_and_fits_a_phone(browser, server):
    for name in KINDS:
        with opened(browser, server.address + name, viewport={"width": 380, "height": 800}) as page:
            assert page.evaluate("() => document.documentElement.scrollWidth") <= 380, name


# All is unfolded; of the rows of evidence, which are alike, a few stay.
UNFOLD = """() => {
    document.querySelectorAll('details').forEach((one) => { one.open = true; });
    [...document.querySelectorAll('.bic-entry')].slice(8).forEach((row) => row.remove()); }"""


def test_axe_finds_nothing_grave(browser, server, site):
    """One page of each kind and one deck: all rules in light, those of colours in dark too."""
    found = []
    for name in (*KINDS, RISING, REGIONS, PRACTICE, decks(site)[1]):
        # Without the fades of unfolding, in whose midst letters look pale; axe puts a style of its
        # own into the page, of which the policy complains.
        settings = {"reduced_motion": "reduce", "quiet": False}
        with opened(browser, server.address + name, **settings) as page:
            page.evaluate(UNFOLD)
            wait_until_ready(page)
            faults = axe_faults(page, "body")
            if name not in KINDS[-2:]:
                page.emulate_media(color_scheme="dark")
                faults += axe_faults(page, "body", rules=["color-contrast"])
            found += [f"{name}: {fault}" for fault in faults]
    assert found == []


def test_every_explorer_chart_and_activity_is_ready_and_nothing_jumps(browser, server, site):
    for name in (one for one in pages(site) if one.startswith("notebooks/")):
        with opened(browser, server.address + name, script=SHIFTS) as page:
            jumped = page.evaluate("() => window.jumped || 0")
            page.locator(".bic-veil").evaluate_all("all => all.forEach((one) => one.open = true)")
            wait_until_ready(page)
            unwanted = "[data-title*='Share'], [data-title*='Edit in'], .bic-veil .bic-veil"
            assert page.locator(unwanted).count() == 0
            assert name != RISING or jumped < 0.1


def test_a_page_is_printed_to_its_end_with_what_is_unfolded(browser, server):
    with opened(browser, server.address + REGIONS) as page:
        page.locator(".bic-veil").evaluate_all("all => all.forEach((one) => one.open = true)")
        expect(page.locator('[data-bic-explorer]:not([data-busy="false"])')).to_have_count(0)
        printed = "".join(one.extract_text() for one in PdfReader(BytesIO(page.pdf())).pages)
        assert "Area H" in printed
        assert "the sum stands under their chart" in printed


def test_an_explorer_is_steered_and_its_page_is_light(browser, base, site):
    with opened(browser, base + REGIONS) as page:
        place = explorer(page, "regions")
        before = place.locator(".bic-sentence").text_content()
        place.get_by_label("Measure", exact=True).select_option("Incidence")
        expect(place.locator(".bic-sentence")).not_to_have_text(before)
        expect(place.locator(".bic-title")).to_contain_text("incidence")
        assert place.locator(".main-svg .trace").count() > 0
        place.get_by_text("About this chart").click()
        expect(place.locator("table")).to_contain_text("81.3")
        page.wait_for_load_state("networkidle")
        assert compressed_bytes(site, page.watch.requests) < 700_000


@FOLDER
def test_an_answer_and_a_guess_are_answered_kept_and_taken_back(browser, base):
    with opened(browser, base + RISING) as page:
        check = activity(page, "selfcheck", 1)
        feedback = check.locator(".bic-feedback")
        check.get_by_label("B. The number was higher at the end").check()
        check.get_by_role("button", name="Check my answer").click()
        expect(feedback).to_contain_text("Yes.")
        page.reload()
        expect(feedback).to_contain_text("Yes.")
        page.goto(f"{base}index.html")
        guess = activity(page, "predictor")
        box = guess.get_by_role("textbox")
        box.fill("one in five")
        box.press("Enter")
        answer = guess.locator(".bic-feedback").first
        expect(answer).to_contain_text("You expected 20 per cent.")
        link = "data/figures.html#short-notice-england-2019-20"
        expect(answer.get_by_role("link").first).to_have_attribute("href", link)
        # What the guess kept folded is there now, and drawn.
        expect(page.locator(".bic-veil .main-svg").first).to_be_visible()
        page.reload()
        expect(box).to_have_value("one in five")
        guess.get_by_role("button", name="Start again").click()
        expect(box).to_have_value("")


@FOLDER
def test_a_note_and_a_plan_are_kept_taken_away_and_deleted(browser, base):
    words = "First line & <b>\nsecond line: ärger 'quoted'"
    with opened(browser, base + PRACTICE) as page:
        expect(write(page, words).locator(".bic-status")).to_contain_text("Saved at")
        plan = activity(page, "planner")
        plan.get_by_role("button", name="Add a step").click()
        step = plan.get_by_label("Step: what will be done")
        step.fill("Ask three partners")
        expect(plan.locator(".bic-status")).to_contain_text("Saved at")
        page.reload()
        box = activity(page, "notebox").get_by_role("textbox")
        expect(box).to_have_value(words)
        expect(step).to_have_value("Ask three partners")
        record = activity(page, "recordview")
        for name, held in (("Markdown", "ärger 'quoted'"), ("HTML", "&lt;b&gt;")):
            with page.expect_download() as download:
                record.get_by_role("button", name=f"Download as {name}").click()
            assert held in download.value.path().read_text("utf-8")
        record.get_by_role("button", name="Delete my record").click()
        record.get_by_role("button", name="Yes, delete my record").click()
        expect(record).to_contain_text("Your record is deleted from this browser.")
        page.reload()
        expect(box).to_have_value("")


def test_without_scripts_the_words_and_tables_are_there(browser, server):
    with opened(browser, server.address + REGIONS, java_script_enabled=False) as page:
        place = page.locator('[data-bic-explorer="regions"]').first
        expect(place.locator(".bic-title")).to_contain_text("41%")
        page.locator("details:has([data-bic-explorer=regions]) > summary").first.click()
        expect(place.locator(".bic-drawer")).to_be_visible()
        place.locator("img").scroll_into_view_if_needed()
        # An image that isn't found is a line of words.
        assert place.locator("img").bounding_box()["height"] > 200


def test_a_deck_of_the_kit_is_shown_and_steered(browser, base):
    with opened(browser, base + "teaching/ready_to_use.html") as page:
        page.get_by_role("link", name="slides, notebook 05", exact=True).click()
        page.wait_for_selector("body[data-ready]")
        expect(page.locator("section.present h2")).to_have_text("Where to turn")
        page.evaluate("() => { location.hash = '#/explorer'; }")
        place = page.locator("section.present [data-explorer]")
        measure = place.get_by_label("Measure", exact=True)
        measure.press("ArrowDown")
        expect(place.locator(".bic-title")).to_contain_text("Not in this pack: emergency")
        measure.press("ArrowDown")
        expect(place.locator(".bic-title")).to_contain_text("short notice")
        page.evaluate("() => document.activeElement.blur()")
        with page.expect_popup() as opening:
            page.keyboard.press("s")
        notes = opening.value.locator(".speaker-controls-notes .value")
        expect(notes).to_contain_text("Let the group call the moves")
        opening.value.close()


class TestFaults:
    def test_the_network_goes_and_the_workshop_goes_on(self, browser, server):
        settings = {"service_workers": "allow", "quiet": False}
        with opened(browser, server.address + REGIONS, **settings) as page:
            expect(page.locator("#bic-offline")).to_contain_text("kept on this device")
            server.stop()
            try:
                page.reload()
                place = explorer(page, "regions")
                place.get_by_label("Measure", exact=True).select_option("Incidence")
                expect(place.locator(".bic-title")).to_contain_text("incidence")
                expect(write(page, "Written now.").locator(".bic-status")).to_contain_text("Saved")
                for address, shown in (
                    ("data/figures.html#newborns-england-2019-20", "[id=newborns-england-2019-20]"),
                    ("search.html?q=funnel", "#search-results a"),
                    ("nowhere.html", "text=There is no network"),
                ):
                    page.goto(server.address + address)
                    expect(page.locator(shown).first).to_be_visible()
            finally:
                server.start()

    def test_a_file_of_the_site_is_missing(self, browser, server):
        with opened(browser, "about:blank", quiet=False) as page:
            page.route("**/plotly-basic.min.js*", lambda route: route.abort())
            page.goto(server.address + RISING)
            problem = page.locator(".bic-chart .bic-problem").first
            expect(problem).to_contain_text("The description and the table below say the same")
            expect(page.locator(".bic-chart .bic-drawer").first).to_be_visible()

    @pytest.mark.parametrize(
        ("script", "said"), [(FULL, "has no room left"), (BLOCKED, "keeps nothing for this site")]
    )
    def test_nothing_can_be_kept(self, browser, server, script, said):
        words = "Words that are nowhere else."
        with opened(browser, server.address + RISING, script=script) as page:
            note = write(page, words)
            expect(note.get_by_role("alert")).to_contain_text(said)
            with page.expect_download() as download:
                note.get_by_role("button", name="Download what I typed").click()
            assert words in download.value.path().read_text("utf-8")
            explorer(page, "between")
            page.get_by_role("button", name="Light or dark").click()
            page.get_by_role("button", name="Dark", exact=True).click()
            expect(page.locator("html")).to_have_attribute("data-theme", "dark")
            # The browser asks before the only copy is lost.
            page.on("dialog", lambda dialog: dialog.dismiss())
            with page.expect_event("dialog") as asked:
                page.close(run_before_unload=True)
            assert asked.value.type == "beforeunload"
            expect(note.get_by_role("textbox")).to_have_value(words)

    def test_two_tabs_on_one_page_keep_each_others_words(self, browser, server):
        with opened(browser, server.address + RISING) as one:
            other = one.context.new_page()
            other.goto(server.address + RISING)
            first = write(one, "From the first tab.")
            expect(first.locator(".bic-status")).to_contain_text("Saved at")
            told = write(other, "From the second tab.").get_by_role("alert")
            expect(told).to_contain_text("Another tab had other words here")
            other.goto(server.address + PRACTICE)
            for tab in ("first", "second"):
                record = activity(other, "recordview").locator(".bic-page")
                expect(record).to_contain_text(f"From the {tab} tab.")
