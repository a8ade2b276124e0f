"""Every number in the notebooks' text and in the teaching pages stands on a row of the evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from born_into_care.paths import pack_folder
from tests.support.prose import check_file, prose_files

FILES = prose_files()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(pack_folder()).as_posix())
def test_each_number_is_linked_to_its_row_and_copied_rightly(path: Path) -> None:
    problems = check_file(path)
    assert not problems, "\n" + "\n".join(map(str, problems))
