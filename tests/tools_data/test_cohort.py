"""The illustrative cohort: marked, possible, and held to each published figure, for any seed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from born_into_care.evidence import AREAS, all_figures, area_slug, births_by_id, illustrative
from tools.data.cohort.allocation import Ints, nearest, share_out
from tools.data.cohort.distances import distances
from tools.data.cohort.generator import Babies, Cohort, generate

LAST = "2019/20"
NATIONS = {"England": AREAS[:-1], "England and Wales": AREAS}
# Babies are whole, so two of these cannot be met; a test below says why. The third is the other of
# two counts that accounts give for the same year.
CANNOT_BE_MET = {
    "incidence-north-east-2019-20",
    "short-notice-wales-2019-20",
    "newborns-wales-2019-20-rip",
}


# With seed 28, chance would put Wales below London if nothing held it.
@pytest.fixture(scope="module", params=[2021, 1, 28])
def cohort(request: pytest.FixtureRequest) -> Cohort:
    return generate(seed=request.param)


def waits(cohort: Cohort, area: str, period: str = LAST) -> Ints:
    """Return the days to the first hearing of every baby of an area, a nation or both."""
    return np.concatenate(
        [cohort[name, period].days_to_hearing for name in NATIONS.get(area, (area,))]
    )


def heard_within(cohort: Cohort, area: str, days: int) -> float:
    return 100 * float((waits(cohort, area) < days).mean())


def test_published_figures_follow_from_the_babies(cohort: Cohort) -> None:
    """The figures are typed here from the accounts, so that a slip in the evidence shows too."""
    answers = [
        # Counts, and how far off they may be.
        (len(waits(cohort, "England", "2012/13")), 2425, 0),
        (len(waits(cohort, "England")), 2914, 0),
        (len(waits(cohort, "Wales", "2012/13")), 145, 0),
        (len(waits(cohort, "Wales")), 203, 0),
        # Incidences per 10,000, over official births but for the North East in 2012.
        (1e4 * len(waits(cohort, "England", "2012/13")) / 694_241, 35, 0.5),
        (1e4 * len(waits(cohort, "England")) / 610_505, 47.7, 0.05),
        (1e4 * len(waits(cohort, "Wales", "2012/13")) / 35_238, 41.1, 0.05),
        (1e4 * len(waits(cohort, "Wales", "2015/16")) / 33_279, 39, 0.5),
        (1e4 * len(waits(cohort, "Wales", "2018/19")) / 31_274, 83, 0.5),
        (1e4 * len(waits(cohort, "Wales")) / 29_704, 68.3, 0.05),
        (1e4 * len(waits(cohort, "London")) / 117_897, 24.9, 0.05),
        (1e4 * len(waits(cohort, "North East", "2012/13")) / 29_865, 34, 0.5),
        # One baby is 0.39 per 10,000 here: half of that is as near as whole babies come.
        (1e4 * len(waits(cohort, "North East")) / 25_742, 81.3, 0.2),
        # Shares; one baby is 0.49 per cent in Wales.
        (heard_within(cohort, "England", 7), 86.3, 0.05),
        (heard_within(cohort, "Wales", 7), 74.8, 0.25),
        (heard_within(cohort, "England and Wales", 1), 100 / 6, 0.05),
        (heard_within(cohort, "North East", 1), 41, 0.5),
        (heard_within(cohort, "London", 1), 9, 0.5),
        (sum(len(group.age_days) for group in cohort.values()), 21_500, 500),
    ]
    assert [row for row in answers if abs(row[0] - row[1]) > row[2]] == []
    ages = np.concatenate([cohort[area, "2016/17"].age_days for area in AREAS[:-1]])
    assert (ages < 7).sum() == 2447 < len(ages)


def test_every_figure_is_met_that_whole_babies_can_meet(cohort: Cohort) -> None:
    shares = {area: heard_within(cohort, area, 1) for area in AREAS if area != "North East"}
    near = [area for area, share in shares.items() if abs(share - 25) < 0.5]
    assert (
        len(near) == 2
        and "Wales" not in near
        and min(shares, key=lambda area: shares[area]) == "London"
    )
    rows = {row["figure"].id: row for row in distances(cohort)}
    assert {name for name, row in rows.items() if not row["met"]} == CANNOT_BE_MET
    assert 81.3 not in [round(10_000 * babies / 25_742, 1) for babies in range(150, 260)]
    assert 74.8 not in [round(100 * babies / 203, 1) for babies in range(204)]
    measures = {row["figure"].measure for row in rows.values()}
    wanted = {
        row.id
        for row in all_figures()
        # Without those after the cohort's years, before them, or by another definition.
        if row.measure in measures and "2012" <= row.period[:4] <= "2019"
    }
    assert {name for name in wanted if "2018 definition" not in name} <= set(rows)


def test_a_cohort_that_misses_figures_is_seen() -> None:
    late = {
        key: Babies(group.days_to_hearing[:100] + 1, group.age_days[:100])
        for key, group in generate().items()
    }
    rows = {row["figure"].id: row for row in distances(late)}
    babies = sum(len(group.age_days) for group in late.values())
    assert rows["cohort-england-wales"]["distance"] == babies - 21_000
    assert rows["same-day-some-regions-2019-20"]["note"] == "No region is near it."
    assert not rows["cohort-england-wales"]["met"]
    assert not rows["same-day-north-east-2019-20"]["met"]


def test_the_tables_are_marked_and_count_the_babies_of_the_cohort() -> None:
    """Counted here with pandas, apart from the code that made the tables."""
    babies = illustrative.cohort_rows()
    summary, notice = illustrative.summary_rows(), illustrative.notice_day_rows()
    keys = {"illustrative", "baby_id", "area", "period", "days", "births_basis"}
    for rows in (babies, summary, notice):
        assert {row["illustrative"] for row in rows} == {"illustrative"}
        assert all(column.startswith("illustrative_") for column in set(rows[0]) - keys)
    table = pd.DataFrame(babies)
    assert table["illustrative_age_days_at_issue"].between(0, 13).all()
    days = {
        (area, period): waits
        for area in (*AREAS, *NATIONS)
        for period, waits in table[table["area"].isin(NATIONS.get(area, (area,)))].groupby(
            "period"
        )["illustrative_days_to_first_hearing"]
    }
    for row in summary:
        waits = days[row["area"], row["period"]]
        assert row["illustrative_babies"] == len(waits)
        names = {1: "same_day", 3: "emergency", 7: "short_notice"}
        for limit, name in names.items():
            assert row[f"illustrative_{name}"] == (waits < limit).sum()
    for row in notice:
        waits = days[row["area"], row["period"]]
        assert row["illustrative_babies"] == len(waits)
        assert row["illustrative_babies_within_days"] == (waits <= row["days"]).sum()


def test_births_are_official_where_they_are_held_and_called_assumed_where_not() -> None:
    official = {name: count.live_births for name, count in births_by_id().items()}
    for row in illustrative.summary_rows():
        year = row["period"][:4]
        held = official.get(f"{area_slug(row['area'])}-{year}")
        if row["area"] == "England and Wales":
            # The two nations added up: the official count also holds births to non-residents.
            assert held is not None and 0 <= held - row["illustrative_live_births"] < 400
            held = None if year == "2013" else row["illustrative_live_births"]
        assert row["births_basis"] == ("assumed" if held is None else "official")
        assert row["illustrative_live_births"] == held or year in ("2012", "2013")


def test_largest_remainders_give_the_textbook_seats_within_limits() -> None:
    """The example that most accounts of Hamilton's method use: 100,000 votes for ten seats."""
    votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]
    assert share_out(10, votes).tolist() == [5, 2, 1, 1, 1, 0]
    within = share_out(10, votes, low=np.array([0] * 5 + [1]), high=np.array([4] * 6))
    assert within.tolist() == [4, 2, 1, 1, 1, 1]
    with pytest.raises(ValueError, match="cannot be shared out"):
        share_out(25, votes, low=np.zeros(6, int), high=np.array([4] * 6))
    assert [nearest(number) for number in (519.5, 2.4, 0, 85.69)] == [520, 2, 0, 86]
