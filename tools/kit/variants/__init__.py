"""The assignment, one for each student: another region and measure of the illustrative cohort."""

from __future__ import annotations

from pathlib import Path

from tools.kit.places import BUILT

FOLDER = BUILT / "variants"
STUDENTS = 30


def build(folder: Path = FOLDER, *, students: int = STUDENTS, seed: int = 2021) -> list[Path]:
    """Write a sheet for each student and the marker's key, and give the files.

    Parameters:
        folder: where to write.
        students: how many sheets; at most as many as there are different ones.
        seed: decides who gets which; the same seed gives the same sheets.
    """
    from tools.kit.variants import key, sheets
    from tools.kit.variants.variant import choose

    chosen = choose(students, seed=seed)
    return [*sheets.write(chosen, folder), *key.write(chosen, folder)]
