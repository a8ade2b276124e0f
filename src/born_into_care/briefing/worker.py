"""A program that makes one briefing for each line that it is given, until there is no more."""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
from dataclasses import asdict

from born_into_care.briefing.one import Job, make

# A Word document is built in memory that Python's collector does not count, so it would not think
# of collecting for a long while: without this a worker grows by half a megabyte an area.
_SWEEP = 10


def main() -> None:
    """Read areas from standard input, answer on standard output."""
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.disable(logging.ERROR)
    for number, line in enumerate(sys.stdin, start=1):
        held = json.loads(line)
        outcome = make(Job(**{**held, "formats": tuple(held["formats"])}))
        answers.write(json.dumps(asdict(outcome)) + "\n")
        answers.flush()
        if number % _SWEEP == 0:
            gc.collect()


if __name__ == "__main__":
    main()
