"""One pregnancy from six seats: nobody is there too soon, and each line has its source."""

import copy
import json

import jsonschema
import pytest

from born_into_care import evidence
from born_into_care.charts.forty_weeks import SEATS, forty_weeks
from born_into_care.paths import data_folder
from tests.support.sentences import faults

LINE, SCHEMA = (
    json.loads((data_folder() / f"forty_weeks.{name}").read_text("utf-8"))
    for name in ("json", "schema.json")
)


def test_the_file_keeps_its_schema_which_refuses_a_moment_or_a_calendar_without_source() -> None:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    checker.validate(LINE)
    for part, key in (("moments", "sources"), ("calendars", "source"), ("seats", "finding")):
        faulty = copy.deepcopy(LINE)
        del faulty[part][0][key]
        assert not checker.is_valid(faulty)
    named = {name for moment in LINE["moments"] for name in moment["sources"]}
    named |= {one["source"] for one in LINE["calendars"]}
    assert all(evidence.source(name) for name in named)
    for one in LINE["calendars"]:
        local = "not national" in evidence.source(one["source"]).note
        assert local or one["area"] == "Advice for parents"


@pytest.mark.parametrize("seat", SEATS)
def test_each_seat_hears_every_moment_in_order_and_court_seats_only_from_the_application(
    seat: str,
) -> None:
    steps = forty_weeks(seat=seat).steps
    assert len(steps) == len(LINE["moments"]) == 10
    there = [not own.endswith("not there yet.") for _, _, own in steps]
    from_court = [False] * 6 + [True] * 4
    assert there == (from_court if seat in ("Guardian", "Judge") else [True] * 10)
    texts = [" ".join(step) for step in steps]
    assert [fault for text in texts for fault in faults(text)] == []
    assert "86.3 per cent in England and 74.8 in Wales" in texts[7]
    assert not any("{" in text for text in texts)
