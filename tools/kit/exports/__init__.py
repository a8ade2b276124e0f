"""The question bank in the formats that learning platforms read."""

from __future__ import annotations

from pathlib import Path

from tools.kit.exports import blackboard_upload, moodle, qti12
from tools.kit.exports.item import Item, items
from tools.kit.places import BUILT

FOLDER = BUILT / "questions"


def build(folder: Path = FOLDER, bank: list[Item] | None = None) -> list[Path]:
    """Write the whole bank in each format, and give the files.

    Parameters:
        folder: where to write.
        bank: the questions; None for all of `data/questions.json`.
    """
    bank = items() if bank is None else bank
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        folder / "moodle.xml": moodle.document(bank),
        folder / "canvas-qti12.zip": qti12.package(bank),
        folder / "blackboard-upload.txt": blackboard_upload.document(bank).encode(),
    }
    for path, content in written.items():
        path.write_bytes(content)
    return list(written)
