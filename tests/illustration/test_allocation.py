"""Sharing out whole babies: a worked example, and what must always hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from born_into_care.illustration.allocation import nearest, share_out


def test_largest_remainders_give_the_textbook_seats() -> None:
    """The example that most accounts of Hamilton's method use: 100,000 votes for ten seats."""
    votes = [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]
    assert share_out(10, votes).tolist() == [5, 2, 1, 1, 1, 0]


@given(st.integers(0, 5_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=12))
def test_the_parts_add_up_and_lie_within_one_of_their_quota(
    total: int, weights: list[float]
) -> None:
    shared = share_out(total, weights)
    quota = total * np.array(weights) / sum(weights)
    assert shared.sum() == total
    assert (abs(shared - quota) < 1 + 1e-6).all()


@given(st.data())
def test_limits_are_kept(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    low = data.draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    room = data.draw(st.lists(st.integers(0, 20), min_size=size, max_size=size))
    weights = data.draw(st.lists(st.floats(0.1, 10), min_size=size, max_size=size))
    high = [least + more for least, more in zip(low, room, strict=True)]
    total = data.draw(st.integers(sum(low), sum(high)))
    shared = share_out(total, weights, low=low, high=high)
    assert shared.sum() == total
    assert (shared >= low).all()
    assert (shared <= high).all()


def test_limits_that_cannot_be_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot be shared out"):
        share_out(10, [1, 1], high=[4, 4])
    with pytest.raises(ValueError, match="cannot be shared out"):
        share_out(1, [1, 1], low=[1, 1])


@pytest.mark.parametrize(("number", "whole"), [(519.5, 520), (2.4, 2), (0, 0), (85.69, 86)])
def test_a_half_goes_up(number: float, whole: int) -> None:
    assert nearest(number) == whole
