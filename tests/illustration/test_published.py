"""Each published figure, worked out again from the rows, for the committed seed and for others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from born_into_care import evidence
from born_into_care.illustration import Illustration, assumptions, cohort, distances, generate
from born_into_care.illustration.published import value

# With seed 28, chance would put Wales below London if nothing held it.
SEEDS = [2021, 1, 28]
LAST = "2019/20"
WAITED = "illustrative_days_to_first_hearing"

# Babies are whole, so these two cannot be met; each has a test of its own below that says why.
# The third is the other of two counts that accounts give for the same year.
CANNOT_BE_MET = {
    "incidence-north-east-2019-20",
    "short-notice-wales-2019-20",
    "newborns-wales-2019-20-rip",
}


@pytest.fixture(scope="module", params=SEEDS)
def made(request: pytest.FixtureRequest) -> Illustration:
    return generate(seed=request.param)


def rows(made: Illustration, area: str, period: str = LAST) -> pd.DataFrame:
    table = made.cohort[made.cohort["period"] == period]
    if area == "England and Wales":
        return table
    if area == "England":
        return table[table["area"] != "Wales"]
    return table[table["area"] == area]


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
def test_published_counts_are_kept(
    made: Illustration, area: str, period: str, published: int
) -> None:
    found = len(rows(made, area, period))
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
    made: Illustration, area: str, period: str, births: float, published: float, within: float
) -> None:
    found = 10_000 * len(rows(made, area, period)) / births
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
    made: Illustration, area: str, days: int, published: float, within: float
) -> None:
    waited = rows(made, area)[WAITED]
    found = 100 * (waited < days).mean()
    assert abs(found - published) <= within, (
        f"{area}: {found:.2f} per cent under {days} days is {found - published:+.2f} off "
        f"{published:.1f}"
    )


def test_the_eight_years_come_to_over_21_000(made: Illustration) -> None:
    assert 21_000 < len(made.cohort) < 22_000, f"{len(made.cohort):,} babies"


def test_two_more_regions_lie_near_one_in_four(made: Illustration) -> None:
    shares = {
        area: 100 * (rows(made, area)[WAITED] == 0).mean()
        for area in evidence.AREAS
        if area not in ("North East", "London")
    }
    near = [area for area, share in shares.items() if abs(share - 25) < 0.5]
    assert len(near) == 2, f"per cent heard on the day: {shares}"
    assert "Wales" not in near
    assert all(share >= 9 for share in shares.values()), shares


def test_the_older_reports_definition_is_met_inside_this_one(made: Illustration) -> None:
    england = rows(made, "England", "2016/17")
    found = (england["illustrative_age_days_at_issue"] < 7).sum()
    assert found == 2447, f"{found} under seven days is {found - 2447:+} off 2447"
    assert len(england) > found


def test_every_figure_is_met_but_those_that_cannot_be(made: Illustration) -> None:
    table = distances(babies=made.cohort, areas=made.summary)
    missed = set(table.loc[~table["met"], "figure_id"])
    assert missed == CANNOT_BE_MET, table.loc[~table["met"], ["figure_id", "distance"]].to_string()


def test_the_north_east_cannot_be_met_by_any_whole_number() -> None:
    possible = [round(10_000 * babies / 25_742, 1) for babies in range(150, 260)]
    assert 81.3 not in possible


def test_short_notice_in_wales_cannot_be_met_by_any_whole_number() -> None:
    possible = [round(100 * babies / 203, 1) for babies in range(204)]
    assert 74.8 not in possible


def test_no_figure_that_the_cohort_could_be_held_against_is_left_out() -> None:
    """Every published figure of these measures, for these years, has its distance."""
    table = evidence.figures()
    wanted = table[
        table["measure"].isin(
            {
                "newborns in care proceedings",
                "change in newborns in care proceedings",
                "incidence of newborns in care proceedings",
                "newborns heard at short notice",
                "newborns heard on the day of issue",
            }
        )
        # After the cohort's years, or before them.
        & ~table["period"].str.startswith("2022/23")
        & (table["period"] != "2011")
    ]
    assert set(wanted["figure_id"]) <= set(distances()["figure_id"])


def test_distances_are_worked_out_from_the_rows() -> None:
    table = distances().set_index("figure_id")
    wales = 100 * (rows(generate(), "Wales")[WAITED] < 7).mean()
    assert table.loc["short-notice-wales-2019-20", "illustrative"] == pytest.approx(wales)
    assert table.loc["short-notice-wales-2019-20", "distance"] == pytest.approx(
        wales - 74.8, abs=1e-4
    )
    assert table.loc["cohort-england-wales", "distance"] == 0
    assert table.loc["newborns-wales-2019-20-rip", "distance"] == -38


def test_a_cohort_that_misses_a_figure_is_told_so() -> None:
    made = generate()
    short = made.cohort.iloc[:-1500]
    table = distances(babies=short, areas=made.summary).set_index("figure_id")
    assert not table.loc["cohort-england-wales", "met"]
    assert table.loc["cohort-england-wales", "distance"] == len(short) - 21_000
    areas = made.summary.assign(illustrative_same_day=0)
    table = distances(babies=made.cohort, areas=areas).set_index("figure_id")
    assert not table.loc["same-day-some-regions-2019-20", "met"]
    assert not table.loc["same-day-north-east-2019-20", "met"]


def test_another_seed_gives_another_table() -> None:
    one, other = generate(seed=1), generate(seed=2)
    assert not one.summary.equals(other.summary)
    assert not one.cohort.equals(other.cohort)


def test_the_same_seed_gives_the_same_table() -> None:
    assert generate(seed=3).cohort.equals(generate(seed=3).cohort)
    assert generate().cohort.equals(cohort())


def test_a_seed_does_not_touch_other_draws() -> None:
    np.random.seed(4)
    expected = np.random.random()
    np.random.seed(4)
    generate()
    assert np.random.random() == expected


def test_figures_in_words_are_read_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert value("cohort-england-wales") == 21_000
    assert value("same-day-some-regions-2019-20") == 25
    assert value("newborn-share-england-2019-20") == 50
    wordy = replace(evidence.figure("cohort-england-wales"), value_text="many")
    monkeypatch.setattr(evidence, "figure", lambda _: wordy)
    with pytest.raises(ValueError, match="there is no number"):
        value("cohort-england-wales")


def test_the_assumptions_name_what_they_use() -> None:
    said = assumptions()
    assert len(said) == len(set(said))
    text = " ".join(said)
    for words in ("203", "241", "over 21,000", "2,447", "by lot", "not known"):
        assert words in text
    for sentence in said:
        assert sentence.endswith((".", ").")), sentence
