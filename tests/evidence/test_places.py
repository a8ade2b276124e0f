"""Official places: which one a name or a code is, and which names are none."""

import pytest

from born_into_care.evidence.places import find_place


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kingston upon Hull, City of", "Kingston upon Hull"), ("st helens", "St. Helens"),
        ("Ynys Mon", "Isle of Anglesey"), ("Bristol UA", "City of Bristol"),
        ("City of London", "City of London"), ("E08000020", "Gateshead"), ("E09000007", "Camden"),
        ("Yorkshire & Humber region", "Yorkshire and The Humber"),
        ("Rhondda Cynon Taf", "Rhondda Cynon Taff"),
        ("Leeds (383)", "Leeds"), ("1. Leeds", "Leeds"), ("816 - York", "York"),
        ("E06000010 Kingston upon Hull", "Kingston upon Hull"), ("E06000010 Leeds", None),
        ("Cardiff / Caerdydd", "Cardiff"), ("Leeds / Bradford", None), ("Leeds - East", None),
        ("Leeds 2", None), ("Kingston", None), ("Bath & NES", "Bath and North East Somerset"),
        ("Leeds East", None), ("Leeds (b)", "Leeds"), ("Leeds [note 2]", "Leeds"),
        ("London council", None), ("York Region", None), ("North Wales", None), ("", None),
        ("Leicester City and County", None), ("City and County of Swansea", "Swansea"),
        ("Dorset County", "Dorset Council"), ("E10000002", "Buckinghamshire"),
    ],
)  # fmt: skip
def test_a_place_is_known_by_its_usual_spellings_alone(text: str, name: str | None) -> None:
    place = find_place(text)
    assert (place and place.name) == name
