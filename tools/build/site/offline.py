"""What lets the site go on without a network: a service worker."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tools.build.pack import write_text

WORKER = "worker.js"
# What is downloaded to be printed or imported is not kept on forty phones.
NOT_KEPT = ("*.pdf", "questions/*")


def write_worker(site: Path) -> None:
    """Write the service worker with the list of the files of the site that are shown.

    Its version is a digest of what the files hold, so that a corrected figure reaches those who
    keep an older copy, and an unchanged site is not fetched again.
    """
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.as_posix().encode() + (site / name).read_bytes())
    kept = [one.as_posix() for one in names if not any(one.match(rule) for rule in NOT_KEPT)]
    head = f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\n"
    head += f"const FILES = {json.dumps(kept)};\n"
    body = (Path(__file__).parent / "static" / WORKER).read_text("utf-8")
    write_text(site / WORKER, head + body)
