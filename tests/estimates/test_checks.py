"""A number that cannot be is answered with what is wrong and what to type instead."""

from collections.abc import Callable

from born_into_care.errors import PackError
from born_into_care.estimates import (
    change_in_counts,
    change_in_shares,
    decompose,
    difference_in_rates,
    funnel_limits,
    poisson_count,
    poisson_rate,
    ratio_of_rates,
    simulate_ranks,
    wilson,
    wilson_share,
)

NAN, INF = float("nan"), float("inf")
REFUSALS: list[tuple[Callable[..., object], tuple, dict, str]] = [
    (poisson_count, ("2,914",), {}, "in digits, without commas or quotes"),
    (poisson_count, (-3,), {}, "a whole number of 0 or more"),
    (poisson_rate, (1.5, 100), {}, "must be a whole number"),
    (poisson_rate, (1, 0), {}, "a whole number of 1 or more"),
    (poisson_rate, (1, -100), {}, "live births is -100"),
    (poisson_rate, (NAN, 100), {}, "count is nan"),
    (poisson_rate, (1, NAN), {}, "leave out rows without one"),
    (wilson, (0, 0), {}, "since it is divided by"),
    (wilson, (7, 5), {}, "more than all of them"),
    (wilson, (2.5, 5), {}, "must be a whole number"),
    (wilson, (1, INF), {}, "number in all is inf"),
    (wilson, ("many", 5), {}, "is 'many'. It must be a whole number"),
    (wilson, (None, 5), {}, "must be a whole number"),
    (wilson, (True, 5), {}, "is True"),
    *[(wilson, (1, 5), {"level": level}, "confidence level") for level in (0, 1, 95, -0.5, NAN)],
    (wilson_share, (41, 200), {}, "The share is 41. It must be between 0 and 1"),
    (wilson_share, (-0.1, 200), {}, "write 0.41 for 41 per cent"),
    (wilson_share, (0.41, 0), {}, "use NoInterval()"),
    (wilson_share, (0.41, 200), {"rounded_to": 1}, "step of rounding"),
    (wilson_share, (NAN, 200), {}, "The share is nan"),
    (change_in_counts, (0, 5), {}, "Give the two counts side by side"),
    (change_in_counts, (-1, 5), {}, "first count is -1"),
    (change_in_counts, (5, NAN), {}, "second count is nan"),
    (change_in_counts, (5, 1.5), {}, "must be a whole number"),
    (change_in_shares, (1, 2, 5, 4), {}, "more than all of them"),
    (ratio_of_rates, (1, 100, 1, 0), {}, "second number of live births is 0"),
    (ratio_of_rates, (0, 100, 1, 100), {}, "difference_in_rates()"),
    (difference_in_rates, (1, 0, 1, 100), {}, "number of live births is 0"),
    (decompose, (1, 0, 1, 100), {}, "earlier number of live births is 0"),
    (decompose, (1, 100, -1, 100), {}, "later count is -1"),
    (funnel_limits, (17, [50]), {}, "write 0.17 for 17 per cent"),
    (
        funnel_limits,
        (0.2, [50, 0]),
        {},
        "The number of an area is 0. It must be a whole",
    ),
    (funnel_limits, (0.2, [50, NAN]), {}, "leave out rows without one"),
    (funnel_limits, (0.2, [50.5]), {}, "area is 50.5"),
    (funnel_limits, (0.2, ["fifty"]), {}, "area is 'fifty'"),
    (funnel_limits, (-1, [50]), {"kind": "rate"}, "write 47.7 for 47.7 per 10,000"),
    (funnel_limits, (NAN, [50]), {"kind": "rate"}, "target is nan"),
    (funnel_limits, (0.2, [50]), {"kind": "shares"}, "There is no kind of funnel 'shares'."),
    (simulate_ranks, ([1, 2], [5]), {}, "2 counts and 1 numbers"),
    (simulate_ranks, ([], []), {}, "one count and one number"),
    (simulate_ranks, ([6], [5]), {}, "more than all of them"),
]


def test_an_impossible_number_is_refused_with_what_to_type() -> None:
    wrong = []
    for function, numbers, choices, words in REFUSALS:
        try:
            function(*numbers, **choices)
            wrong.append(f"{function.__name__}{numbers} was accepted")
        except PackError as problem:
            if words not in str(problem):
                wrong.append(f"{function.__name__}{numbers}: {problem}")
    assert wrong == []
