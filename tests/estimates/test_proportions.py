"""Wilson intervals: published values, a second implementation, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from born_into_care.estimates import wilson, wilson_share

LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.998])


@st.composite
def shares(draw: st.DrawFn, *, most: int = 5_000) -> tuple[int, int]:
    n = draw(st.integers(1, most))
    return draw(st.integers(0, n)), n


# Newcombe 1998, Statistics in Medicine 17, 857 to 872, table I, method 3.
@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_newcombe_printed_these_limits(successes: int, n: int, low: float, high: float) -> None:
    found = wilson(successes, n)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)
    assert found.method == "Wilson 95% interval"


@given(shares(), LEVELS)
def test_statsmodels_finds_the_same(share: tuple[int, int], level: float) -> None:
    found = wilson(*share, level=level)
    theirs = proportion_confint(*share, alpha=1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx(theirs, abs=1e-9)


@given(shares())
def test_a_published_share_over_a_known_number_is_the_same_interval(share: tuple[int, int]) -> None:
    successes, n = share
    known, published = wilson(successes, n), wilson_share(successes / n, n)
    assert (published.low, published.high) == pytest.approx((known.low, known.high), abs=1e-12)


@given(shares(most=500), st.sampled_from([0.001, 0.01, 0.1]))
def test_rounding_holds_every_share_that_it_could_have_been(
    share: tuple[int, int], step: float
) -> None:
    successes, n = share
    printed = min(1.0, max(0.0, round(successes / n / step) * step))
    published, known = wilson_share(printed, n, rounded_to=step), wilson(successes, n)
    assert published.low <= known.low + 1e-12
    assert published.high >= known.high - 1e-12


def test_a_published_share_says_that_its_interval_is_ours() -> None:
    london = wilson_share(0.09, 293.6, rounded_to=0.01, note="24.9 per 10,000 over 117,897 births.")
    assert london.note == (
        "Derived by us and approximate: over about 294 babies. 24.9 per 10,000 over 117,897 births."
    )
    assert london.method == "Approximate Wilson 95% interval and rounding"
    assert "rounding" not in wilson_share(0.09, 290).method
