"""Build the site, and say what was built: `python -m tools.site`."""

from __future__ import annotations

import sys
from pathlib import Path

from born_into_care.errors import PackError
from born_into_care.paths import pack_folder
from tools.kit.publish import MISSING
from tools.site.build import build
from tools.site.contents import KIT


def main() -> int:
    """Build into `build/`, and give 1 where something needs mending."""
    root = pack_folder()
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else root / "build"
    try:
        site = build(target)
    except PackError as problem:
        print(problem, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"The site is in {site} ({size / 1e6:.1f} MB): open its index.html, or serve the folder.")
    if MISSING in (site / f"{KIT}.html").read_text("utf-8"):
        print("Some slides or handouts are not on it as PDF: give 'make kit site' to have all.")
    print(f"The same as one file to carry: {target / 'born-into-care-site.zip'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
