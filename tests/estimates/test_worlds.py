"""Possible worlds: against scipy's linear programming, and against every world of a small case."""

import itertools
from collections import Counter

import pytest
from scipy.optimize import linprog

from born_into_care.estimates.worlds import Worlds, average_of_rest


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
