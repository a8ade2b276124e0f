"""The committed files: what the generator gives, byte for byte, and marked as illustrative."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from born_into_care.errors import PackError
from born_into_care.evidence import AREAS, area_slug, live_births
from born_into_care.illustration import cohort, generate, notice_days, summary
from born_into_care.illustration import tables as illustration_tables
from born_into_care.illustration.published import PERIODS
from born_into_care.illustration.write import write
from born_into_care.paths import data_folder

FOLDER = data_folder() / "illustrative"
TABLES = {"cohort": cohort, "summary": summary, "notice_days": notice_days}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("illustrative")
    write(folder)
    return folder


@pytest.mark.parametrize("name", ["cohort.csv", "summary.csv", "notice_days.csv", "README.md"])
def test_the_file_is_what_the_generator_gives(written: Path, name: str) -> None:
    assert (FOLDER / name).read_bytes() == (written / name).read_bytes(), (
        f"data/illustrative/{name} is not what the script makes. "
        "Run python -m born_into_care.illustration."
    )


def test_the_folder_holds_nothing_else() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [
        "README.md",
        "cohort.csv",
        "notice_days.csv",
        "summary.csv",
    ]


def test_the_cohort_stays_small_enough_to_open() -> None:
    assert (FOLDER / "cohort.csv").stat().st_size < 1_200_000


@pytest.mark.parametrize("name", TABLES)
def test_every_row_and_every_invented_column_says_illustrative(name: str) -> None:
    table = TABLES[name]()
    assert (table["illustrative"] == "illustrative").all()
    keys = {"illustrative", "baby_id", "area", "period", "days", "births_basis"}
    for column in set(table.columns) - keys:
        assert column.startswith("illustrative_")


def test_each_row_of_the_cohort_is_possible() -> None:
    table = cohort()
    assert table["baby_id"].is_unique
    assert set(table["area"]) == set(AREAS)
    assert sorted(set(table["period"])) == list(PERIODS)
    assert table["illustrative_age_days_at_issue"].between(0, 13).all()
    assert table["illustrative_days_to_first_hearing"].between(0, 30).all()
    assert not table.isna().any().any()


def test_the_bands_are_nested_and_the_nations_add_up() -> None:
    table = summary()
    assert (table["illustrative_same_day"] <= table["illustrative_emergency"]).all()
    assert (table["illustrative_emergency"] <= table["illustrative_short_notice"]).all()
    assert (table["illustrative_short_notice"] <= table["illustrative_babies"]).all()
    counts = table.set_index(["area", "period"]).filter(regex="babies|day|emergency|notice")
    for period in PERIODS:
        regions = sum(counts.loc[(area, period)] for area in AREAS if area != "Wales")
        assert (regions == counts.loc[("England", period)]).all()
        both = counts.loc[("England", period)] + counts.loc[("Wales", period)]
        assert (both == counts.loc[("England and Wales", period)]).all()


def test_the_summary_counts_the_cohort() -> None:
    """Counted here with a plain loop, apart from the code that made the summary."""
    counted: dict[tuple[str, str], list[int]] = {}
    rows = cohort()[["area", "period", "illustrative_days_to_first_hearing"]]
    for area, period, waited in rows.itertuples(index=False):
        numbers = counted.setdefault((area, period), [0, 0, 0, 0])
        for place, yes in enumerate((True, waited == 0, waited < 3, waited < 7)):
            numbers[place] += yes
    table = summary()
    for row in table[table["area"].isin(AREAS)].to_dict("records"):
        assert counted[row["area"], row["period"]] == [
            row["illustrative_babies"],
            row["illustrative_same_day"],
            row["illustrative_emergency"],
            row["illustrative_short_notice"],
        ]


def test_notice_days_count_up_to_every_baby_and_meet_the_bands() -> None:
    days = notice_days()
    bands = summary().set_index(["area", "period"])
    assert set(days["area"]) == {"England", "Wales", "England and Wales"}
    for (area, period), rows in days.groupby(["area", "period"]):
        within = rows.set_index("days")["illustrative_babies_within_days"]
        assert within.index.tolist() == list(range(31))
        assert within.is_monotonic_increasing
        assert within[0] == bands.loc[(area, period), "illustrative_same_day"]
        assert within[2] == bands.loc[(area, period), "illustrative_emergency"]
        assert within[6] == bands.loc[(area, period), "illustrative_short_notice"]
        assert within[30] == bands.loc[(area, period), "illustrative_babies"]
        assert (rows["illustrative_babies"] == within[30]).all()


def test_births_are_official_where_they_are_held_and_called_assumed_where_not() -> None:
    official = live_births()
    held = {
        (area_slug(area), year): count
        for area, year, count in zip(
            official["area"], official["year"], official["live_births"], strict=True
        )
    }
    for row in summary().to_dict("records"):
        key = (area_slug(row["area"]), int(row["period"][:4]))
        if row["area"] == "England and Wales":
            # The two nations added up: the official count also holds births to non-residents.
            assert 0 <= held[key] - row["illustrative_live_births"] < 400
            assert row["births_basis"] == ("assumed" if key[1] == 2013 else "official")
        elif key in held:
            assert row["illustrative_live_births"] == held[key]
            assert row["births_basis"] == "official"
        else:
            assert row["births_basis"] == "assumed"
            assert key[1] in (2012, 2013)


def test_assumed_births_come_near_to_the_official_total() -> None:
    rows = summary().set_index(["area", "period"])["illustrative_live_births"]
    regions = sum(rows[area, "2012/13"] for area in AREAS if area != "Wales")
    assert regions == pytest.approx(rows["England", "2012/13"], abs=5)
    # 2013: the official 698,512 also holds births to mothers who live elsewhere.
    both = rows["England", "2013/14"] + rows["Wales", "2013/14"]
    assert both == pytest.approx(698_512, abs=400)


def test_it_is_made_in_under_two_seconds() -> None:
    generate()
    started = time.process_time()
    generate()
    assert time.process_time() - started < 2


def test_the_command_writes_the_files_that_are_there() -> None:
    before = {path.name: path.read_bytes() for path in FOLDER.iterdir()}
    done = subprocess.run(
        [sys.executable, "-m", "born_into_care.illustration"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["cohort.csv", "summary.csv", "notice_days.csv", "README.md"]
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == before


def test_a_missing_file_says_how_to_make_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(illustration_tables, "data_folder", lambda: tmp_path)
    with pytest.raises(PackError, match=r"python -m born_into_care\.illustration"):
        cohort()


def test_each_call_gives_a_fresh_copy() -> None:
    first = summary()
    first.loc[0, "illustrative_babies"] = -1
    assert summary().loc[0, "illustrative_babies"] != -1


@pytest.mark.parametrize("name", TABLES)
def test_a_damaged_table_names_its_line(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "illustrative"
    folder.mkdir()
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    lines[2] = lines[2].replace("illustrative,", "real,", 1)
    (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(illustration_tables, "data_folder", lambda: tmp_path)
    with pytest.raises(PackError, match=rf"{name}\.csv, line 3, column 'illustrative'.*'real'"):
        TABLES[name]()
