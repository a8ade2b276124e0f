"""Every page of the site for every reader: axe, keyboard, zoom, colours, motion, paper.

Takes minutes, so `make check-deliveries` runs it and `make test` does not.
"""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.app import workshop_app
from tests.support.browser import ROOT, Watch
from tests.support.site import decks, pages

REGIONS = "notebooks/05_same_day_hearings_by_region.html"

MODES = {
    "light": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 380, "height": 800}, "color_scheme": "light"},
    "forced colours": {"viewport": {"width": 1280, "height": 900}, "forced_colors": "active"},
}
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => (one.open = true))"


def settle(page: Page) -> None:
    """Wait until everything on a page is drawn."""
    for place in ("[data-bic-chart]:not([data-drawn])", "[data-bic-explorer]:not([data-ready])"):
        expect(page.locator(place)).to_have_count(0, timeout=20_000)
    expect(page.locator("[data-bic-explorer][data-busy='true']")).to_have_count(0, timeout=20_000)


def test_every_page_opens_quietly_and_fits_a_phone(browser, server, site, report):
    context = browser.new_context(service_workers="block", **MODES["phone"])
    wide, loud = [], []
    for name in pages(site.folder):
        page = context.new_page()
        watch = Watch.of(page)
        page.goto(server.address + name)
        settle(page)
        if page.evaluate("() => document.documentElement.scrollWidth") > 380:
            wide.append(name)
        loud += [f"{name}: {one}" for one in [*watch.errors(), *watch.elsewhere()]]
        page.close()
    context.close()
    report.add(
        "Console and requests",
        delivery="site, phone",
        pages=len(pages(site.folder)),
        complaints=len(loud),
        wider_than_the_screen=len(wide),
    )
    assert not loud, "\n".join(loud)
    assert not wide, "\n".join(wide)


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(browser, server, site, report, mode):
    context = browser.new_context(
        # Without the fades of unfolding, in whose midst letters look pale.
        service_workers="block",
        reduced_motion="reduce",
        **MODES[mode],
    )
    found = []
    for name in pages(site.folder):
        page = context.new_page()
        page.goto(server.address + name)
        settle(page)
        page.evaluate(UNFOLD)
        found += [f"{name}: {one}" for one in violations(page)]
        page.close()
    context.close()
    count = len(pages(site.folder))
    report.add("axe-core", delivery=f"site, {mode}", pages=count, violations=len(found))
    assert not found, "\n".join(found)


def violations(page: Page) -> list[str]:
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:160]}"
        for one in Axe().run(page).response["violations"]
    ]


def test_axe_finds_nothing_in_the_decks(browser, server, site, report):
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, reduced_motion="reduce", service_workers="block"
    )
    found, slides = [], 0
    for name in decks(site.folder):
        page = context.new_page()
        page.goto(server.address + name)
        page.wait_for_selector("body[data-ready]")
        for place in page.evaluate(
            "() => [...document.querySelectorAll('.slides > section')].map((one) => one.id)"
        ):
            page.evaluate("(place) => { location.hash = `#/${place}`; }", place)
            page.wait_for_selector(f"section[id='{place}'].present")
            found += [f"{name}#{place}: {one}" for one in violations(page)]
            slides += 1
        page.close()
    context.close()
    report.add("axe-core", delivery="slides of the site", pages=slides, violations=len(found))
    assert not found, "\n".join(found)


def ready_app(context, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    expect(page.locator(".bic-explorer:has(select)").first).to_have_attribute(
        "data-busy", "false", timeout=60_000
    )
    return page


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_in_the_app(browser, app, report, mode):
    context = browser.new_context(reduced_motion="reduce", **MODES[mode])
    page = ready_app(context, app.address)
    page.evaluate(UNFOLD)
    found = violations(page)
    context.close()
    report.add("axe-core", delivery=f"workshop app, {mode}", pages=1, violations=len(found))
    assert not found, "\n".join(found)


def test_the_app_at_four_hundred_per_cent_and_without_motion(browser, app, report):
    context = browser.new_context(
        viewport={"width": 320, "height": 256}, device_scale_factor=4, reduced_motion="reduce"
    )
    page = ready_app(context, app.address)
    found = page.evaluate(OVERFLOWING)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    moving = page.evaluate("() => document.getAnimations().length")
    context.close()
    report.add(
        "Zoom and spacing",
        what="workshop app, 400% (320 pixels wide)",
        pages=1,
        cut_off=len(found) + (wide > 320),
    )
    assert wide <= 320
    assert not found, "\n".join(found)
    assert moving == 0


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    import nbformat

    from tools.workshop.path import workshop

    folder = tmp_path_factory.mktemp("app")
    nbformat.write(workshop(ROOT, ROOT / "app" / "path.toml"), folder / "workshop.ipynb")
    with workshop_app(folder / "workshop.ipynb", tmp_path_factory.mktemp("home")) as running:
        running.wait_until_warm()
        yield running


OVERFLOWING = """() => [...document.querySelectorAll('main a, main button, main select, main input,'
    + ' main textarea, main summary, main p, main h1, main h2, main h3, main li')]
    .filter((one) => !one.closest('.bic-scroll, pre, table, .bic-plot, .highlight'))
    .filter((one) => { const box = one.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1); })
    .map((one) => one.outerHTML.slice(0, 120))"""


def test_at_four_hundred_per_cent_nothing_is_cut_off(browser, server, site, report):
    # A window of 1280 pixels at 400% has room for 320.
    context = browser.new_context(
        viewport={"width": 320, "height": 256}, service_workers="block", device_scale_factor=4
    )
    found = []
    for name in pages(site.folder):
        page = context.new_page()
        page.goto(server.address + name)
        settle(page)
        if page.evaluate("() => document.documentElement.scrollWidth") > 320:
            found.append(f"{name} scrolls sideways")
        found += [f"{name}: {one}" for one in page.evaluate(OVERFLOWING)]
        page.close()
    context.close()
    report.add(
        "Zoom and spacing",
        what="400% (320 pixels wide)",
        pages=len(pages(site.folder)),
        cut_off=len(found),
    )
    assert not found, "\n".join(found)


SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""


def test_wider_letters_and_lines_cut_nothing_off(browser, server, site, report):
    context = browser.new_context(
        viewport={"width": 640, "height": 800}, service_workers="block", bypass_csp=True
    )
    found = []
    for name in pages(site.folder):
        page = context.new_page()
        page.goto(server.address + name)
        settle(page)
        page.add_style_tag(content=SPACED)
        if page.evaluate("() => document.documentElement.scrollWidth") > 640:
            found.append(f"{name} scrolls sideways")
        found += [f"{name}: {one}" for one in page.evaluate(OVERFLOWING)]
        page.close()
    context.close()
    report.add(
        "Zoom and spacing",
        what="wider letters, words and lines",
        pages=len(pages(site.folder)),
        cut_off=len(found),
    )
    assert not found, "\n".join(found)


def focused(page: Page) -> str:
    return page.evaluate(
        "() => (document.activeElement.textContent || document.activeElement.name || '').trim()"
    )


def test_the_keyboard_alone_goes_everywhere(browser, server):
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(server.address + REGIONS)
    settle(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("() => location.hash") == "#main-content"

    # Every stop can be seen, and none holds the focus fast.
    seen, stops = set(), 0
    for _ in range(400):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => { const one = document.activeElement; if (one === document.body) return null;
                const style = getComputedStyle(one); const box = one.getBoundingClientRect();
                one.dataset.stop ??= String(Math.random());
                const shown = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                    || style.textDecorationLine !== 'none';
                return [one.dataset.stop, shown, box.width > 0, one.outerHTML.slice(0, 120)]; }"""
        )
        if stop is None or stop[0] in seen:
            break
        seen.add(stop[0])
        stops += 1
        assert stop[1] and stop[2], stop[3]
    assert stops > 30

    explorer = page.locator("[data-bic-explorer]").first
    measure = explorer.get_by_label("Measure", exact=True)
    measure.focus()
    page.keyboard.press("ArrowDown")
    expect(explorer).to_have_attribute("data-busy", "false")
    assert page.evaluate("() => document.activeElement.tagName") == "SELECT"

    page.keyboard.press("Control+k")
    expect(page.locator("#pst-search-dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#pst-search-dialog")).to_be_hidden()
    page.close()


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(browser, server):
    page = browser.new_page(viewport={"width": 380, "height": 800})
    page.goto(server.address + REGIONS)
    menu = page.get_by_role("button", name="All pages")
    menu.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("#pst-primary-sidebar-modal")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("link", name="Evidence").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.close()


def test_with_forced_colours_the_signs_can_be_seen(browser, server):
    context = browser.new_context(forced_colors="active", service_workers="block")
    page = context.new_page()
    page.goto(server.address + REGIONS)
    settle(page)
    signs = page.evaluate(
        """() => [...document.querySelectorAll('header .fa-solid')].filter((one) => one.offsetWidth)
            .map((one) => getComputedStyle(one).backgroundColor)"""
    )
    ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert signs
    assert all(colour not in ("rgba(0, 0, 0, 0)", ground) for colour in signs)
    context.close()


def test_where_motion_is_not_wanted_nothing_moves(browser, server):
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    page.goto(server.address + REGIONS)
    settle(page)
    page.get_by_role("button", name="Light or dark").click()
    explorer = page.locator("[data-bic-explorer]").first
    explorer.get_by_label("Measure", exact=True).select_option("Incidence")
    assert page.evaluate("() => document.getAnimations().length") == 0
    assert (
        page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    )
    context.close()


def test_on_paper(browser, server, report, tmp_path):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    for name in (REGIONS, "teaching/glossary.html", "data/figures.html"):
        page.goto(server.address + name)
        settle(page)
        path = tmp_path / "page.pdf"
        page.pdf(path=str(path), format="A4", tagged=True)
        sheets = PdfReader(path).pages
        text = "\n".join(sheet.extract_text() for sheet in sheets)
        assert "Skip to the text" not in text
        assert "In this part" not in text
        report.add("Paper", page=name, sheets_of_A4=len(sheets))
        if name == REGIONS:
            # Folded on the screen, open on paper: tables and sources. Answers stay folded.
            assert "33.9 to 48.4" in text
            assert "Family Rights Group" in text
            assert "Before we compare, we need both shares" not in text
    page.close()
