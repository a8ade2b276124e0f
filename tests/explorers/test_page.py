"""Each explorer in a page without a kernel: steered by hand, by keyboard, and in haste."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from born_into_care.explorers import EXPLORERS, Explorer, explorer
from tests.support.browser import Watch, chromium
from tests.support.explorer_page import (
    box,
    move,
    settled,
    shown,
    wanted,
    write_page,
)
from tests.support.site import served

pytestmark = pytest.mark.browser

NAMES = list(EXPLORERS)
# An explorer with few states is steered through all of them, another along paths.
FEW = 100


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page for each explorer, and one with two of them."""
    made = tmp_path_factory.mktemp("pages")
    for name in NAMES:
        write_page(made, [(name, {})])
    write_page(
        made,
        [("regions", {"measure": "Incidence"}), ("regions", {}), ("trend", {})],
        file="more.html",
    )
    return made


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as server:
        yield server.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that is watched: whatever a test does with it, it may say and fetch nothing."""
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    made = context.new_page()
    watch = Watch.of(made)
    yield made
    context.close()
    watch.assert_quiet()


def paths(one: Explorer) -> Iterator[dict[str, object]]:
    """States in the order of a hand: all where they are few, else each option from each view."""
    states = list(one.states())
    if len(states) <= FEW:
        yield from states
        return
    turned = next(control for control in one.controls if control.name == "view")
    for value in turned.values:
        for control in one.controls:
            if control is not turned:
                for option in control.values:
                    yield {**one.default, turned.name: value, control.name: option}


@pytest.mark.parametrize("name", NAMES)
def test_every_option_of_every_control_shows_what_python_says(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}{name}.html")
    settled(page)
    one = explorer(name)
    now = one.default
    assert shown(page) == wanted(one, now)
    for state in paths(one):
        for control, value in state.items():
            if now[control] != value:
                move(page, one, control, value)
        now = state  # type: ignore[assignment]
        assert shown(page) == wanted(one, state), state


@pytest.mark.parametrize("name", NAMES)
def test_a_page_opened_from_a_folder_works_as_well(page: Page, folder: Path, name: str) -> None:
    page.goto((folder / f"{name}.html").as_uri())
    settled(page)
    one = explorer(name)
    control = one.controls[0]
    value = [*control.values][-1]
    move(page, one, control.name, value)
    assert shown(page) == wanted(one, {control.name: value})


# How a key moves each kind of control from its value to the next.
KEYS = {"choice": "ArrowDown", "switch": "Space", "number": "ArrowUp"}


@pytest.mark.parametrize("name", NAMES)
def test_the_keyboard_alone_reaches_and_moves_everything(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}{name}.html")
    settled(page)
    one = explorer(name)
    page.locator("#before").focus()
    now = dict(one.default)
    for control in one.controls:
        kind = control.described()["kind"]
        places = [box(page).get_by_label(control.label, exact=True).first]
        if kind == "number":
            places.append(box(page).get_by_role("slider", name=control.label))
        for place in places:
            page.keyboard.press("Tab")
            expect(place).to_be_focused()
            values = [*control.values]
            now[control.name] = values[values.index(now[control.name]) + 1]
            page.keyboard.press(KEYS[kind])
            if kind == "number":
                page.keyboard.press("Enter")
            settled(page)
            assert shown(page) == wanted(one, now)
            expect(place).to_be_focused()
    for summary in box(page).locator("summary").all():
        page.keyboard.press("Tab")
        expect(summary).to_be_focused()
        page.keyboard.press("Enter")
        expect(summary.locator("xpath=..")).to_have_attribute("open", "")
        if "table" in (summary.text_content() or ""):
            page.keyboard.press("Tab")
            expect(box(page).get_by_role("region")).to_be_focused()
        for _ in summary.locator("xpath=..").locator("a").all():
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#after")).to_be_focused()


@pytest.mark.parametrize("name", NAMES)
def test_an_opened_table_stays_open_when_the_chart_changes(
    page: Page, address: str, name: str
) -> None:
    page.goto(f"{address}{name}.html")
    settled(page)
    one = explorer(name)
    box(page).get_by_text("The figures as a table").click()
    control = one.controls[0]
    move(page, one, control.name, [*control.values][-1])
    expect(box(page).get_by_role("table")).to_be_visible()


HURRY = """([label, values, turns]) => {
    const field = [...document.querySelectorAll('.bic-explorer label')]
        .find(one => one.textContent === label).parentElement.querySelector('select, input');
    for (let turn = 0; turn < turns; turn += 1) {
        const value = values[(turn + 1) % values.length];
        if (field.type === 'checkbox') field.checked = value;
        else field.value = value;
        field.dispatchEvent(new Event('change', { bubbles: true }));
    }
    return field.type === 'checkbox' ? field.checked : field.value;
}"""


@pytest.mark.parametrize("name", NAMES)
def test_twenty_changes_at_once_end_on_the_last_choice(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{name}.html")
    settled(page)
    one = explorer(name)
    now: dict[str, object] = {}
    for control in one.controls:
        last = page.evaluate(HURRY, [control.label, list(control.values), 20])
        now[control.name] = type(control.default)(last)
        settled(page)
        assert shown(page) == wanted(one, now), now


BETWEEN = """async (name) => {
    const { parts, states } = exported[name];
    const taken = (state) => {
        const [, , , layout, ...data] = state.map(part => parts[part]);
        return structuredClone({ data, layout });
    };
    // One state for each set of panels, drawn and empty: those are what plotly takes apart.
    const kinds = new Map();
    for (const state of states) {
        const { data, layout } = taken(state);
        const axes = Object.keys(layout).filter(key => /axis/.test(key));
        const used = data.map(trace => [trace.type, trace.xaxis, trace.yaxis].join());
        kinds.set(JSON.stringify([axes, [...new Set(used)].sort()]), state);
    }
    const plot = document.querySelector('.bic-plot');
    const path = [...kinds.values()];
    for (const from of path) {
        for (const to of path) {
            for (const { data, layout } of [taken(from), taken(to)]) {
                await Plotly.react(plot, data, layout);
            }
        }
    }
    return path.length;
}"""


@pytest.mark.parametrize("name", NAMES)
def test_plotly_gets_from_each_kind_of_drawing_to_each_other(
    page: Page, address: str, name: str
) -> None:
    """A chart that lost all traces of a panel once made plotly write NaN into its axes."""
    page.goto(f"{address}{name}.html")
    settled(page)
    assert page.evaluate(BETWEEN, name) >= 1


def test_more_than_one_explorer_on_a_page_move_on_their_own(page: Page, address: str) -> None:
    page.goto(f"{address}more.html")
    regions, trend = explorer("regions"), explorer("trend")
    for at in range(3):
        settled(page, at)
    move(page, regions, "view", "Funnel plot", at=1)
    move(page, trend, "index", True, at=2)
    assert shown(page, 0) == wanted(regions, {"measure": "Incidence"})
    assert shown(page, 1) == wanted(regions, {"view": "Funnel plot"})
    assert shown(page, 2) == wanted(trend, {"index": True})
    ids = page.eval_on_selector_all("[id]", "nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids))


CUT = """box => {
    const room = box.querySelector('.bic-plot .main-svg').getBoundingClientRect();
    return [...box.querySelectorAll('.bic-plot text')]
        .map(one => [one.textContent, one.getBoundingClientRect()])
        .filter(([, place]) => place.width && (place.left < room.left - 1
            || place.right > room.right + 1 || place.bottom > room.bottom + 1))
        .map(([text]) => text);
}"""


@pytest.mark.parametrize("width", [380, 320])
@pytest.mark.parametrize("name", NAMES)
def test_a_narrow_page_never_scrolls_sideways_and_cuts_no_word(
    page: Page, address: str, name: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}{name}.html")
    settled(page)
    one = explorer(name)
    control = one.controls[1 if name == "regions" else 0]
    for summary in box(page).locator("summary").all():
        summary.click()
    for other in one.controls:
        if other.described()["kind"] == "switch":
            move(page, one, other.name, True)
    for value in control.values:
        move(page, one, control.name, value)
        assert box(page).evaluate(CUT) == [], value
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= width, f"{value}: {wide} pixels"
        drawn = box(page).locator(".bic-plot .main-svg").first.bounding_box()
        assert drawn is not None
        assert drawn["x"] >= 0
        assert drawn["x"] + drawn["width"] <= width
