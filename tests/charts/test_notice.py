"""A hundred babies: whole babies that add up, nested parts, and nothing made up unasked."""

from __future__ import annotations

import itertools

import pytest

from born_into_care.charts import Chart
from born_into_care.charts.notice import PARTS, PERIODS, notice
from born_into_care.errors import PackError
from born_into_care.evidence.illustrative import summary_rows
from tests.support import exact

PANELS = {"England": "y", "Wales": "y2", "England and Wales": "y3"}


def pieces(chart: Chart, place: str) -> dict[str, int]:
    """Return how many babies of a place each symbol stands for."""
    return {
        trace["name"].replace("<br>", " "): len(trace["x"])
        for trace in chart.spec["data"]
        if trace["yaxis"] == PANELS[place] and trace["x"] != [None]
    }


def test_a_place_has_a_hundred_babies_each_on_its_own_spot_or_none_at_all() -> None:
    board = set(itertools.product(range(10), range(10)))
    wrong = []
    for period, part, illustrative in itertools.product(PERIODS, PARTS, (False, True)):
        chart = notice(period=period, part=part, illustrative=illustrative)
        for panel in PANELS.values():
            own = [trace for trace in chart.spec["data"] if trace["yaxis"] == panel]
            spots = [spot for trace in own for spot in zip(trace["x"], trace["y"], strict=True)]
            if spots != [(None, None)] and (len(spots) != 100 or set(spots) != board):
                wrong.append((period, part, illustrative, panel))
    assert wrong == []


def test_the_published_layer_is_86_75_and_one_in_six() -> None:
    chart = notice()
    assert [pieces(chart, place) for place in PANELS] == [
        {"Under 7 days": 86, "7 days or more": 14},
        {"Under 7 days": 75, "7 days or more": 25},
        {"Same day": 17, "1 day or more": 83},
    ]
    # Nobody printed 17: it is how a sixth of a hundred babies is drawn.
    assert "one in six (drawn as 17) in England and Wales together" in chart.sentence
    headings = " ".join(note["text"] for note in chart.spec["layout"]["annotations"])
    assert "one in six (drawn as 17): same day" in headings and "17 of 100" not in headings


def test_2022_23_is_one_account_of_both_nations_to_which_the_cohort_adds_nothing() -> None:
    chart, asked = (notice(period="2022/23", illustrative=on) for on in (False, True))
    assert any("does not say how it defines a newborn" in note for note in chart.notes)
    assert not any("under two weeks" in note for note in chart.notes)
    both = {"Same day": 20, "1 to 6 days": 60, "7 days or more": 20}
    assert [pieces(chart, place) for place in PANELS] == [{}, {}, both]
    assert chart.spec == asked.spec and not asked.illustrative


def test_what_is_not_published_stays_empty() -> None:
    emergency, same_day = notice(part="Emergency"), notice(part="Same day")
    assert [pieces(emergency, place) for place in PANELS] == [{}, {}, {}]
    assert set(emergency.table["Of a hundred babies"]) == {"not published here"}
    assert "no part can be filled in" in emergency.sentence
    both = {"Same day": 17, "1 day or more": 83}
    assert [pieces(same_day, place) for place in PANELS] == [{}, {}, both]


def test_illustrative_parts_are_those_of_the_cohort_where_one_has_to_be_made_up() -> None:
    (row,) = [row for row in summary_rows() if (row["area"], row["period"]) == ("Wales", "2019/20")]
    columns = ("same_day", "emergency", "short_notice")
    edges = [
        int(100 * row[f"illustrative_{name}"] / row["illustrative_babies"] + 0.5)
        for name in columns
    ]
    wanted = [end - start for start, end in itertools.pairwise([0, *edges, 100])]
    found = pieces(notice(illustrative=True), "Wales")
    assert list(found.values()) == wanted
    assert all(name.startswith("Illustrative") for name in found)
    short = notice(part="Short notice", illustrative=True)
    assert pieces(short, "England") == {"Under 7 days": 86, "7 days or more": 14}
    assert all(name.startswith("Illustrative") for name in pieces(short, "England and Wales"))


def test_intervals_are_wilson_with_the_rounding_and_a_fraction_in_words_has_none() -> None:
    low, high = exact.wilson(0.8625, 2914)[0], exact.wilson(0.8635, 2914)[1]
    short, same_day = notice(part="Short notice").table, notice(part="Same day").table
    assert short["95% interval"].iloc[0] == f"{100 * low:.1f} to {100 * high:.1f}"
    assert same_day["95% interval"].iloc[2] == (
        "No interval: the share was rounded to a simple fraction."
    )


def test_a_part_or_a_year_that_does_not_exist_says_what_does() -> None:
    with pytest.raises(PackError, match="Emergency"):
        notice(part="Emergencies")
    with pytest.raises(PackError, match="2022/23"):
        notice(period="2020/21")
