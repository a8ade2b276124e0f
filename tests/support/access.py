"""Find what hinders a reader with a screen reader or colours of their own in a page."""

import json
import re
from collections.abc import Sequence
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from born_into_care.paths import read_tokens

# Off in axe unless asked for: a target of at least 24 by 24 pixels, or room around it.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


def axe_faults(page: Page, selector: str, *, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds that is serious or critical in a part of a page, one line for each.

    Parameters:
        rules: the rules to check; all where none is named.

    Raises:
        AssertionError: if axe found nothing at all to look at, which would be a clean report too.
    """
    # It cannot judge a drawing, and takes half its time to find that out.
    part = {"include": [[selector]], "exclude": [[".main-svg"]]}
    options = OPTIONS | ({"runOnly": rules} if rules else {})
    found: dict[str, Any] = Axe().run(page, context=part, options=options).response
    enough = len(found["passes"]) >= (1 if rules else 6)
    assert enough, f"axe looked at hardly anything in {selector}"
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:200]} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


LISTEN = """box => {
    const live = box.querySelector('[role=status]');
    const plot = box.querySelector('.bic-plot');
    box.announcements = [];
    new MutationObserver(() => box.announcements.push({
        text: live.textContent,
        // What is announced must be what is seen: the drawing has its new name by then.
        label: plot.getAttribute('aria-label'),
    })).observe(live, { childList: true, characterData: true, subtree: true });
}"""
READ = "box => { const found = box.announcements; box.announcements = []; return found; }"


def note_announcements(explorer: Locator) -> None:
    """Note from now on what the live region of an explorer announces, and when."""
    explorer.evaluate(LISTEN)


def read_announcements(explorer: Locator) -> list[dict[str, str]]:
    """Return the texts since the last call, each with the drawing's label at that moment."""
    found: list[dict[str, str]] = explorer.evaluate(READ)
    return found


# The contrast that WCAG asks for, over what is really computed: axe cannot judge an SVG, and where
# a reader's own colours are on, it reads a colour that Chromium does not paint with.
CONTRAST = """box => {
    const numbers = text => text.match(/[0-9.]+/g).map(Number);
    const light = colour => {
        const [r, g, b] = numbers(colour).map(part => {
            const share = part / 255;
            return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    // On a dark page a filter turns a drawing and its paper, and not the page that it stands on.
    const { filter } = getComputedStyle(box.querySelector('.bic-plot'));
    const painted = colour => {
        const brush = new OffscreenCanvas(1, 1).getContext('2d');
        Object.assign(brush, { filter, fillStyle: colour });
        brush.fillRect(0, 0, 1, 1);
        return `rgb(${brush.getImageData(0, 0, 1, 1).data.slice(0, 3).join()})`;
    };
    const drawn = [...box.querySelectorAll('.shapelayer path')].map(path => [
        path.getBoundingClientRect(), getComputedStyle(path)]);
    const paper = node => {
        // Letters on a shape of a drawing, such as a tile, stand on its colour.
        const { x, y, width, height } = node.getBoundingClientRect();
        const [at_x, at_y] = [x + width / 2, y + height / 2];
        const under = node.closest('svg') && drawn.filter(([at, style]) =>
            at.left < at_x && at.right > at_x && at.top < at_y && at.bottom > at_y
            && style.fill.startsWith('rgb(') && style.fillOpacity === '1').at(-1);
        if (under) return painted(under[1].fill);
        for (let at = node; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if ((numbers(colour)[3] ?? 1) !== 1) continue;
            return at.matches('.bic-plot') ? painted(colour) : colour;
        }
        const bare = document.body.appendChild(document.createElement('i'));
        bare.style.background = 'Canvas';
        const colour = getComputedStyle(bare).backgroundColor;
        bare.remove();
        return colour;
    };
    const text = node => (node.value ?? node.textContent).trim();
    const words = 'p, label, select, input[type=number], summary, .bic-help, .bic-plot text';
    return [...box.querySelectorAll(words)]
        .filter(node => text(node) && node.getBoundingClientRect().width)
        .map(node => {
            const style = getComputedStyle(node);
            const ink = node.closest('svg') ? painted(style.fill) : style.color;
            const [a, b] = [light(ink), light(paper(node))];
            return [text(node), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
        });
}"""


def faint_words(explorer: Locator, *, least: float = 4.5) -> list[str]:
    """Return the words, drawn ones among them, that stand out too little from their paper."""
    pairs: list[tuple[str, float]] = explorer.evaluate(CONTRAST)
    assert len(pairs) > 5, "there are hardly any words in it"
    return [f"{json.dumps(text)}: {ratio:.1f}" for text, ratio in pairs if ratio < least]


def contrast(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the contrast of two colours as WCAG counts it: red, green and blue from 0 to 1."""

    def bright(color: Sequence[float]) -> float:
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in color]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((bright(first), bright(second)))
    return (light + 0.05) / (dark + 0.05)


def read_hex(color: str) -> list[float]:
    """Return red, green and blue of "#RRGGBB", from 0 to 1."""
    return [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]


# Half a turn of hue, as the filter effects module of the W3C has it.
_HALF_TURN = ((-0.574, 1.43, 0.144), (0.426, 0.43, 0.144), (0.426, 1.43, -0.856))


def turn_dark(color: Sequence[float]) -> list[float]:
    """Return what the filter of a dark page makes of a colour of a drawing."""
    filters = re.findall(r"drawing: invert\(([\d.]+)\) hue-rotate\((\d+)deg\)", read_tokens())
    part, degrees = filters[0]
    assert degrees == "180"
    inverted = [float(part) + (1 - 2 * float(part)) * share for share in color]
    turned = [sum(a * b for a, b in zip(row, inverted, strict=True)) for row in _HALF_TURN]
    return [min(1.0, max(0.0, share)) for share in turned]
