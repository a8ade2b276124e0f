"""`python -m tools.kit PART ...`: build parts of the teaching kit, or all of it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from born_into_care.errors import PackError
from tools.kit.places import ROOT


def _pages() -> list[Path]:
    from tools.kit import pages

    return pages.build()


def _slides() -> list[Path]:
    from tools.kit import slides, support

    if said := support.unchecked(support.routes()):
        print(said, file=sys.stderr)
    decks = slides.build()
    return [*decks, *slides.print_all(decks)]


def _handouts() -> list[Path]:
    from tools.kit import handouts

    return handouts.build()


def _exports() -> list[Path]:
    from tools.kit import exports

    return exports.build()


def _variants() -> list[Path]:
    from tools.kit import variants

    return variants.build()


# Each part loads when it is asked for: the pages need no browser, the questions no papermill.
PARTS: dict[str, tuple[Callable[[], list[Path]], str]] = {
    "pages": (_pages, "the run sheets and the support table of teaching/"),
    "exports": (_exports, "the question bank for Moodle, Canvas and Blackboard"),
    "variants": (_variants, "the assignment, one for each student, and the marker's key"),
    "handouts": (_handouts, "two pages of PDF for each notebook"),
    "slides": (_slides, "a deck for each notebook, as pages and as PDF"),
}


def main(arguments: list[str] | None = None) -> int:
    """Build what is asked for; give 0, or 1 with a sentence that says what to do."""
    known = "\n".join(f"  {name:10}{said}" for name, (_, said) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tools.kit",
        description=f"Build the teaching kit.\n\n{known}\n  {'all':10}all of these",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="+", choices=[*PARTS, "all"])
    chosen = parser.parse_args(arguments).part
    names = list(PARTS) if "all" in chosen else chosen
    for name in names:
        try:
            written = PARTS[name][0]()
        except (PackError, ValueError, FileNotFoundError) as problem:
            print(f"{name}: {problem}", file=sys.stderr)
            return 1
        print(f"{name}: {len(written)} files" + (f", in {_where(written)}" if written else ""))
    return 0


def _where(written: list[Path]) -> str:
    folders = {path.parent.resolve() for path in written}
    return ", ".join(
        sorted(
            str(folder.relative_to(ROOT)) if folder.is_relative_to(ROOT) else str(folder)
            for folder in folders
        )
    )


if __name__ == "__main__":
    sys.exit(main())
