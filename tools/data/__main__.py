"""`python -m tools.data`: write the files of `data/` that follow from its tables.

With `--check`, write nothing, name what is stale, and end in failure if anything is.
"""

import argparse
import sys

from tools.data.build import stale_files, write_files


def main(arguments: list[str] | None = None) -> int:
    """Write or check the made files, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tools.data", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    if not parser.parse_args(arguments).check:
        print("\n".join(f"data/{name}" for name in write_files()))
        return 0
    problems = stale_files()
    print("\n".join(problems) or "Every made file of data/ is current.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
