"""Paths and the ranges of years against an enumeration of every whole path."""

import itertools
import math

from born_into_care.estimates.clues import Clue, MissingYears

CLUES = (Clue((1, 1, 1, 1, 1), 30, 33), Clue((0, 0, 1, 0, 0), 5))


def enumerate_paths(gap: MissingYears, top: int) -> list[tuple[int, ...]]:
    """Return every path of whole numbers from 0 to a top that fits."""
    years = [
        [int(gap.known[year])] if year in gap.known else range(top + 1) for year in range(gap.years)
    ]
    most = 10**9 if gap.most_change is None else gap.most_change
    return [
        path
        for path in itertools.product(*years)
        if all(clue.fits(path) for clue in gap.clues)
        and all(abs(b - a) <= most * max(a, 1) + 1e-9 for a, b in itertools.pairwise(path))
    ]


def test_ranges_are_those_of_every_path_that_fits() -> None:
    for most_change in (None, 1.0, 0.5):
        gap = MissingYears({0: 4, 4: 8}, 5, CLUES, most_change)
        every, found = enumerate_paths(gap, top=33), gap.find_ranges()
        assert found is not None
        for (low, high), values in zip(found, zip(*every, strict=True), strict=True):
            assert low - 1e-6 <= min(values) and max(values) <= high + 1e-6
            # Whole numbers reach both ends of whole sums; of a part of a year they may fall short.
            slack = 1e-6 if most_change is None else 1.0
            assert min(values) <= low + slack and high - slack <= max(values)
    impossible = MissingYears({0: 4, 4: 8}, 5, CLUES, most_change=0.1)
    assert enumerate_paths(impossible, top=33) == [] and impossible.find_ranges() is None
    assert impossible.draw_path(1) is None


def test_a_range_without_an_end_and_a_straight_line() -> None:
    gap = MissingYears({0: 1, 2: 3}, 3, (Clue((1, 1, 1), 10),))
    assert gap.find_ranges() == [(1, 1), (6, math.inf), (3, 3)]
    assert gap.straight_line() == [1, 2, 3] and not gap.clues[0].fits(gap.straight_line())


def test_a_drawn_path_fits_is_the_same_again_and_differs_from_the_next() -> None:
    gap = MissingYears({0: 40, 4: 80}, 5, (Clue((1,) * 5, 300, 330),), most_change=0.5, most=90)
    paths = [gap.draw_path(number) for number in range(1, 7)]
    for path in paths:
        assert path is not None and (path[0], path[-1]) == (40, 80) and max(path) <= 90
        assert 300 <= sum(path) <= 330
    assert paths == [gap.draw_path(number) for number in range(1, 7)]
    assert len(set(map(tuple, filter(None, paths)))) > 3
