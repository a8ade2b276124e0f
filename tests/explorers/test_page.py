"""Each explorer in a browser without a kernel: by hand, by keyboard, heard, zoomed, recoloured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from born_into_care.explorers import EXPLORERS, explorer
from tests.support.access import axe_faults, faint_words, note_announcements, read_announcements
from tests.support.browser import Watch
from tests.support.charts import every_chart
from tests.support.explorer_page import box, move, moves, settled, shown, wanted, write_page

pytestmark = pytest.mark.browser

# What is drawn on by hand has a test of its own: test_between.py.
NAMES = [name for name in EXPLORERS if name != "between"]
ROLES = {"choice": "combobox", "switch": "checkbox", "number": "spinbutton"}
# How a key moves each kind of control from its value to the next.
KEYS = {"choice": "ArrowDown", "switch": "Space", "number": "ArrowUp"}
ANEW = """name => {
    const place = Object.assign(document.createElement('div'), { id: 'place-0' });
    document.getElementById('place-0').replaceWith(place);
    BornIntoCare.mount(place, exported[name]); }"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page for each explorer, and one with several of them."""
    made = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        write_page(made, [(name, {})])
    several = [("regions", {"measure": "Incidence"}), ("regions", {}), ("trend", {})]
    write_page(made, several, file="more.html")
    return made


# A module's parameter brings all tests of one explorer together: its page is opened once.
@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    """A page that is watched: whatever tests do with it, it may say and fetch nothing."""
    context = browser.new_context()
    made = context.new_page()
    watch = Watch.of(made)
    made.goto(path.as_uri())
    yield made
    context.close()
    watch.assert_quiet()


@pytest.fixture(scope="module")
def page_of_name(browser: Browser, folder: Path, name: str) -> Iterator[Page]:
    with opened(browser, folder / f"{name}.html") as page:
        yield page


@pytest.fixture
def page(page_of_name: Page, name: str) -> Page:
    """The page of one explorer, which is made anew for each test and drawn."""
    page = page_of_name
    page.set_viewport_size({"width": 1000, "height": 900})
    page.emulate_media(forced_colors="none", color_scheme="light", reduced_motion="no-preference")
    page.evaluate(ANEW, name)
    settled(page)
    return page


def test_every_option_of_every_control_shows_what_python_says(page: Page, name: str) -> None:
    one = explorer(name)
    now = one.default
    # Which controls are shown depends on the view, where there are several.
    main = next((c for c in one.controls if c.name == "view"), one.controls[0])
    tried = set[str]()
    for view in main.values:
        move(page, one, main.name, view)
        now = {**now, main.name: view}
        assert shown(page) == wanted(one, now), now
        for control in one.controls:
            place = box(page).get_by_label(control.label, exact=True).first
            expect(place).to_be_visible(visible=control.is_shown(now))
            if control is not main and control.is_shown(now):
                # Each of its values once, and two wherever else it is shown.
                values = [*control.values][-1 if control.name in tried else 1 :]
                tried.add(control.name)
                for value in [*values, control.default]:
                    move(page, one, control.name, value)
                    now = {**now, control.name: value}
                    assert shown(page) == wanted(one, now), now


def test_the_keyboard_alone_reaches_and_moves_everything(page: Page, name: str) -> None:
    one = explorer(name)
    page.locator("#before").focus()
    now = dict(one.default)
    for control in one.controls:
        if not control.is_shown(now):
            continue
        kind = control.describe()["kind"]
        places = [box(page).get_by_label(control.label, exact=True).first]
        if kind == "number":
            places.append(box(page).get_by_role("slider", name=control.label))
        for place in places:
            page.keyboard.press("Tab")
            expect(place).to_be_focused()
            style, width = page.evaluate(
                "(style => [style.outlineStyle, parseFloat(style.outlineWidth)])"
                "(getComputedStyle(document.activeElement))"
            )
            assert style == "solid" and width >= 2
            values = [*control.values]
            now[control.name] = values[values.index(now[control.name]) + 1]
            page.keyboard.press(KEYS[kind])
            if kind == "number":
                page.keyboard.press("Enter")
            settled(page)
            assert shown(page) == wanted(one, now)
            expect(place).to_be_focused()
    instead = box(page).locator(".bic-instead")
    if instead.is_visible():
        page.keyboard.press("Tab")
        expect(instead).to_be_focused()
    for summary in box(page).locator("summary").all():
        page.keyboard.press("Tab")
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")
        page.keyboard.press("Tab")
        expect(box(page).get_by_role("region")).to_be_focused()
        for _ in summary.locator("xpath=..").locator("a").all():
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#after")).to_be_focused()


def test_each_part_has_its_name_and_a_move_is_announced_once_drawn(page: Page, name: str) -> None:
    one = explorer(name)
    # Heard once as the name of the whole, and not again as that of its controls.
    group = page.get_by_role("group", name=one.title)
    expect(group).to_have_count(1)
    expect(group.get_by_role("group", name="Controls", exact=True)).to_have_count(1)
    drawing = group.get_by_role("img")
    title = shown(page)["title"]
    expect(drawing).to_have_accessible_name(f"{title}. The description and the table follow.")
    # Nothing of plotly's drawing is read on its own.
    assert len(drawing.aria_snapshot().splitlines()) == 1
    assert axe_faults(page, "main") == []
    box(page).get_by_text("About this chart").click()
    note_announcements(box(page))
    page.wait_for_timeout(300)
    assert read_announcements(box(page)) == []
    for control, value, now in moves(one):
        described = control.describe()
        place = group.get_by_role(ROLES[described["kind"]], name=control.label, exact=True)
        expect(place).to_have_count(1)
        if control.help:
            expect(place).to_have_accessible_description(control.help)
        if described["kind"] == "number":
            slider = group.get_by_role("slider", name=control.label, exact=True)
            text = f"{control.default} {described['unit']}"
            expect(slider).to_have_attribute("aria-valuetext", text)
        place.focus()
        move(page, one, control.name, value)
        expect(place).to_be_focused()
        (spoken,) = read_announcements(box(page))
        chart = one.chart_for(**now)
        assert spoken["text"] == chart.sentence and spoken["label"].startswith(chart.title)
        # An opened drawer stays open when the chart changes.
        expect(box(page).get_by_role("table")).to_be_visible()
    assert axe_faults(page, "main") == []


def test_a_readers_own_colours_and_wish_for_stillness_are_kept(page: Page, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    for control, value, _ in moves(explorer(name)):
        move(page, explorer(name), control.name, value)
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
        assert faint_words(box(page)) == []
    assert page.evaluate("document.getAnimations().length") == 0


OUTSIDE = """box => {
    const room = box.querySelector('.bic-plot .main-svg').getBoundingClientRect();
    const cut = [...box.querySelectorAll('.bic-plot text')]
        .map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([, place]) => place.width && (place.left < room.left - 1
            || place.right > room.right + 1 || place.bottom > room.bottom + 1));
    const beyond = [...box.querySelectorAll('p, label, select, input, summary, .bic-scroll, svg')]
        .map(one => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
        .filter(([, place]) => place.width && (place.left < 0 || place.right > innerWidth + 0.5));
    const wide = document.scrollingElement.scrollWidth > innerWidth ? [['page']] : [];
    return [...cut, ...beyond, ...wide].map(([text]) => text);
}"""


@pytest.mark.parametrize("width", [380, 320])
def test_a_phone_and_a_page_at_four_hundred_per_cent_cut_no_word(
    page: Page, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 800})
    one = explorer(name)
    for summary in box(page).locator("summary").all():
        summary.click()
    for control, value, _ in moves(one):
        every = width == 320 and control.name in ("view", "area")
        for option in control.values if every else [value]:
            move(page, one, control.name, option)
            assert box(page).evaluate(OUTSIDE) == [], option
    assert faint_words(box(page)) == []


PLACES = """box => {
    const place = part => box.querySelector(part).getBoundingClientRect();
    const drawing = place('.bic-plot .main-svg');
    return {
        width: drawing.width, room: place('.bic-plot').width,
        height: drawing.height, gap: place('.bic-words').top - drawing.bottom,
    };
}"""


def test_a_drawing_follows_the_width_of_its_place_and_has_the_height_of_its_layout(
    page: Page, name: str
) -> None:
    """A panel that is folded beside the page changes the width, and no window changes."""
    before = box(page).evaluate(PLACES)
    box(page).evaluate("box => { box.style.width = '24rem'; }")
    page.wait_for_function(f"() => ({PLACES})(document.querySelector('.bic-explorer')).width < 400")
    after = box(page).evaluate(PLACES)
    assert before["width"] == before["room"] and after["width"] == after["room"]
    layout = explorer(name).chart_for().spec["layout"]
    assert before["height"] == layout["height"]
    assert after["height"] == layout.get("meta", {}).get("narrow", layout).get(
        "height", before["height"]
    )
    assert after["gap"] >= 0


@pytest.mark.parametrize("name", ["regions"], indirect=True)
def test_an_empty_chart_leads_to_one_that_is_not(page: Page) -> None:
    regions = explorer("regions")
    measure = box(page).get_by_label("Measure", exact=True)
    assert "Emergency hearings (not in this pack)" in measure.inner_text()
    expect(box(page).locator(".bic-instead")).to_be_hidden()
    move(page, regions, "period", "2012/13")
    box(page).get_by_role("button", name="See 2019/20 instead").press("Enter")
    settled(page)
    assert shown(page) == wanted(regions, regions.default)
    expect(box(page).get_by_label("Year", exact=True)).to_be_focused()


@pytest.mark.parametrize(("width", "height"), [(900, 600), (390, 844)])
def test_title_controls_chart_and_sentence_are_seen_together(
    page: Page, width: int, height: int
) -> None:
    """On a laptop all of them; on a phone the chart with the first of its controls."""
    page.set_viewport_size({"width": width, "height": height})
    settled(page)
    top = ".bic-title" if width == 900 else ".bic-control"
    last = ".bic-sentence" if width == 900 else ".bic-plot"
    first, end = (box(page).locator(part).first.bounding_box() for part in (top, last))
    assert first is not None and end is not None
    assert end["y"] + end["height"] - first["y"] <= height


BETWEEN = """async ([name, keys]) => {
    const { parts, states } = exported[name];
    const plot = document.querySelector('.bic-plot');
    for (const from of keys) {
        for (const to of keys) {
            for (const key of [from, to]) {
                const [, , , , layout, ...data] = states[key].map(part => parts[part]);
                await Plotly.react(plot, structuredClone(data), structuredClone(layout));
            }
        }
    }
}"""


def test_plotly_gets_from_each_kind_of_drawing_to_each_other(page: Page, name: str) -> None:
    """A chart that lost all traces of a panel once made plotly write NaN into its axes."""
    kinds = {}
    for state, chart in every_chart(name):
        axes = tuple(key for key in chart.spec["layout"] if "axis" in key)
        used = {(one["type"], one.get("xaxis"), one.get("yaxis")) for one in chart.spec["data"]}
        values = (c.values.index(state[c.name]) for c in explorer(name).controls)  # type: ignore[arg-type]
        kinds[axes, frozenset(used)] = ".".join(map(str, values))
    page.evaluate(BETWEEN, [name, list(kinds.values())])


def test_more_than_one_explorer_on_a_page_move_on_their_own(browser: Browser, folder: Path) -> None:
    regions, trend = explorer("regions"), explorer("trend")
    with opened(browser, folder / "more.html") as page:
        for at in range(3):
            settled(page, at)
        move(page, regions, "view", "Tile map", at=1)
        move(page, trend, "area", "Wales", at=2)
        assert shown(page, 0) == wanted(regions, {"measure": "Incidence"})
        assert shown(page, 1) == wanted(regions, {"view": "Tile map"})
        assert shown(page, 2) == wanted(trend, {"area": "Wales"})
        ids = page.eval_on_selector_all("[id]", "nodes => nodes.map(node => node.id)")
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["hundred"], indirect=True)
def test_a_number_that_does_not_fit_is_told_and_kept(page: Page) -> None:
    before = shown(page)
    place, alert = box(page).get_by_role("spinbutton"), box(page).get_by_role("alert")
    expect(alert).to_have_text("")
    place.fill("50")
    place.press("Enter")
    problem = "Days to the first hearing: type a whole number of days from 0 to 12."
    expect(alert).to_have_text(problem)
    expect(place).to_have_value("50")
    expect(place).to_have_attribute("aria-invalid", "true")
    # A reader who comes back to the box hears it again.
    expect(place).to_have_accessible_description(re.compile("type a whole number of days"))
    expect(place).to_be_focused()
    assert shown(page)["sentence"] == before["sentence"]
    place.fill("5")
    place.press("Enter")
    settled(page)
    expect(alert).to_have_text("")
    expect(place).to_have_attribute("aria-invalid", "false")
    assert shown(page) == wanted(explorer("hundred"), {"days": 5})
