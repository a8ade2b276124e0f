"""The letters of a funnel stand where they can be read."""

from functools import partial

from born_into_care.charts.funnel import place_labels

place = partial(place_labels, across=(0.0, 100.0), up=(0.0, 100.0))


def test_letters_take_a_side_that_is_free() -> None:
    assert place([(50, 50)]) == ["top center"]
    assert len(set(place([(50, 50), (52, 50), (51, 47)]))) == 3
    assert place([(50, 50), (50, 57)])[0] != "top center"
    assert place([]) == []
