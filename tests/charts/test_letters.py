"""Letters beside the points of a funnel: on a side that is free, near their own point."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from born_into_care.charts.regions.letters import sides

AXES = {"across": (0.0, 100.0), "up": (0.0, 100.0)}
POINTS = st.lists(st.tuples(st.floats(0, 100), st.floats(0, 100)), max_size=10)


def test_a_point_alone_has_its_letters_above() -> None:
    assert sides([(50, 50)], **AXES) == ["top center"]


def test_neighbours_take_different_sides() -> None:
    assert len(set(sides([(50, 50), (52, 50), (51, 47)], **AXES))) == 3


def test_letters_do_not_stand_on_a_neighbour() -> None:
    lower, _ = sides([(50, 50), (50, 57)], **AXES)
    assert lower != "top center"


def test_letters_keep_out_of_a_ring() -> None:
    plain = sides([(50, 50), (50, 62)], **AXES)
    ringed = sides([(50, 50), (50, 62)], **AXES, ringed=1)
    assert plain[0] == "top center" or plain[0] != ringed[1]
    assert ringed[0] != "top center"


@given(POINTS)
def test_every_point_has_a_side_and_the_same_each_time(points: list[tuple[float, float]]) -> None:
    assert sides(points, **AXES) == sides(points, **AXES)
    assert len(sides(points, **AXES)) == len(points) and all(sides(points, **AXES))
