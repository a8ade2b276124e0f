"""What charts keep in memory is thrown away by `reload`, for whoever edits a table of `data/`."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from born_into_care.charts import show
from born_into_care.charts.chart import _sources_html as sources_html
from born_into_care.charts.counts import changes, counts
from born_into_care.evidence.cache import reload
from born_into_care.paths import data_folder, data_from
from tools.data.build import write_files


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A copy of `data/` that the pack takes for its own."""
    folder = tmp_path / "data"
    shutil.copytree(data_folder(), folder)
    with data_from(folder):
        yield folder


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    reload()


def test_a_table_typed_in_after_the_first_chart_is_seen(data: Path) -> None:
    assert "South West" not in show("regions").sentence
    template = (data / "transcription_template.csv").read_text("utf-8").strip()
    typed = data / "transcription.csv"
    typed.write_text(f"{template}\nSame-day hearings,South West,2019/20,12.5,240,table 9\n")
    reload()
    assert "South West 12.5%" in show("regions").sentence
    typed.unlink()
    reload()
    assert "South West" not in show("regions").sentence


def test_a_corrected_count_is_on_the_next_chart(data: Path) -> None:
    assert counts("England")[0].babies == 2425
    assert "2,425" in sources_html(("newborns-england-2012-13",))
    replace(data / "figures.csv", '2425,"2,425"', '2430,"2,430"')
    write_files()
    reload()
    assert counts("England")[0].babies == 2430
    assert changes("England")[0].first.babies == 2430
    assert "2,430" in sources_html(("newborns-england-2012-13",))
    assert "2,430" in show("rising-numbers", area="England").description


def test_a_corrected_share_is_on_the_next_chart_of_regions(data: Path) -> None:
    assert "London 9%" in show("regions").sentence
    replace(
        data / "figures.csv",
        "newborns heard on the day of issue,9,9,",
        "newborns heard on the day of issue,8,8,",
    )
    assert "London 8%" in show("regions").sentence


def test_corrected_births_are_on_the_next_chart(data: Path) -> None:
    assert "29,704" in set(show("trend", area="Wales").table["Value"])
    replace(data / "live_births.csv", "29704", "29804")
    assert "29,804" in set(show("trend", area="Wales").table["Value"])


def test_a_cohort_made_anew_is_on_the_next_chart(data: Path) -> None:
    before = show("regions", illustrative=True).table.set_index("Area")["Value"]["South West"]
    path = data / "illustrative" / "summary.csv"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "South West,2019/20" in line)
    cells = lines[at].split(",")
    cells[4] = "0"
    path.write_text("\n".join([*lines[:at], ",".join(cells), *lines[at + 1 :]]) + "\n", "utf-8")
    reload()
    after = show("regions", illustrative=True).table.set_index("Area")["Value"]["South West"]
    assert before != after == "0% (illustrative)"
