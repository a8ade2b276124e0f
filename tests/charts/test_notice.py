"""A hundred babies: whole babies that add up, nested parts, and nothing made up unasked."""

import itertools
from typing import Any

import pytest

from born_into_care.charts import Chart
from born_into_care.charts.notice import PARTS, PERIODS, notice
from born_into_care.estimates.proportions import wilson_limits

ENGLAND, WALES, BOTH = "y", "y2", "y3"
UNDER_7 = {"Under 7 days": 86, "7 days or more": 14}


def pieces(chart: Chart, panel: str) -> dict[str, int]:
    """Return how many babies of a place each symbol stands for."""
    own = [trace for trace in chart.spec["data"] if trace["yaxis"] == panel and trace.get("name")]
    return {trace["name"].replace("<br>", " "): len(trace["x"]) for trace in own}


@pytest.mark.parametrize(
    ("choices", "babies"),
    [
        ({}, [UNDER_7, {"Under 7 days": 75, "7 days or more": 25}]),
        ({"part": "Same day"}, [{}, {}, {"Same day": 17, "1 day or more": 83}]),
        ({"part": "Emergency"}, [{}, {}, {}]),
        ({"part": "Short notice"}, [UNDER_7]),
        (
            {"period": "2022/23"},
            [{}, {}, {"Same day": 20, "1 to 6 days": 60, "7 days or more": 20}],
        ),
        ({"part": "Emergency", "period": "2022/23"}, [{}, {}, {}]),
    ],
)
def test_a_place_has_what_is_published(
    choices: dict[str, Any], babies: list[dict[str, int]]
) -> None:
    chart = notice(**choices)
    panels = (ENGLAND, WALES, BOTH)[: len(babies)]
    assert [pieces(chart, panel) for panel in panels] == babies


def test_a_place_has_a_hundred_babies_each_on_its_own_spot_or_none_at_all() -> None:
    board = sorted(itertools.product(range(10), range(10)))
    wrong = []
    for period, part in itertools.product(PERIODS, PARTS):
        chart = notice(period=period, part=part)
        for panel in (ENGLAND, WALES, BOTH):
            own = [trace for trace in chart.spec["data"] if trace["yaxis"] == panel]
            spots = [spot for trace in own for spot in zip(trace["x"], trace["y"], strict=True)]
            if spots != [(None, None)] and sorted(spots) != board:
                wrong.append((period, part, panel))
    assert wrong == []


def test_one_in_six_stays_a_fraction_that_is_drawn() -> None:
    chart = notice()
    # Nobody printed 17: it is how a sixth of a hundred babies is drawn.
    assert "one in six (drawn as 17) in England and Wales together" in chart.sentence
    headings = " ".join(note["text"] for note in chart.spec["layout"]["annotations"])
    assert "one in six (drawn as 17): same day" in headings and "17 of 100" not in headings


def test_what_is_not_published_and_not_defined_is_said() -> None:
    emergency, later = notice(part="Emergency"), notice(period="2022/23")
    assert "no part can be filled in" in emergency.sentence
    assert {row["Of a hundred babies"] for row in emergency.rows} == {"not published here"}
    assert any("does not say how it defines a newborn" in note for note in later.notes)
    assert not any("under two weeks" in note for note in later.notes)


def test_intervals_are_wilson_with_the_rounding_and_a_fraction_in_words_has_none() -> None:
    low, high = wilson_limits(0.8625, 2914)[0], wilson_limits(0.8635, 2914)[1]
    short, same_day = notice(part="Short notice").rows, notice(part="Same day").rows
    assert short[0]["95% interval"] == f"{100 * low:.1f} to {100 * high:.1f}"
    reason = "No interval: the share was rounded to a simple fraction."
    assert same_day[2]["95% interval"] == reason
