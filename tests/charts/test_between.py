"""What the clues leave of the years between, worked out by hand from what is published."""

import itertools
import math

from born_into_care.charts.between import BETWEEN_AREAS, CHANGES, between, find_clues, find_paths
from born_into_care.charts.values import BOTH
from tests.support.charts import every_chart


def test_the_eight_years_leave_what_whole_babies_leave() -> None:
    rows = between(change="any amount").rows
    # 21,999 less 2,570, 3,117 and 2,447; and less the two ends alone for 2016/17.
    opened = [row["What the clues leave open"] for row in rows]
    assert opened[:8] == [
        "2,570", *["0 to 13,865"] * 3, "2,447 to 16,312", *["0 to 13,865"] * 2, "3,117"
    ]  # fmt: skip
    assert "between 2,552 and 2,719 babies" in between().sentence
    assert math.ceil((21_001 - 5_687) / 6) == 2_553 and math.floor((21_999 - 5_687) / 6) == 2_718


def test_a_steady_climb_is_ruled_out_by_the_assumption_alone() -> None:
    straight = [2_570 + 547 * year / 7 for year in range(8)]
    over, under, floor = find_clues(BOTH)
    assert over.fits(straight) and floor.fits(straight)
    assert round(under.add_up(straight), 6) == 22_748 and not under.fits(straight)
    assert not over.fits([2_625] * 8) and over.fits([*[2_625] * 7, 2_626])
    assert not floor.fits([2_570, *[2_400] * 6, 3_117])
    assert between().title.endswith("no steady climb fits the clues")
    assert between(assumed=False).title.endswith("a steady climb could fit")


def test_wales_was_higher_in_between_and_moved_by_more_than_a_quarter() -> None:
    first, second = find_clues("Wales")
    climb = [41.1 + 27.2 * year / 7 for year in range(8)]
    assert round(first.add_up(climb), 2) == 51.79 and round(first.high, 1) == 39.5
    assert round(second.add_up(climb), 2) == 63.44 and round(second.low, 1) == 82.5
    # A quarter of 2014/15 and three quarters of 2015/16.
    assert first.fits([41.1, 40, 42, 38, 50, 70, 87, 68.3])
    chart = between(area="Wales")
    assert "No path fits" in chart.sentence and "about 28% or more" in chart.sentence
    assert (
        between(area="Wales", change="a third").rows[6]["What the clues leave open"] == "85.1 to 89"
    )


def test_every_path_that_a_page_shows_fits_the_clues_that_it_shows() -> None:
    for area, change in itertools.product(BETWEEN_AREAS, CHANGES):
        paths = find_paths(area, change)
        most = CHANGES[change] or 1 / 3
        assert len(paths) == (0 if area == "Wales" and most < 0.28 else 6)
        for path in paths:
            assert all(clue.fits(path) for clue in find_clues(area)), path
            # Whole numbers: half a baby more at either end of a step.
            assert all(abs(b - a) <= most * a + 1 for a, b in itertools.pairwise(path))


def test_the_live_sentence_of_each_state_says_what_its_table_holds() -> None:
    for state, chart in every_chart("between"):
        ranges = [row["What the clues leave open"] for row in chart.rows]
        if "no path" in ranges:
            assert "No path fits" in chart.sentence, state
        else:
            shown = (5,) if state["change"] == "any amount" else (1, 6)
            assert all(ranges[year] in chart.sentence for year in shown), state
