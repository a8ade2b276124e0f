"""Draw the explorers as readers see them who see other colours, or none.

    python -m tools.accessibility

Chromium shows each drawing five times: as it is, without colour, and as with three kinds of colour
blindness. Each view becomes one sheet in docs/accessibility/, for a person to look at.
"""

from __future__ import annotations

import base64
import html
import struct
import tempfile
import zlib
from pathlib import Path

import numpy as np
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
        # London has no rank, since nobody published its number of babies.
        {"view": "Ranks", "measure": "Incidence", "illustrative": True, "highlight": "Wales"},
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


# The pixels of a picture, four bytes each, as the browser that made it reads it again.
PIXELS = """async address => {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const { width, height } = picture;
  const drawing = new OffscreenCanvas(width, height).getContext("2d");
  drawing.drawImage(picture, 0, 0);
  const reader = new FileReader();
  reader.readAsDataURL(new Blob([drawing.getImageData(0, 0, width, height).data]));
  await new Promise((done) => { reader.onload = done; });
  return [width, height, reader.result.split(",")[1]];
}"""
# As many as one byte can name: a rare colour, of one mark alone, must stay what it is.
COLOURS = 256


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
    taken = base64.b64encode(page.screenshot(full_page=True)).decode()
    width, height, pixels = page.evaluate(PIXELS, f"data:image/png;base64,{taken}")
    page.close()
    return indexed_png(np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4))


def indexed_png(pixels: np.ndarray) -> bytes:
    """Give a picture as PNG with few colours, a third of what a browser writes.

    Parameters:
        pixels: bytes of red, green, blue and opacity, by row and column.

    Source of the method: the most frequent colours are the palette, and each other colour becomes
    the nearest of them.
    """
    height, width = pixels.shape[:2]
    plain = np.ascontiguousarray(pixels[:, :, :3]).reshape(-1, 3)
    colours, which, counts = np.unique(plain, axis=0, return_inverse=True, return_counts=True)
    palette = colours[np.argsort(-counts, kind="stable")[:COLOURS]]
    away = colours[:, None, :].astype(np.int32) - palette[None, :, :].astype(np.int32)
    nearest = (away**2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    rows = nearest[which.reshape(-1)].reshape(height, width)
    # Each row opens with a byte that says that it is stored as it is.
    stored = np.hstack([np.zeros((height, 1), np.uint8), rows]).tobytes()
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _part(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _part(b"PLTE", palette.tobytes()),
            _part(b"IDAT", zlib.compress(stored, 9)),
            _part(b"IEND", b""),
        )
    )


def _part(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


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
