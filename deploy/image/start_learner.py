#!/usr/bin/env python3
"""Give a learner their own copy of the notebooks, then start their server.

The pack lies in the image and nobody can write to it. A learner writes into `~/born-into-care`:

    notebooks/   their own copies, to run and to change
    data         a link to the pack's figures, and
    teaching     a link to its pages, so that every link in a notebook leads somewhere

A notebook that a learner has changed is never touched again. One that they have not changed is
brought up to date, and one that is missing is given anew: to start a notebook afresh, a learner
renames or deletes it and starts their server again.

Giving the copy uses Python's own library alone: it is quick, and has nothing to fail on.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

PACK = Path(os.environ.get("BORN_INTO_CARE_PACK", "/opt/born-into-care"))
FOLDER = "born-into-care"
LINKED = ("data", "teaching")
GIVEN = ".given.json"


def give(pack: Path, own: Path) -> list[str]:
    """Bring a learner's folder up to date with the pack, and give the names of what it wrote.

    Parameters:
        pack: the pack's root, which is only read.
        own: the learner's folder, made if it is missing.
    """
    notebooks = own / "notebooks"
    notebooks.mkdir(parents=True, exist_ok=True)
    given = _given(own)
    written = []
    for source in sorted((pack / "notebooks").glob("*.ipynb")):
        target, new = notebooks / source.name, _digest(source)
        if target.exists() and _digest(target) not in (given.get(source.name), new):
            continue
        if not target.exists() or _digest(target) != new:
            _copy(source, target)
            written.append(source.name)
        given[source.name] = new
    (own / GIVEN).write_text(json.dumps(given, indent=1, sort_keys=True) + "\n", "utf-8")
    for name in LINKED:
        link = own / name
        if link.is_symlink():
            link.unlink()
        if not link.exists() and (pack / name).is_dir():
            link.symlink_to(pack / name, target_is_directory=True)
    return written


def _given(own: Path) -> dict[str, str]:
    # A list that was lost or damaged means that nothing is known to be unchanged: all is kept.
    try:
        read = json.loads((own / GIVEN).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _copy(source: Path, target: Path) -> None:
    # Written beside and moved into place: a full disk leaves the old notebook, not half of one.
    beside = target.with_name(f".{target.name}.new")
    shutil.copyfile(source, beside)
    beside.replace(target)


def main(arguments: list[str]) -> None:
    """Give the copy, then be the learner's server until it is stopped."""
    try:
        give(PACK, Path.home() / FOLDER)
    except OSError as problem:
        # A server without a new copy is of more use to a learner than no server.
        print(f"The learner's copy could not be brought up to date: {problem}", file=sys.stderr)

    # Checks addresses written in other alphabets, which no schema here holds. Importing it builds
    # its grammar, which was more than half of what starting a server cost; jsonschema does without.
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    from jupyterhub.singleuser import main as serve

    sys.argv = ["jupyterhub-singleuser", *arguments]
    serve()


if __name__ == "__main__":
    main(sys.argv[1:])
