"""Each explorer for readers who use a keyboard, a screen reader, zoom, or colours of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from born_into_care.explorers import EXPLORERS, explorer
from tests.support.access import axe_faults, faint_words, heard, listen
from tests.support.browser import Watch, chromium
from tests.support.explorer_page import box, move, settled, shown, wanted, write_page
from tests.support.site import served

pytestmark = pytest.mark.browser

NAMES = list(EXPLORERS)
ROLES = {"choice": "combobox", "switch": "checkbox", "number": "spinbutton"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    made = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        write_page(made, [(name, {})])
    with served(made) as server:
        yield server.address


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, address: str, name: str) -> Iterator[Page]:
    """The page of one explorer, drawn."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    made = context.new_page()
    watch = Watch.of(made)
    made.goto(f"{address}{name}.html")
    settled(made)
    yield made
    context.close()
    watch.assert_quiet()


def open_all(page: Page) -> None:
    for summary in box(page).locator("summary").all():
        summary.click()


def test_axe_finds_nothing_grave(page: Page, name: str) -> None:
    assert axe_faults(page, "main") == []
    one = explorer(name)
    for control in one.controls:
        move(page, one, control.name, [*control.values][-1])
    open_all(page)
    assert axe_faults(page, "main") == []


def test_each_control_has_its_name_and_its_help(page: Page, name: str) -> None:
    one = explorer(name)
    # Heard once as the name of the whole, and not again as that of its controls.
    group = page.get_by_role("group", name=one.title)
    expect(group).to_have_count(1)
    expect(group.get_by_role("group", name="Controls", exact=True)).to_have_count(1)
    for control in one.controls:
        kind = control.described()["kind"]
        place = group.get_by_role(ROLES[kind], name=control.label, exact=True)
        expect(place).to_have_count(1)
        if control.help:
            expect(place).to_have_accessible_description(control.help)
        if kind == "number":
            slider = group.get_by_role("slider", name=control.label, exact=True)
            expect(slider).to_have_attribute(
                "aria-valuetext", f"{control.default} {control.described()['unit']}"
            )
    drawing = group.get_by_role("img")
    expect(drawing).to_have_accessible_name(
        f"{shown(page)['title']}. The description and the table follow."
    )
    # Nothing of plotly's drawing is read on its own.
    tree = drawing.aria_snapshot()
    assert len(tree.splitlines()) == 1, tree


def test_a_move_is_announced_once_it_is_drawn_and_nothing_before(page: Page, name: str) -> None:
    one = explorer(name)
    live = box(page).get_by_role("status")
    expect(live).to_have_count(1)
    listen(box(page))
    page.wait_for_timeout(300)
    assert heard(box(page)) == []
    now = one.default
    for control in one.controls:
        value = [*control.values][-1]
        now = {**now, control.name: value}
        move(page, one, control.name, value)
        chart = one.chart_for(**now)
        said = heard(box(page))
        assert [one["said"] for one in said] == [chart.sentence]
        assert said[0]["named"].startswith(chart.title)


def test_focus_stays_on_every_kind_of_control(page: Page, name: str) -> None:
    one = explorer(name)
    for control in one.controls:
        kind = control.described()["kind"]
        place = box(page).get_by_label(control.label, exact=True).first
        place.focus()
        move(page, one, control.name, [*control.values][-1])
        expect(place).to_be_focused()
        if kind == "number":
            slider = box(page).get_by_role("slider")
            slider.focus()
            page.keyboard.press("Home")
            settled(page)
            assert shown(page) == wanted(one, {control.name: next(iter(control.values))})
            expect(slider).to_be_focused()


def test_the_focused_control_can_be_seen(page: Page, name: str) -> None:
    page.locator("#before").focus()
    for _ in explorer(name).controls:
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(style => [style.outlineStyle, parseFloat(style.outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline[0] == "solid"
        assert outline[1] >= 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_readers_own_colours_keep_words_and_marks_apart(
    page: Page, name: str, scheme: str
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    one = explorer(name)
    for control in one.controls:
        move(page, one, control.name, [*control.values][-1])
    assert faint_words(box(page)) == []


def test_nothing_moves_where_motion_is_not_wanted(page: Page, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    one = explorer(name)
    control = one.controls[0]
    place = box(page).get_by_label(control.label, exact=True).first
    value = [*control.values][-1]
    place.fill(str(value)) if control.described()["kind"] == "number" else place.select_option(
        str(value)
    )
    assert page.evaluate("document.getAnimations().length") == 0
    settled(page)
    assert page.evaluate("document.getAnimations().length") == 0
    slow = box(page).evaluate(
        "box => [box, ...box.querySelectorAll('*')].filter(one => {"
        " const style = getComputedStyle(one);"
        " return parseFloat(style.animationDuration) || parseFloat(style.transitionDuration); })"
        ".map(one => one.outerHTML.slice(0, 80))"
    )
    assert slow == []


def test_at_four_hundred_per_cent_everything_is_within_the_width(page: Page, name: str) -> None:
    """A window of 1280 pixels at 400% leaves 320."""
    page.set_viewport_size({"width": 320, "height": 256})
    one = explorer(name)
    open_all(page)
    for control in one.controls:
        move(page, one, control.name, [*control.values][-1])
    beyond = box(page).evaluate(
        """box => [...box.querySelectorAll('p, label, select, input, summary, .bic-scroll, svg')]
            .filter(one => {
                const place = one.getBoundingClientRect();
                return place.width && (place.left < 0 || place.right > innerWidth + 0.5);
            }).map(one => one.outerHTML.slice(0, 80))"""
    )
    assert beyond == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert faint_words(box(page)) == []


PLACES = """box => {
    const place = part => box.querySelector(part).getBoundingClientRect();
    const drawing = place('.bic-plot .main-svg');
    return {
        width: drawing.width, room: place('.bic-plot').width,
        height: drawing.height, gap: place('.bic-words').top - drawing.bottom,
    };
}"""


def test_a_drawing_follows_the_width_of_its_place_and_keeps_its_height(page: Page) -> None:
    """A panel that is folded beside the page changes the width, and no window changes."""
    before = box(page).evaluate(PLACES)
    box(page).evaluate("box => { box.style.width = '24rem'; }")
    page.wait_for_function(f"() => ({PLACES})(document.querySelector('.bic-explorer')).width < 400")
    after = box(page).evaluate(PLACES)
    assert before["width"] == before["room"]
    assert after["width"] == after["room"]
    assert after["height"] == before["height"]
    assert after["gap"] >= 0


def test_a_number_that_does_not_fit_is_told_and_kept(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}notice-days.html")
    settled(page)
    before = shown(page)
    place = box(page).get_by_role("spinbutton")
    alert = box(page).get_by_role("alert")
    expect(alert).to_have_text("")
    place.fill("50")
    place.press("Enter")
    expect(alert).to_have_text(
        "Days to the first hearing: type a whole number of days from 0 to 30."
    )
    expect(place).to_have_value("50")
    expect(place).to_have_attribute("aria-invalid", "true")
    # Whoever comes back to the box hears it again.
    expect(place).to_have_accessible_description(re.compile("type a whole number of days"))
    expect(place).to_be_focused()
    assert shown(page)["sentence"] == before["sentence"]
    place.fill("5")
    place.press("Enter")
    settled(page)
    expect(alert).to_have_text("")
    expect(place).to_have_attribute("aria-invalid", "false")
    assert shown(page) == wanted(explorer("notice-days"), {"days": 5})
    context.close()
