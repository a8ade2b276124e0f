"""A briefing as a tagged PDF, printed from its HTML by a browser that is on the computer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

NO_BROWSER = (
    "No PDF was made, because no Chromium, Chrome or Edge was found. Open the HTML file in any "
    "browser and choose Print, then 'Save as PDF'."
)
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_ARGUMENTS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    # Nothing that a page asks for may leave the computer.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
)
_PATIENCE = 60
_NODE = re.compile(rb"\(node(\d{8})\)")
_TIMES = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")


def browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Give the Chromium, Chrome or Edge of this computer, or None.

    Parameters:
        environment: where BROWSER_PATH may name one, as for kaleido, and PATH says where to look.
    """
    if named := environment.get("BROWSER_PATH"):
        return Path(named) if Path(named).exists() else None
    for name in _NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            return Path(found)
    return next((Path(place) for place in _PLACES if Path(place).exists()), None)


def pdf(page: Path, target: Path, *, with_browser: Path) -> Path:
    """Write an HTML file as a tagged PDF with its title and language, and give its path.

    Parameters:
        page: the HTML file.
        target: the PDF to write.
        with_browser: from `browser()`.

    Raises:
        OSError: if the browser wrote nothing in time.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as profile:
        command = [
            str(with_browser),
            *_ARGUMENTS,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={target.resolve()}",
            page.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # As root, in a container, Chromium's own sandbox can't start.
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            raise OSError(f"The browser took longer than {_PATIENCE} seconds.") from None
    if not target.is_file():
        raise OSError("The browser wrote no PDF.")
    target.write_bytes(_same_bytes(target.read_bytes()))
    return target


def _same_bytes(content: bytes) -> bytes:
    """The PDF with one fixed time, and its heading cells numbered from one.

    A browser under load counts the nodes of the same page from another number. Each replaced text
    keeps its length, so that no offset moves, and the order of the numbers stays.
    """
    nodes = sorted(set(_NODE.findall(content)))

    def fixed(match: re.Match[bytes]) -> bytes:
        start = b"/" + match[1] + b" (D:20000101000000"
        zone = match[0][len(start) : -1]
        return start + zone + b")"

    numbered = _NODE.sub(lambda m: b"(node%08d)" % (nodes.index(m[1]) + 1), content)
    return _TIMES.sub(fixed, numbered)
