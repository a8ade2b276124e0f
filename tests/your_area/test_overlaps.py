"""Rows that contain other rows are never added to them, and never give a hidden count away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from born_into_care.errors import PackError
from born_into_care.evidence import REGIONS
from born_into_care.your_area import open_table
from born_into_care.your_area.counts import ALL_AREAS, ALL_PERIODS
from born_into_care.your_area.overlaps import wider_periods
from born_into_care.your_area.protection import protect
from born_into_care.your_area.totals import is_total

HEAD = "Area,Year,Newborns\n"
# North East is the sum of A and B: with A hidden, 48 less 45 gives it away.
REGIONS_BESIDE_PARTS = HEAD + "".join(
    f"{area},2019/20,{babies}\n"
    for area, babies in (
        ("A", 3), ("B", 45), ("C", 40), ("D", 60), ("North East", 48), ("North West", 100),
    )
)  # fmt: skip
YEARS_BESIDE_QUARTERS = HEAD + "".join(
    f"A,{year},48\n" + "".join(f"A,{year} Q{q + 1},{n}\n" for q, n in enumerate((3, 15, 14, 16)))
    for year in ("2018/19", "2019/20")
)


def kinds(text: str) -> set[str]:
    return {problem.kind for problem in open_table(text.encode(), "x.csv").problems}


@pytest.mark.parametrize(
    ("text", "column", "rows", "remedy"),
    [
        (REGIONS_BESIDE_PARTS, "Area", (6, 7), "Keep either the regions or the local authorities"),
        (YEARS_BESIDE_QUARTERS, "Year", (2, 7), "Keep either the whole years or their quarters"),
        (HEAD + "A,2018/19,30\nA,2019,40\n", "Year", (2, 3), "years of one kind"),
        (HEAD + "A,2019/20,30\nA,2019 Q4,9\n", "Year", (2,), "Keep either the whole years"),
        (HEAD + "Yorkshire & the Humber,2019/20,90\nLeeds,2019/20,40\n", "Area", (2,), "regions"),
        (HEAD + "Greater London,2019/20,90\nCamden,2019/20,40\n", "Area", (2,), "regions"),
        (HEAD + "North East England,2019/20,90\nHull,2019/20,40\n", "Area", (2,), "regions"),
    ],
)  # fmt: skip
def test_rows_that_contain_other_rows_stop_the_counting(
    text: str, column: str, rows: tuple[int, ...], remedy: str
) -> None:
    reading = open_table(text.encode(), "x.csv")
    (problem,) = (p for p in reading.problems if p.kind == "rows-overlap")
    assert (problem.level, problem.column, problem.rows) == ("stops", column, rows)
    assert remedy in problem.remedy
    with pytest.raises(PackError, match="Keep either"):
        _ = reading.confirm().counts


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "North East,2019/20,30\nLondon,2019/20,40\nWales,2019/20,50\nEngland,2019/20,70\n",
        HEAD + "A,2018/19,30\nA,2019/20,40\n",
        HEAD + "A,2018,30\nA,2019,40\n",
        HEAD + "A,2019/20 Q1,30\nA,2019/20 Q2,40\nA,2020/21 Q1,40\n",
        HEAD + "A,2019,30\nA,2020/21,40\n",
        HEAD + "North East Lincolnshire,2019/20,30\nHull,2019/20,40\n",
        "Area,Age in days,Year\nNorth East,3,2019/20\nLeeds,4,2019/20 Q1\nLeeds,5,2019/20\n",
    ],
)
def test_rows_that_contain_no_other_row_are_counted(text: str) -> None:
    reading = open_table(text.encode(), "x.csv")
    assert "rows-overlap" not in kinds(text) and reading.confirm().counts.areas


@pytest.mark.parametrize(
    ("one", "same"),
    [("North East", "North East region"), ("Wales", "Cymru"), ("London", "Greater London"),
     ("England", "Lloegr"), ("UK", "Great Britain"), ("Manchester", "Greater Manchester")],
)  # fmt: skip
def test_one_place_under_two_names_stops_the_counting(one: str, same: str) -> None:
    reading = open_table(f"{HEAD}{one},2019/20,30\n{same},2019/20,40\n".encode(), "x.csv")
    (problem,) = (p for p in reading.problems if p.kind == "rows-overlap")
    assert (problem.level, problem.rows) == ("stops", (2, 3))
    assert "Keep one row of each place" in problem.remedy


@pytest.mark.parametrize("name", ["Our patch", "Court 7"])
def test_a_row_that_is_the_sum_of_the_others_stops_whatever_it_is_called(name: str) -> None:
    years = {"2018/19": (3, 40, 50, 93), "2019/20": (20, 31, 50, 101)}
    text = HEAD + "".join(
        f"{area},{year},{babies}\n"
        for year, counts in years.items()
        for area, babies in zip(("A", "B", "C", name), counts, strict=True)
    )
    (problem,) = (p for p in open_table(text.encode(), "x.csv").problems if p.level == "stops")
    assert (problem.kind, problem.rows) == ("sum-of-others", (5, 9))
    # A period in which a count is not known is passed over, and a single sum can be chance.
    for cut in (text.replace("A,2018/19,3\n", "A,2018/19,<6\n"), text[: text.index("A,2019")]):
        reading = open_table(cut.encode(), "x.csv")
        assert ("sum-of-others", "note") in {(p.kind, p.level) for p in reading.problems}
        assert reading.ready
    assert "sum-of-others" not in kinds(text.replace(",101", ",102"))


def test_a_row_of_all_authorities_gives_no_hidden_count_away() -> None:
    years = {"2015/16": (2, 3, 5), "2016/17": (15, 26, 41)}
    text = HEAD + "".join(
        f"{area},{year},{babies}\n"
        for year, counts in years.items()
        for area, babies in zip(("A", "B", "All LAs"), counts, strict=True)
    )
    reading = open_table(text.encode(), "x.csv").confirm()
    assert reading.counts.areas == ("A", "B") and "totals-row" in kinds(text)
    protected = protect(reading.counts)
    assert protected.count("newborns", ALL_AREAS, "2015/16") is None
    assert protected.count("newborns", ALL_AREAS, ALL_PERIODS) == 46


@given(st.sampled_from([*REGIONS, "Wales", "Cymru"]), st.integers(1, 8))
@settings(deadline=None)
def test_wales_is_an_area_beside_regions_of_england(area: str, others: int) -> None:
    areas = list(dict.fromkeys([area, *REGIONS[:others], "Wales"]))
    text = HEAD + "".join(f"{name},2019/20,{30 + i}\n" for i, name in enumerate(areas))
    if "Cymru" in areas:
        areas.remove("Wales")
        text = text.replace("Wales,2019/20", "Lloegr,2019/20")
    assert set(open_table(text.encode(), "x.csv").confirm().counts.areas) == set(areas)


@pytest.mark.parametrize(
    ("names", "areas"),
    [
        (("Gwynedd", "Cardiff", "Wales"), {"Cardiff", "Gwynedd"}),
        (("North East", "London", "Wales", "England and Wales"), {"North East", "London", "Wales"}),
        (("England", "Wales"), {"England", "Wales"}),
        (("England", "Wales", "England & Wales"), {"England", "Wales"}),
        (("England and Wales",), {"England and Wales"}),
        (("Leeds", "York", "Hull", "UK"), {"Leeds", "York", "Hull"}),
        (("Leeds", "York", "Great Britain", "The United Kingdom"), {"Leeds", "York"}),
        (("England", "Wales", "GB"), {"England", "Wales"}),
        (
            ("North East England", "Greater London", "Cymru"),
            {"North East England", "Greater London", "Cymru"},
        ),
        (("A", "B", "C", "All DFJ areas"), {"A", "B", "C"}),
        (("All Saints", "St Peter", "All areas"), {"All Saints", "St Peter"}),
    ],
)
def test_only_sums_are_set_aside(names: tuple[str, ...], areas: set[str]) -> None:
    text = HEAD + "".join(f"{name},2019/20,{30 + i}\n" for i, name in enumerate(names))
    assert set(open_table(text.encode(), "x.csv").confirm().counts.areas) == areas


def test_a_footnote_or_a_blank_area_does_not_make_wales_a_sum() -> None:
    text = HEAD + "London,2019/20,30\nWales,2019/20,40\nn/a,2019/20,9\nSource: our own,,\n"
    assert open_table(text.encode(), "x.csv").confirm().counts.areas == ("London", "Wales")


@pytest.mark.parametrize(
    "name",
    ["All areas", "All areas of the table", "ALL LOCAL AUTHORITIES", "All periods", "All England",
     "All the councils", "All London boroughs", "All North East", "All of the above", "All LAs",
     "All DFJ areas", "All English local authorities", "All unitary authorities", "All UAs",
     "All circuits", "All court areas", "All county councils", "All five areas", "Total: England",
     "All Wales", "Sum of areas"],
)  # fmt: skip
def test_what_says_that_it_is_all_of_them_is_a_total(name: str) -> None:
    assert is_total(name)


@pytest.mark.parametrize(
    "name",
    ["All Saints", "All Hallows", "Allerdale", "All other areas", "All Hallows ward",
     "All the other councils", "All of the remaining areas", "All Saints wards", "Totnes"],
)  # fmt: skip
def test_a_place_whose_name_begins_with_all_is_no_total(name: str) -> None:
    assert not is_total(name)


@given(st.integers(2000, 2030), st.booleans(), st.integers(1, 4))
def test_a_year_contains_its_quarters_and_no_year_of_its_kind(
    year: int, financial: bool, quarter: int
) -> None:
    def named(start: int) -> str:
        return f"{start}/{(start + 1) % 100:02d}" if financial else str(start)

    whole, part = named(year), f"{named(year)} Q{quarter}"
    assert wider_periods([whole, part]) == {whole}
    assert wider_periods([named(year - 1), whole, named(year + 1)]) == set()
    assert wider_periods([part, named(year + 1)]) == set()
