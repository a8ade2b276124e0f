"""The illustrative cohort: possible, marked, and held to each published figure, for any seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care import evidence
from born_into_care.evidence import AREAS, area_slug, births_by_id, illustrative
from born_into_care.paths import data_folder
from tools.data.cohort import sizes
from tools.data.cohort.allocation import Ints, nearest, share_out
from tools.data.cohort.distances import distances
from tools.data.cohort.generator import Babies, Cohort, generate, summary_rows
from tools.data.cohort.sizes import PERIODS, published

# With seed 28, chance would put Wales below London if nothing held it.
SEEDS = [2021, 1, 28]
LAST = "2019/20"

# Babies are whole, so these two cannot be met; each has a test of its own below that says why.
# The third is the other of two counts that accounts give for the same year.
CANNOT_BE_MET = {
    "incidence-north-east-2019-20",
    "short-notice-wales-2019-20",
    "newborns-wales-2019-20-rip",
}


@pytest.fixture(scope="module", params=SEEDS)
def cohort(request: pytest.FixtureRequest) -> Cohort:
    return generate(seed=request.param)


def waits(cohort: Cohort, area: str, period: str = LAST) -> Ints:
    """The days to the first hearing of every baby of an area, a nation or both."""
    areas = {"England": AREAS[:-1], "England and Wales": AREAS}.get(area, (area,))
    return np.concatenate([cohort[one, period].days_to_hearing for one in areas])


# The numbers are typed here from the accounts, so that a slip in the evidence shows as well.
@pytest.mark.parametrize(
    ("area", "period", "published"),
    [
        ("England", "2012/13", 2425),
        ("England", "2019/20", 2914),
        ("Wales", "2012/13", 145),
        ("Wales", "2019/20", 203),
    ],
)
def test_published_counts_are_kept(cohort: Cohort, area: str, period: str, published: int) -> None:
    found = len(waits(cohort, area, period))
    assert found == published, f"{area} {period}: {found} is {found - published:+} off {published}"


@pytest.mark.parametrize(
    ("area", "period", "births", "published", "within"),
    [
        ("England", "2012/13", 694_241, 35, 0.5),
        ("England", "2019/20", 610_505, 47.7, 0.05),
        ("Wales", "2012/13", 35_238, 41.1, 0.05),
        ("Wales", "2019/20", 29_704, 68.3, 0.05),
        # The births of the region in 2012 are an assumption: its share of 2014.
        ("North East", "2012/13", 694_241 * 28_456 / 661_496, 34, 0.5),
        # One baby is 0.39 per 10,000 here: half of that is as near as whole babies come.
        ("North East", "2019/20", 25_742, 81.3, 0.2),
        ("London", "2019/20", 117_897, 24.9, 0.05),
        ("Wales", "2015/16", 33_279, 39, 0.5),
        ("Wales", "2018/19", 31_274, 83, 0.5),
    ],
)
def test_published_incidences_follow(
    cohort: Cohort, area: str, period: str, births: float, published: float, within: float
) -> None:
    found = 10_000 * len(waits(cohort, area, period)) / births
    assert abs(found - published) <= within, (
        f"{area} {period}: {found:.2f} per 10,000 is {found - published:+.2f} off {published}"
    )


@pytest.mark.parametrize(
    ("area", "days", "published", "within"),
    [
        ("England", 7, 86.3, 0.05),
        # One baby is 0.49 per cent here: half of that is as near as whole babies come.
        ("Wales", 7, 74.8, 0.25),
        ("England and Wales", 1, 100 / 6, 0.05),
        ("North East", 1, 41, 0.5),
        ("London", 1, 9, 0.5),
    ],
)
def test_published_notice_follows(
    cohort: Cohort, area: str, days: int, published: float, within: float
) -> None:
    found = 100 * (waits(cohort, area) < days).mean()
    assert abs(found - published) <= within, (
        f"{area}: {found:.2f} per cent under {days} days is {found - published:+.2f} off "
        f"{published:.1f}"
    )


def test_the_eight_years_come_to_over_21_000(cohort: Cohort) -> None:
    assert 21_000 < sum(len(group.age_days) for group in cohort.values()) < 22_000


def test_two_more_regions_lie_near_one_in_four(cohort: Cohort) -> None:
    others = [area for area in AREAS if area not in ("North East", "London")]
    shares = {area: 100 * (waits(cohort, area) == 0).mean() for area in others}
    near = [area for area, share in shares.items() if abs(share - 25) < 0.5]
    assert len(near) == 2 and "Wales" not in near, shares
    assert all(share >= 9 for share in shares.values()), shares


def test_the_older_reports_definition_is_met_inside_this_one(cohort: Cohort) -> None:
    ages = np.concatenate([cohort[area, "2016/17"].age_days for area in AREAS[:-1]])
    assert (ages < 7).sum() == 2447 < len(ages)


def test_every_figure_is_met_but_those_that_cannot_be(cohort: Cohort) -> None:
    missed = {row["figure"].id: row["distance"] for row in distances(cohort) if not row["met"]}
    assert set(missed) == CANNOT_BE_MET, missed


def test_the_north_east_cannot_be_met_by_any_whole_number() -> None:
    possible = [round(10_000 * babies / 25_742, 1) for babies in range(150, 260)]
    assert 81.3 not in possible


def test_short_notice_in_wales_cannot_be_met_by_any_whole_number() -> None:
    possible = [round(100 * babies / 203, 1) for babies in range(204)]
    assert 74.8 not in possible


def test_no_figure_that_the_cohort_could_be_held_against_is_left_out() -> None:
    measures = {
        "newborns in care proceedings",
        "change in newborns in care proceedings",
        "incidence of newborns in care proceedings",
        "newborns heard at short notice",
        "newborns heard on the day of issue",
    }
    wanted = {
        row.id
        for row in evidence.all_figures()
        # After the cohort's years, or before them.
        if row.measure in measures and not row.period.startswith(("2022/23", "2011"))
    }
    assert wanted <= {row["figure"].id for row in distances(generate())}


def test_a_cohort_that_misses_figures_is_said_to() -> None:
    late = {
        key: Babies(group.days_to_hearing[:100] + 1, group.age_days[:100])
        for key, group in generate().items()
    }
    rows = {row["figure"].id: row for row in distances(late)}
    assert (
        rows["cohort-england-wales"]["distance"]
        == sum(len(group.age_days) for group in late.values()) - 21_000
    )
    assert rows["same-day-some-regions-2019-20"]["note"] == "No region is near it."
    assert not rows["cohort-england-wales"]["met"]
    assert not rows["same-day-north-east-2019-20"]["met"]


def test_a_seed_gives_the_same_cohort_another_gives_another_and_neither_touches_other_draws() -> (
    None
):
    np.random.seed(4)
    expected = np.random.random()
    np.random.seed(4)
    first, again, other = (summary_rows(generate(seed)) for seed in (3, 3, 4))
    assert first == again != other
    assert np.random.random() == expected


def test_a_figure_in_words_without_a_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert published("newborn-share-england-2019-20") == 50
    wordy = replace(evidence.figure("cohort-england-wales"), value_text="many")
    monkeypatch.setattr(sizes, "figure", lambda _: wordy)
    with pytest.raises(ValueError, match="there is no number"):
        published("cohort-england-wales")


@pytest.mark.parametrize("name", ["cohort", "summary", "notice_day"])
def test_every_row_and_every_invented_column_says_illustrative(name: str) -> None:
    rows = getattr(illustrative, f"{name}_rows")()
    assert {row["illustrative"] for row in rows} == {"illustrative"}
    keys = {"illustrative", "baby_id", "area", "period", "days", "births_basis"}
    assert all(column.startswith("illustrative_") for column in set(rows[0]) - keys)


def test_the_tables_count_the_babies_of_the_cohort() -> None:
    """Counted here with a plain loop, apart from the code that made the tables."""
    rows = illustrative.cohort_rows()
    assert (data_folder() / "illustrative" / "cohort.csv").stat().st_size < 1_200_000
    assert sorted({row["period"] for row in rows}) == list(PERIODS)
    assert {row["illustrative_age_days_at_issue"] for row in rows} == set(range(14))
    days: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        nation = "Wales" if row["area"] == "Wales" else "England"
        for area in {row["area"], nation, "England and Wales"}:
            counted = days.setdefault((area, row["period"]), [])
            counted.append(row["illustrative_days_to_first_hearing"])
    for row in illustrative.summary_rows():
        waited = days[row["area"], row["period"]]
        counts = [sum(day < limit for day in waited) for limit in (1, 3, 7, 31)]
        assert counts == [
            row["illustrative_same_day"],
            row["illustrative_emergency"],
            row["illustrative_short_notice"],
            row["illustrative_babies"],
        ]
    for row in illustrative.notice_day_rows():
        waited = days[row["area"], row["period"]]
        assert row["illustrative_babies"] == len(waited)
        assert row["illustrative_babies_within_days"] == sum(day <= row["days"] for day in waited)


def test_births_are_official_where_they_are_held_and_called_assumed_where_not() -> None:
    official = {name: count.live_births for name, count in births_by_id().items()}
    for row in illustrative.summary_rows():
        key, year = f"{area_slug(row['area'])}-{row['period'][:4]}", row["period"][:4]
        if row["area"] == "England and Wales":
            # The two nations added up: the official count also holds births to non-residents.
            assert 0 <= official[key] - row["illustrative_live_births"] < 400
            assert row["births_basis"] == ("assumed" if year == "2013" else "official")
        elif key in official:
            assert row["illustrative_live_births"] == official[key]
            assert row["births_basis"] == "official"
        else:
            assert row["births_basis"] == "assumed" and year in ("2012", "2013")
    births = sizes.births_table()
    regions = sum(births[area, "2012/13"].number for area in AREAS[:-1])
    assert regions == pytest.approx(births["England", "2012/13"].number, abs=5)


def test_largest_remainders_give_the_textbook_seats() -> None:
    """The example that most accounts of Hamilton's method use: 100,000 votes for ten seats."""
    votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]
    assert share_out(10, votes).tolist() == [5, 2, 1, 1, 1, 0]
    assert [nearest(number) for number in (519.5, 2.4, 0, 85.69)] == [520, 2, 0, 86]


@given(st.data())
def test_what_is_shared_out_adds_up_within_its_limits(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    low = data.draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    room = data.draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    weights = data.draw(st.lists(st.floats(0.1, 10), min_size=size, max_size=size))
    high = [least + more for least, more in zip(low, room, strict=True)]
    total = data.draw(st.integers(sum(low), sum(high)))
    shares = share_out(total, weights, low=low, high=high)
    assert shares.sum() == total
    assert (shares >= low).all() and (shares <= high).all()
    free = share_out(total, weights)
    assert (abs(free - total * np.array(weights) / sum(weights)) < 1 + 1e-6).all()
    with pytest.raises(ValueError, match="cannot be shared out"):
        share_out(sum(high) + 1, weights, low=low, high=high)
