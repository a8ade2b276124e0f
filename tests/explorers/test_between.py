"""A path drawn by hand: the page judges it as Python does; by mouse, keys and number boxes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from born_into_care.charts.between import YEARS, find_clues, find_paths
from born_into_care.charts.values import BOTH
from born_into_care.charts.wording import format_trimmed
from born_into_care.explorers import explore
from tests.support.access import axe_faults
from tests.support.browser import Watch
from tests.support.explorer_page import write_page

pytestmark = pytest.mark.browser

BETWEEN = YEARS[1:-1]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    made = context.new_page()
    watch = Watch.of(made)
    made.goto(write_page(tmp_path, [("between", {})]).as_uri())
    yield made
    context.close()
    watch.assert_quiet()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words).click()


def write(page: Page, path: list[float]) -> None:
    """Type a path of the six years between into their boxes."""
    for year, value in zip(BETWEEN, path, strict=True):
        page.get_by_role("textbox", name=year).fill(f"{value:g}")
        page.get_by_role("textbox", name=year).press("Enter")


def heard(page: Page) -> str:
    return page.locator(".bic-judged").inner_text()


def test_nothing_that_answers_is_seen_before_the_clues_are_asked(page: Page) -> None:
    for part in (".bic-title", ".bic-sentence", ".bic-words", ".bic-clues", ".bic-band"):
        expect(page.locator(f".bic-explorer {part}")).to_be_hidden()
    expect(page.get_by_text("Known: 2,570 babies in 2012/13 and 3,117 in")).to_be_visible()
    page.get_by_role("textbox", name="2014/15").fill("2,600")
    press(page, "Ask the clues")
    assert heard(page).startswith("Draw a point for each year first. Not drawn yet: 2013/14, 2015")
    press(page, "Start again")
    press(page, "Show the clues without drawing")
    expect(page.locator(".bic-title")).to_be_visible()
    expect(page.locator(".bic-band")).to_have_count(1)
    expect(page.get_by_role("listitem").filter(has_text="over 21,000")).to_be_visible()


@pytest.mark.parametrize(
    ("area", "starts"), [(BOTH, (1500, 2450, 2600, 3500)), ("Wales", (30, 49, 52, 70))]
)
def test_the_page_judges_a_path_as_the_clues_do(
    page: Page, area: str, starts: tuple[int, ...]
) -> None:
    clues = find_clues(area)
    page.get_by_label("Area", exact=True).select_option(area)
    press(page, "Show the clues without drawing")
    first, *_, last = find_paths(area, "a third")[0]
    paths = [[first, *(start + year for year in range(6)), last] for start in starts]
    for path in [*paths, *find_paths(area, "a third")[:2]]:
        write(page, path[1:-1])
        broken = [clue for clue in clues if not clue.fits(path)]
        result = f"breaks {len(broken)} of" if broken else "fits all"
        assert heard(page).startswith(f"Your path {result} {len(clues)} clues. ")
        items = page.locator(".bic-clues li").all_inner_texts()
        for text, clue in zip(items, clues, strict=True):
            value = format_trimmed(clue.add_up(path))
            assert text.startswith("✓" if clue not in broken else "✗") and clue.words in text
            assert clue.gives.format(value=value) in text
            missed = [words for words in clue.misses if text.endswith(f" {words}.")]
            below = clue.add_up(path) < clue.low
            assert missed == ([clue.misses[0 if below else 1]] if clue in broken else [])
    assert broken == []


def test_a_path_that_misses_a_clue_hears_by_how_much(page: Page) -> None:
    press(page, "Show the clues without drawing")
    write(page, [2_400] * 6)
    assert heard(page) == (
        "Your path breaks 2 of 3 clues. Your eight years add up to 20,087: 914 too few."
    )
    expect(page.get_by_text("Your 2016/17 is 2,400: 47 too few.")).to_be_visible()
    write(page, [3_000] * 6)
    assert heard(page).endswith("Your eight years add up to 23,687: 1,688 too many.")


def test_an_assumption_is_dropped_and_a_room_draws_over_one_another(page: Page) -> None:
    press(page, "Draw a straight line")
    press(page, "Keep it here, next person draws")
    assert heard(page) == "1 path kept on this screen. The next person draws."
    expect(page.locator(".bic-other")).to_have_count(0)
    write(page, [2500, 2500, 2500, 2600, 2700, 2900])
    press(page, "Ask the clues")
    assert heard(page).endswith("Of 2 paths drawn here, 1 fits every clue.")
    expect(page.locator(".bic-other")).to_have_count(1)
    page.get_by_label("Read “over 21,000” as under 22,000").uncheck()
    expect(page.locator(".bic-clues li")).to_have_count(2)
    assert heard(page).endswith("Of 2 paths drawn here, 2 fit every clue.")
    press(page, "Show a path that fits")
    assert heard(page).startswith("A path that fits, made up by chance, no truer than others: ")
    expect(page.locator(".bic-line-made-up")).to_have_count(1)
    page.get_by_label("Area", exact=True).select_option("Wales")
    press(page, "Show the clues without drawing")
    # Where no path fits, none is offered.
    expect(page.get_by_role("button", name="Show a path that fits")).to_be_hidden()
    assert "No path fits" in page.locator(".bic-sentence").inner_text()
    # What was drawn of the other area is still there.
    page.get_by_label("Area", exact=True).select_option(BOTH)
    expect(page.get_by_role("textbox", name="2013/14")).to_have_value("2,500")


def test_a_hand_and_keys_draw_and_a_screen_reader_hears(page: Page) -> None:
    box = page.locator(".bic-surface").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 75, box["y"] + 120)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 30, box["y"] + 100, steps=40)
    page.mouse.up()
    sliders = page.get_by_role("group", name="Draw the years between: England and Wales")
    for year in BETWEEN:
        expect(page.get_by_role("textbox", name=year)).not_to_have_value("")
    slider = sliders.get_by_role("slider", name="2013/14")
    before = int(slider.input_value())
    slider.focus()
    page.keyboard.press("ArrowUp")
    expect(slider).to_have_attribute("aria-valuetext", f"{before + 10:,} babies")
    press(page, "Ask the clues")
    # The button is gone, and the focus is not lost with it.
    expect(slider).to_be_focused()
    status = page.get_by_role("status").filter(has_text="Your path")
    expect(status).to_have_count(1)
    assert axe_faults(page, "main") == []


def test_on_a_phone_nothing_leaves_the_page_and_a_finger_has_room(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "Draw a straight line")
    press(page, "Ask the clues")
    press(page, "Show a path that fits")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for place in page.locator(".bic-between :is(button, .bic-handle, .bic-box)").all():
        box = place.bounding_box()
        assert box is None or min(box["width"], box["height"]) >= 24, box


def test_what_is_drawn_never_reaches_python() -> None:
    widget = explore("between", area="Wales", change="a third")
    assert set(widget.state) == {"area", "change", "assumed"}
    assert "BicHandles" in widget._esm and "BicDrawings" in widget._esm
