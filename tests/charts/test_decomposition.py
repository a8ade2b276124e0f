"""The change in newborns in two parts: against Kitagawa's formula, written out."""

import pytest

from born_into_care.charts.decomposition import decomposition


def test_the_bars_are_births_rate_and_both_and_no_cause_is_named() -> None:
    n0, b0, n1, b1 = 2425, 694_241, 2914, 610_505
    from_births = (b1 - b0) * (n0 / b0 + n1 / b1) / 2
    chart = decomposition()
    (trace,) = chart.spec["data"]
    assert list(reversed(trace["y"])) == ["Fewer births", "A higher rate", "Together"]
    wanted = (from_births, n1 - n0 - from_births, n1 - n0)
    assert list(reversed(trace["x"])) == pytest.approx(wanted, abs=1e-3)
    assert "346 fewer babies, and a higher rate for 835 more: 489 more" in chart.sentence
    # 835.1 of 2,425.
    assert [row["As per cent of 2012/13"] for row in chart.rows] == ["−14.3", "+34.4", "+20.2"]
    assert "and not why" in chart.description
