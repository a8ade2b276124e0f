"""`python -m tools.build PART ...`: build parts of the teaching kit, or all of it, or the site."""

import argparse
from importlib import import_module

# Each part's function loads when it is asked for: pages need no browser, questions no papermill.
KIT = {
    "pages": ("pages:write_stale", "the run sheets and the support table of teaching/"),
    "exports": ("questions:write_exports", "the question bank for Moodle, Canvas and Blackboard"),
    "variants": ("variants:write_variants", "the assignment, one for each student, and the key"),
    "handouts": ("handouts:write_handouts", "two pages of PDF for each notebook"),
    "poster": ("handouts:write_poster", "the seven pictures on one page of A3"),
    "slides": ("slides:write_slides", "a deck for each notebook, as pages and as PDF"),
}
PARTS = KIT | {"site": ("site.build:write_site", "the pages that need no kernel and no server")}


def main(arguments: list[str] | None = None) -> None:
    """Build what is asked for, or exit with 1 and a sentence that says what to do."""
    listed = "\n".join(f"  {name:10}{words}" for name, (_, words) in PARTS.items())
    parser = argparse.ArgumentParser(
        prog="python -m tools.build",
        description=f"Build the kit or the site.\n\n{listed}\n  {'kit':10}all but the site",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("part", nargs="+", choices=[*PARTS, "kit"])
    chosen = parser.parse_args(arguments).part
    for name in [one for part in chosen for one in (KIT if part == "kit" else [part])]:
        module, _, function = PARTS[name][0].partition(":")
        try:
            written = getattr(import_module(f"tools.build.{module}"), function)()
        except ValueError as problem:
            parser.exit(1, f"{name}: {problem}\n")
        print(f"{name}: {len(written)} files", *(f"in {path.parent}" for path in written[:1]))


if __name__ == "__main__":
    main()
