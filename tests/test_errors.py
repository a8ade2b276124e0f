"""Hold errors to say what to do next."""

import pytest

from born_into_care import evidence
from born_into_care.charts import show
from born_into_care.errors import PackError, require_known, unknown

NEAREST = {
    "NW": "Did you mean 'North West'?",
    "north east": "Did you mean 'North East'?",
    "Londn": "Did you mean 'London'?",
    "North Est": "Did you mean 'North East' or 'North West'?",
}


def test_the_nearest_name_is_offered_and_all_where_nothing_is_near() -> None:
    offered = {asked: str(unknown("region", asked, evidence.AREAS)) for asked in NEAREST}
    assert [asked for asked, meant in NEAREST.items() if meant not in offered[asked]] == []
    text = str(unknown("region", "Atlantis", evidence.AREAS))
    assert "Did you mean" not in text and all(area in text for area in evidence.AREAS)
    assert require_known("nation", "Wales", evidence.NATIONS) == "Wales"
    for chart, wrong in (("headline", {"number": "1"}), ("eight", {"world": 1.0})):
        with pytest.raises(PackError, match="Write "):
            show(chart, **wrong)
    # A number is no slip of the pen.
    assert "Did you mean" not in str(unknown("year", 2012, ["2014", "2015", "2021"]))
    assert "Did you mean '2012/13'?" in str(unknown("period", 2012, ["2012/13", "2019/20"]))


def test_a_long_list_is_counted_and_those_that_share_a_word_come_first() -> None:
    text = str(unknown("figure", "birth", [f"births-{year}" for year in range(2000, 2060)]))
    assert "There are 60 to choose from" in text and len(text) < 300
    ids = [row.id for row in evidence.all_figures()]
    text = str(unknown("figure", "London same-day", ids, listed_in="data/figures.md"))
    assert text.partition("among them ")[2].startswith("same-day-london-2019-20")
    assert text.endswith("They are listed in data/figures.md.")
