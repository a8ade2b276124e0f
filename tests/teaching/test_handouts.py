"""What a session asks people to write has its place on paper, and so have the marks on a chart."""

import re

import pytest

from tools.kit import handouts, walk
from tools.kit.places import notebook_paths

WALKS = {path.stem[:2]: walk.read(path) for path in notebook_paths()}


def first_page(number: str) -> str:
    return handouts.document(WALKS[number]).split('<section class="sheet">')[1]


@pytest.mark.parametrize("number", WALKS)
def test_what_a_session_asks_to_write_has_lines_that_are_never_left_out(number):
    page = first_page(number)
    planned = any(piece.verb == "plan" for piece in WALKS[number].pieces)
    named = (
        ["One step, with a name and a date"]
        if planned
        else ["One fair sentence", "My question for Monday"]
    )
    kept = re.sub(r"<div data-drop=.*?</div></div>", "", page, flags=re.DOTALL)
    for name in named:
        place = kept.index(f"<h2>{name}</h2>")
        assert '<div class="line">' in kept[place:]


def test_a_fair_sentence_is_asked_for_about_one_chart_of_the_two():
    page, second = handouts.document(WALKS["05"]).split('<section class="sheet">')[1:]
    assert "About the first chart of page 2, with its place" in page
    assert "first hearing was on the day" in second.partition("<figcaption>")[2].partition("<")[0]
    assert "<p>With its place" in first_page("07")


def test_the_five_marks_stand_on_the_first_page_of_the_first_handout():
    page = first_page("00")
    for mark in ("Published", "Derived", "Disputed", "Illustrative", "Not published here"):
        assert f"<li><strong>{mark}</strong>" in page


def test_nobody_scrolls_on_paper():
    assert not [number for number in WALKS if "scroll" in first_page(number)]
    assert "What do you expect for the North East" in first_page("05")


def test_the_first_handout_is_for_who_came_and_not_for_who_teaches():
    assert "You teach a course" not in first_page("00")


def test_no_handout_leaves_a_reader_in_doubt_about_whom_to_ring():
    for number in WALKS:
        assert "checked on" not in first_page(number)
