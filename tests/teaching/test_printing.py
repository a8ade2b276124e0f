"""The slides in a browser, and every PDF: opened, steered, counted."""

import re
import unicodedata

import pytest
from pypdf import PdfReader

from tests.support.browser import Watch
from tools.build import handouts, slides
from tools.build.notebook import read_notebook
from tools.build.pack import NOTEBOOKS, list_notebooks

pytestmark = pytest.mark.browser

IDS = "all => all.map((one) => one.id)"
OVER = "one => one.scrollHeight > one.clientHeight + 2"
REGIONS = NOTEBOOKS / "05_same_day_hearings_by_region.ipynb"


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    return {path.stem: path for path in slides.write_decks(tmp_path_factory.mktemp("slides"))}


@pytest.fixture(scope="module")
def page(browser, decks):
    opened = browser.new_page(viewport={"width": 1280, "height": 720})
    opened.watch = Watch.of(opened)
    opened.goto(decks[REGIONS.stem].as_uri())
    opened.wait_for_selector("body[data-ready]")
    yield opened
    opened.watch.assert_quiet()


# A drawing is laid out, measured and made to fit: it is done when six frames change nothing.
STEADY = """async () => {
  const measure = () => JSON.stringify([...document.querySelectorAll(
    'section.present, section.present .main-svg')].map((one) => [
      one.scrollHeight, one.getBoundingClientRect(), one.querySelectorAll('text').length]));
  for (let before, now = measure(); now !== before; ) {
    before = now;
    for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
    now = measure();
  }
}"""


def turn_to(page, name: str) -> None:
    page.evaluate("(name) => { location.hash = `#/${name}`; }", name)
    page.wait_for_selector(f"section[id='{name}'].present")
    if page.locator(f"section[id='{name}'] :is([data-chart], [data-explorer])").count():
        page.wait_for_selector("section.present svg", state="attached")
    page.evaluate(STEADY)


def heard(page) -> str:
    """Give what stands in the regions that a screen reader speaks without being asked."""
    return page.evaluate(
        """() => [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]
        .filter((one) => one.getAttribute('aria-live') !== 'off' && one.checkVisibility())
        .filter((one) => !one.closest('section:not(.present)'))
        .map((one) => one.textContent).filter((words) => words).join(' | ')"""
    )


# What has the focus in the slide: whether any of it is seen, and the words that opened for it are
# on the slide.
STOP = """() => {
  const one = document.activeElement;
  if (!one.closest('section.present')) return null;
  const parts = [0.05, 0.25, 0.5, 0.75, 0.95];
  const seen = [...one.getClientRects()].some(({ left, top, width, height }) =>
    parts.some((across) => parts.some((down) =>
      one.contains(document.elementFromPoint(left + across * width, top + down * height)))));
  const words = one.closest('.hidden, .bic-words')?.getBoundingClientRect();
  const inside = !words || (words.top >= 0 && words.bottom <= 720 && words.height > 40);
  return { tag: one.tagName, scrolls: one.matches('.bic-scroll'), good: seen && inside,
           what: one.outerHTML.slice(0, 90) };
}"""


class TestSlides:
    def test_no_words_of_a_slide_run_over_its_edge(self, page):
        over = []
        for name in page.locator(".slides > section").evaluate_all(IDS):
            turn_to(page, name)
            over += [name] * page.locator("section.present").evaluate(OVER)
        assert over == []

    def test_a_chart_has_a_name_and_its_slide_a_short_one(self, page):
        turn_to(page, "incidence-chart")
        plot = page.locator("section.present [data-chart][role=img]")
        assert "Incidence: North East" in plot.get_attribute("aria-label")
        place, total = re.findall(r"\d+", page.locator(".slide-number").inner_text())
        heading = page.locator("section.present h2").inner_text()
        assert heard(page) == f"Slide {place} of {total}: {heading}"
        # In an application, H turned back a slide, and the table could not be browsed.
        assert page.locator(".reveal").get_attribute("role") == "region"

    @pytest.mark.parametrize("name", ["incidence-chart", "explorer"])
    def test_tab_stops_at_nothing_that_is_not_seen_and_keys_turn_no_slide(self, page, name):
        turn_to(page, name)
        page.evaluate(
            """() => {
              const heading = document.querySelector('section.present h2');
              heading.tabIndex = -1;
              heading.focus();
            }"""
        )
        stops = []
        page.keyboard.press("Tab")
        while (stop := page.evaluate(STOP)) is not None:
            stops.append(stop)
            for key in ["Space"] * (stop["tag"] == "SUMMARY") + ["ArrowRight"] * stop["scrolls"]:
                page.keyboard.press(key)
            page.keyboard.press("Tab")
        assert page.locator("section.present").get_attribute("id") == name
        assert any(stop["tag"] == "SUMMARY" for stop in stops)
        assert any(stop["scrolls"] for stop in stops) and all(stop["good"] for stop in stops), stops


# On one slide: the smallest letters as they are seen, words that cover others or are cut, and how
# far down the drawing goes.
SEEN = """() => {
  const section = document.querySelector('section.present');
  const found = { sizes: {}, faults: [], bottom: 0 };
  for (const svg of section.querySelectorAll('.main-svg')) {
    const frame = svg.getBoundingClientRect();
    const scale = frame.width / Number(svg.getAttribute('width'));
    found.bottom = Math.max(found.bottom, frame.bottom);
    const words = [...svg.querySelectorAll('text')].filter((one) => one.textContent.trim());
    const placed = words.map((one) => [one, one.getBoundingClientRect()]);
    const boxes = placed.filter(([, box]) => box.width);
    boxes.forEach(([one, box], at) => {
      const size = parseFloat(getComputedStyle(one).fontSize) * scale;
      const kind = one.closest('[class*=tick], .g-xtitle, .g-ytitle') ? 'axis' : 'other';
      found.sizes[kind] = Math.min(found.sizes[kind] ?? 999, size);
      const cut = box.left < frame.left - 3 || box.right > frame.right + 3;
      if (cut) found.faults.push(['cut', one.textContent]);
      for (const [other, there] of boxes.slice(at + 1)) {
        const across = Math.min(box.right, there.right) - Math.max(box.left, there.left);
        const down = Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top);
        // A box is higher than its letters by a quarter of a line.
        if (across > 3 && down > 5) found.faults.push([one.textContent, other.textContent]);
      }
    });
  }
  return found;
}"""


def faults_of_slide(page) -> list[object]:
    seen = page.evaluate(SEEN)
    least = {"axis": 18, "other": 16}
    small = [(kind, size) for kind, size in seen["sizes"].items() if size < least[kind]]
    return seen["faults"] + small + [("bottom", seen["bottom"])] * (seen["bottom"] > 720)


class TestTheBackRow:
    """On a projector of 1280 by 720, axes have 18 pixels, other words 16 at least."""

    def test_every_chart_of_every_deck_can_be_read(self, browser, decks):
        found = {}
        for number, path in decks.items():
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            page.goto(path.as_uri())
            page.wait_for_selector("body[data-ready]")
            with_chart = page.locator(".slides > section:has([data-chart], [data-explorer])")
            for name in with_chart.evaluate_all(IDS):
                turn_to(page, name)
                found[number, name] = faults_of_slide(page)
            page.close()
        assert {place: faults for place, faults in found.items() if faults} == {}


class TestPdf:
    def test_the_slides_are_printed_one_to_a_page_tagged(self, browser, decks):
        deck = decks[REGIONS.stem]
        read = PdfReader(slides.print_deck(browser, deck))
        assert len(read.pages) == deck.read_text("utf-8").count("<section ")
        assert "/StructTreeRoot" in read.trailer["/Root"]
        assert "Where to turn" in read.pages[0].extract_text()

    @pytest.mark.slow
    @pytest.mark.parametrize("path", list_notebooks(), ids=lambda path: path.stem[:2])
    def test_each_handout_has_two_pages_a_title_and_a_language(self, browser, tmp_path, path):
        read = PdfReader(handouts.print_handout(browser, read_notebook(path), tmp_path))
        assert f"handout {path.stem[:2]}" in read.metadata.title
        assert read.trailer["/Root"]["/Lang"] == "en-GB"
        assert "/StructTreeRoot" in read.trailer["/Root"]
        # "fi" is printed as one sign, and is two letters to a reader.
        first, second = (unicodedata.normalize("NFKC", one.extract_text()) for one in read.pages)
        assert "call 999" in first and "What these figures can't tell us" in second

    def test_a_handout_that_does_not_fit_is_named(self, browser, tmp_path, monkeypatch):
        notebook = read_notebook(REGIONS)
        long = handouts.write_handout(notebook).replace("<h1>", "<p>more</p>" * 400)
        monkeypatch.setattr(handouts, "write_handout", lambda _: long)
        with pytest.raises(ValueError, match="does not fit"):
            handouts.print_handout(browser, notebook, tmp_path)
