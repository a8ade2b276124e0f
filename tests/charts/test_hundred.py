"""A field of a hundred: whole babies, bounds that hold, and what a parent may have time for."""

import json
from collections import Counter

import pytest
from scipy.optimize import linprog

from born_into_care import evidence
from born_into_care.charts.hundred import FIGURE_OF_DAY, LONGEST, bound_babies, hundred
from born_into_care.paths import data_folder
from tests.support.charts import every_chart
from tests.support.sentences import faults

GUIDANCE = json.loads((data_folder() / "notice_steps.json").read_text("utf-8"))
# What is published or derived of each place, in per cent: on the day itself, and by the sixth day.
SHARES = {
    "England and Wales": (100 / 6, 85.55),
    "England": (None, 86.3),
    "Wales": (None, 74.8),
    "North East": (41, None),
    "London": (9, None),
    "England and Wales, 2022/23": (20, 80),
}


def test_the_bounds_are_those_of_every_rising_count_through_the_published_ones() -> None:
    # The least and the most of each day under "never falls", as a linear program.
    days = range(LONGEST + 1)
    rise = [[(day == at) - (day == at + 1) for day in days] for at in range(LONGEST)]
    assert list(SHARES) == list(FIGURE_OF_DAY)
    for place, shares in SHARES.items():
        bounds = [(0.0, 100.0) for _ in days]
        for day, share in zip((0, 6), shares, strict=True):
            if share is not None:
                bounds[day] = (round(share), round(share))
        for day in days:
            aim = [float(at == day) for at in days]
            ends = [
                sign
                * linprog([sign * c for c in aim], A_ub=rise, b_ub=[0] * LONGEST, bounds=bounds).fun
                for sign in (1, -1)
            ]
            assert bound_babies(place, day) == pytest.approx(ends), (place, day)


def test_a_field_has_a_hundred_babies_each_on_a_spot_of_its_own_and_filled_where_known() -> None:
    for state, chart in every_chart("hundred"):
        (field,) = chart.spec["data"]
        least, most = bound_babies(str(state["place"]), int(str(state["days"])))
        assert field["ids"] == [str(baby) for baby in range(100)]
        assert len(set(zip(field["x"], field["y"], strict=True))) == 100
        assert max(field["x"]) < 14.7 and set(field["y"]) == set(range(-9, 1))
        drawn = Counter(field["marker"]["symbol"])
        found = (drawn["square"] + drawn["circle"], drawn["circle-open"], drawn["diamond"])
        assert found == (least, most - least, 100 - most), state
    squares = Counter(hundred(days=6).spec["data"][0]["marker"]["symbol"])["square"]
    assert squares == 17


def test_one_in_six_stays_a_fraction_that_is_drawn_and_an_account_is_named_as_one() -> None:
    day = hundred(days=0)
    assert day.title == "England and Wales 2019/20: one in six heard the same day"
    assert "One in six newborn babies in care proceedings in" in day.sentence
    later = hundred(place="England and Wales, 2022/23")
    assert "This is one account" in later.description
    assert not any("under two weeks" in note for note in later.notes)
    assert "isn't in this pack" in " ".join(later.notes)


def test_what_a_parent_may_do_is_that_of_the_last_step_reached_and_reads_aloud() -> None:
    starts = [step["from_days"] for step in GUIDANCE["steps"]]
    assert starts == sorted(set(starts)) and starts[0] == 0
    for days in range(LONGEST + 1):
        step = [step for step in GUIDANCE["steps"] if step["from_days"] <= days][-1]
        may, may_not, band = hundred(days=days).steps
        assert (may[1], may_not[1]) == (f"{step['may']}.", f"{step['may_not']}.")
        assert [fault for pair in (may, may_not, band) for fault in faults(" ".join(pair))] == []
    assert all(evidence.source(name) for name in GUIDANCE["sources"])
