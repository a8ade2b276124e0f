"""Draw the explorers as readers see them who see other colours, or none.

    python -m tools.accessibility

Chromium shows each drawing five times: as it is, without colour, and as with three kinds of colour
blindness. Each view becomes one sheet in docs/accessibility/, for a person to look at.
"""

from __future__ import annotations

import base64
import html
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page

from born_into_care.explorers import explorer
from tests.support.browser import ROOT, chromium
from tests.support.explorer_page import box, settled, write_page

FOLDER = ROOT / "docs" / "accessibility"

# What Chromium calls each way of seeing, and what the sheet calls it.
VISIONS = {
    "none": "As drawn",
    "achromatopsia": "No colour (achromatopsia)",
    "deuteranopia": "No green (deuteranopia)",
    "protanopia": "No red (protanopia)",
    "tritanopia": "No blue (tritanopia)",
}

# Each view with as many layers as it can have: what could be confused is on it.
VIEWS: dict[str, tuple[str, dict[str, object]]] = {
    "regions-dot-plot": ("regions", {"illustrative": True, "highlight": "London"}),
    "regions-tile-map": ("regions", {"view": "Tile map", "illustrative": True}),
    "regions-funnel-plot": (
        "regions",
        {
            "view": "Funnel plot",
            "measure": "Incidence",
            "illustrative": True,
            "highlight": "London",
        },
    ),
    "regions-ranks": (
        "regions",
        {"view": "Ranks", "measure": "Incidence", "illustrative": True, "highlight": "London"},
    ),
    "notice": ("notice", {"illustrative": True}),
    "notice-days": ("notice-days", {"days": 3}),
    "trend": ("trend", {"other_reports": True, "illustrative": True}),
}

# A width at which words on a drawing can be read, and five drawings fill a screen.
WIDTH = 460
ALONE = f"""
body {{ margin: 0; width: {WIDTH}px }}
h1, main > p, .bic-explorer > :not(.bic-plot) {{ display: none !important }}
.bic-explorer {{ padding: 0 !important }}
"""
SHEET = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>
body {{ margin: 0; padding: 12px; width: {room}px; background: #fff; color: #1f2328;
    font: 15px system-ui, 'DejaVu Sans', sans-serif }}
h1 {{ font-size: 17px; margin: 0 0 8px }}
main {{ display: grid; grid-template-columns: repeat(3, {width}px); gap: 12px }}
figure {{ margin: 0 }} figcaption {{ font-weight: 600; margin-bottom: 4px }}
img {{ display: block; border: 1px solid #767f8a }}
</style><h1>{title}</h1><main>{figures}</main></html>"""


def pictures(page: Page) -> dict[str, bytes]:
    """Give the drawing of a page as each way of seeing shows it, as PNG."""
    session = page.context.new_cdp_session(page)
    found = {}
    for vision in VISIONS:
        session.send("Emulation.setEmulatedVisionDeficiency", {"type": vision})
        found[vision] = box(page).locator(".bic-plot").screenshot()
    return found


def sheet(browser: Browser, title: str, found: dict[str, bytes]) -> bytes:
    """Give one picture that lays the drawings out side by side, each under its name."""
    figures = "".join(
        f"<figure><figcaption>{VISIONS[vision]}</figcaption>"
        f'<img alt="" src="data:image/png;base64,{base64.b64encode(picture).decode()}"></figure>'
        for vision, picture in found.items()
    )
    room = 3 * WIDTH + 2 * 12 + 6
    page = browser.new_page(viewport={"width": room + 24, "height": 400})
    page.set_content(
        SHEET.format(title=html.escape(title), figures=figures, width=WIDTH + 2, room=room)
    )
    page.wait_for_function("() => [...document.images].every(one => one.complete)")
    picture = page.screenshot(full_page=True)
    page.close()
    return picture


def main() -> None:
    """Draw a sheet for each view."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for view, (name, state) in VIEWS.items():
            written = write_page(Path(folder), [(name, state)], file=f"{view}.html", style=ALONE)
            page = browser.new_page(viewport={"width": WIDTH, "height": 900})
            page.goto(written.as_uri())
            settled(page)
            found = pictures(page)
            page.close()
            title = explorer(name).chart_for(**state).title
            target = FOLDER / f"{view}.png"
            target.write_bytes(sheet(browser, title, found))
            print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
