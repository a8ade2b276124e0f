"""Charts as a browser draws them: no word is cut off and no two words meet, wide or on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from born_into_care.charts import CHARTS, Chart, show
from born_into_care.charts.regions import MEASURES
from born_into_care.explorers import EXPLORERS
from born_into_care.explorers.frontend import read_frontend
from tests.support.browser import chromium
from tests.support.charts import every_chart
from tools.build.packages import PLOTLY, package_file

pytestmark = pytest.mark.browser

# A laptop's page, and what a phone of 380 pixels leaves after the page's own margins.
WIDTHS = (900, 364)

# Draws as the page does; gives what went wrong.
DRAW = """async ([spec, width]) => {
  const host = document.querySelector("#plot");
  host.style.width = `${width}px`;
  const { data, layout } = BornIntoCare.forWidth(spec, width);
  const config = { displayModeBar: false, staticPlot: true };
  await Plotly.newPlot(host, data, { ...layout, width }, config);
  const box = host.getBoundingClientRect();
  const texts = [...host.querySelectorAll("svg text")]
    .map((node) => [node.textContent.trim(), node.getBoundingClientRect()])
    .filter(([words, at]) => words && at.width);
  const faults = texts
    .filter(([, at]) => at.left < box.left - 1 || at.right > box.right + 1
      || at.top < box.top - 1 || at.bottom > box.bottom + 1)
    .map(([words]) => `cut off: ${words}`);
  texts.forEach(([words, a], place) => texts.slice(place + 1).forEach(([others, b]) => {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (across > 2 && down > 3) faults.push(`one over the other: ${words} | ${others}`);
  }));
  return faults;
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser:
        made = browser.new_page(viewport={"width": 1000, "height": 1200})
        made.set_content("<body style='margin:0'><div id='plot'></div></body>")
        made.add_script_tag(path=package_file(PLOTLY))
        made.add_script_tag(content=read_frontend("page.js", "explorer.js"))
        yield made


def faults(page: Page, charts: dict[str, Chart]) -> dict[str, list[str]]:
    found = {}
    for name, chart in charts.items():
        for width in WIDTHS:
            seen: list[str] = page.evaluate(DRAW, [dict(chart.spec), width])
            if seen:
                found[f"{name} at {width}"] = seen
    return found


def test_charts_and_explorers_in_their_states(page: Page) -> None:
    charts = {name: show(name) for name in CHARTS if name not in EXPLORERS}
    charts |= {
        "between in Wales": show("between", area="Wales", change="a third"),
        "rising in two reports": show("rising-numbers", earlier_series=True),
    }
    for name, every in (("trend", 4), ("hundred", 3), ("eight", 40)):
        charts |= {f"{name} {state}": chart for state, chart in every_chart(name)[::every]}
    assert faults(page, charts) == {}


def test_regions_in_each_view(page: Page) -> None:
    # Each measure with an area that stands out in it.
    highlights = dict(zip(MEASURES, ("Wales", "London", "West Midlands", "London"), strict=True))
    charts = {
        str(state): chart
        for state, chart in every_chart("regions")
        if state["highlight"] == highlights[str(state["measure"])]
    }
    assert len(charts) == 20
    assert faults(page, charts) == {}


def test_the_guard_sees_words_that_meet_and_words_that_are_cut(page: Page) -> None:
    layout = {"height": 300, "margin": {"t": 60, "l": 0, "r": 0, "b": 0}}
    note = {"xref": "paper", "yref": "paper", "showarrow": False}
    two = [{**note, "x": 0.5, "y": 0.5, "text": "one"}, {**note, "x": 0.5, "y": 0.5, "text": "two"}]
    far = [{**note, "x": 1, "y": 0.5, "xanchor": "left", "text": "outside"}]
    for notes, said in ((two, "one over the other"), (far, "cut off")):
        spec = {"data": [], "layout": {**layout, "annotations": notes}}
        assert any(said in fault for fault in page.evaluate(DRAW, [spec, 364]))
