"""The change in newborns in two parts: against Kitagawa's formula, written out."""

from __future__ import annotations

import pytest

from born_into_care.charts.decomposition import decomposition

COUNTS = {
    "England": (2425, 694_241, 2914, 610_505),
    "203": (145, 35_238, 203, 29_704),
    "241": (145, 35_238, 241, 29_704),
}


def kitagawa(n0: int, b0: int, n1: int, b1: int) -> tuple[float, float, int]:
    return (
        (b1 - b0) * (n0 / b0 + n1 / b1) / 2,
        (n1 / b1 - n0 / b0) * (b0 + b1) / 2,
        n1 - n0,
    )


def test_the_bars_are_births_incidence_and_both_together() -> None:
    for trace, counts in zip(decomposition().spec["data"], COUNTS.values(), strict=True):
        assert list(reversed(trace["x"])) == [
            pytest.approx(part, abs=1e-3) for part in kitagawa(*counts)
        ]
        assert list(reversed(trace["y"])) == ["Births", "Incidence", "In all"]


def test_the_parts_add_up_to_the_change() -> None:
    for trace in decomposition().spec["data"]:
        in_all, incidence, births = trace["x"]
        assert births + incidence == pytest.approx(in_all, abs=1e-3)


def test_each_part_has_a_pattern_and_its_number() -> None:
    (trace,) = decomposition(area="England").spec["data"]
    assert len(set(trace["marker"]["pattern"]["shape"])) == 3
    assert list(reversed(trace["text"])) == ["−346", "+835", "+489"]


def test_wales_is_split_with_each_of_its_counts() -> None:
    chart = decomposition(area="Wales")
    assert [trace["text"][0] for trace in chart.spec["data"]] == ["+58", "+96"]
    assert {"newborns-wales-2019-20-nfjo", "newborns-wales-2019-20-rip"} <= set(chart.sources)


def test_the_share_of_the_earlier_count_is_in_the_table() -> None:
    table = decomposition(area="England").table
    # 835.1 of 2,425.
    assert table["As per cent of 2012/13"].tolist() == ["−14.3", "+34.4", "+20.2"]


def test_it_names_no_cause() -> None:
    assert any("does not say why" in note for note in decomposition().notes)
