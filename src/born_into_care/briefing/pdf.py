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
_BROWSERS = (
    # Chromium without windows, which starts and draws in half the time.
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
    "chrome",
    "msedge",
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
_TIMEOUT = 60
_NODE = re.compile(rb"\(node(\d{8})\)")
_TIMES = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")


def find_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the Chromium, Chrome or Edge that BROWSER_PATH names or PATH leads to, or None."""
    if named := environment.get("BROWSER_PATH"):
        return Path(named) if Path(named).exists() else None
    found = (shutil.which(name, path=environment.get("PATH")) for name in _BROWSERS)
    return next((Path(path) for path in found if path), None)


def to_pdf(page: str) -> bytes:
    """Return an HTML page as a tagged PDF with its title and language.

    Raises:
        OSError: if there is no browser, or it wrote nothing in time.
    """
    browser = find_browser()
    if browser is None:
        raise OSError(NO_BROWSER)
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(page, encoding="utf-8")
        command = [str(browser), *_ARGUMENTS, f"--user-data-dir={folder}/profile"]
        command += [f"--print-to-pdf={target}", source.as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # As root, in a container, Chromium's own sandbox can't start.
            command.insert(1, "--no-sandbox")
        try:
            subprocess.run(command, check=False, capture_output=True, timeout=_TIMEOUT)
        except subprocess.TimeoutExpired:
            raise OSError(f"The browser took longer than {_TIMEOUT} seconds.") from None
        if not target.is_file():
            raise OSError("The browser wrote no PDF.")
        return _with_fixed_bytes(target.read_bytes())


def _with_fixed_bytes(content: bytes) -> bytes:
    """Return the PDF with one fixed time, and its heading cells numbered from one.

    A browser under load counts the nodes of the same page from another number. Each replaced text
    keeps its length, so that no offset moves.
    """
    nodes = sorted(set(_NODE.findall(content)))
    numbered = _NODE.sub(lambda m: b"(node%08d)" % (nodes.index(m[1]) + 1), content)
    return _TIMES.sub(rb"\g<1>20000101000000", numbered)
