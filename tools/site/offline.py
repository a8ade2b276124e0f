"""What lets the site go on without a network: a service worker, and one file to carry."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

STATIC = Path(__file__).parent / "static"
WORKER = "worker.js"
# What is downloaded to be printed or imported is not kept on forty phones.
NOT_KEPT = ("*.pdf", "questions/*")


def write_worker(site: Path) -> None:
    """Write the service worker with the list of the files of the site that are shown.

    Its version is a digest of what the files hold, so that a corrected figure reaches those who
    keep an older copy, and an unchanged site is not fetched again.
    """
    files = sorted(path for path in site.rglob("*") if path.is_file() and path.name != WORKER)
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.relative_to(site).as_posix().encode())
        digest.update(path.read_bytes())
    names = [path.relative_to(site).as_posix() for path in files if not _downloaded(path, site)]
    head = (
        f"const VERSION = {json.dumps(digest.hexdigest()[:16])};\n"
        f"const FILES = {json.dumps(names)};\n"
    )
    body = (STATIC / WORKER).read_text("utf-8")
    (site / WORKER).write_text(head + body, "utf-8")


def _downloaded(path: Path, site: Path) -> bool:
    return any(path.relative_to(site).match(pattern) for pattern in NOT_KEPT)


def write_archive(site: Path, archive: Path) -> None:
    """Write the site as one zip file: for a USB stick, an e-mail or a learning platform.

    The same site gives the same file, byte for byte.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                # A fixed time: the day on which the site was built is no part of it.
                entry = zipfile.ZipInfo(f"born-into-care/{path.relative_to(site).as_posix()}")
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                zipped.writestr(entry, path.read_bytes())
