"""The change in newborns in two parts: against Kitagawa's formula, written out."""

import pytest

from born_into_care.charts.decomposition import decomposition


def kitagawa(n0: int, b0: int, n1: int, b1: int) -> tuple[float, float, int]:
    from_births = (b1 - b0) * (n0 / b0 + n1 / b1) / 2
    return from_births, n1 - n0 - from_births, n1 - n0


@pytest.mark.parametrize(
    ("panel", "newborns_and_births"),
    [
        (0, (2425, 694_241, 2914, 610_505)),
        (1, (145, 35_238, 203, 29_704)),
        (2, (145, 35_238, 241, 29_704)),
    ],
)
def test_the_bars_are_births_incidence_and_both(
    panel: int, newborns_and_births: tuple[int, int, int, int]
) -> None:
    trace = decomposition().spec["data"][panel]
    assert list(reversed(trace["y"])) == ["Births", "Incidence", "In all"]
    assert list(reversed(trace["x"])) == pytest.approx(kitagawa(*newborns_and_births), abs=1e-3)
    assert len(set(trace["marker"]["pattern"]["shape"])) == 3


def test_wales_is_split_with_each_of_its_counts_and_no_cause_is_named() -> None:
    chart = decomposition()
    assert "346 fewer babies and a higher incidence with 835 more: 489 more" in chart.sentence
    # 835.1 of 2,425.
    assert [row["As per cent of 2012/13"] for row in chart.rows[:3]] == ["−14.3", "+34.4", "+20.2"]
    assert [trace["text"][0] for trace in chart.spec["data"]] == ["+489", "+58", "+96"]
    assert any("does not say why" in note for note in chart.notes)
