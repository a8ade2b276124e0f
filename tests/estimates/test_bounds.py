"""Years and areas that were not published: against every path and every world of a small case.

And against scipy's linear programming.
"""

import itertools
import math
from collections import Counter

import pytest
from scipy.optimize import linprog

from born_into_care.estimates.bounds import Clue, MissingYears, Worlds, average_of_rest

CLUES = (Clue((1, 1, 1, 1, 1), 30, 33), Clue((0, 0, 1, 0, 0), 5))


def enumerate_paths(gap: MissingYears, top: int) -> list[tuple[int, ...]]:
    """Return every path of whole numbers from 0 to a top that fits."""
    between = [range(top + 1)] * (gap.years - 2)
    most = 10**9 if gap.most_change is None else gap.most_change
    return [
        path
        for path in itertools.product([int(gap.first)], *between, [int(gap.last)])
        if all(clue.fits(path) for clue in gap.clues)
        and all(abs(b - a) <= most * max(a, 1) + 1e-9 for a, b in itertools.pairwise(path))
    ]


def test_ranges_are_those_of_every_path_that_fits() -> None:
    for most_change in (None, 1.0, 0.5):
        gap = MissingYears(4, 8, 5, CLUES, most_change)
        every, found = enumerate_paths(gap, top=33), gap.find_ranges()
        assert found is not None
        for (low, high), values in zip(found, zip(*every, strict=True), strict=True):
            assert low - 1e-6 <= min(values) and max(values) <= high + 1e-6
            # Whole numbers reach both ends of whole sums; of a part of a year they may fall short.
            slack = 1e-6 if most_change is None else 1.0
            assert min(values) <= low + slack and high - slack <= max(values)
    impossible = MissingYears(4, 8, 5, CLUES, most_change=0.1)
    assert enumerate_paths(impossible, top=33) == [] and impossible.find_ranges() is None
    assert impossible.draw_path(1) is None
    # No whole number fits.
    assert MissingYears(10, 20, 3, (Clue((0, 1, 0), 10.5, 10.5),)).draw_path(1) is None


def test_a_range_without_an_end_and_a_straight_line() -> None:
    gap = MissingYears(1, 3, 3, (Clue((1, 1, 1), 10),))
    assert gap.find_ranges() == [(1, 1), (6, math.inf), (3, 3)]
    assert gap.straight_line() == [1, 2, 3] and not gap.clues[0].fits(gap.straight_line())


def test_a_drawn_path_fits_is_the_same_again_and_differs_from_the_next() -> None:
    gap = MissingYears(40, 80, 5, (Clue((1,) * 5, 300, 330),), most_change=0.5, most=90)
    paths = [gap.draw_path(number) for number in range(1, 7)]
    for path in paths:
        assert path is not None and (path[0], path[-1]) == (40, 80) and max(path) <= 90
        assert 300 <= sum(path) <= 330
    assert paths == [gap.draw_path(number) for number in range(1, 7)]
    assert len(set(map(tuple, filter(None, paths)))) > 3


def worlds(reaching: int, low: int = 372, high: int = 458) -> Worlds:
    return Worlds(low, high, areas=8, top=134, mark=82, reaching=reaching)


@pytest.mark.parametrize("low", [372, 411])
@pytest.mark.parametrize("reaching", range(9))
def test_what_is_possible_and_what_the_others_can_have_agrees_with_linear_programming(
    reaching: int, low: int
) -> None:
    found = worlds(reaching, low, 411 if low == 411 else 458)
    ends = [(82, 134)] * reaching + [(0, 81)] * (8 - reaching)
    total = [[1] * 8, [-1] * 8]
    others = [0] * reaching + [-1] * (8 - reaching)
    wanted = linprog(others, A_ub=total, b_ub=[found.high, -found.low], bounds=ends)
    assert found.is_possible == wanted.success == (reaching <= found.most_reaching())
    if wanted.success:
        assert found.others_at_most == round(-wanted.fun)


def test_places_and_worlds_are_those_of_all_that_fit_and_draws_reach_each_about_as_often() -> None:
    for high, reaching in itertools.product((5, 6, 9), range(4)):
        small = Worlds(low=5, high=high, areas=3, top=6, mark=3, reaching=reaching)
        every = [
            events
            for events in itertools.product(range(7), repeat=3)
            if 5 <= sum(events) <= high and sum(number >= 3 for number in events) == reaching
        ]
        assert small.is_possible == bool(every)
        for place in range(3 * bool(every)):
            ordered = [sorted(events, reverse=True)[place] for events in every]
            assert small.find_range(place + 1) == (min(ordered), max(ordered))
    one = Worlds(low=5, high=5, areas=3, top=6, mark=3, reaching=1)
    drawn = Counter(map(tuple, one.draw(9000)))
    # 18 worlds, 500 times each, give or take five standard errors.
    assert len(drawn) == 18 and all(abs(count - 500) < 110 for count in drawn.values())
    most = {reaching: small.most_reaching(least=reaching) for reaching in (0, 1, 2)}
    assert most == {0: 3, 1: 3, 2: 3}
    for reaching in range(6):
        for events in worlds(reaching).draw(40):
            assert 372 <= sum(events) <= 458 and max(events) <= 134
            assert sum(number >= 82 for number in events) == reaching
    assert one.draw(40) == one.draw(40) != one.draw(40, seed=1)


def test_the_average_of_the_rest_gives_the_overall_share_back() -> None:
    rest = average_of_rest(3117, 100 / 6, [(41, 200), (9, 290)])
    assert (41 * 200 + 9 * 290 + rest * 2627) / 3117 == pytest.approx(100 / 6)
