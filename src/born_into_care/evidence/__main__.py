"""`python -m born_into_care.evidence`: write what is made from the evidence's tables.

With `--check`, write nothing, name what is stale, and end in failure if anything is.
"""

from __future__ import annotations

import argparse
import sys

from born_into_care.evidence.build import build, changed_tables, stale


def main(arguments: list[str] | None = None) -> int:
    """Write or check the generated files, and give the exit code."""
    parser = argparse.ArgumentParser(prog="python -m born_into_care.evidence", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    if not parser.parse_args(arguments).check:
        print("\n".join(f"data/{path.name}" for path in build()))
        return 0
    troubles = [*stale(), *changed_tables()]
    print("\n".join(troubles) or "Every generated file of data/ is fresh.")
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
