"""The built site in a real browser: from a server, from a folder, and when things go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.access import axe_faults
from tests.support.browser import Watch
from tests.support.site import compressed_bytes, decks, pages

pytestmark = pytest.mark.browser

REGIONS = "notebooks/05_same_day_hearings_by_region.html"
RISING = "notebooks/01_rising_numbers.html"
PRACTICE = "notebooks/08_from_evidence_to_practice.html"

# A script that is run before a page's own: what a browser does in which a site may keep nothing.
BLOCKED = """Object.defineProperty(window, 'localStorage', {
    configurable: true, get() { throw new DOMException('blocked', 'SecurityError'); } });"""
FULL = """Storage.prototype.setItem = function () {
    throw new DOMException('full', 'QuotaExceededError'); };"""

# Two cores may have much else to do; what must be quick is measured by itself.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def opened(
    browser: Browser, address: str, *, script: str = "", quiet: bool = True, **options
) -> Iterator[Page]:
    """A page of its own, which must stay quiet to the end."""
    context = browser.new_context(service_workers="block", **options)
    context.set_default_timeout(PATIENCE)
    if script:
        context.add_init_script(script)
    page = context.new_page()
    watch = Watch.of(page)
    page.goto(address)
    try:
        yield page
        assert watch.elsewhere() == []
        if quiet:
            watch.assert_quiet()
    finally:
        context.close()


def explorer(page: Page, name: str):
    place = page.locator(f'[data-bic-explorer="{name}"]').first
    place.scroll_into_view_if_needed()
    expect(place).to_have_attribute("data-ready", "true")
    expect(place).to_have_attribute("data-busy", "false")
    return place


@pytest.fixture(params=["a web server", "a folder"])
def base(request, site, server) -> str:
    """The address of the site: from a plain web server, then from a folder as on a USB stick."""
    return server.address if request.param == "a web server" else f"{site.as_uri()}/"


# One page of each kind.
KINDS = (
    "index.html",
    "search.html",
    "data/figures.html",
    "notebooks/00_start_here.html",
    "teaching/glossary.html",
    "teaching/run_sheets/45-minutes.html",
)


def test_each_kind_of_page_opens_quietly_and_fits_a_phone(browser, server):
    wide = []
    for name in KINDS:
        phone = {"width": 380, "height": 800}
        with opened(browser, server.address + name, viewport=phone) as page:
            if page.evaluate("() => document.documentElement.scrollWidth") > 380:
                wide.append(name)
    assert wide == []


def test_an_explorer_is_steered(browser, base):
    with opened(browser, base + REGIONS) as page:
        place = explorer(page, "regions")
        before = place.locator(".bic-sentence").text_content()
        place.get_by_label("Measure", exact=True).select_option("Incidence")
        expect(place.locator(".bic-sentence")).not_to_have_text(before)
        expect(place.locator(".bic-title")).to_contain_text("per 10,000 live births")
        assert place.locator(".main-svg .trace").count() > 0
        place.get_by_text("The figures as a table").click()
        expect(place.locator("table")).to_contain_text("81.3")


def test_every_explorer_and_chart_of_every_notebook_is_drawn(browser, server, site):
    for name in (one for one in pages(site) if one.startswith("notebooks/")):
        with opened(browser, server.address + name) as page:
            charts = page.locator("[data-bic-chart]").count()
            # Those out of sight are drawn when nothing else is to be done.
            expect(page.locator('[data-bic-chart][data-drawn="true"]')).to_have_count(charts)
            explorers = page.locator("[data-bic-explorer]").count()
            expect(page.locator('[data-bic-explorer][data-ready="true"]')).to_have_count(explorers)
            activities = page.locator("[data-bic-activity]").count()
            ready = page.locator('[data-bic-activity][data-ready="true"]')
            expect(ready).to_have_count(activities)
            assert page.locator("[data-title*='Share'], [data-title*='Edit in']").count() == 0


def test_a_question_is_answered_and_the_answer_is_there_after_a_reload(browser, base):
    with opened(browser, base + RISING) as page:
        check = page.locator('[data-bic-activity="selfcheck"]').nth(1)
        check.get_by_role("button", name="Check my answer").click()
        expect(check.locator(".bic-feedback")).to_contain_text("waits for your answer")
        check.get_by_label("C. The number will go on rising.").check()
        check.get_by_role("button", name="Check my answer").click()
        expect(check.locator(".bic-feedback")).to_contain_text("Not yet.")
        check.get_by_role("button", name="Give me a hint").click()
        expect(check.locator(".bic-hint")).to_contain_text("Hint:")
        check.get_by_label("B. The number was higher at the end").check()
        check.get_by_role("button", name="Check my answer").click()
        expect(check.locator(".bic-feedback")).to_contain_text("Right.")
        expect(check.locator(".bic-feedback")).to_contain_text("Attempts so far: 2.")
        page.reload()
        check = page.locator('[data-bic-activity="selfcheck"]').nth(1)
        expect(check.get_by_label("B. The number was higher at the end")).to_be_checked()
        expect(check.locator(".bic-feedback")).to_contain_text("From before: Right.")


def test_a_number_is_read_as_people_write_it(browser, server):
    with opened(browser, server.address + RISING) as page:
        check = page.locator('[data-bic-activity="selfcheck"]').first
        for typed, said in [
            ("about 20 per cent", "Right."),
            ("489", "is the change in babies"),
            ("fell by a fifth", "Look again at whether the number rose or fell"),
            ("a few", "could not be read as a number"),
            ("7", "Not yet."),
        ]:
            check.get_by_label("Your answer").fill(typed)
            check.get_by_label("Your answer").press("Enter")
            expect(check.locator(".bic-feedback")).to_contain_text(said)


def test_a_guess_is_made_kept_and_taken_back(browser, base):
    with opened(browser, base + RISING) as page:
        place = page.locator('[data-bic-activity="predictor"]').first
        box = place.get_by_role("textbox")
        box.fill("some")
        place.get_by_role("button", name="This is my guess").click()
        expect(place.get_by_role("alert")).to_contain_text("Type one number")
        box.fill("2,400")
        box.press("Enter")
        told = place.locator(".bic-feedback").first
        expect(told).to_contain_text("You expected 2,400. The published figure is 2,914 babies")
        expect(told).to_contain_text("Your guess was lower, by 514.")
        expect(told.get_by_role("link")).to_have_attribute(
            "href", "../data/figures.html#newborns-england-2019-20"
        )
        page.reload()
        place = page.locator('[data-bic-activity="predictor"]').first
        expect(place.get_by_role("textbox")).to_have_value("2,400")
        place.get_by_role("button", name="Start again").click()
        expect(place.get_by_role("textbox")).to_have_value("")


def write(page: Page, text: str):
    note = page.locator('[data-bic-activity="notebox"]').first
    note.get_by_role("textbox").fill(text)
    return note


def test_a_note_is_kept_and_taken_away_as_a_document(browser, base):
    words = "First line & <b>\nsecond line: ärger 'quoted'"
    with opened(browser, base + PRACTICE) as page:
        note = write(page, words)
        expect(note.locator(".bic-status")).to_contain_text("Saved at")
        page.reload()
        note = page.locator('[data-bic-activity="notebox"]').first
        expect(note.get_by_role("textbox")).to_have_value(words)
        record = page.locator('[data-bic-activity="recordview"]')
        record.get_by_role("button", name="Show it anew").click()
        expect(record.locator(".bic-page")).to_contain_text("second line: ärger")
        assert record.locator(".bic-page b").count() == 0
        made = {}
        for name in ("Markdown", "HTML"):
            with page.expect_download() as download:
                record.get_by_role("button", name=f"Download as {name}").click()
            made[name] = download.value.path().read_bytes()
        assert "<b>" not in made["HTML"].decode()
        assert "ärger 'quoted'" in made["Markdown"].decode()
        # Word needs Python.
        expect(record.get_by_role("button", name="Download as Word")).to_have_count(0)
        record.get_by_role("button", name="Delete my record").click()
        record.get_by_role("button", name="Yes, delete my record").click()
        expect(record).to_contain_text("Your record is deleted from this browser.")
        page.reload()
        note = page.locator('[data-bic-activity="notebox"]').first
        expect(note.get_by_role("textbox")).to_have_value("")


def test_a_plan_is_kept(browser, server):
    with opened(browser, server.address + PRACTICE) as page:
        plan = page.locator('[data-bic-activity="planner"]')
        plan.get_by_role("button", name="Add a step").click()
        plan.get_by_label("Step: what will be done").fill("Ask three partners for their dates")
        expect(plan.locator(".bic-status")).to_contain_text("Saved at")
        page.reload()
        plan = page.locator('[data-bic-activity="planner"]')
        expect(plan.get_by_label("Step: what will be done")).to_have_value(
            "Ask three partners for their dates"
        )


def test_the_search_finds_a_word(browser, base):
    with opened(browser, base + "index.html") as page:
        page.get_by_role("button", name="Search").first.click()
        box = page.locator("#pst-search-dialog input")
        box.fill("funnel")
        box.press("Enter")
        page.wait_for_url("**/search.html?q=funnel**")
        found = page.locator("#search-results a")
        expect(found.first).to_be_visible()
        assert any("glossary" in (one.get_attribute("href") or "") for one in found.all())


def test_the_colours_are_changed_by_keyboard_and_stay(browser, server):
    with opened(browser, server.address + "index.html", color_scheme="light") as page:
        switch = page.get_by_role("button", name="Light or dark")
        switch.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Dark", exact=True).focus()
        page.keyboard.press("Enter")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        page.goto(server.address + REGIONS)
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_device_chooses_the_colours_where_nobody_did(browser, server):
    with opened(browser, server.address + "index.html", color_scheme="dark") as page:
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts_the_words_and_tables_are_there(browser, base):
    with opened(browser, base + REGIONS, java_script_enabled=False) as page:
        place = page.locator('[data-bic-explorer="regions"]').first
        expect(place.locator(".bic-sentence")).to_contain_text("41%")
        expect(page.locator("body")).to_contain_text("What do you expect")


def test_a_deck_of_the_kit_is_shown_and_steered(browser, base):
    with opened(browser, base + "teaching/ready_to_use.html") as page:
        page.get_by_role("link", name="slides, notebook 05", exact=True).click()
        page.wait_for_selector("body[data-ready]")
        expect(page.locator("section.present h2")).to_have_text("Content note and support")
        page.evaluate("() => { location.hash = '#/explorer'; }")
        place = page.locator("section.present [data-explorer]")
        place.get_by_label("Measure", exact=True).select_option("Incidence")
        expect(place.locator(".bic-title")).to_contain_text("per 10,000 live births")
        page.evaluate("() => document.activeElement.blur()")
        with page.expect_popup() as opening:
            page.keyboard.press("s")
        speaker = opening.value
        expect(speaker.locator(".speaker-controls-notes .value")).to_contain_text(
            "Let the group call the moves"
        )
        speaker.close()


def test_the_page_of_the_regions_is_light(browser, server, site):
    with opened(browser, "about:blank") as page:
        watch = Watch.of(page)
        page.goto(server.address + REGIONS)
        explorer(page, "regions")
        page.wait_for_load_state("networkidle")
        assert compressed_bytes(site, watch.asked) < 700_000


def test_nothing_jumps_while_the_page_is_read(browser, server):
    count = """new PerformanceObserver((list) => { for (const one of list.getEntries())
        if (!one.hadRecentInput) window.jumped = (window.jumped || 0) + one.value; }
        ).observe({ type: 'layout-shift', buffered: true });"""
    with opened(browser, server.address + RISING, script=count) as page:
        charts = page.locator("[data-bic-chart]").count()
        expect(page.locator('[data-bic-chart][data-drawn="true"]')).to_have_count(charts)
        assert page.evaluate("() => window.jumped || 0") < 0.1


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_grave(browser, server, site, colours):
    """One page of each kind, one deck: on each, whatever is folded is opened first."""
    found = []
    for name in (*KINDS, RISING, REGIONS, PRACTICE, decks(site)[1]):
        # Without the fades of unfolding, in whose midst letters look pale.
        settings = {"color_scheme": colours, "reduced_motion": "reduce"}
        # axe puts a style of its own into the page, of which the policy complains.
        with opened(browser, server.address + name, quiet=False, **settings) as page:
            page.wait_for_load_state("networkidle")
            page.evaluate(
                "() => document.querySelectorAll('details').forEach((one) => (one.open = true))"
            )
            found += [f"{name}: {fault}" for fault in axe_faults(page, "body")]
    assert found == []


class TestFaults:
    def test_the_network_goes_and_the_workshop_goes_on(self, browser, server):
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.address + RISING)
        expect(page.locator("#bic-offline")).to_contain_text("kept on this device", timeout=30_000)
        server.stop()
        try:
            watch = Watch.of(page)
            page.reload()
            place = explorer(page, "trend")
            place.get_by_label("Area").select_option("Wales")
            expect(place.locator(".bic-sentence")).to_contain_text("Wales")
            page.goto(server.address + REGIONS)
            explorer(page, "regions")
            page.goto(server.address + "data/figures.html#newborns-england-2019-20")
            expect(page.locator("[id='newborns-england-2019-20']")).to_be_visible()
            page.goto(server.address + "search.html?q=funnel")
            expect(page.locator("#search-results a").first).to_be_visible()
            page.goto(server.address + "nowhere.html")
            expect(page.locator("body")).to_contain_text("There is no network")
            assert watch.elsewhere() == []
        finally:
            server.start()
        page.goto(server.address + "index.html")
        expect(page.get_by_role("heading", level=1)).to_have_text("Born into care#")
        context.close()

    def test_the_server_stops_under_an_open_page(self, browser, server):
        with opened(browser, server.address + RISING, quiet=False) as page:
            place = explorer(page, "trend")
            server.stop()
            try:
                place.get_by_label("Area").select_option("Wales")
                expect(place.locator(".bic-sentence")).to_contain_text("Wales")
                note = write(page, "Written while the server was away.")
                expect(note.locator(".bic-status")).to_contain_text("Saved at")
            finally:
                server.start()
            page.reload()
            note = page.locator('[data-bic-activity="notebox"]').first
            expect(note.get_by_role("textbox")).to_have_value("Written while the server was away.")

    def test_a_file_of_the_site_is_missing(self, browser, server):
        context = browser.new_context(service_workers="block")
        context.route("**/plotly-basic.min.js*", lambda route: route.abort())
        page = context.new_page()
        page.goto(server.address + RISING)
        problem = page.locator(".bic-chart .bic-problem").first
        expect(problem).to_contain_text("The description and the table below say the same")
        expect(page.locator(".bic-chart .bic-description").first).to_be_visible()
        context.close()

    @pytest.mark.parametrize(
        ("script", "said"), [(FULL, "has no room left"), (BLOCKED, "keeps nothing for this site")]
    )
    def test_nothing_can_be_kept(self, browser, server, script, said):
        with opened(browser, server.address + RISING, script=script) as page:
            note = write(page, "Words that are nowhere else.")
            expect(note.get_by_role("alert")).to_contain_text(said)
            expect(note.get_by_role("textbox")).to_have_value("Words that are nowhere else.")
            with page.expect_download() as download:
                note.get_by_role("button", name="Download what I typed").click()
            assert "Words that are nowhere else." in download.value.path().read_text("utf-8")
            check = page.locator('[data-bic-activity="selfcheck"]').nth(1)
            check.get_by_label("B. The number was higher at the end").check()
            check.get_by_role("button", name="Check my answer").click()
            expect(check.locator(".bic-feedback")).to_contain_text("Right.")
            explorer(page, "trend")
            page.get_by_role("button", name="Light or dark").click()
            page.get_by_role("button", name="Dark", exact=True).click()
            expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    def test_the_browser_asks_before_the_only_copy_is_lost(self, browser, server):
        with opened(browser, server.address + RISING, script=FULL) as page:
            note = write(page, "Words that are nowhere else.")
            expect(note.get_by_role("alert")).to_contain_text("has no room left")
            asked = []
            page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
            page.close(run_before_unload=True)
            page.wait_for_timeout(500)
            assert asked == ["beforeunload"]
            expect(note.get_by_role("textbox")).to_have_value("Words that are nowhere else.")

    def test_two_tabs_on_one_page_keep_each_others_words(self, browser, server):
        context: BrowserContext = browser.new_context(service_workers="block")
        one, other = context.new_page(), context.new_page()
        for page in (one, other):
            page.goto(server.address + RISING)
        expect(write(one, "From the first tab.").locator(".bic-status")).to_contain_text("Saved at")
        note = write(other, "From the second tab.")
        expect(note.get_by_role("alert")).to_contain_text("Another tab had other words here")
        other.goto(server.address + PRACTICE)
        record = other.locator('[data-bic-activity="recordview"] .bic-page')
        expect(record).to_contain_text("From the first tab.")
        expect(record).to_contain_text("From the second tab.")
        context.close()
