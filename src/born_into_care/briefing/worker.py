"""A program that makes one briefing for each line that it is given, until there is no more."""

from __future__ import annotations

import json
import logging
import os
import sys
from dataclasses import asdict

from born_into_care.briefing.one import Job, make


def main() -> None:
    """Read areas from standard input, answer on standard output."""
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    logging.disable(logging.ERROR)
    for line in sys.stdin:
        held = json.loads(line)
        outcome = make(Job(**{**held, "formats": tuple(held["formats"])}))
        answers.write(json.dumps(asdict(outcome)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
