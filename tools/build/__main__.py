"""`python -m tools.build PART ...`: build parts of the teaching kit, or all of it, or the site."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from born_into_care.errors import PackError
from tools.build.pack import ROOT, write_text


def _write_pages() -> list[Path]:
    from tools.build.pages import write_pages

    stale = {path: text for path, text in write_pages().items() if path.read_text("utf-8") != text}
    return [write_text(path, text) for path, text in stale.items()]


def _write_questions() -> list[Path]:
    from tools.build.questions import write_exports

    return write_exports()


def _write_variants() -> list[Path]:
    from tools.build.sheets import write_variants

    return write_variants()


def _write_handouts() -> list[Path]:
    from tools.build.handouts import write_handouts

    return write_handouts()


def _write_slides() -> list[Path]:
    from tools.build import slides, support

    if warning := support.describe_unchecked(support.list_reachable()):
        print(warning, file=sys.stderr)
    decks = slides.write_decks()
    return [*decks, *slides.print_decks(decks)]


def _build_site() -> list[Path]:
    from tools.build.site.build import build_site

    site = build_site(ROOT / "build")
    size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    print(f"Open {site / 'index.html'}, or serve its folder ({size / 1e6:.1f} MB).")
    print(f"The same as one file to carry: {site.with_name('born-into-care-site.zip')}")
    if "not in this copy" in (site / "teaching" / "ready_to_use.html").read_text("utf-8"):
        print("Some slides or handouts are not on it as PDF: give 'make kit site' to have all.")
    return sorted(site.rglob("*.html"))


# Each part loads when it is asked for: the pages need no browser, the questions no papermill.
KIT: dict[str, tuple[Callable[[], list[Path]], str]] = {
    "pages": (_write_pages, "the run sheets and the support table of teaching/"),
    "exports": (_write_questions, "the question bank for Moodle, Canvas and Blackboard"),
    "variants": (_write_variants, "the assignment, one for each student, and the marker's key"),
    "handouts": (_write_handouts, "two pages of PDF for each notebook"),
    "slides": (_write_slides, "a deck for each notebook, as pages and as PDF"),
}
PARTS = KIT | {"site": (_build_site, "the pages that need no kernel, no server and no network")}


def main(arguments: list[str] | None = None) -> int:
    """Build what is asked for; return 0, or 1 with a sentence that says what to do."""
    listed = "\n".join(f"  {name:10}{words}" for name, (_, words) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tools.build",
        description=f"Build the kit or the site.\n\n{listed}\n  {'kit':10}all but the site",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="+", choices=[*PARTS, "kit"])
    chosen = parser.parse_args(arguments).part
    for name in [one for part in chosen for one in (KIT if part == "kit" else [part])]:
        try:
            written = PARTS[name][0]()
        except (PackError, ValueError) as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            return 1
        folders = sorted({str(path.parent) for path in written})
        print(f"{name}: {len(written)} files{f', in {folders[0]}' if folders else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
