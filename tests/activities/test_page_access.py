"""Every activity in a real Chromium: before axe, by keyboard, on a phone, and in the lab."""

from __future__ import annotations

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.activity_page import (
    ALL,
    Opener,
    put_to_use,
)
from tests.support.browser import keep_screenshot

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", ALL)
def test_no_fault_that_axe_can_see(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    put_to_use(name, page)
    page.set_viewport_size({"width": 900, "height": 900})
    keep_screenshot(page, f"activity-{name}")
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(one["id"], one["nodes"][0]["html"]) for one in found], indent=1)


@pytest.mark.parametrize("name", ALL)
def test_every_control_is_named_and_reached_by_keyboard(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    put_to_use(name, page)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('#here :is(input, select, textarea)')]
            .filter((one) => one.labels.length === 0 || !one.labels[0].textContent.trim())
            .map((one) => one.outerHTML)"""
    )
    assert nameless == []
    controls = page.locator(
        "#here :is(input:not([type=radio]), select, textarea, button, summary):visible"
    )
    wanted = controls.count() - page.locator("#here button:disabled:visible").count()
    page.evaluate("document.activeElement.blur()")
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        place = page.evaluate(
            """() => [...document.querySelectorAll(
                '#here :is(input, select, textarea, button, summary)'
            )].indexOf(document.activeElement)"""
        )
        if place >= 0:
            reached.add(place)
    assert len(reached) >= wanted


@pytest.mark.parametrize("name", ALL)
def test_it_fits_a_phone(name: str, open_page: Opener):
    page = open_page(ALL[name]())
    page.set_viewport_size({"width": 320, "height": 640})
    put_to_use(name, page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


DRAWN = """async ([mine, title]) => {
    const svg = '<svg class="main-svg"><text>0</text><text>500</text></svg>';
    const plot = document.createElement("div");
    plot.className = "js-plotly-plot";
    plot.layout = { title: { text: title }, meta: mine ? { title_height: 24 } : undefined };
    plot.innerHTML = `${svg}${svg}`;
    document.querySelector("main").append(plot);
    await null;
}"""


def test_a_chart_that_the_lab_draws_is_heard_as_one_picture_with_a_name(open_page: Opener):
    page = open_page(ALL["prediction"]())
    page.evaluate(DRAWN, [True, "Newborns in care proceedings,<br>England"])
    name = "Newborns in care proceedings, England. The description and the table follow."
    heard = page.locator(".js-plotly-plot").aria_snapshot()
    assert heard == f'- img "{name}"'


def test_a_chart_that_is_not_of_the_pack_is_left_alone(open_page: Opener):
    page = open_page(ALL["prediction"]())
    page.evaluate(DRAWN, [False, "Another"])
    page.wait_for_timeout(100)
    assert page.locator(".js-plotly-plot").get_attribute("role") is None
