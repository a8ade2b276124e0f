"""Where the pack's own folders are, and how files of a learner's are written."""

import os
import tempfile
from functools import cache
from pathlib import Path

from born_into_care.errors import PackError

HOME = "~/born-into-care"
"""Where a learner's files go, unless they choose another folder."""
DATA = "data"
"""The folder of the evidence tables, in the pack's own."""


@cache
def pack_folder() -> Path:
    """Return the root of the pack: the folder that holds notebooks/, data/ and src/."""
    root = Path(__file__).resolve().parents[2]
    if not (root / DATA).is_dir():
        raise FileNotFoundError(
            f"The folder 'data' is not at {root}. Install the pack from its own folder "
            "with 'make lab', or with 'pip install --editable .'."
        )
    return root


def data_folder() -> Path:
    """Return the folder of the evidence tables."""
    return pack_folder() / DATA


def read_tokens() -> str:
    """Return the style sheet of type, space, colours and focus that every page's own follows."""
    return (Path(__file__).parent / "tokens.css").read_text("utf-8")


def make_private_folder(folder: Path) -> Path:
    """Make a folder, and those above it that are missing, for its owner alone."""
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_private(path: Path, content: bytes, *, mark: bytes = b"", durable: bool = False) -> Path:
    """Write a whole file or none, for its owner alone.

    Every version of the file holds `mark`; a file of its name without it is somebody else's, and
    the PackError says so. Without a mark, whatever has its name is written over: the record's name
    is its own. A durable file is on the disk, and not lost if the power goes.
    """
    if path.exists() and mark not in path.read_bytes():
        raise PackError(
            f"'{path}' is there already and may be somebody's work, so it is left as it is. Move "
            "it away, or choose another name or folder."
        )
    folder = make_private_folder(path.parent)
    handle, part = tempfile.mkstemp(".part", f".{path.stem}-", folder)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(handle)
        Path(part).replace(path)
    finally:
        Path(part).unlink(missing_ok=True)
    return path
