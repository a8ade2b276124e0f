"""How big and how quick the deliveries are, for the page in docs/.

Takes minutes, so `make check-deliveries` runs it and `make test` does not.
"""

from __future__ import annotations

import importlib.metadata
import re
import statistics
import time
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import Page, expect

from tests.support.app import workshop_app
from tests.support.browser import ROOT, Watch
from tests.support.lab import copy_pack, jupyterlab, open_notebook
from tests.support.site import compressed_bytes, served
from tools.site.build import build
from tools.workshop.path import workshop

REGIONS = "notebooks/05_same_day_hearings_by_region.html"
RUNS = 5


def megabytes(size: float) -> str:
    return f"{size / 1e6:.2f} MB"


def seconds(value: float) -> str:
    return f"{value:.1f} s"


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def test_sizes(site, browser, server, report):
    whole = size_of(site.folder)
    report.add("Sizes", what="whole site", size=megabytes(whole), limit="25 MB")
    report.add(
        "Sizes",
        what="the site as one zip file",
        size=megabytes(site.archive.stat().st_size),
        limit="8 MB",
    )
    for name in (REGIONS, "notebooks/01_rising_numbers.html", "data/figures.html", "index.html"):
        context = browser.new_context(service_workers="block")
        page = context.new_page()
        watch = Watch.of(page)
        page.goto(server.address + name)
        drawn(page)
        page.wait_for_load_state("networkidle")
        small = compressed_bytes(site.folder, watch.asked)
        limit = "1.5 MB" if name == REGIONS else ""
        report.add(
            "Sizes", what=f"{name}, all it loads, compressed", size=megabytes(small), limit=limit
        )
        context.close()
    library = site.folder / "_static/pack/plotly-basic.min.js"
    report.add(
        "Sizes", what="of it plotly.js (basic)", size=megabytes(library.stat().st_size), limit=""
    )


def test_what_a_learner_installs(report):
    names = set(re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "requirements.lock").read_text(), re.M))
    sizes = {}
    for name in names:
        try:
            files = importlib.metadata.files(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # for another Python or another system
        paths = [Path(str(one.locate())) for one in files]
        sizes[name] = sum(path.stat().st_size for path in paths if path.is_file())
    whole = sum(sizes.values())
    report.add(
        "Sizes",
        what="packages of the learner's lock, as installed here",
        size=megabytes(whole),
        limit="700 MB",
    )
    for name in sorted(sizes, key=sizes.__getitem__, reverse=True)[:5]:
        report.add("Sizes", what=f"of it {name}", size=megabytes(sizes[name]), limit="")


def drawn(page: Page) -> None:
    for place in ("[data-bic-chart]:not([data-drawn])", "[data-bic-explorer]:not([data-ready])"):
        expect(page.locator(place)).to_have_count(0, timeout=30_000)


def first_explorer(browser, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
    page = context.new_page()
    begun = time.monotonic()
    page.goto(address, wait_until="commit")
    page.wait_for_selector("[data-bic-explorer]", state="attached")
    page.evaluate("() => document.querySelector('[data-bic-explorer]').scrollIntoView()")
    place = page.locator("[data-bic-explorer]").first
    expect(place).to_have_attribute("data-ready", "true", timeout=30_000)
    expect(place).to_have_attribute("data-busy", "false", timeout=30_000)
    took = time.monotonic() - begun
    context.close()
    return took


def test_times(site, browser, server, report, tmp_path):
    begun = time.monotonic()
    build(tmp_path)
    report.add(
        "Times", what="building the site", median=seconds(time.monotonic() - begun), limit=""
    )
    for place, address in (("web server", server.address), ("folder", f"{site.folder.as_uri()}/")):
        runs = [first_explorer(browser, address + REGIONS) for _ in range(RUNS)]
        report.add(
            "Times",
            what=f"from opening 05 to its explorer ready, from a {place}",
            median=seconds(statistics.median(runs)),
            limit="2 s",
        )


def test_a_move_on_a_page(browser, server, report):
    page = browser.new_page()
    page.goto(server.address + REGIONS)
    drawn(page)
    took = page.evaluate(
        """async () => {
            const place = document.querySelector('[data-bic-explorer]');
            place.scrollIntoView();
            const list = place.querySelector('select[id$="-measure"]');
            const times = [];
            for (let turn = 0; turn < 20; turn += 1) {
                list.selectedIndex = turn % list.options.length;
                const begun = performance.now();
                list.dispatchEvent(new Event('change'));
                while (place.dataset.busy === 'true') await new Promise((go) => setTimeout(go, 1));
                times.push(performance.now() - begun);
            }
            return times.sort((one, other) => one - other)[10];
        }"""
    )
    report.add(
        "Times",
        what="a move of the explorer to the changed chart",
        median=f"{took:.0f} ms",
        limit="",
    )
    page.close()


@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
def test_the_app(browser, tmp_path, report, warm):
    notebook = tmp_path / "workshop.ipynb"
    nbformat.write(workshop(ROOT, ROOT / "app" / "path.toml"), notebook)
    with workshop_app(notebook, tmp_path) as app:
        if warm:
            app.wait_until_warm()
        page = browser.new_page()
        begun = time.monotonic()
        page.goto(app.address)
        expect(page.locator(".bic-explorer:has(select)").first).to_have_attribute(
            "data-busy", "false", timeout=120_000
        )
        took = time.monotonic() - begun
        page.close()
    said = "a warm kernel waiting" if warm else "the app only then started"
    report.add(
        "Times",
        what=f"from opening the app to its explorer ready, {said}",
        median=seconds(took),
        limit="",
    )


def test_jupyterlab_to_a_usable_explorer(browser, report, tmp_path):
    folder = copy_pack(ROOT, tmp_path)
    starts, opens = [], []
    for turn in range(3):
        scratch = tmp_path / f"jupyter-{turn}"
        begun = time.monotonic()
        with jupyterlab(folder, scratch) as lab:
            starts.append(time.monotonic() - begun)
            for _ in range(2):
                begun = time.monotonic()
                path = "notebooks/05_same_day_hearings_by_region.ipynb"
                with open_notebook(browser, lab, path) as notebook:
                    notebook.run_all()
                    place = notebook.page.locator(".bic-explorer:has(select)").first
                    place.scroll_into_view_if_needed()
                    expect(place).to_have_attribute("data-busy", "false", timeout=60_000)
                    opens.append(time.monotonic() - begun)
    for what, values in (
        ("make lab, installed already, until JupyterLab answers", starts),
        ("from opening 05 in JupyterLab, running all its cells, to its explorer ready", opens),
    ):
        report.add("Times", what=what, median=seconds(statistics.median(values)), limit="")


def test_a_kept_site_needs_no_network(site, browser, report):
    with served(site.folder) as server:
        context = browser.new_context()
        page = context.new_page()
        begun = time.monotonic()
        page.goto(server.address + "index.html")
        expect(page.locator("#bic-offline")).to_contain_text("kept on this device", timeout=60_000)
        took = time.monotonic() - begun
        context.close()
    report.add("Times", what="keeping the whole site on a device", median=seconds(took), limit="")
