"""Hold every number in the notebooks' text and the teaching pages to a row of the evidence."""

import shutil
from pathlib import Path

from born_into_care.evidence import reload
from born_into_care.paths import data_folder
from tests.support.data import data_from
from tests.support.prose import check_file, prose_files
from tools.data.build import write_files

FILES = prose_files()


def test_each_number_is_linked_to_its_row_and_copied_rightly() -> None:
    problems = [str(problem) for path in FILES for problem in check_file(path)]
    assert not problems, "\n".join(problems)


def test_a_corrected_figure_is_named_wherever_it_and_what_follows_from_it_are_shown(
    tmp_path: Path,
) -> None:
    data = Path(shutil.copytree(data_folder(), tmp_path / "data"))
    table = (data / "figures.csv").read_text("utf-8")
    (data / "figures.csv").write_text(table.replace('2425,"2,425"', '2430,"2,430"'), "utf-8")
    with data_from(data):
        write_files()
        reload()
        named = {problem.found for path in FILES[:12] for problem in check_file(path)}
    assert {"2,425", "20.2 per cent"} <= named, named
