"""A hundred babies: whole babies that add up, nested parts, and nothing made up unasked."""

from __future__ import annotations

import itertools

import pandas as pd
import pytest

from born_into_care.charts import Chart
from born_into_care.charts.notice import PARTS, PERIODS, notice
from born_into_care.errors import PackError
from born_into_care.evidence.illustrative import summary_rows
from tests.support import exact

PANELS = {"England": "y", "Wales": "y2", "England and Wales": "y3"}
STATES = [
    dict(zip(("period", "part", "illustrative"), values, strict=True))
    for values in itertools.product(PERIODS, PARTS, (False, True))
]


def pieces(chart: Chart, place: str) -> dict[str, int]:
    """How many babies of a place each symbol stands for."""
    return {
        trace["name"].replace("<br>", " "): len(trace["x"])
        for trace in chart.spec["data"]
        if trace["yaxis"] == PANELS[place] and trace["x"] != [None]
    }


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_place_has_a_hundred_babies_each_on_its_own_spot_or_none_at_all(
    state: dict[str, object],
) -> None:
    chart = notice(**state)  # type: ignore[arg-type]
    for place, panel in PANELS.items():
        spots = [
            spot
            for trace in chart.spec["data"]
            if trace["yaxis"] == panel and trace["x"] != [None]
            for spot in zip(trace["x"], trace["y"], strict=True)
        ]
        assert len(spots) in (0, 100), place
        assert len(set(spots)) == len(spots)
        assert all(0 <= x <= 9 and 0 <= y <= 9 for x, y in spots)


def test_the_published_layer_is_86_75_and_one_in_six() -> None:
    chart = notice()
    assert pieces(chart, "England") == {"Under 7 days": 86, "7 days or more": 14}
    assert pieces(chart, "Wales") == {"Under 7 days": 75, "7 days or more": 25}
    assert pieces(chart, "England and Wales") == {"Same day": 17, "1 day or more": 83}
    assert not chart.illustrative


def test_one_in_six_stays_a_fraction_that_is_drawn() -> None:
    chart = notice()
    # Nobody printed 17: it is how a sixth of a hundred babies is drawn.
    assert "one in six (drawn as 17) in England and Wales together" in chart.sentence
    headings = [one["text"] for one in chart.spec["layout"]["annotations"]]
    assert any("one in six (drawn as 17): same day" in text for text in headings)
    assert not any("17 of 100" in text for text in headings)


def test_2022_23_is_one_account_of_both_nations_together() -> None:
    chart = notice(period="2022/23")
    assert any("does not say how it defines a newborn" in note for note in chart.notes)
    assert not any("under two weeks" in note for note in chart.notes)
    assert pieces(chart, "England and Wales") == {
        "Same day": 20,
        "1 to 6 days": 60,
        "7 days or more": 20,
    }
    assert pieces(chart, "England") == pieces(chart, "Wales") == {}


def test_emergency_is_not_published_and_stays_empty() -> None:
    chart = notice(part="Emergency")
    assert all(pieces(chart, place) == {} for place in PANELS)
    assert set(chart.table["Of a hundred babies"]) == {"not published here"}
    assert "no part can be filled in" in chart.sentence


def test_same_day_is_not_split_between_the_nations() -> None:
    chart = notice(part="Same day")
    assert pieces(chart, "England") == pieces(chart, "Wales") == {}
    assert pieces(chart, "England and Wales") == {"Same day": 17, "1 day or more": 83}


def test_illustrative_parts_are_those_of_the_cohort() -> None:
    chart = notice(illustrative=True)
    table = pd.DataFrame(summary_rows())
    row = table[(table["area"] == "Wales") & (table["period"] == "2019/20")].iloc[0]
    edges = [
        int(100 * row[column] / row["illustrative_babies"] + 0.5)
        for column in (
            "illustrative_same_day",
            "illustrative_emergency",
            "illustrative_short_notice",
        )
    ]
    assert list(pieces(chart, "Wales").values()) == [
        edges[0],
        edges[1] - edges[0],
        edges[2] - edges[1],
        100 - edges[2],
    ]
    assert all(name.startswith("Illustrative") for name in pieces(chart, "Wales"))


def test_a_published_part_stays_published_where_nothing_has_to_be_made_up() -> None:
    chart = notice(part="Short notice", illustrative=True)
    assert pieces(chart, "England") == {"Under 7 days": 86, "7 days or more": 14}
    assert all(name.startswith("Illustrative") for name in pieces(chart, "England and Wales"))


def test_the_cohort_adds_nothing_to_a_year_that_it_does_not_cover() -> None:
    plain, asked = notice(period="2022/23"), notice(period="2022/23", illustrative=True)
    assert plain.spec == asked.spec and not asked.illustrative
    assert any("ends in 2019/20" in note for note in asked.notes)


def test_intervals_are_wilson_over_all_newborns_with_the_rounding() -> None:
    table = notice(part="Short notice").table
    low, _ = exact.wilson(0.8625, 2914)
    _, high = exact.wilson(0.8635, 2914)
    assert table["95% interval"].iloc[0] == f"{100 * low:.1f} to {100 * high:.1f}"


def test_a_fraction_in_words_has_no_interval() -> None:
    table = notice(part="Same day").table
    assert (
        table["95% interval"].iloc[2] == "No interval: the share was rounded to a simple fraction."
    )


def test_a_part_or_a_year_that_does_not_exist_says_what_does() -> None:
    with pytest.raises(PackError, match="Emergency"):
        notice(part="Emergencies")
    with pytest.raises(PackError, match="2022/23"):
        notice(period="2020/21")
