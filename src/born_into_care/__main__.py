"""Run the command line: `python -m born_into_care`."""

import sys

from born_into_care.cli import main

if __name__ == "__main__":
    sys.exit(main())
