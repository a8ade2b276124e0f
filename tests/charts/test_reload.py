"""What charts keep in memory is thrown away by `reload`, for whoever edits a table of `data/`."""

import shutil
from pathlib import Path

from born_into_care.charts import show
from born_into_care.evidence import reload
from born_into_care.paths import data_folder
from tests.support.data import data_from


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_corrected_tables_are_on_the_next_chart(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(data_folder(), data)
    with data_from(data):
        before = [show("regions").title, *show("trend", area="Wales").table["Value"]]
        assert "29,704" in before and "London 9%" in before[0]
        replace(data / "figures.csv", "day of issue,9,9,", "day of issue,8,8,")
        replace(data / "live_births.csv", "29704", "29804")
        reload()
        after = [show("regions").title, *show("trend", area="Wales").table["Value"]]
        assert "29,804" in after and "London 8%" in after[0]
        replace(data / "figures.csv", '2425,"2,425"', '2430,"2,430"')
        reload()
        assert "2,430" in show("rising-numbers").description
    # The tables of the pack are back.
    assert "2,425" in show("rising-numbers").description
